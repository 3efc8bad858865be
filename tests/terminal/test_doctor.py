"""`hexapla doctor` on a terminal: what it measures there."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE, Screen, Size
from tests.terminal.tmux import Tmux


def test_it_measures_widths_and_wipes_what_it_drew(
    command: str, environment: dict[str, str]
) -> None:
    with Screen([command, "doctor"], environment) as screen:
        assert screen.wait_exit() == 0
        text = screen.text
    assert "漢 2" in text
    assert "ї 1, č 1, ß 1" in text
    assert "mouse         yes" in text
    assert "sent to the terminal" in text


def test_a_terminal_that_does_not_answer_is_no_reason_to_wait(
    command: str, environment: dict[str, str]
) -> None:
    with Screen([command, "doctor"], environment, answers=False) as screen:
        assert screen.wait_exit() == 0
        assert "does not say where its cursor is" in " ".join(screen.text.split())


def test_without_a_terminal_it_says_so(command: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [command, "doctor", "--json"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=PATIENCE,
    )
    found = json.loads(done.stdout)
    assert found["terminal"]["asked"] is False
    assert found["terminal"]["widths"] is None
    assert any("not on a terminal" in line for line in found["advice"])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_in_tmux_it_knows_what_becomes_of_the_clipboard(
    command: str, environment: dict[str, str], tmp_path: Path
) -> None:
    with Tmux([command, "doctor"], environment, Size(120, 60), tmp_path) as tmux:
        assert tmux.wait_exit() == 0
        assert "tmux: set-clipboard external" in tmux.text
        assert "set -g set-clipboard on" in tmux.text
