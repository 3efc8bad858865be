"""SQLite files with one manner: who waits, who may write, what an error means."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveLocked, ArchiveUnreadable, WriteError

#: Seconds a statement waits for another process's commit.
PATIENCE = 10.0

#: What SQLite keeps of a file for a reader, in kB, instead of 2,000: a session has a dozen
#: files open, and the system keeps their pages for all sessions.
_CACHE_KB = 128

_LOCKED = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
_UNWRITABLE = frozenset({"SQLITE_READONLY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN"})


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open a database file that exists, for the thread that calls.

    Statements run outside a transaction until `transaction` begins one.

    Raises:
        sqlite3.Error: it is missing, or damaged.
    """
    uri = f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if not write:
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    except sqlite3.Error:  # it is damaged: this looks into the file
        connection.close()
        raise
    return connection


def writable(path: Path) -> bool:
    """Whether this user may write a file, and its folder for the journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back when anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into this project's, naming the file.

    Raises:
        ArchiveLocked: another process keeps it locked.
        WriteError: it cannot be written: no permission, a full disk.
        ArchiveUnreadable: anything else, such as damage or another kind of file.
    """
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        code = "_".join(name.split("_")[:2])  # SQLITE_IOERR_WRITE -> SQLITE_IOERR
        if code in _LOCKED:
            raise ArchiveLocked(f"{path}: another process is writing") from error
        if code in _UNWRITABLE:
            raise WriteError(f"{path}: cannot be written ({error})") from error
        raise ArchiveUnreadable(f"{path}: {error}") from error
