"""An open session notices what another process does to its archive."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import Archive
from reader.config import Launch
from reader.screens import following
from tests.reader.conftest import Start

ONE = "One\n\nThe launch of the chip was delayed until autumn, the paper says.\n"


@pytest.fixture
def shared(tmp_path: Path, launch: Launch, monkeypatch: pytest.MonkeyPatch) -> Launch:
    """A launch on an archive of two articles, looked at often."""
    monkeypatch.setattr(following, "FOLLOW", 0.1)
    path = tmp_path / "archive"
    with Archive.create(path) as archive:
        archive.add([write(tmp_path, "One"), write(tmp_path, "Two")])
    return replace(launch, open_archive=lambda: Archive.open(path))


def write(folder: Path, title: str) -> Path:
    file = folder / f"{title}.txt"
    file.write_text(ONE.replace("One", title), encoding="utf-8")
    return file


async def test_what_is_added_is_listed_and_told(
    start: Start, shared: Launch, tmp_path: Path
) -> None:
    async with start(given=shared) as session:
        results = session.library.desk.results
        await session.press("j")
        current = results.current
        assert current is not None
        with Archive.open(tmp_path / "archive") as archive:
            archive.add([write(tmp_path, "Three"), write(tmp_path, "Four")], source="The Paper")
        await session.until(lambda: session.sees("2 new articles"))
        await session.until(lambda: len(session.library.session.articles) == 4)
        assert session.sees("The Paper")
        # The reader stays where they were.
        assert results.current == current
        assert session.focus_in("results")


@pytest.mark.slow
async def test_an_answer_takes_in_what_is_new(start: Start, shared: Launch, tmp_path: Path) -> None:
    async with start(given=shared) as session:
        await session.search("launch")
        with Archive.open(tmp_path / "archive") as archive:
            archive.add([write(tmp_path, "Three")])
        await session.until(lambda: session.sees("3 articles"))
        with Archive.open(tmp_path / "archive") as archive:
            archive.remove([each.id for each in archive.articles() if each.title != "Three"])
        await session.until(lambda: session.sees("1 article,"))


async def test_a_half_typed_word_is_not_disturbed(
    start: Start, shared: Launch, tmp_path: Path
) -> None:
    async with start(given=shared) as session:
        await session.press("slash")
        await session.type("laun")
        await session.until(lambda: session.sees("2 articles"))
        with Archive.open(tmp_path / "archive") as archive:
            archive.add([write(tmp_path, "Three")])
        await session.until(lambda: session.sees("3 articles"))
        assert session.focus_in("search")
        await session.type("ch")
        assert session.library.session.text == "launch"
