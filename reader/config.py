"""Where things are and what the reader prefers; passed in, never global."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index import Archive
from reader.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Places:
    """The four folders of the XDG base directory specification, for this project."""

    config: Path
    data: Path
    state: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` may say."""

    language: str | None = None
    """Language of the screen; None takes it from the environment."""
    theme: str = "hexapla-dark"
    """One of the themes the palette lists."""
    mouse: bool = True
    """Whether the terminal reports the mouse."""
    archive: Path | None = None
    """The archive to open when neither a flag nor the environment names one."""
    notebook: Path | None = None
    """The notebook, in the same way."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id -> keys separated by commas (`Textual`'s keymap)."""


@dataclass(frozen=True, slots=True)
class Launch:
    """All the application needs to start.

    `open_archive` gives a fresh archive for the thread that calls it; `selected` are
    ids to open first (what the command line's paths brought in).
    """

    open_archive: Callable[[], Archive]
    open_notebook: Callable[[], Notebook]
    settings: Settings
    places: Places
    selected: tuple[str, ...] = ()
