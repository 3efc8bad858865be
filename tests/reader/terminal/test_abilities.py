"""What must hold before Textual starts, and how a terminal is left."""

import os
import pty
import select
import subprocess
import sys
import termios
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal import abilities
from tests.terminal.screen import PATIENCE

_ROOT = Path(__file__).parents[3]


class _Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_real_terminal_is_accepted() -> None:
    streams = [_Terminal(), _Terminal(), _Terminal()]
    assert abilities.refusal({"TERM": "tmux-256color"}, *streams) is None


@pytest.mark.parametrize(
    ("missing", "name"), [(0, "standard input"), (1, "standard output"), (2, "standard error")]
)
@pytest.mark.parametrize("stream", [None, StringIO()])
def test_a_stream_that_is_no_terminal_is_named(
    missing: int, name: str, stream: StringIO | None
) -> None:
    streams: list[StringIO | None] = [_Terminal(), _Terminal(), _Terminal()]
    streams[missing] = stream
    why = abilities.refusal({"TERM": "xterm"}, *streams)
    assert why is not None
    assert name in why
    assert "\n" not in why


def test_a_closed_stream_is_no_terminal() -> None:
    closed = _Terminal()
    closed.close()
    shut = StringIO()
    shut.close()
    assert abilities.refusal({"TERM": "xterm"}, shut, _Terminal(), _Terminal()) is not None


@pytest.mark.parametrize("environ", [{}, {"TERM": ""}, {"TERM": "dumb"}, {"TERM": "unknown"}])
def test_a_terminal_without_a_screen_is_refused_with_advice(environ: dict[str, str]) -> None:
    why = abilities.refusal(environ, _Terminal(), _Terminal(), _Terminal())
    assert why is not None
    assert "TERM=xterm-256color" in why


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "screen.xterm-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({"TERM": "alacritty"}, "256"),
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "screen"}, "standard"),
        ({"TERM": "linux"}, "standard"),
        ({"TERM": "vt100"}, "standard"),
        ({"TERM": "dumb"}, "standard"),
        ({"TERM": "nobody-knows-it"}, "standard"),
        ({}, "standard"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm", "COLORTERM": "1"}, "standard"),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256"}, "256"),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, "standard"),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "auto"}, "256"),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "bogus"}, "256"),
    ],
)
def test_colours_follow_what_the_terminal_says(environ: dict[str, str], colours: str) -> None:
    assert abilities.colour_system(environ) == colours


@given(st.text())
def test_never_truecolor_by_accident(term: str) -> None:
    assert abilities.colour_system({"TERM": term}) != "truecolor"


def test_textual_is_told_to_keep_still() -> None:
    environ = {"TERM": "xterm-256color"}
    abilities.prepare(environ)
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    assert environ["TEXTUAL_SMOOTH_SCROLL"] == "0"
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"


def test_what_the_reader_set_stays() -> None:
    environ = {"TERM": "xterm", "TEXTUAL_ANIMATIONS": "full", "NO_COLOR": "1"}
    abilities.prepare(environ)
    assert environ["TEXTUAL_ANIMATIONS"] == "full"
    assert environ["NO_COLOR"] == "1"


def test_an_empty_no_color_does_not_count() -> None:
    environ = {"TERM": "xterm", "NO_COLOR": ""}
    abilities.prepare(environ)
    assert "NO_COLOR" not in environ


def test_standard_error_becomes_utf8() -> None:
    program = (
        "import os, sys; from reader.terminal import abilities; abilities.prepare(os.environ);"
        "print(sys.stderr.encoding, 'Ж', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=_ROOT,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode("utf-8").split() == ["utf-8", "Ж"]


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_ssh_is_noticed(name: str) -> None:
    assert abilities.over_ssh({name: "10.0.0.1 50000 10.0.0.2 22"})
    assert not abilities.over_ssh({name: ""})


def test_utf8_is_looked_for_where_posix_says() -> None:
    assert abilities.says_utf8({"LANG": "uk_UA.UTF-8"})
    assert abilities.says_utf8({"LANG": "C", "LC_CTYPE": "C.utf8"})
    assert not abilities.says_utf8({"LANG": "uk_UA.UTF-8", "LC_ALL": "C"})
    assert not abilities.says_utf8({})


def _drive(program: str) -> tuple[bytes, int, bool]:
    """Run a program on a new terminal: what it wrote, its exit, and if the line is sane."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=_ROOT,
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    )
    code = process.wait(timeout=PATIENCE)
    written = b""
    while select.select([parent], [], [], 0.1)[0]:
        written += os.read(parent, 65536)
    sane = bool(termios.tcgetattr(child)[3] & termios.ECHO)
    os.close(parent)
    os.close(child)
    return written, code, sane


_RAW = """
import sys, tty
from reader.terminal.abilities import guarded
with guarded():
    tty.setraw(0)
"""


def test_a_crash_gives_the_terminal_back() -> None:
    written, code, sane = _drive(_RAW + "    raise ValueError('x')")
    assert code == 1
    assert abilities.RESTORE.encode() in written
    assert sane


def test_an_orderly_end_writes_nothing() -> None:
    written, code, _ = _drive(_RAW)
    assert code == 0
    assert written == b""


def test_the_restoring_sequence_undoes_what_the_notice_names() -> None:
    # Alternate screen, mouse, bracketed paste, kitty's keyboard, the cursor.
    for sequence in ("?1049l", "?1000l", "?1003l", "?1006l", "?2004l", "<u", "?25h"):
        assert f"\x1b[{sequence}" in abilities.RESTORE
