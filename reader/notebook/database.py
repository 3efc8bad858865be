"""The SQLite file under the notebook: made whole, opened with care, migrated with a copy.

What cannot be written, on read-only media or a full disk, is opened for reading.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import HexaplaError, WriteError
from reader.writing import FileTaken, new_file

_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


#: Somebody else writes: this passes.
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class NotebookUnreadable(HexaplaError):
    """The file is no notebook, is damaged, or a newer version of the program made it."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What kind of file it is, and the steps that lead to its present form.

    `application` marks the file as ours (`PRAGMA application_id`); `steps[n]` are the
    statements that turn version n into version n + 1. A step, once published, is
    never changed.
    """

    application: int
    steps: Sequence[Sequence[str]]


class _ReadOnly(sqlite3.Connection):
    """A connection to what cannot be written."""

    why = ""
    """What refused, in one line."""


def connect(
    path: Path, schema: Schema, *, now: Callable[[], datetime], patience: float
) -> sqlite3.Connection:
    """Open a file in its newest version, making it if there is none.

    Before a file is migrated, a copy of it is kept beside it.

    Args:
        path: the file; missing folders are made, for this user only.
        schema: what it must be.
        now: the clock that names the copy.
        patience: seconds to wait for another process that is writing.

    Raises:
        NotebookUnreadable: there is something else, which is left as it is.
        WriteError: it cannot be made or opened.

    Returns:
        A connection in which every change fails with the same `WriteError` when the file
        can be read and not written: see `refusal`.
    """
    if not os.path.lexists(path):
        _make(path, schema)
    try:
        return _connected(path, schema, now, patience)
    except WriteError as error:
        connection = None if _code(error.__cause__) in _BUSY else _read_only(path, schema)
        if connection is None:
            raise
        connection.why = str(error)
        return connection


def refusal(connection: sqlite3.Connection) -> str | None:
    """Why nothing can be written through a connection, None when it can."""
    return connection.why if isinstance(connection, _ReadOnly) else None


def _connected(
    path: Path, schema: Schema, now: Callable[[], datetime], patience: float
) -> sqlite3.Connection:
    with explained(path):
        connection = _open(path, patience)
    try:
        with explained(path):
            _check(connection, path, schema)
            _prepare(connection)
            _migrate(connection, path, schema, now)
        effective = os.access in os.supports_effective_ids
        if not os.access(path, os.W_OK, effective_ids=effective):
            # SQLite reads what it may not write, and says so at the first change only.
            raise WriteError(f"{path}: read-only")
    except BaseException:
        connection.close()
        raise
    return connection


def _read_only(path: Path, schema: Schema) -> _ReadOnly | None:
    """A connection that only reads, None where that cannot be done either.

    Who cannot write beside a file in WAL mode can read it only as one that nobody else
    changes. What a writer left in the WAL file would be missing then, so none must be there.
    """
    left = path.with_name(f"{path.name}-wal")
    alone = not (left.exists() and left.stat().st_size)
    for mode in ("ro", "ro&immutable=1") if alone else ("ro",):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        try:
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, factory=_ReadOnly)
        except sqlite3.Error:
            continue
        try:
            _check(connection, path, schema)
            if _pragma(connection, "user_version") == len(schema.steps):
                return connection
        except (sqlite3.Error, NotebookUnreadable):
            pass
        connection.close()
    return None


@contextmanager
def change(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One change: all of it is on the disk after the block, or none.

    Raises:
        WriteError: it cannot be written, or another process writes for too long.
    """
    if why := refusal(connection):
        raise WriteError(why)
    with explained(path):
        # Not deferred: what the change reads first must still be true when it writes.
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            # After some errors (a full disk) SQLite has rolled back by itself.
            if connection.in_transaction:
                connection.rollback()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors about the file, as ours; errors of the program pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _code(error)
        if code in _UNREADABLE:
            raise NotebookUnreadable(f"{path}: not a notebook, or damaged ({error})") from error
        if code in _UNWRITABLE:
            raise WriteError(f"{path}: {error}") from error
        raise


def _code(error: BaseException | None) -> int:
    # The low byte is the primary result code; Python's own errors have none.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _open(path: Path, patience: float = 0) -> sqlite3.Connection:
    # `mode=rw` opens what is there and never makes an empty file instead. Without an
    # isolation level Python begins no transactions of its own.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)


def _make(path: Path, schema: Schema) -> None:
    """Make the file under another name first, so that nobody ever opens half of it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise WriteError(f"{path.parent}: not a folder") from error
    except OSError as error:
        raise WriteError(f"{path.parent}: {error.strerror or error}") from error
    try:
        with (
            new_file(path, mode=0o600) as temporary,
            explained(path),
            closing(_open(temporary)) as connection,
        ):
            connection.execute(f"PRAGMA application_id = {schema.application}")
            _prepare(connection)
            _advance(connection, schema, 0)
    except FileTaken:
        pass  # another process was faster; its notebook is as good


def _prepare(connection: sqlite3.Connection) -> None:
    # Readers never wait for a writer, and a change costs one flush.
    connection.execute("PRAGMA journal_mode = WAL")
    # In WAL mode anything less flushes at checkpoints only, and a power cut would take
    # back changes that the reader was told are kept.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _check(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    if _pragma(connection, "application_id") != schema.application:
        raise NotebookUnreadable(f"{path}: not a notebook")
    version = _pragma(connection, "user_version")
    if version > len(schema.steps):
        raise NotebookUnreadable(
            f"{path}: made by a newer version of this program"
            f" (version {version} of the notebook, this one knows {len(schema.steps)})"
        )


def _migrate(
    connection: sqlite3.Connection, path: Path, schema: Schema, now: Callable[[], datetime]
) -> None:
    if _pragma(connection, "user_version") == len(schema.steps):
        return
    with change(connection, path):
        # Read again now that nobody else can migrate it.
        version = _pragma(connection, "user_version")
        if version < len(schema.steps):
            time = now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            _copy(path, path.with_name(f"{path.name}.v{version}-{time}"))
            _advance(connection, schema, version)


def _copy(path: Path, copy: Path) -> None:
    """Copy the last committed state, changes that are only in the WAL file included."""
    with (
        new_file(copy, mode=0o600) as temporary,
        closing(_open(path)) as source,
        closing(_open(temporary)) as target,
    ):
        source.backup(target)


def _advance(connection: sqlite3.Connection, schema: Schema, version: int) -> None:
    for step in schema.steps[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(schema.steps)}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)
