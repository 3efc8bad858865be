"""Where articles were read from: roots, paths below them, records within files.

A root is a folder that was added, named by a uuid of its own, so that an article is
known by its place below the root and not by where the root happens to lie.
"""

import os
import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import PurePath

#: The location of what comes from standard input.
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Origin:
    """A place an article comes from.

    `path` is below the root; `record` is `""` when the file is one article.
    """

    root: int
    path: str
    record: str


@dataclass(frozen=True, slots=True)
class KnownOrigin:
    """An origin the archive has met: its article's key, the digest last read, and whether
    it was not there any more at the last look."""

    article: int
    digest: str
    gone: bool


class Origins:
    """The tables `root` and `origin`. The caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._roots: dict[str, int] = {}
        self._load()

    def _load(self) -> None:
        rows = self._connection.execute("SELECT location, id FROM root")
        self._roots = dict(rows.fetchall())

    def locate(self, path: str, record: str, root: str | None = None) -> Origin:
        """The origin of a record, in the nearest known root that holds the file.

        Args:
            path: an absolute path, or `-`.
            record: the record's name in the file.
            root: the folder that was given, made a root if no known one holds it;
                without it the file's own folder.
        """
        if path == STDIN:
            return Origin(self._root(STDIN), STDIN, record)
        own = os.path.dirname(path)  # noqa: PTH120 - the name as it is known
        return Origin(*self.place(path, root or own), record)

    def place(self, path: str, root: str) -> tuple[int, str]:
        """A path as the nearest known root at or above it and the path below (`.` is the root).

        Args:
            path: an absolute path of a file or a folder.
            root: the folder that becomes the root if no known one holds the path.
        """
        location = self.location(path) or root
        return self._root(location), str(PurePath(path).relative_to(location))

    def find(self, origin: Origin) -> KnownOrigin | None:
        """What is known of an origin."""
        row = self._connection.execute(
            "SELECT article, digest, gone FROM origin WHERE root = ? AND path = ? AND record = ?",
            (origin.root, origin.path, origin.record),
        ).fetchone()
        return None if row is None else KnownOrigin(row[0], row[1], bool(row[2]))

    def save(self, origin: Origin, article: int, digest: str) -> None:
        """Note that an article was read from an origin just now."""
        self._connection.execute(
            "INSERT INTO origin (article, root, path, record, digest) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET digest = excluded.digest, gone = 0",
            (article, origin.root, origin.path, origin.record, digest),
        )
        self._connection.execute("UPDATE article SET gone = 0 WHERE key = ? AND gone", (article,))

    def name(self, origin: Origin) -> str:
        """What stays the same when a root moves: its uuid, the path and the record."""
        (root,) = self._connection.execute(
            "SELECT uuid FROM root WHERE id = ?", (origin.root,)
        ).fetchone()
        return "\0".join((root, origin.path, origin.record))

    def location(self, path: str) -> str | None:
        """The nearest known root at or above an absolute path."""
        above = (path, *map(str, PurePath(path).parents))
        return next((each for each in above if each in self._roots), None)

    def _root(self, location: str) -> int:
        if location not in self._roots:
            cursor = self._connection.execute(
                "INSERT INTO root (uuid, location) VALUES (?, ?)", (str(uuid.uuid4()), location)
            )
            assert cursor.lastrowid is not None, "an insert has a row"
            self._roots[location] = cursor.lastrowid
        return self._roots[location]
