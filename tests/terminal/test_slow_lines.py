"""A line that takes its time: what is drawn for it, and how far ahead."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.terminal.driver import QUERY, WINDOW
from tests.terminal.screen import Screen

pytestmark = pytest.mark.slow

_QUERY = QUERY.encode()

#: A terminal's answer to it, which is no key of any terminal.
_ANSWER = b"\x1b[5;5R"

#: How often a line is opened until its answer is as quick as it was given.
_TRIES = 5

#: The longest page of a pane at 120x40, in bytes, and what moves the cursor after it.
_PAGE = 8_000


@pytest.fixture
def over_ssh(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a login over ssh."""
    return {**environment, "SSH_TTY": "/dev/pts/0", "SSH_CONNECTION": "::1 1 ::1 22"}


class Line:
    """A terminal that answers where its cursor is when the test says so."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.answered = 0

    @property
    def asked(self) -> int:
        return self.screen.output.count(_QUERY)

    def answer(self) -> None:
        while self.answered < self.asked:
            self.answered += 1
            self.screen.send(_ANSWER)

    def wait_until_asked(self) -> None:
        asked = self.answered
        self.screen.wait_for(lambda _: self.asked > asked)


@contextmanager
def opened(environment: dict[str, str], *command: str) -> Iterator[Line]:
    with Screen(command, environment, answers=False) as screen:
        screen.wait_for("passage 1 of")
        yield Line(screen)


def settled(line: Line) -> None:
    """All that was under way is drawn, and answered at once: what waits is a slow line's."""
    quiet = 0
    while quiet < 5:
        came = line.screen.settle(0.1)
        quiet = 0 if came or line.answered < line.asked else quiet + 1
        line.answer()


@pytest.mark.parametrize("flags", [(), ("--low-bandwidth",)], ids=["usual", "sparing"])
def test_no_colour_is_none_at_all(
    command: str, environment: dict[str, str], flags: tuple[str, ...]
) -> None:
    with Screen([command, *flags], {**environment, "NO_COLOR": "1"}) as screen:
        screen.wait_for("passage 1 of")
        screen.type("/chip\r")
        screen.wait_for("RESULTS")
        screen.type("\r")
        screen.settle()
        screen.type("m?")
        screen.wait_for("KEYS")
        screen.type("\x11")
        assert screen.wait_exit() == 0
        output = bytes(screen.output)
    coloured = rb"\x1b\[(?:[0-9]+;)*(?:[349][0-9]|10[0-7])(?:;[0-9]+)*m"
    assert not re.findall(coloured, output)
    assert b"\x1b[7m" in output or b";7m" in output, "the cursor is reversed"


def test_a_slow_answer_makes_the_drawing_sparing(command: str, over_ssh: dict[str, str]) -> None:
    with opened(over_ssh, command) as line:
        line.wait_until_asked()
        time.sleep(0.6)
        line.answer()
        line.screen.wait_for("a slow line")
        settled(line)
        before = len(line.screen.output)
        line.screen.type("j?")
        line.screen.wait_for("KEYS")
        assert b"38;5;" not in line.screen.output[before:], "sixteen colours do"


def test_a_quick_answer_changes_nothing(command: str, over_ssh: dict[str, str]) -> None:
    def is_coloured() -> bool:
        with opened(over_ssh, command) as line:
            line.wait_until_asked()
            line.answer()
            settled(line)
            before = len(line.screen.output)
            line.screen.type("?")
            line.screen.wait_for("KEYS")
            return b"38;5;" in line.screen.output[before:]

    # A busy machine may keep even the quickest answer waiting.
    assert any(is_coloured() for _ in range(_TRIES))


def test_who_said_how_to_draw_is_not_asked(
    command: str, over_ssh: dict[str, str], home: Path
) -> None:
    config = home / ".config" / "hexapla" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("low_bandwidth = false\n")
    with opened(over_ssh, command) as line:
        time.sleep(0.6)
        settled(line)
        assert "a slow line" not in line.screen.text


@pytest.fixture
def long_article(command: str, environment: dict[str, str], tmp_path: Path) -> None:
    """An archive of one article of 300 passages."""
    text = "\n\n".join(f"{number} " + "a chip and a word of it " * 20 for number in range(300))
    lines = tmp_path / "long.jsonl"
    lines.write_text(json.dumps({"id": "long", "lang": "en", "title": "Long", "text": text}) + "\n")
    subprocess.run([command, "add", str(lines)], env=environment, check=True, capture_output=True)


@pytest.mark.usefixtures("long_article")
def test_no_frame_is_drawn_ahead_of_a_terminal_that_does_not_answer(
    command: str, over_ssh: dict[str, str]
) -> None:
    with opened(over_ssh, command) as line:
        screen = line.screen
        settled(line)
        before, presses = len(screen.output), 40
        # Typed ahead in one piece: a page for each would be ten windows.
        screen.type("\x1b[6~" * presses)
        line.wait_until_asked()
        ahead = len(screen.output) - before
        assert ahead <= WINDOW + _PAGE, "more was drawn before the terminal was asked"
        settled(line)
        all_of_it = len(screen.output) - before
    with Screen([command], {**over_ssh, "SSH_TTY": "", "SSH_CONNECTION": ""}) as screen:
        screen.wait_for("passage 1 of")
        screen.settle()
        before = len(screen.output)
        screen.type("\x1b[6~" * presses)
        screen.settle(1.0)
        at_once = len(screen.output) - before
    assert all_of_it < at_once / 2, "keys that came meanwhile made a frame each"


def test_escape_over_a_slow_line_is_escape(command: str, over_ssh: dict[str, str]) -> None:
    proxy = [sys.executable, "-m", "bench.slowline", "300", "1000000"]
    with Screen([*proxy, command], over_ssh) as screen:
        screen.wait_for("passage 1 of")
        screen.type("/chip")
        screen.wait_for("/ chip")
        screen.type("\x1b")
        screen.type("?")
        screen.wait_for("KEYS")
        screen.type("\x11")
        assert screen.wait_exit(20) == 0
