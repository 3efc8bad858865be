"""The application on the bundled sample, in folders of the test's own."""

import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.sample import open_sample
from reader.app import HexaplaApp
from reader.config import Launch, Places, Settings
from reader.notebook.notebook import Notebook
from reader.screens.library import LibraryScreen
from tests.terminal.screen import PATIENCE, Screen


@pytest.fixture(scope="session")
def sample_cache(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A folder with the sample made and indexed, so that no test waits for that, nor for
    the lexicon and dictionaries of a first search.

    Not the one of all processes: what a test decides of the sample's stories stays.
    """
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(cache))
        patched.setenv("HEXAPLA_DICTIONARIES", "none")
        with open_sample(folder) as archive:
            archive.search("postponements")
    return folder


@pytest.fixture
def launch(sample_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Launch:
    """A launch on the sample; the current directory is the test's own."""
    home = tmp_path / "home"
    work = tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.chdir(work)
    return Launch(
        open_archive=lambda: open_sample(sample_cache),
        open_notebook=lambda: Notebook.open(home / "notebook.sqlite"),
        has_notebook=(home / "notebook.sqlite").exists,
        settings=Settings(),
        places=Places(home / "config", home / "data", home / "state", home / "cache"),
    )


@pytest.fixture
def screen(cache: Path, tmp_path: Path) -> Iterator[Screen]:
    """The application on a terminal of its own with its content painted, in an empty home."""
    environment = {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(cache),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        # Those of this machine take a minute to compile.
        "HEXAPLA_DICTIONARIES": "none",
    }
    with Screen([sys.executable, "-m", "reader"], environment) as running:
        running.wait_for("ARTICLES")
        yield running


class Session:
    """A running application, and words for what a reader does and sees."""

    def __init__(self, app: HexaplaApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def library(self) -> LibraryScreen:
        """The reading screen, whatever stands before it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, LibraryScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def until(self, condition: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until something is so; fail with the screen when it never is."""
        end = time.monotonic() + patience
        while not condition():
            if time.monotonic() > end:
                pytest.fail("\n".join(self.rows))
            await self.pilot.pause(0.01)

    async def search(self, text: str) -> None:
        """Ask the archive and wait for its answer."""
        await self.press("slash", "ctrl+u")
        await self.type(text)
        await self.press("enter")
        await self.until(
            lambda: (
                self.library.session.results is not None
                and self.library.session.results.query == text
            )
        )
        await self.pilot.pause()

    @property
    def rows(self) -> list[str]:
        """The rows of the terminal as they are drawn."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def sees(self, text: str) -> bool:
        """Whether a row of the terminal has this text."""
        return any(text in row for row in self.rows)

    def focus_in(self, name: str) -> bool:
        """Whether the focus is on the widget of that id or inside it."""
        focused = self.app.screen.focused
        return focused is not None and any(node.id == name for node in focused.ancestors_with_self)


Start = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture
def start(launch: Launch) -> Start:
    """Start the application in a size; the block has it with its content painted."""

    @asynccontextmanager
    async def started(
        size: tuple[int, int] = (120, 40), given: Launch = launch
    ) -> AsyncIterator[Session]:
        app = HexaplaApp(given)
        async with app.run_test(size=size) as pilot:
            session = Session(app, pilot)
            await session.until(lambda: session.library.archive and session.library.session.columns)
            await pilot.pause()
            yield session
        app.save_state()

    return started
