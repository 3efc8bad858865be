"""A real pty with a screen behind it: starts a command, types, reads what it shows.

The screen is pyte's, which lacks the alternate screen and a few newer sequences;
those are taken out before it sees them. It answers the two questions Textual asks
a terminal, as xterm and kitty do.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyte

#: Seconds after which whatever is waited for will not come, on the slowest of machines.
PATIENCE = 120.0

#: Mode questions, private key-protocol sequences and device strings: pyte would
#: print part of them.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[\?[0-9;]*\$p|\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1bP[^\x1b]*\x1b\\|\x1b\[\?[0-9;]*u"
)

#: Question -> answer: synchronized output is known, in-band resize is not.
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}

#: Makes its standard input the controlling terminal and becomes the command: a
#: signal from the line (hang-up, interrupt, resize) reaches only such a process.
_ON_ITS_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    " os.execvp(sys.argv[1], sys.argv[1:])"
)


@dataclass(frozen=True, slots=True)
class Size:
    """Columns and rows of a terminal."""

    columns: int = 120
    rows: int = 40


class Screen:
    """A command on a pty. A context manager: the process never outlives it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: Size | None = None,
        *,
        answers: bool = True,
    ) -> None:
        self._answers = answers
        self.output = bytearray()
        self._size = size or Size()
        self._display = pyte.Screen(self._size.columns, self._size.rows)
        self._stream = pyte.ByteStream(self._display)
        # pyte answers where the cursor is, and what kind of terminal it is.
        self._display.write_process_input = self._tell if answers else lambda _: None
        self._master, slave = pty.openpty()
        self._tell_size()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ON_ITS_TERMINAL, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        self.pid = self._process.pid
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.alive:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What the screen shows, rows joined by line feeds."""
        return "\n".join(self._display.display)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def type(self, keys: str) -> None:
        """Send keys as they would come from a keyboard."""
        self.send(keys.encode())

    def send(self, data: bytes) -> None:
        """Send bytes; what the other end writes meanwhile is taken in, so that neither waits."""
        while data:
            data = data[os.write(self._master, data[:1024]) :]
            if data:
                self._read(0)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process."""
        self._process.send_signal(number)

    def resize(self, size: Size) -> None:
        """Change the window's size, as a user pulling at its corner does."""
        self._size = size
        self._display.resize(size.rows, size.columns)
        self._tell_size()

    def wait_for(self, condition: str | Callable[[str], bool], timeout: float = PATIENCE) -> str:
        """Read until the screen shows a text, or a condition on its text holds.

        Raises:
            AssertionError: it does not come in time; the message holds the screen.
        """
        holds = condition if callable(condition) else (lambda text: condition in text)
        end = time.monotonic() + timeout
        while not holds(self.text):
            heard = self._read(0.2)
            if time.monotonic() > end or not (heard or self.alive):
                raise AssertionError(f"waited for {condition!r}; the screen is\n{self.text}")
        return self.text

    def settle(self, quiet: float = 0.3, timeout: float = 10.0) -> int:
        """Read until nothing came for a while; returns how many bytes came."""
        before = len(self.output)
        end = time.monotonic() + timeout
        while time.monotonic() < end and self._read(quiet):
            pass
        return len(self.output) - before

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the process is gone; returns its exit code (-9 for signal 9).

        Raises:
            AssertionError: it is still there when the time is over.
        """
        end = time.monotonic() + timeout
        while self.alive:
            assert time.monotonic() < end, f"still running; the screen is\n{self.text}"
            self._read(0.05)
        return self._process.wait()

    def cpu_milliseconds(self) -> float:
        """CPU time of all threads of the process so far (Linux: schedstat, nanoseconds)."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6

    def _tell(self, answer: str) -> None:
        os.write(self._master, answer.encode())

    def _tell_size(self) -> None:
        size = struct.pack("HHHH", self._size.rows, self._size.columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def _read(self, timeout: float) -> bool:
        """Take in what came; False when nothing did or the other end is closed."""
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux's way to say that the other end is closed
            return False
        self.take(data)
        return bool(data)

    def take(self, data: bytes) -> None:
        """Answer what came, and draw it."""
        self.output += data
        if self._answers:
            self._answer(data)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def _answer(self, data: bytes) -> None:
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._master, answer)
