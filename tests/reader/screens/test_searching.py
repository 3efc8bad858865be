"""Searching on the reading screen: while a search runs, and what narrows it."""

import asyncio
import gc
import threading
from typing import Any

import pytest

from reader.app import HexaplaApp
from reader.screens import _view, searching
from reader.session import Session

#: The fixture of `conftest.py`, which no test can import.
Start = Any


def answered(reader: Any) -> list[Session]:
    """What the session becomes with each answer from now on."""
    answers = []
    become = reader.library.become

    def spy(after: Session, **options: bool) -> None:
        if after.results and after.results is not reader.library.session.results:
            answers.append(after)
        become(after, **options)

    reader.library.become = spy
    return answers


async def test_a_search_that_takes_long_says_so_until_it_is_done(start: Start) -> None:
    gate = threading.Event()
    async with start() as reader:
        held = asyncio.ensure_future(reader.library.finder.ask(lambda _: gate.wait(10)))
        await reader.press("slash", "a", "i", "enter")
        await reader.until(lambda: reader.sees("searching …"))
        gate.set()
        await held
        await reader.until(lambda: reader.library.session.results is not None)
        await reader.until(lambda: not reader.sees("searching …"))


async def test_typing_lists_results_and_leaves_the_panes_alone(start: Start) -> None:
    async with start() as reader:
        shown = reader.library.desk.panes.columns
        await reader.press("slash")
        await reader.type("Huawei")
        await reader.until(lambda: reader.library.session.results is not None)
        await reader.until(lambda: reader.sees("RESULTS"))
        assert reader.library.desk.panes.columns is shown
        await reader.press("enter")
        await reader.until(
            lambda: any(m.kind == "hit" for m in reader.library.session.columns[0].marks)
        )


async def test_a_burst_of_keys_is_one_search(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    # Longer than the slowest machine needs for four letters.
    monkeypatch.setattr(searching, "PAUSE", 1.0)
    async with start() as reader:
        answers = answered(reader)
        await reader.press("slash")
        await reader.pilot.press(*"chipy")
        await reader.until(lambda: answers)
        assert [after.results and after.results.query for after in answers] == ["chipy"]


async def test_once_searching_has_its_needs_garbage_is_not_looked_for_in_them(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    async with start() as reader:
        monkeypatch.setattr(HexaplaApp, "is_headless", False)
        await reader.press("slash")
        await reader.until(lambda: frozen)
        await reader.press("escape", "slash")
        await reader.library.finder.ask(lambda _: None)
        await reader.pilot.pause()
        monkeypatch.setattr(HexaplaApp, "is_headless", True)
    assert len(frozen) == 1


async def test_after_enter_the_first_are_listed_at_once_and_then_the_rest(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_view, "GLANCE", 2)
    async with start() as reader:
        await reader.press("slash")
        await reader.type("chip")
        await reader.until(lambda: reader.library.session.results is not None)
        answers = answered(reader)
        await reader.press("enter")
        await reader.until(lambda: len(answers) == 2)
        first, whole = (after.listed_ids for after in answers)
        assert len(first) == 2
        assert len(whole) == 5
        assert whole[:2] == first


async def test_more_are_listed_below_the_cursor(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_view, "PAGE", 3)
    async with start() as reader:
        await reader.search("chip")
        await reader.until(lambda: reader.sees("more (2)"))
        await reader.press("G", "enter")
        await reader.until(lambda: len(reader.library.session.listed_ids) == 5)
        await reader.until(lambda: not reader.sees("more (2)"))
        assert reader.library.desk.results.cursor == 3


async def test_escape_leaves_the_box_as_it_was(start: Start) -> None:
    async with start() as reader:
        await reader.search("Huawei")
        await reader.press("slash", "x", "y", "escape")
        assert reader.library.search.text == "Huawei"
        assert reader.library.session.text == "Huawei"
        assert not reader.focus_in("search")


async def test_enter_twice_opens_the_best_of_the_new_answer(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.pilot.press(*"NVL72", "enter", "enter")
        await reader.until(lambda: reader.focus_in("panes"))
        best = reader.library.session.results.hits[0].id
        (column,) = reader.library.session.columns
        assert column.article.id == best


async def test_asked_again_meanwhile_the_best_of_the_answer_is_opened_all_the_same(
    start: Start,
) -> None:
    gate = threading.Event()
    async with start() as reader:
        held = asyncio.ensure_future(reader.library.finder.ask(lambda _: gate.wait(10)))
        await reader.press("slash")
        await reader.pilot.press(*"NVL72", "enter", "enter")
        reader.library.ask_again()  # as when the words of other languages are ready
        gate.set()
        await held
        await reader.until(lambda: reader.focus_in("panes"))
        best = reader.library.session.results.hits[0].id
        assert reader.library.session.active_column.article.id == best


async def test_a_language_that_is_left_out_is_not_listed(start: Start) -> None:
    async with start() as reader:
        await reader.press("f")
        assert reader.focus_in("languages")
        codes = reader.library.session.languages
        await reader.press("space")
        await reader.until(lambda: reader.sees("[ ]"))
        await reader.until(
            lambda: codes[0] not in {a.lang for a in reader.library.session.articles}
        )
        await reader.press("space")
        await reader.until(lambda: len(reader.library.session.articles) == 5)


async def test_one_source_is_kept_and_searched(start: Start) -> None:
    async with start() as reader:
        await reader.press("s", "j", "enter")
        await reader.until(lambda: len(reader.library.session.articles) == 1)
        await reader.search("chip")
        assert reader.library.session.results.total <= 1
        await reader.press("s", "g", "enter")
        await reader.until(lambda: len(reader.library.session.results.hits) > 1)


async def test_results_by_date_and_back(start: Start) -> None:
    async with start() as reader:
        await reader.search("chip")
        assert reader.sees("by relevance")
        await reader.press("r")
        await reader.until(lambda: reader.sees("by date"))


async def test_a_new_search_replaces_the_old_words(start: Start) -> None:
    async with start() as reader:
        await reader.search("Huawei")
        await reader.press("slash", "c", "h", "i", "p")
        assert reader.library.search.text == "chip"
