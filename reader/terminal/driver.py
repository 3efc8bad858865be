"""Textual's driver for a terminal at the other end of a line.

It differs in what it reads: a paste as long as a novel is cut before it is parsed letter
by letter, bytes that are no UTF-8 are no reason to die, and the end of the line is no
reason to spin. It differs in what it writes: nothing that the terminal is known not to
know, and no colours to who wants none. It builds on private parts of `LinuxDriver`, which
`pyproject.toml` bounds.
"""

import os
import re
import selectors
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader.terminal import plain
from reader.terminal.abilities import can_erase, unknown_sequences
from reader.terminal.ending import is_terminal_gone
from reader.terminal.thrift import Thrift

#: Characters of a paste that are taken: four times what the longest box holds.
LONGEST_PASTE: Final = 16_000

#: Seconds between two looks whether to end; Textual's own.
_TICK: Final = 0.1

#: Bytes read at a time; a terminal line hands over 4 KiB at most.
_CHUNK: Final = 65536

_PASTE: Final = "\x1b[200~"
_PASTED: Final = "\x1b[201~"

#: Escape before a key that begins no sequence of a terminal.
_STRUCK: Final = re.compile("\x1b(?=[^\x1b\x00-\x1fNOPX\\[\\]^_])")

#: Characters that may be under way to the terminal before it has told that it has them: a
#: page and a half. At 1 Mbit/s they take 100 ms, and a held key gets no further ahead.
WINDOW: Final = 10_000

#: Asks where the cursor is; every terminal since the VT100 answers, and one without a
#: cursor position to report is no screen.
QUERY: Final = "\x1b[6n"


class _Shortened:
    """Cuts what stands between the marks of a bracketed paste."""

    def __init__(self) -> None:
        self._room: int | None = None
        """Characters of the present paste that are still taken; None outside of one."""
        self._held = ""
        """The beginning of what may be the closing mark."""

    def __call__(self, data: str) -> str:
        kept: list[str] = []
        data, self._held = self._held + data, ""
        while data:
            if self._room is None:
                before, mark, data = data.partition(_PASTE)
                kept += (before, mark)
                self._room = LONGEST_PASTE if mark else None
            else:
                text, mark, data = data.partition(_PASTED)
                if not mark:
                    text, self._held = _parted(text)
                kept += (text[: self._room], mark)
                self._room = None if mark else max(0, self._room - len(text))
        return "".join(kept)


def _parted(text: str) -> tuple[str, str]:
    """The text, and at its end what may be the beginning of the closing mark."""
    at = text.rfind("\x1b", max(0, len(text) - len(_PASTED)))
    return (text[:at], text[at:]) if at >= 0 and _PASTED.startswith(text[at:]) else (text, "")


class _Parser(XTermParser):
    """Takes Escape and a key that came in one piece for two keys.

    A terminal of the old kind sends the same for the key with Alt; but a slow line brings
    together what was struck apart, and Escape must neither be lost nor swallow a key, also
    when an answer of the terminal comes right behind both.
    """

    _within_paste = False

    def feed(self, data: str) -> Iterable[Message]:
        """What some characters mean; none end the input."""
        as_it_is = self._within_paste or _PASTE in data
        if _PASTE in data or _PASTED in data:
            self._within_paste = data.rfind(_PASTE) > data.rfind(_PASTED)
        first, *others = [data] if as_it_is else _STRUCK.split(data)
        if first or not others:
            yield from super().feed(first)
        for other in others:
            yield events.Key("escape", "\x1b")
            yield from super().feed(other)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if alt:
            yield events.Key("escape", "\x1b")
        yield from super()._sequence_to_key_events(sequence)


class LineDriver(LinuxDriver):
    """A driver that reads and writes with care.

    Threads: as `LinuxDriver` has them; `answer_time` is set in the thread that reads
    and is read in the event loop's after the event that tells of it.
    """

    answer_time: float | None = None
    """Seconds from `ask` to the terminal's answer, what was written before included."""

    when_full: Callable[[], None] | None = None
    """Called when the line has as much to carry as it should; an answer tells the end of it."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._unknown = unknown_sequences(os.environ)
        self._is_plain = plain.is_wanted(os.environ)
        self._asked: float | None = None
        self._thrift: Thrift | None = None
        self._under_way = 0
        self._frame: list[str] | None = None
        """What of a frame is there; None between two."""

    def write(self, data: str) -> None:
        """Hand over to the thread that writes, unless the terminal would print it.

        A frame is handed over as a whole, with what says that it begins and ends: pieces
        would wake that thread three times, and be three packets on the line.
        """
        if data.startswith(self._unknown):
            return
        drawn = plain.colourless(data) if self._is_plain else data
        sent = drawn if self._thrift is None else self._thrift.spared(drawn)
        if data == SYNC_START or self._frame is not None:
            self._frame = [*(self._frame or ()), sent]
            if data != SYNC_END:
                return
            sent, self._frame = "".join(self._frame), None
        super().write(sent)
        self._under_way += len(sent)
        if self._under_way > WINDOW and self._asked is None and self.when_full is not None:
            self.ask()
            self.when_full()

    def spare(self, width: int) -> None:
        """Send few bytes from now on, to a screen of this width in columns.

        To be called anew when the width is another one: then all is drawn anew too.
        """
        self._thrift = Thrift(width, erases=can_erase(os.environ))

    def ask(self) -> None:
        """Measure how long an answer takes; a `CursorPosition` comes when it is there."""
        if self._asked is None:
            self._asked = time.monotonic()
            self._under_way = 0
            super().write(QUERY)

    def process_message(self, message: Message) -> None:
        """Note when an answer comes; everything takes its way."""
        if isinstance(message, events.CursorPosition) and self._asked is not None:
            self.answer_time = time.monotonic() - self._asked
            self._asked = None
        super().process_message(message)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop.

        A terminal that hangs up sends this signal too (POSIX), and Textual would then read it
        once more, in a thread that nothing ends. Who was stopped without being asked (SIGSTOP)
        has taken nothing down, and does so before all is set up again.
        """
        if is_terminal_gone():
            return
        if not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()

    def run_input_thread(self) -> None:
        """Read until the application ends."""
        parser = _Parser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        shortened = _Shortened()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK):
                    data = self._read()
                    if data is None:
                        # Hung up: the application notices (see `HexaplaApp`) and ends.
                        self.exit_event.wait(_TICK)
                    elif text := shortened(decode(data)):
                        self._process(parser.feed(text))
                self._process(parser.tick())
        with suppress(EOFError, ParseError):  # it ends within a sequence
            self._process(parser.feed(""))

    def _read(self) -> bytes | None:
        """What came; None at the end of the line."""
        try:
            return os.read(self.fileno, _CHUNK) or None
        except OSError:
            return None

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
