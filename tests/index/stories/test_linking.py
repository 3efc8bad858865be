"""The job that finds stories: it goes on where it was stopped, and what comes later is
compared as what was there."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Archive
from index.errors import Cancelled
from index.stories import linking
from index.stories.linked import NONE_POSTED, State
from tests.index import news

#: A few articles at a time, so that a run has many steps.
SMALL = {"_BATCH": 3, "_LEAST_BLOCK": 1, "_MOST_BLOCK": 3, "_HELD": 2, "_LOOKED_UP": 2}
#: Every archive is large enough to go on with.
GOING_ON = {"_SMALL": 0, "_GROWTH": 99}

Found = tuple[set[tuple[object, ...]], set[tuple[object, ...]], dict[int, frozenset[bytes]]]

#: Links an archive until so much is heard, and then is killed.
KILLED = """
import os, signal, sys
from index import Archive
from index.stories import linking
for name, value in {constants!r}.items():
    setattr(linking, name, value)
left = {steps}
def heard(done, of):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
with Archive.open({path!r}, dictionaries="none") as archive:
    archive.link(progress=heard)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of news that is not linked."""
    folder = tmp_path_factory.mktemp("linking")
    Archive.create(folder / "archive").close()
    with Archive.open(folder / "archive", dictionaries="none") as archive:
        archive.add([news.write(folder)])
    return folder / "archive"


@pytest.fixture
def archive(told: Path) -> Archive:
    (told / "stories.sqlite").unlink(missing_ok=True)
    return Archive.open(told, dictionaries="none")


def found(archive: Archive) -> Found:
    """What linking left, but for the order in which it came."""
    connection = sqlite3.connect(archive.path / "stories.sqlite")
    edges, stories = (
        set(connection.execute(query))
        for query in ("SELECT * FROM edge", "SELECT article, story FROM told")
    )
    posted = {
        key: frozenset(entries[at : at + 8] for at in range(0, len(entries), 8))
        for key, entries in connection.execute("SELECT * FROM posting")
    }
    connection.close()
    return edges, stories, posted


def stepwise(monkeypatch: pytest.MonkeyPatch, **more: int) -> None:
    for name, value in (SMALL | GOING_ON | more).items():
        monkeypatch.setattr(linking, name, value)


def stopped_after(calls: int) -> Callable[[], bool]:
    left = iter(range(calls))
    return lambda: next(left, None) is None


def test_blocks_and_parts_change_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive:
        archive.link()
        whole = found(archive)
        (archive.path / "stories.sqlite").unlink()
        stepwise(monkeypatch, _POSTED=100)
        archive.link()
        assert found(archive) == whole
        assert whole[0]


def test_it_goes_on_where_it_was_stopped(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    stepwise(monkeypatch, _POSTED=400)
    with archive:
        archive.link()
        whole = found(archive)
        (archive.path / "stories.sqlite").unlink()
        runs = 0
        while not archive.is_linked():
            runs += 1
            try:
                archive.link(cancelled=stopped_after(6))
            except Cancelled:
                assert runs < 30
        assert runs > 2
        assert found(archive) == whole


@pytest.mark.slow
@pytest.mark.parametrize("steps", [1, 4, 6])
def test_it_goes_on_where_it_was_killed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    stepwise(monkeypatch)
    with archive:
        archive.link()
        whole = found(archive)
        (archive.path / "stories.sqlite").unlink()
    script = KILLED.format(constants=SMALL | GOING_ON, steps=steps, path=os.fspath(archive.path))
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], env={**os.environ, **path}, check=False)
    assert done.returncode == -signal.SIGKILL
    with Archive.open(archive.path, dictionaries="none") as again:
        assert not again.is_linked()
        heard: list[tuple[int, int]] = []
        again.link(progress=lambda done, of: heard.append((done, of)))
        assert heard[-1][0] == heard[-1][1] <= 12
        assert found(again) == whole


def test_what_changes_is_compared_as_what_was_there(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    stepwise(monkeypatch)
    file = archive.path.parent / "news.jsonl"  # from which it was made
    before = [json.loads(line) for line in file.read_text("utf-8").splitlines()]

    def link(records: list[dict[str, object]]) -> Found:
        file.write_text("\n".join(map(json.dumps, records)), "utf-8")
        archive.add([file])
        archive.link()
        return found(archive)

    with archive:
        whole = link(before)
        others = [one | {"passages": ["Nothing of that."]} for one in before[:5]] + before[5:]
        assert link(others) != whole
        assert link(before) == whole


def test_a_new_file_has_nothing_in_it() -> None:
    assert State().posted == NONE_POSTED
    assert not State().is_whole
