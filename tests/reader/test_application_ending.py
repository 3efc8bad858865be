"""The end that others decide: state is saved, the terminal restored, the exit code says why."""

import os
import signal
from pathlib import Path

import pytest

from tests.terminal.screen import Screen

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"


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
