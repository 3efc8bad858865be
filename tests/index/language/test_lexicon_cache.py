"""Databases made once, for all processes."""

import sqlite3
import threading
from pathlib import Path

from index.language.lexicon import cache


def test_who_needs_what_another_makes_waits_and_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "words"
    begun, go_on = threading.Event(), threading.Event()
    made: list[str] = []

    def fill(connection: sqlite3.Connection) -> None:
        made.append(threading.current_thread().name)
        begun.set()
        assert go_on.wait(10)
        connection.execute("CREATE TABLE word (form TEXT)")

    def need() -> None:
        cache.opened(path, fill).close()

    both = [threading.Thread(target=need) for _ in range(2)]
    both[0].start()
    assert begun.wait(10)
    both[1].start()
    go_on.set()
    for each in both:
        each.join(10)
    assert len(made) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["words"]
