"""What a terminal does, asked of the terminal itself and of the tmux it runs in.

A terminal says where its cursor is when it is asked (`CSI 6 n`, a cursor position report:
ECMA-48, known since the VT100), so a text's width is how far the cursor went. It is asked
only where standard input and output are a terminal, in the background of nothing else.
"""

import os
import re
import select
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

#: Texts whose widths terminals disagree upon, and what a layout takes them for.
SAMPLES: Final[Mapping[str, int]] = {
    "ї": 1,
    "č": 1,
    "ß": 1,
    "漢": 2,
    "👩\u200d👩\u200d👧": 2,
}

#: Seconds the terminal has for its first answer, over a slow line too.
_PATIENCE: Final = 1.0

_REPORT: Final = re.compile(rb"\x1b\[(\d+);(\d+)R")


def can_ask() -> bool:
    """Whether there is a terminal to ask: this process's, in the foreground."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


def widths(samples: Sequence[str] = tuple(SAMPLES)) -> dict[str, int | None]:
    """The cells each text takes on the terminal; None where it does not answer.

    What is drawn to be measured is wiped again.
    """
    found: dict[str, int | None] = dict.fromkeys(samples)
    with _raw() as ready:
        for sample in samples if ready else ():
            column = _column_after(sample)
            if column is None:
                break
            found[sample] = column - 1
    return found


def _column_after(text: str) -> int | None:
    """The column, from 1, of the cursor behind a text at the start of the line."""
    os.write(1, f"\r\x1b[K{text}\x1b[6n".encode())
    heard = b""
    end = time.monotonic() + _PATIENCE
    try:
        while (left := end - time.monotonic()) > 0 and select.select([0], [], [], left)[0]:
            heard += os.read(0, 64)
            if report := _REPORT.search(heard):
                return int(report[2])
    finally:
        os.write(1, b"\r\x1b[K")
    return None


@contextmanager
def _raw() -> Iterator[bool]:
    """The terminal without echo and lines, so that its answer is neither shown nor held."""
    try:
        before = termios.tcgetattr(0)
    except termios.error:
        yield False
        return
    try:
        tty.setcbreak(0)
        yield True
    finally:
        # A late answer must not reach the shell.
        termios.tcsetattr(0, termios.TCSAFLUSH, before)


def clipboard_of_tmux(environ: Mapping[str, str]) -> str | None:
    """tmux's option `set-clipboard` (`on`, `external`, `off`); None outside of tmux."""
    if not environ.get("TMUX"):
        return None
    try:
        asked = subprocess.run(
            ["tmux", "show-options", "-sv", "set-clipboard"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return asked.stdout.strip() or None
