"""The archive's thread: one, in order, and errors come back to who asked."""

import asyncio
import threading
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from index import Archive
from index.errors import ArchiveMissing
from index.sample import open_sample
from reader.screens.finder import Finder


async def test_questions_run_in_one_thread_in_the_order_they_were_asked(
    sample_cache: Path,
) -> None:
    seen: list[tuple[int, int]] = []

    def note(number: int, _archive: Archive) -> None:
        seen.append((number, threading.get_ident()))

    finder = Finder(lambda: open_sample(sample_cache))
    await asyncio.gather(*(finder.ask(partial(note, n)) for n in range(20)))
    finder.close()
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen}) == 1
    assert seen[0][1] != threading.get_ident()


async def test_an_archive_that_cannot_be_opened_is_said_to_each_who_asks() -> None:
    def missing() -> NoReturn:
        raise ArchiveMissing("/nowhere: no archive")

    finder = Finder(missing)
    for _ in range(2):
        with pytest.raises(ArchiveMissing, match="/nowhere"):
            await finder.ask(lambda archive: archive.uuid)
    finder.close()


async def test_an_error_in_a_question_leaves_the_archive_usable(sample_cache: Path) -> None:
    def broken(_: Archive) -> NoReturn:
        raise ArchiveMissing("gone")

    finder = Finder(lambda: open_sample(sample_cache))
    with pytest.raises(ArchiveMissing):
        await finder.ask(broken)
    assert len(await finder.ask(lambda archive: archive.articles())) == 5
    finder.close()


async def test_close_gives_the_archive_back_and_ends_the_thread(sample_cache: Path) -> None:
    finder = Finder(lambda: open_sample(sample_cache))
    thread = await finder.ask(lambda _: threading.current_thread())
    finder.close()
    await asyncio.to_thread(thread.join, 5)
    assert not thread.is_alive()


async def test_a_question_whose_asker_left_does_not_stop_the_next(sample_cache: Path) -> None:
    finder = Finder(lambda: open_sample(sample_cache))
    gate = threading.Event()
    first = asyncio.ensure_future(finder.ask(lambda _: gate.wait(5)))
    second = asyncio.ensure_future(finder.ask(lambda _: "never asked"))
    await asyncio.sleep(0)
    second.cancel()
    gate.set()
    assert await first
    assert await finder.ask(lambda _: "asked") == "asked"
    finder.close()
