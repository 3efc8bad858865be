"""The application as a whole: help, palette, themes, layouts, hostile articles, the end."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.command import CommandPalette

from index import Archive
from reader.config import Launch, Settings
from reader.i18n import _
from reader.keys import key_text
from reader.panes._rows import RowList
from reader.panes.article import ArticlePane
from reader.panes.languages import LanguagesPane
from reader.panes.parallel import ParallelPane
from reader.panes.prompt import PromptPane
from reader.panes.results import ResultsPane
from reader.panes.search import SearchInput
from reader.panes.sources import SourcesPane
from reader.screens.library import LibraryScreen
from reader.themes import NAMES

#: The fixture of `conftest.py`, which no test can import.
Start = Any

PANES = (
    ArticlePane,
    ParallelPane,
    RowList,
    SourcesPane,
    LanguagesPane,
    ResultsPane,
    SearchInput,
    PromptPane,
    LibraryScreen,
)


async def test_help_lists_every_binding(start: Start) -> None:
    async with start((120, 200)) as reader:
        await reader.press("question_mark")
        shown = reader.rows
        for owner in (*PANES, type(reader.app)):
            for binding in owner.BINDINGS:
                assert isinstance(binding, Binding)
                key = (binding.key_display or key_text(binding.key)).split()[0]
                assert any(key in row and _(binding.description) in row for row in shown), binding
        await reader.press("escape")
        assert reader.sees("SOURCES")


async def test_every_binding_has_an_id_of_its_own_and_a_description() -> None:
    bindings = [binding for owner in PANES for binding in owner.BINDINGS]
    assert all(isinstance(b, Binding) and b.id and b.description for b in bindings)
    ids = [b.id for b in bindings if isinstance(b, Binding)]
    assert len(ids) == len(set(ids))


async def test_help_shows_the_readers_own_keys(start: Start, launch: Launch) -> None:
    mine = replace(launch, settings=Settings(keys={"search": "ctrl+s"}))
    async with start((120, 100), mine) as reader:
        await reader.press("question_mark")
        assert any("Ctrl-S" in row and "search" in row for row in reader.rows)


@pytest.mark.slow
async def test_the_palette_has_our_commands_and_none_of_textuals(start: Start) -> None:
    async with start() as reader:
        await reader.press("ctrl+p")
        await reader.until(lambda: isinstance(reader.app.screen, CommandPalette))
        await reader.until(lambda: reader.sees("Highlight"))
        assert not reader.sees("Screenshot")
        assert not reader.sees("Maximize")
        await reader.type("hexapla-light")
        await reader.until(lambda: reader.sees("Theme: hexapla-light"))
        await reader.press("enter")
        await reader.until(lambda: reader.app.theme == "hexapla-light")


@pytest.mark.slow
async def test_a_command_of_the_palette_does_what_its_key_does(start: Start) -> None:
    async with start() as reader:
        await reader.press("ctrl+p")
        await reader.until(lambda: reader.sees("Highlight"))
        await reader.type("lock")
        await reader.until(lambda: reader.sees("Lock scrolling"))
        await reader.press("enter")
        await reader.until(lambda: reader.library.session.locked)


@pytest.mark.slow
@pytest.mark.parametrize("theme", NAMES)
async def test_every_theme_paints(start: Start, launch: Launch, theme: str) -> None:
    async with start((80, 24), replace(launch, settings=Settings(theme=theme))) as reader:
        assert reader.app.theme == theme
        await reader.search("čip")
        assert reader.sees("RESULTS")


async def test_an_unknown_theme_is_the_first_one(start: Start, launch: Launch) -> None:
    async with start((80, 24), replace(launch, settings=Settings(theme="none"))) as reader:
        assert reader.app.theme == NAMES[0]


@pytest.mark.parametrize(
    ("down", "sources"),
    [
        pytest.param("о", "ы", id="ru", marks=pytest.mark.slow),
        pytest.param("о", "і", id="uk"),
        pytest.param("ξ", "σ", id="el", marks=pytest.mark.slow),
    ],
)
async def test_the_same_physical_keys_work_under_other_layouts(
    start: Start, down: str, sources: str
) -> None:
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press(down)
        assert reader.library.desk.results.cursor == 1
        await reader.press(sources)
        assert reader.focus_in("sources")
        await reader.press("slash")
        await reader.type("чип")
        assert reader.library.search.text == "чип"


async def test_hostile_articles_are_read_as_text(
    start: Start, launch: Launch, tmp_path: Path
) -> None:
    nasty = "\x1b]52;c;UFdORUQ=\x07[@click=app.quit]x[/] [/nope] \u202eabc :smile:"
    record = {"title": nasty, "text": f"{nasty} chip.\n\nAnother {nasty}.", "source": nasty}
    lines = tmp_path / "nasty.jsonl"
    lines.write_text(json.dumps(record) + "\n", "utf-8")
    with Archive.create(tmp_path / "archive") as archive:
        assert not archive.add([lines]).errors
    given = replace(launch, open_archive=lambda: Archive.open(tmp_path / "archive"))
    async with start((120, 40), given) as reader:
        await reader.search("chip")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        await reader.press("m", "H")
        kept = "".join(reader.rows)
        await reader.press("escape")
        drawn = kept + "".join(reader.rows)
        assert not any(c in drawn for c in "\x1b\x07\u202e")
        assert "[/nope]" in drawn
        assert reader.app.is_running


async def test_q_ends_with_zero_and_ctrl_c_with_130(start: Start) -> None:
    for key, code in (("q", 0), ("ctrl+c", 130)):
        async with start((80, 24)) as reader:
            await reader.press(key)
        assert (reader.app.return_code or 0) == code


async def test_nothing_heavy_is_loaded_before_the_first_frame() -> None:
    import subprocess  # noqa: PLC0415 - this test alone starts a process
    import sys  # noqa: PLC0415

    script = (
        "import sys, reader.app; heavy = {'babel', 'whoosh', 'simplemma', 'py3langid', 'numpy',"
        " 'markdown_it'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
