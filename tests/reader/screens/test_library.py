"""The reading screen, driven by keys as a reader drives it, on the bundled sample."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import WriteError
from reader import export
from reader.config import Launch, Settings
from reader.notebook.notebook import Notebook
from reader.terminal import clipboard

#: The fixture of `conftest.py`, which no test can import.
Start = Any

SIZES = [(80, 24), (120, 40), (200, 60)]


def titles(session: Any) -> list[str]:
    return [column.article.id for column in session.library.session.columns]


@pytest.mark.parametrize("size", SIZES)
async def test_from_a_search_to_an_exported_passage(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as reader:
        await reader.search("čip")
        results = reader.library.session.results
        assert len(results.languages) == 4
        assert reader.focus_in("results")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        assert titles(reader) == [results.hits[0].id]
        assert reader.library.session.stop is not None
        await reader.press("o", "j", "o")
        await reader.until(lambda: len(titles(reader)) == 2 and reader.focus_in("panes"))
        number, total = reader.library.session.counter
        await reader.press("n")
        assert reader.library.session.counter == (number % total + 1, total)
        await reader.press("N")
        assert reader.library.session.counter == (number, total)
        await reader.press("m")
        assert reader.sees("highlighted")
        await reader.press("e", "down", "up", "enter")
        await reader.until(lambda: Path("hexapla-highlights.md").exists())
        column = reader.library.session.active_column
        passage = next(p for p in column.article.passages if p.n == column.position.passage)
        assert passage.text.split()[0] in Path("hexapla-highlights.md").read_text("utf-8")


async def test_the_app_starts_with_the_list_focused_and_the_first_article_open(
    start: Start,
) -> None:
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        assert len(titles(reader)) == 1
        assert reader.sees("ARTICLES")
        assert reader.sees("5 articles")


async def test_a_named_article_is_open_and_has_the_focus(start: Start, launch: Launch) -> None:
    async with start(given=replace(launch, selected=("seed-004",))) as reader:
        await reader.until(lambda: reader.focus_in("panes"))
        assert titles(reader) == ["seed-004"]


async def test_what_was_open_is_open_again(start: Start) -> None:
    async with start() as reader:
        await reader.search("čip")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        await reader.press("equals_sign")
        before = reader.library.session
    async with start() as reader:
        await reader.until(lambda: reader.library.session.results is not None)
        await reader.until(lambda: reader.focus_in("panes"))
        after = reader.library.session
        assert [c.article.id for c in after.columns] == [c.article.id for c in before.columns]
        assert after.columns[0].position.passage == before.columns[0].position.passage
        assert (after.text, after.locked) == ("čip", True)
        assert reader.library.search.text == "čip"


@pytest.mark.slow
async def test_four_panes_open_and_a_fifth_is_refused_with_a_word(start: Start) -> None:
    async with start((200, 60)) as reader:
        for key in range(4):
            await reader.until(lambda: reader.focus_in("results"))
            await reader.press("g", *"j" * (key + 1), "o")
            await reader.until(lambda: reader.focus_in("panes") or reader.sees("four panes"))
            await reader.press("o")
        assert len(titles(reader)) == 4
        assert reader.sees("four panes are open")
        await reader.press("l", "x")
        await reader.until(lambda: len(titles(reader)) == 3)


async def test_tab_goes_round_the_results_and_the_panes(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "o")
        await reader.until(lambda: reader.focus_in("panes"))
        assert reader.library.session.active == 1
        await reader.press("tab")
        assert reader.focus_in("results")
        await reader.press("tab")
        assert reader.focus_in("panes")
        assert reader.library.session.active == 0
        await reader.press("l")
        assert reader.library.session.active == 1
        await reader.press("h", "h")
        assert reader.focus_in("results")
        await reader.press("shift+tab")
        assert reader.library.session.active == 1


async def test_find_in_the_article_ignores_case_and_accents(start: Start) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press("l", "ctrl+f")
        assert reader.focus_in("prompt")
        await reader.type("DEEPSEEK")
        await reader.press("enter")
        await reader.until(lambda: reader.library.session.stops)
        assert reader.library.session.counter[0] == 1
        assert reader.focus_in("panes")
        await reader.press("n")
        assert reader.library.session.counter[0] == 2
        await reader.press("escape")
        assert reader.library.session.sought == ""


async def test_what_is_not_in_the_article_is_said(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "ctrl+f")
        await reader.type("zzzz")
        await reader.press("enter")
        assert reader.sees("not in this article")


async def test_m_again_lets_the_highlight_go(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "j", "m")
        assert any(m.kind == "highlight" for m in reader.library.session.columns[0].marks)
        await reader.press("m")
        assert reader.sees("no longer highlighted")
        assert not any(m.kind == "highlight" for m in reader.library.session.columns[0].marks)


async def test_a_selection_is_highlighted_not_the_passage(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "j", "j", "v", "w", "m")
        (kept,) = reader.library.keeper.of(reader.library.archive)
        passages = {p.n: p for p in reader.library.session.columns[0].article.passages}
        assert 0 < len(kept.quote) < len(passages[kept.passage].text)
        assert reader.library.desk.panes.active_pane.selection is None


async def test_a_note_goes_onto_the_highlight_and_into_the_export(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "j", "a")
        assert reader.sees("no highlight in this passage")
        await reader.press("m", "a")
        await reader.type("my note")
        # Markdown comes first, the others by name.
        others = [name for name in export.names() if name != "markdown"]
        downs = ["down"] * (others.index("json") + 1)
        await reader.press("enter", "e", *downs, "enter")
        await reader.until(lambda: Path("hexapla-highlights.json").exists())
        written = json.loads(Path("hexapla-highlights.json").read_text("utf-8"))
        assert [each["note"] for each in written["highlights"]] == ["my note"]


async def test_a_file_is_replaced_only_after_a_second_enter(start: Start) -> None:
    Path("hexapla-highlights.md").write_text("mine")
    async with start() as reader:
        await reader.press("l", "j", "m", "e", "enter")
        assert reader.sees("there is a file of that name")
        assert Path("hexapla-highlights.md").read_text() == "mine"
        await reader.press("enter")
        await reader.until(lambda: reader.sees("written to"))
        assert Path("hexapla-highlights.md").read_text("utf-8") != "mine"


async def test_an_export_into_no_folder_is_one_line_in_the_dialog(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "j", "m", "e", "ctrl+u")
        await reader.type("nowhere/file.md")
        await reader.press("enter")
        assert reader.sees("nowhere/file.md")
        assert reader.sees("Export 1 highlight")


async def test_the_list_of_highlights_leads_back_to_the_passage(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "G", "m")
        marked = reader.library.session.active_column
        await reader.press("g", "g", "H")
        assert reader.sees("HIGHLIGHTS")
        await reader.press("enter")
        kept = next(m for m in marked.marks if m.kind == "highlight") if marked else None
        await reader.until(
            lambda: (
                kept is None or reader.library.session.columns[0].position.passage == kept.passage
            )
        )


async def test_yank_says_that_it_was_sent_not_that_it_arrived(start: Start) -> None:
    async with start() as reader:
        await reader.press("l", "j", "y")
        assert reader.sees("sent to your terminal")
        column = reader.library.session.columns[0]
        text = {p.n: p.text for p in column.article.passages}[column.position.passage]
        assert reader.app.clipboard == text


async def test_what_is_too_long_for_a_terminal_is_not_said_to_be_sent(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "LONGEST", 10)
    async with start() as reader:
        await reader.press("l", "j", "y")
        assert reader.sees("too long for the terminal's clipboard")
        assert not reader.sees("sent to your terminal")


async def test_a_notebook_that_cannot_be_opened_is_said_and_reading_goes_on(
    start: Start, launch: Launch
) -> None:
    def broken() -> Notebook:
        raise WriteError("/nowhere: Read-only file system")

    async with start(
        (120, 40), replace(launch, open_notebook=broken, has_notebook=lambda: True)
    ) as reader:
        await reader.until(lambda: reader.sees("nothing can be kept: /nowhere"))
        await reader.search("čip")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        await reader.press("m")
        assert reader.sees("kept in memory, not written yet: /nowhere")
        assert reader.app.is_running


async def test_resizing_keeps_everything_and_folds_the_left_column(start: Start) -> None:
    async with start((120, 40)) as reader:
        await reader.search("čip")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        before = reader.library.session.columns[0]
        await reader.pilot.resize_terminal(80, 24)
        await reader.until(lambda: not reader.sees("SOURCES"))
        assert reader.focus_in("panes")
        await reader.press("s")
        await reader.until(lambda: reader.sees("SOURCES") and reader.sees("RESULTS"))
        await reader.pilot.resize_terminal(30, 8)
        await reader.until(lambda: reader.sees("too small"))
        await reader.pilot.resize_terminal(200, 60)
        await reader.until(lambda: reader.sees("SOURCES") and not reader.sees("too small"))
        assert reader.focus_in("sources")
        assert reader.library.session.columns[0].article == before.article


async def test_the_row_of_keys_ends_with_help_and_quit_at_any_width(start: Start) -> None:
    for width in (60, 80, 120):
        async with start((width, 24)) as reader:
            await reader.until(lambda: reader.rows[-1].rstrip().endswith("q quit"))
            assert "? help" in reader.rows[-1]


async def test_the_status_row_says_where_the_reader_is(start: Start) -> None:
    async with start() as reader:
        await reader.search("čip")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        await reader.press("o", "j", "o")
        await reader.until(lambda: len(titles(reader)) == 2)
        await reader.press("equals_sign")
        number, total = reader.library.session.counter
        assert reader.sees(f"{number}/{total} · passage ")
        assert reader.sees(" · locked")


async def test_keys_can_be_rebound_by_id(start: Start, launch: Launch) -> None:
    mine = replace(launch, settings=Settings(keys={"search": "ctrl+s"}))
    async with start((120, 40), mine) as reader:
        await reader.press("slash")
        assert not reader.focus_in("search")
        await reader.press("ctrl+s")
        assert reader.focus_in("search")


@pytest.mark.slow
async def test_panes_that_do_not_fit_wait_beside_and_come_with_the_focus(start: Start) -> None:
    async with start((200, 60)) as reader:
        for row in range(1, 4):
            await reader.until(lambda: reader.focus_in("results"))
            await reader.press("g", *"j" * row, "o")
            await reader.until(lambda: reader.focus_in("panes"))
            assert len(titles(reader)) == row + 1
            await reader.press("o")
        await reader.press("shift+tab")
        opened = titles(reader)
        await reader.pilot.resize_terminal(60, 20)
        await reader.until(lambda: len(reader.library.desk.panes.columns) == 2)
        assert titles(reader) == opened
        assert reader.sees("pane 4 of 4")
        for number in (2, 1, 0):
            await reader.press("h")
            await reader.pilot.pause()
            pane = reader.library.desk.panes.active_pane
            assert pane.column.article.id == opened[number]
            assert pane.has_focus
        await reader.pilot.resize_terminal(200, 60)
        await reader.until(lambda: len(reader.library.desk.panes.columns) == 4)
