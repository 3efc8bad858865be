"""Completion, corrections, saved searches and explanations, by keys."""

from typing import Any

import pytest

#: The fixture of `conftest.py`, which no test can import.
Start = Any


async def test_the_rest_of_a_word_is_suggested_and_taken(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("čip Hua")
        await reader.until(lambda: reader.sees("čip Huawei"))
        assert reader.library.search.text == "čip Hua"
        await reader.press("end")
        assert reader.library.search.text == "čip Huawei"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_word_that_no_article_has_is_said_and_corrected(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size) as reader:
        await reader.search("hauwei")
        await reader.until(lambda: reader.sees("did you mean huawei?"))
        assert reader.sees("«hauwei» is in no article")
        assert reader.focus_in("results")
        await reader.press("enter")
        await reader.until(lambda: reader.library.session.results.total == 5)
        assert reader.library.search.text == "huawei"
        assert not reader.sees("did you mean")


async def test_what_is_found_without_a_word_is_chosen_before_another_word(start: Start) -> None:
    async with start() as reader:
        await reader.search("hauwei čip")
        await reader.until(lambda: reader.sees("did you mean huawei?"))
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        assert reader.library.search.text == "hauwei čip"


async def test_a_word_like_no_other_offers_nothing_to_choose(start: Start) -> None:
    async with start() as reader:
        await reader.search("xqzwqq")
        await reader.until(lambda: reader.sees("no word is like it"))
        await reader.press("enter", "delete", "o")
        assert reader.library.search.text == "xqzwqq"


@pytest.mark.slow
async def test_a_search_is_saved_listed_asked_and_forgotten(start: Start) -> None:
    async with start() as reader:
        await reader.search("chip NEAR/3 Huawei")
        await reader.press("at")
        await reader.type("chips")
        await reader.press("enter")
        assert reader.sees("@chips asks this again")
        await reader.press("slash", "ctrl+u", "down")
        await reader.until(lambda: reader.sees("SAVED SEARCHES"))
        assert reader.sees("chip NEAR/3 Huawei")
        await reader.press("enter")
        await reader.until(lambda: reader.library.session.results is not None)
        assert reader.library.search.text == "@chips"
        assert reader.library.session.results.query == "chip NEAR/3 Huawei"
        await reader.press("slash", "ctrl+u", "down")
        await reader.until(lambda: reader.sees("SAVED SEARCHES"))
        await reader.press("escape")
        assert reader.sees("ARTICLES")
        await reader.press("slash", "down")
        await reader.press("delete")
        assert reader.sees("@chips is forgotten")
        assert reader.sees("ARTICLES")


async def test_there_is_nothing_to_save_or_to_explain(start: Start) -> None:
    async with start() as reader:
        await reader.press("at")
        assert reader.sees("nothing is asked that could be saved")
        await reader.press("W")
        assert reader.sees("nothing is asked")
        await reader.press("slash", "down")
        assert reader.sees("no search is saved")


@pytest.mark.slow
async def test_a_query_is_said_in_words(start: Start) -> None:
    async with start((80, 24)) as reader:
        await reader.search("+čip is:unread")
        await reader.press("W")
        await reader.until(lambda: reader.sees("always with «čip»"))
        assert reader.sees("that you have not read")
        await reader.press("escape")
        assert reader.sees("RESULTS")


@pytest.mark.slow
async def test_what_is_highlighted_can_be_asked_for(start: Start) -> None:
    async with start() as reader:
        await reader.search("čip")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        await reader.press("m")
        await reader.until(lambda: reader.sees("highlighted"))
        await reader.search("is:highlighted")
        assert reader.library.session.results.total == 1


@pytest.mark.slow
async def test_what_a_word_stands_for_is_switched_off_by_keys(start: Start) -> None:
    async with start((80, 24)) as reader:
        await reader.search("Verzögerung")
        before = reader.library.session.results
        assert len({hit.lang for hit in before.hits}) > 2
        await reader.press("W")
        await reader.until(lambda: reader.sees("[x] Ukrainian"))
        screen = reader.app.screen
        rows = [line.text.strip() for line in screen._listed]
        lines = screen.query_one("#explain")
        lines.move_to(rows.index("Ukrainian"))
        await reader.press("space")
        assert reader.sees("[ ] Ukrainian")
        assert reader.sees("off")
        await reader.press("j", "space")  # one of its forms on again
        assert reader.sees("[-] Ukrainian")
        await reader.press("space", "escape")
        await reader.until(lambda: reader.library.session.results != before)
        after = reader.library.session.results
        uk = {form.text for one in after.expansion for form in one.forms if form.lang == "uk"}
        assert not uk
        assert reader.sees("off")
        await reader.press("W")
        await reader.until(lambda: reader.sees("[ ] Ukrainian"))
        await reader.press("V", "escape")
        await reader.until(lambda: reader.library.session.results == before)
        # Another query stands for all again.
        await reader.search("čip")
        assert not reader.library.session.without
