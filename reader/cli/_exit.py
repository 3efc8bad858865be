"""Exit codes, in one place, and the signals that end a run."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import FrameType


class Exit(IntEnum):
    """How a run ended. 70 and 74 are `EX_SOFTWARE` and `EX_IOERR` of sysexits.h."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    """What was typed, or there is no terminal for the application."""
    ARCHIVE = 3
    """The archive is missing or unreadable."""
    LOCKED = 4
    """Another writer holds the archive."""
    NOT_ALL_TAKEN = 5
    """Some of the input; each piece is a line on standard error."""
    DEFECT = 70
    CANNOT_WRITE = 74
    HUNG_UP = 128 + signal.SIGHUP
    INTERRUPTED = 128 + signal.SIGINT
    TERMINATED = 128 + signal.SIGTERM


class Signalled(BaseException):
    """A signal asks the process to end; like `KeyboardInterrupt`, no `Exception`."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def ending_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into `Signalled`, so that what was begun is cleaned up.

    A hang-up that is ignored (`nohup`) stays ignored. Outside the main thread, where
    no handler can be set, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, _raise)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _raise(number: int, _frame: FrameType | None) -> None:
    raise Signalled(Exit(128 + number))
