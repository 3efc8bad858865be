"""What can go wrong on the command line, and the exit code it ends with."""

from index.errors import (
    ArchiveError,
    ArchiveLocked,
    Cancelled,
    EngineError,
    HexaplaError,
    InputError,
    NotFound,
    WriteError,
)
from reader.cli._exit import Exit
from reader.config import ConfigError
from reader.kiosk import NotAllowed
from reader.notebook.database import NotebookUnreadable


class UsageError(HexaplaError):
    """The command line asks for what there is not; one line says what."""


#: The first that fits counts, so a special error stands before its base.
_CODES: tuple[tuple[type[HexaplaError], Exit], ...] = (
    (UsageError, Exit.USAGE),
    (ConfigError, Exit.USAGE),
    (NotAllowed, Exit.USAGE),
    (NotFound, Exit.NOTHING_FOUND),
    (ArchiveLocked, Exit.LOCKED),
    (ArchiveError, Exit.ARCHIVE),
    (EngineError, Exit.ARCHIVE),
    (NotebookUnreadable, Exit.ARCHIVE),
    (InputError, Exit.NOT_ALL_TAKEN),
    (WriteError, Exit.CANNOT_WRITE),
    (Cancelled, Exit.INTERRUPTED),
)


def exit_of(error: HexaplaError) -> Exit:
    """The exit code of an error that was raised on purpose."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.DEFECT)
