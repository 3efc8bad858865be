"""The notebook's screen, driven by keys on the bundled sample."""

from pathlib import Path
from typing import Any

import pytest

from reader.config import Launch
from reader.notebook.highlight import Highlight
from reader.screens.notebook import NotebookScreen

Start = Any


def kept(launch: Launch) -> tuple[Highlight, ...]:
    with launch.open_notebook() as notebook:
        return notebook.highlights()


def keep(launch: Launch, *places: tuple[str, int], tag: str = "") -> None:
    with launch.open_archive() as archive, launch.open_notebook() as notebook:
        for article, passage in places:
            tags = [tag] if tag else []
            notebook.add(archive.uuid, archive.get(article), passage, tags=tags)


async def open_notebook(reader: Any) -> NotebookScreen:
    await reader.until(lambda: reader.focus_in("results"))
    await reader.press("H")
    await reader.until(lambda: isinstance(reader.app.screen, NotebookScreen))
    screen: NotebookScreen = reader.app.screen
    return screen


async def test_it_is_searched_as_one_types_in_every_language(start: Start, launch: Launch) -> None:
    keep(launch, ("seed-002", 4), ("seed-003", 2), ("seed-004", 3))
    async with start((120, 40)) as reader:
        await open_notebook(reader)
        assert reader.sees("3 of 3 highlights")
        await reader.press("slash")
        await reader.type("lang:uk")
        await reader.until(lambda: reader.sees("1 of 3 highlights"))
        await reader.press("ctrl+u")
        await reader.type("čipu lang:de")
        await reader.until(lambda: reader.sees("1 of 3 highlights"))
        assert reader.sees("KI-Chips")


async def test_enter_opens_a_highlight_where_it_stands(start: Start, launch: Launch) -> None:
    keep(launch, ("seed-004", 5))
    async with start() as reader:
        await open_notebook(reader)
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        column = reader.library.session.active_column
        assert (column.article.id, column.position.passage) == ("seed-004", 5)


@pytest.mark.slow
async def test_what_is_ticked_is_tagged_coloured_and_deleted_and_comes_back(
    start: Start, launch: Launch
) -> None:
    keep(launch, ("seed-002", 4), ("seed-003", 2), ("seed-004", 3))
    before = kept(launch)
    async with start() as reader:
        await open_notebook(reader)
        await reader.press("space", "space", "t")
        await reader.type("ki, chips")
        await reader.press("enter", "2")
        await reader.until(lambda: reader.sees("colour kept"))
        changed = kept(launch)
        assert [each.tags for each in changed] == [("ki", "chips"), ("ki", "chips"), ()]
        assert [each.colour for each in changed] == ["green", "green", "yellow"]
        await reader.press("d")
        assert reader.sees("2 highlights deleted")
        assert len(kept(launch)) == 1
        await reader.press("U", "U", "U")
        assert kept(launch) == before


@pytest.mark.slow
async def test_a_note_is_written_in_place(start: Start, launch: Launch) -> None:
    keep(launch, ("seed-002", 4), tag="chips")
    async with start() as reader:
        await open_notebook(reader)
        await reader.press("a")
        await reader.type("check this")
        await reader.press("enter")
        assert reader.sees("check this #chips")
        assert kept(launch)[0].note == "check this"


async def test_an_empty_notebook_says_how_to_fill_it(start: Start, launch: Launch) -> None:
    async with start() as reader:
        await open_notebook(reader)
        assert reader.sees("m highlights a passage")
        await reader.press("enter", "space", "d", "t", "a", "e", "escape")
        assert not launch.has_notebook()


async def test_it_is_narrowed_to_a_story_and_widened_by_one_key(
    start: Start, launch: Launch
) -> None:
    keep(launch, ("seed-001", 3), ("seed-002", 4), ("seed-003", 2))
    async with start((80, 24)) as reader:
        screen = await open_notebook(reader)
        await reader.until(lambda: screen._stories)
        await reader.press("S")
        assert reader.sees("this article is in no story")  # the one of another event
        await reader.press("j", "S")
        await reader.until(lambda: reader.sees("2 of 3 highlights"))
        assert reader.sees("story:seed-000")
        await reader.press("S")
        await reader.until(lambda: reader.sees("3 of 3 highlights"))
        await reader.press("slash")
        await reader.type("sto")
        await reader.press("right")
        await reader.type("seed")
        await reader.press("right", "enter")
        await reader.until(lambda: reader.sees("2 of 3 highlights"))


async def test_it_has_a_help_of_its_own(start: Start, launch: Launch) -> None:
    async with start() as reader:
        await open_notebook(reader)
        await reader.press("question_mark")
        await reader.until(lambda: reader.sees("this story"))
        await reader.press("escape")
        assert isinstance(reader.app.screen, NotebookScreen)


@pytest.mark.slow
async def test_a_file_a_story_is_written_and_what_has_no_pairs_is_told(
    start: Start, launch: Launch
) -> None:
    keep(launch, ("seed-001", 3), ("seed-002", 4), ("seed-003", 2))
    async with start((80, 24)) as reader:
        await open_notebook(reader)
        await reader.press("e")
        await reader.until(lambda: reader.sees("Export 3 highlights"))
        while not reader.sees("▸tmx"):
            await reader.press("up")
        assert reader.sees("valid and empty")
        while not reader.sees("▸markdown"):
            await reader.press("down")
        await reader.press("tab", "tab", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, NotebookScreen))
        folder = Path.cwd() / "hexapla-highlights"
        assert len(list(folder.glob("*.md"))) == 2
        await reader.press("e", "tab", "tab")
        await reader.until(lambda: reader.sees("▸a file a story"))
        await reader.press("enter")
        await reader.until(lambda: reader.sees("Enter replaces it"))
        await reader.press("ctrl+u")
        await reader.type("~no-such-account/x")
        await reader.press("enter")
        await reader.until(lambda: reader.sees("written to"))


@pytest.mark.slow
async def test_articles_are_tagged_by_key_and_the_tags_taken_back(
    start: Start, launch: Launch
) -> None:
    keep(launch, ("seed-002", 4), tag="chips")
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("T")
        await reader.type("ch")
        await reader.press("right")
        await reader.type(", ki")
        await reader.press("enter")
        await reader.until(lambda: reader.sees("article tagged chips, ki"))
        await reader.press("T")
        await reader.press("ctrl+u", "enter")
        await reader.until(lambda: reader.sees("no tags now"))
        await reader.press("U")
        with launch.open_notebook() as notebook:
            tagged = notebook.articles.all_tags(reader.library.archive)
        assert sorted(tag for _, tag in tagged) == ["chips", "ki"]
