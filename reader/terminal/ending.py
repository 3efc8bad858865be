"""How the application ends when somebody else ends it."""

import os
import signal
import sys
import termios
from contextlib import suppress
from typing import Final

#: What the shell expects of a program that a signal ended: 128 and its number.
CODES: Final = {
    signal.SIGHUP: 129,
    signal.SIGINT: 130,
    signal.SIGTERM: 143,
}

#: What it expects after an error of the program's own (`EX_SOFTWARE` of sysexits.h).
DEFECT: Final = 70


def is_terminal_gone() -> bool:
    """Whether the terminal on standard input was hung up: reading it gives nothing for ever."""
    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (termios.error, OSError, ValueError):
        return True
    return False


def let_go_of_the_terminal() -> None:
    """Let what is still to be written go nowhere: a failing flush would change the exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        with suppress(OSError, ValueError):
            if stream is not None:
                os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
