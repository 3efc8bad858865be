"""Signals and errors become exit codes."""

import os
import signal

import pytest

from index import errors
from reader.cli._errors import UsageError, exit_of
from reader.cli._exit import Signalled, ending_signals
from reader.config import ConfigError
from reader.notebook.database import NotebookUnreadable


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (ConfigError("x"), 2),
        (errors.NotFound("x"), 1),
        (errors.ArchiveMissing("x"), 3),
        (errors.ArchiveUnreadable("x"), 3),
        (errors.EngineError("x"), 3),
        (NotebookUnreadable("x"), 3),
        (errors.ArchiveLocked("x"), 4),
        (errors.InputError("a", "b"), 5),
        (errors.WriteError("x"), 74),
        (errors.Cancelled("x"), 130),
        (errors.HexaplaError("x"), 70),
    ],
)
def test_every_error_has_its_code(error: errors.HexaplaError, code: int) -> None:
    assert exit_of(error) == code


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_that_ends_runs_the_clean_up(number: signal.Signals, code: int) -> None:
    before = signal.getsignal(number)
    with pytest.raises(Signalled) as caught, ending_signals():
        os.kill(os.getpid(), number)
    assert caught.value.code == code
    assert signal.getsignal(number) is before


def test_a_hang_up_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending_signals():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
