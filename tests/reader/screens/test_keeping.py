"""What the reading screen does to the notebook, driven by keys on the bundled sample."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import HexaplaError
from reader.app import HexaplaApp
from reader.columns import Stretch
from reader.config import Launch
from reader.editor import edited
from reader.notebook.notebook import Notebook
from reader.screens import keeping
from reader.screens.unsaved import Refused, Unsaved, Waiting

Start = Any


def notebook(launch: Launch) -> Any:
    with launch.open_notebook() as opened:
        return opened.highlights()


def marked(reader: Any, launch: Launch, mark: Any) -> frozenset[str]:
    with launch.open_notebook() as opened:
        found: frozenset[str] = opened.articles.marked(reader.library.archive, mark)
        return found


async def test_an_article_that_was_opened_is_read(start: Start, launch: Launch) -> None:
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        assert marked(reader, launch, "read") == frozenset()
        await reader.press("j", "enter")
        await reader.until(lambda: reader.focus_in("panes"))
        opened = reader.library.session.active_column.article.id
        assert marked(reader, launch, "read") == {opened}
        await reader.press("R")
        assert reader.sees("marked as unread")
        assert marked(reader, launch, "read") == frozenset()


async def test_u_goes_from_unread_to_unread_until_there_is_none(start: Start) -> None:
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        ids = reader.library.session.listed_ids
        for n in range(len(ids)):
            await reader.press("u")
            await reader.until(lambda n=n: len(reader.library.session.read) == n + 1)
        assert reader.library.session.read == set(ids)
        await reader.press("u")
        assert reader.sees("everything in this list is read")


async def test_the_list_is_marked_as_read_and_that_is_undone(start: Start, launch: Launch) -> None:
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("A")
        assert reader.sees("5 articles marked as read")
        await reader.press("U")
        assert reader.sees("undone")
        assert marked(reader, launch, "read") == frozenset()


async def test_a_star_stands_beside_the_article(start: Start, launch: Launch) -> None:
    async with start() as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("j", "asterisk")
        (starred,) = marked(reader, launch, "starred")
        assert starred == reader.library.desk.results.current
        assert any("*" in row for row in reader.rows)


async def test_tags_and_colours_are_those_of_the_highlight_here(
    start: Start, launch: Launch
) -> None:
    async with start() as reader:
        await reader.press("tab", "t")
        assert reader.sees("no highlight in this passage")
        await reader.press("m", "t")
        await reader.type("chips, R2")
        await reader.press("enter", "3")
        (only,) = notebook(launch)
        assert (only.tags, only.colour) == (("chips", "R2"), "blue")
        await reader.press("m", "U")
        assert notebook(launch) == (only,)


@pytest.mark.slow
async def test_a_tag_is_completed_from_those_there_are(start: Start, launch: Launch) -> None:
    async with start() as reader:
        await reader.press("tab", "m", "t")
        await reader.type("semiconductors")
        await reader.press("enter", "j", "j", "m", "t")
        await reader.type("x, se")
        await reader.pilot.pause(0.1)
        await reader.press("right", "enter")
        assert notebook(launch)[-1].tags == ("x", "semiconductors")


def test_a_text_is_what_the_editor_leaves_of_it(tmp_path: Path) -> None:
    editor = tmp_path / "ed"
    editor.write_text("#!/bin/sh\nprintf ' and more' >> \"$1\"\n")
    editor.chmod(0o755)

    assert edited("a note", {"EDITOR": str(editor)}) == "a note and more"


@pytest.mark.parametrize("command", ["/no/such/editor", "false", "'unbalanced"])
def test_an_editor_that_fails_is_named(command: str) -> None:
    with pytest.raises(HexaplaError, match=command.strip("'")):
        edited("a note", {**os.environ, "VISUAL": command})


async def test_what_the_disk_refuses_is_kept_until_it_can_be_written(
    start: Start, launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RETRY", 0.1)
    home = launch.places.config.parent
    impatient = replace(
        launch, open_notebook=lambda: Notebook.open(home / "notebook.sqlite", patience=0.05)
    )
    async with start(given=impatient) as reader:
        await reader.press("tab", "m")
        other = sqlite3.connect(home / "notebook.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await reader.press("j", "j", "j", "j", "m")
        assert reader.sees("kept in memory, not written yet")
        marks = reader.library.session.active_column.marks
        assert len([mark for mark in marks if mark.kind == "highlight"]) == 2
        assert len(notebook(launch)) == 1
        other.execute("ROLLBACK")
        other.close()
        await reader.until(lambda: len(notebook(launch)) == 2)
        await reader.until(lambda: reader.sees("what waited is written now"))


async def test_a_note_and_a_colour_that_the_disk_refuses_wait_too(
    start: Start, launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RETRY", 0.1)
    path = launch.places.config.parent / "notebook.sqlite"
    impatient = replace(launch, open_notebook=lambda: Notebook.open(path, patience=0.05))
    async with start(given=impatient) as reader:
        await reader.press("tab", "m")
        keeper, article = reader.library.keeper, reader.library.session.active_column.article
        (kept,) = notebook(launch)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        reader.library.keeping(lambda: keeper.annotate(kept, "to be asked"))
        assert reader.sees("kept in memory, not written yet")
        reader.library.keeping(lambda: keeper.recolour([kept], "red"))
        reader.library.keeping(lambda: keeper.tag_article(kept.archive, article.id, ["one"]))
        assert [each.words for each in keeper.unsaved.changes] == ["to be asked", "red", "one"]
        other.execute("ROLLBACK")
        other.close()
        await reader.until(lambda: reader.sees("what waited is written now"))
        (written,) = notebook(launch)
        assert (written.note, written.colour) == ("to be asked", "red")
        assert keeper.article_tags(kept.archive, article.id) == ("one",)
        await reader.press("U", "U", "U")
        assert notebook(launch) == (kept,)


async def test_a_notebook_that_cannot_be_made_is_told_at_once_and_made_when_it_can_be(
    start: Start, launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RETRY", 0.1)
    folder = launch.places.config.parent / "later"
    folder.write_text("in the way")  # whoever tests may write everywhere
    path = folder / "notebook.sqlite"
    blocked = replace(
        launch,
        open_notebook=lambda: Notebook.open(path),
        has_notebook=lambda: folder.is_dir() and path.exists(),
    )
    async with start(given=blocked) as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("enter")
        await reader.until(lambda: reader.sees("nothing can be kept"))
        await reader.press("m")
        assert reader.sees("kept in memory, not written yet")
        await reader.press("o", "j")
        await reader.press("enter")
        assert len(reader.library.keeper.unsaved) == 1
        folder.unlink()
        await reader.until(lambda: reader.sees("what waited is written now"))
    with Notebook.open(path) as notebook:
        assert len(notebook.highlights()) == 1


def test_what_waits_as_a_pair_is_written_as_one(tmp_path: Path, launch: Launch) -> None:
    with launch.open_archive() as archive:
        articles = [archive.get(each) for each in ("seed-002", "seed-004")]
    waiting = [Waiting("x", each, Stretch(1, 0, 9)) for each in articles]
    unsaved = Unsaved()
    unsaved.wait(waiting, paired=True)
    with Notebook.open(tmp_path / "notebook.sqlite") as notebook:
        assert unsaved.write(notebook)
        first, second = notebook.highlights()
    assert (first.pair, second.pair) == ((second.id,), (first.id,))
    assert not len(unsaved)
    unsaved.wait(waiting, paired=True)
    assert unsaved.drop("x", articles[0], [Stretch(1, 0, 9)])
    assert len(unsaved) == 1


def test_what_was_never_written_is_told_at_the_end(
    launch: Launch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = HexaplaApp(launch)
    with launch.open_archive() as archive:
        article = archive.get("seed-004")
    waiting = Waiting("x", article, Stretch(2, 0, 20))
    library = app.get_default_screen()
    library.keeper.unsaved.wait([waiting])
    library.keeper.unsaved.put_off(Refused(lambda _: None, "a long\x1b thought"))

    app.mention_unsaved()

    told = capsys.readouterr().err
    assert article.passages[1].text[:20] in told
    assert "not written to the notebook: a long\N{REPLACEMENT CHARACTER} thought" in told
