"""An empty home, and the command as it is installed."""

import os
import sys
from pathlib import Path

import pytest


@pytest.fixture
def command() -> str:
    """The path of `hexapla`."""
    return str(Path(sys.executable).with_name("hexapla"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder."""
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """What a newcomer's login gives: an empty home and a terminal."""
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        # Those of this machine take a minute to compile.
        "HEXAPLA_DICTIONARIES": "none",
        # This checkout's, whichever the command was installed from.
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
