"""The end that others decide: state is saved, the terminal restored, the exit code says why."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.screen import Screen

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def screen(cache: Path, tmp_path: Path) -> Iterator[Screen]:
    """The application with its content painted, in an empty home."""
    environment = {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(cache),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        # Those of this machine take a minute to compile.
        "HEXAPLA_DICTIONARIES": "none",
    }
    command = [sys.executable, "-m", "reader"]
    with Screen(command, environment) as running:
        running.wait_for("ARTICLES")
        running.settle()
        yield running


def saved(home: Path) -> list[Path]:
    return list((home / ".local/state/hexapla").glob("*.json"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 130)]
)
def test_a_signal_ends_it_in_order(
    screen: Screen, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    screen.signal(number)
    assert screen.wait_exit() == code
    assert saved(tmp_path)
    assert LEAVE_ALTERNATE_SCREEN in screen.output


@pytest.mark.slow
def test_a_cut_line_ends_it_with_its_state_saved(screen: Screen, tmp_path: Path) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, screen._master)  # closes the terminal's other end, as sshd does
    os.close(nowhere)
    assert screen.wait_exit() == 129
    assert saved(tmp_path)
