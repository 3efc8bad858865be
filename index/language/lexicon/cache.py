"""Databases that are made from something else, once, and read by everybody after that.

A database is a file in a cache folder whose name tells what it was made from. Whoever
needs one that is not there, or is damaged, makes it beside its place and renames it;
others that need it meanwhile wait, and what two make all the same is the same. Where
nothing can be written it is made for the process alone.
"""

import fcntl
import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from index.system.database import connect

#: Kept in `PRAGMA user_version` once a database is whole: one that was cut short, or is
#: another program's, has none.
_WHOLE = 0x48584C31

#: Fills an empty database.
Fill = Callable[[sqlite3.Connection], None]


def default_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the XDG base directory specification puts what can be made again."""
    named = Path(environ.get("XDG_CACHE_HOME", ""))
    home = Path(environ.get("HOME") or os.devnull).absolute()
    return (named if named.is_absolute() else home / ".cache") / "hexapla"


def digest(parts: Iterable[str]) -> str:
    """A short name for all that a database is made from."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def stamp(path: Path) -> str:
    """What differs as soon as a file does: its name, size and time; only the name of a
    file that is gone."""
    try:
        found = path.stat()
    except OSError:
        return path.name
    return f"{path.name} {found.st_size} {found.st_mtime_ns}"


def sweep(made: Path, kind: str) -> None:
    """Delete what was made of the same kind before, by this program or an earlier one.

    Whoever has such a file open goes on reading it. What others are making is left alone.

    Args:
        made: what is used from now on.
        kind: how the names begin; what tells versions apart comes next, as hexadecimal
            digits, and the rest of a name says of what it is.
    """
    named = re.compile(rf"{re.escape(kind)}([0-9a-f]{{8}}|[0-9a-f]{{16}})(-[0-9a-f]+)?(\.sqlite)?")
    own = named.fullmatch(made.name)
    with suppress(OSError):
        for path in made.parent.iterdir():
            other = named.fullmatch(path.name)
            if own is not None and other is not None and other[1] != own[1]:
                path.unlink(missing_ok=True)


def opened(path: Path, fill: Fill, kind: str = "") -> sqlite3.Connection:
    """A database, read-only, made first where it is missing or damaged.

    Args:
        path: its place in the cache; its name must change with what it is made from.
        fill: makes tables and rows; what it raises is passed on.
        kind: see `sweep`, which is done when it is made; `""` deletes nothing.
    """
    with suppress(sqlite3.Error):
        return existing(path)
    with _alone(path):
        connection = _made(path, fill)
    if kind and path.exists():
        sweep(path, kind)
    return connection


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let others that want to make the same wait: twenty sessions of one account that begin
    together would take twenty times the memory, for one of them to be read."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = lock.open("wb")
    except OSError:
        yield
        return
    with held:
        with suppress(OSError):  # a file system that knows no locks
            fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _made(path: Path, fill: Fill) -> sqlite3.Connection:
    with suppress(sqlite3.Error):  # meanwhile somebody has made it
        return existing(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}-new-")
    except OSError:
        return _temporary(fill)
    os.close(handle)
    fresh = Path(name)
    try:
        _make(fresh, fill)
        fresh.chmod(0o644)
        fresh.replace(path)
        return existing(path)
    except (OSError, sqlite3.OperationalError):  # a full disk
        return _temporary(fill)
    finally:
        fresh.unlink(missing_ok=True)


def existing(path: Path) -> sqlite3.Connection:
    """A database, read-only, that somebody has made.

    Raises:
        sqlite3.Error: it is missing or damaged.
    """
    connection = connect(path, write=False)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != _WHOLE:
            raise sqlite3.DatabaseError("not whole")
    except BaseException:
        connection.close()
        raise
    return connection


def _temporary(fill: Fill) -> sqlite3.Connection:
    """A database that SQLite deletes when it is closed, on disk if there is any to be had."""
    connection = sqlite3.connect("", isolation_level=None)
    _fill(connection, fill)
    return connection


def _make(path: Path, fill: Fill) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody sees the file before it is whole; if the machine fails it is made anew.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        _fill(connection, fill)
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, fill: Fill) -> None:
    connection.execute("BEGIN")
    fill(connection)
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA user_version = {_WHOLE}")
