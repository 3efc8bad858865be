"""Data to standard output, messages to standard error, and nothing that harms a terminal."""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from io import TextIOWrapper
from typing import Any, TextIO
from unicodedata import combining, east_asian_width

from reader.printable import printable


class Style(StrEnum):
    """How a stretch stands out on a terminal (the parameters of SGR, ECMA-48)."""

    BOLD = "1"
    DIM = "2"
    HIT = "1;4"
    """Bold and underlined: seen without colour too."""


#: A stretch of a line: code points from, up to and without, and how it looks.
Mark = tuple[int, int, Style]

#: Seconds between two progress lines: often enough to look alive over a slow line.
_PROGRESS_EVERY = 0.1


class Output:
    """The two streams of a run.

    Text is cleaned here, once, so that no caller can forget it. Not to be used by
    two threads at a time.

    Args:
        stdout: where data goes; None when the process has none.
        stderr: where messages go; None when the process has none.
        environ: says by `NO_COLOR` and `TERM` whether hits may be set off.
    """

    def __init__(
        self, stdout: TextIO | None, stderr: TextIO | None, environ: Mapping[str, str]
    ) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self._progress_at = 0.0
        self._progress_drawn = False
        on_terminal = _is_terminal(stdout)
        plain = environ.get("NO_COLOR") or environ.get("TERM", "") in ("", "dumb")
        self.styled = on_terminal and not plain
        """Whether stretches are set off."""
        self.width = shutil.get_terminal_size().columns if on_terminal else None
        """Cells of a line on the terminal; None where lines are not folded."""

    def line(self, text: str = "", marks: Sequence[Mark] = (), *, indent: int = 0) -> None:
        """Write one line of data, folded to the terminal's width if there is one.

        Args:
            text: any text; what is not printable is replaced.
            marks: stretches to set off, in order and apart.
            indent: cells before every row.
        """
        text = printable(text)
        for start, end in rows(text, self.width - indent) if self.width else [(0, len(text))]:
            row = self._row(text, start, end, marks) if self.styled else text[start:end]
            self.raw(f"{' ' * indent}{row}".rstrip() + "\n")

    @staticmethod
    def _row(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
        pieces = []
        at = start
        for mark_start, mark_end, style in marks:
            left, right = max(mark_start, at), min(mark_end, end)
            if left < right:
                pieces += [text[at:left], f"\x1b[{style}m", text[left:right], "\x1b[0m"]
                at = right
        return "".join([*pieces, text[at:end]])

    def json(self, value: dict[str, Any]) -> None:
        """Write one JSON object in one line."""
        # Imported when it is asked for: `--version` needs no JSON.
        from reader.notebook.shapes import json_text

        self.raw(json_text(value) + "\n")

    def raw(self, text: str) -> None:
        """Write data as it is; for exports and what this class made safe.

        Raises:
            BrokenPipeError: nobody reads any more.
            WriteError: standard output is closed or full.
        """
        if self._stdout is None:
            raise _write_error("it is closed")
        try:
            self._stdout.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _write_error(error.strerror) from error

    def flush(self) -> None:
        """Hand over what was written, with the errors of `raw`."""
        if self._stdout is None:
            return
        try:
            self._stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _write_error(error.strerror) from error

    def message(self, text: str) -> None:
        """Tell the reader something, in one line on standard error."""
        self.progress(None)
        if self._stderr is not None:
            with suppress(OSError):  # there is nowhere left to say it
                print(f"hexapla: {printable(text)}", file=self._stderr, flush=True)

    def progress(self, text: str | None) -> None:
        """Show how far the work has come, on a terminal only; None wipes the line."""
        if self._stderr is None or not _is_terminal(self._stderr):
            return
        now = time.monotonic()
        if text is None:
            if not self._progress_drawn:
                return
        elif now - self._progress_at < _PROGRESS_EVERY:
            return
        room = shutil.get_terminal_size().columns - 1
        shown = printable(text or "")
        _, end = next(rows(shown, room), (0, 0))
        with suppress(OSError):
            self._stderr.write(f"\r\x1b[K{shown[:end]}")
            self._stderr.flush()
        self._progress_at = now
        self._progress_drawn = text is not None

    def abandon(self) -> None:
        """Point standard output at nothing, so that leaving does not write to it again."""
        if self._stdout is None:
            return
        with suppress(OSError, ValueError):  # ValueError: a stream without a file below it
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)


def standard_output(environ: Mapping[str, str]) -> Output:
    """The process's streams, in UTF-8 whatever the locale says: data is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return Output(sys.stdout, sys.stderr, environ)


def rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Fold a line: ranges of at most `width` cells, cut at spaces where there are any.

    At least one row comes, and one character a row however narrow the terminal is.
    """
    start = at = used = 0
    space = -1
    while at < len(text):
        cells = _cells(text[at])
        if used + cells > width and at > start:
            cut = space + 1 if space >= start else at
            yield start, cut
            start = at = cut
            used, space = 0, -1
            continue
        if text[at] == " ":
            space = at
        used += cells
        at += 1
    yield start, at


def _cells(character: str) -> int:
    """Cells of a character (UAX 11); a space at the end of a row needs none."""
    if character == " " or character.isascii():
        return 1
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _write_error(why: str | None) -> Exception:
    # Imported when it happens: `--version` prints without loading the library.
    from index.errors import WriteError

    return WriteError(f"cannot write to standard output: {why}")
