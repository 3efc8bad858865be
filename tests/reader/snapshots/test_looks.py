"""How it looks, picture by picture: `make snapshots` accepts what is drawn now."""

import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from reader import i18n
from reader.app import HexaplaApp
from reader.config import Launch, Settings
from reader.screens.library import LibraryScreen
from tests.terminal.screen import PATIENCE

pytestmark = [
    pytest.mark.snapshot,
    pytest.mark.skipif(
        sys.version_info[:2] != (3, 11),
        reason="the pictures are of Python 3.11, whose Unicode tables they depend on",
    ),
]

#: The fixture of the plug-in, which has no type.
Compare = Callable[..., bool]

Reader = Callable[[Pilot[Any]], Awaitable[None]]

SIZES = pytest.mark.parametrize(
    "size",
    [
        pytest.param((80, 24), id="80x24"),
        pytest.param((120, 40), id="120x40", marks=pytest.mark.slow),
        pytest.param((200, 60), id="200x60", marks=pytest.mark.slow),
    ],
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins and ends in the language of the code."""
    i18n.use("en")
    yield
    i18n.use("en")


def library(pilot: Pilot[Any]) -> LibraryScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail("it never came")
        await pilot.pause(0.01)
    await pilot.pause()


async def begun(pilot: Pilot[Any]) -> None:
    """The first article is open and the list has the focus."""
    await until(pilot, lambda: library(pilot).session.columns and pilot.app.focused)


async def reading(pilot: Pilot[Any]) -> None:
    """`čip` is found; its two best articles stand side by side, one passage is kept."""
    await begun(pilot)
    session = library(pilot)
    await pilot.press("slash", *"čip", "enter")
    await until(pilot, lambda: session.session.results and not session.search.box.has_focus)
    await pilot.press("enter")
    await until(pilot, lambda: session.session.stop is not None)
    await pilot.press("m", "o", "j", "o")
    await until(pilot, lambda: len(session.session.columns) == 2)
    await until(pilot, lambda: session.desk.holds(pilot.app.focused))
    # What was said of the highlight goes after a while; not by chance in the picture.
    session.unsay(session._message)
    await pilot.pause()


async def helped(pilot: Pilot[Any]) -> None:
    """The keys are listed."""
    await begun(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: pilot.app.screen.query("#help"))


@SIZES
def test_the_first_screen(snap_compare: Compare, launch: Launch, size: tuple[int, int]) -> None:
    assert snap_compare(HexaplaApp(launch), terminal_size=size, run_before=begun)


@SIZES
def test_reading_two_articles(snap_compare: Compare, launch: Launch, size: tuple[int, int]) -> None:
    assert snap_compare(HexaplaApp(launch), terminal_size=size, run_before=reading)


@SIZES
def test_the_keys(snap_compare: Compare, launch: Launch, size: tuple[int, int]) -> None:
    assert snap_compare(HexaplaApp(launch), terminal_size=size, run_before=helped)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["hexapla-light", "hexapla-ansi-dark"])
def test_other_themes(snap_compare: Compare, launch: Launch, theme: str) -> None:
    given = replace(launch, settings=Settings(theme=theme))
    assert snap_compare(HexaplaApp(given), terminal_size=(120, 40), run_before=reading)


def test_in_ukrainian(snap_compare: Compare, launch: Launch) -> None:
    i18n.use("uk")
    assert snap_compare(HexaplaApp(launch), terminal_size=(120, 40), run_before=reading)
