"""What was found where articles come from, and what is not there any more."""

import os
import sqlite3
from collections.abc import Collection, Iterator

from index.storage.origins import STDIN, Origin, Origins


class Sightings:
    """The table `file`, and the marks `gone` of origins and articles.

    A file's *seen* is a text that is another one when the file may have changed since it
    was read whole. The caller holds the transaction for what writes.
    """

    def __init__(self, connection: sqlite3.Connection, origins: Origins) -> None:
        self._connection = connection
        self._origins = origins

    def seen(self) -> dict[str, str]:
        """What was seen of each file that was read whole, by its absolute path."""
        rows = self._connection.execute(
            "SELECT location, path, seen FROM file JOIN root ON root.id = file.root"
        )
        return {os.path.join(location, path): seen for location, path, seen in rows}  # noqa: PTH118 - text is kept

    def known(self) -> dict[str, bool]:
        """The files that articles come from, and whether anything of each is still there."""
        rows = self._connection.execute(
            "SELECT location, path, min(gone) FROM origin JOIN root ON root.id = origin.root"
            " WHERE location != ? GROUP BY root, path",
            (STDIN,),
        )
        return {os.path.join(location, path): not gone for location, path, gone in rows}  # noqa: PTH118 - as above

    def read_whole(self, path: str, seen: str | None, records: Collection[str]) -> None:
        """Note that a file was read to its end: its other records are gone.

        Args:
            path: absolute.
            seen: what to know it by next time; None for nothing.
            records: the names of what is in it.
        """
        place = self._place(path)
        known = self._connection.execute(
            "SELECT record FROM origin WHERE root = ? AND path = ? AND NOT gone", place
        )
        self._lose(place, [record for (record,) in known if record not in records])
        if seen is None:
            self._connection.execute("DELETE FROM file WHERE root = ? AND path = ?", place)
        else:
            self._connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", (*place, seen))

    def gone(self, path: str) -> None:
        """Note that a file is not there any more."""
        self.read_whole(path, None, ())

    def gone_articles(self) -> set[str]:
        """The ids of articles that are gone wherever they came from."""
        return {id_ for (id_,) in self._connection.execute("SELECT id FROM article WHERE gone")}

    def articles_of(self, paths: Collection[str]) -> Iterator[str]:
        """The ids of the articles that come from some files."""
        rows = self._connection.execute(
            "SELECT location, path, article.id FROM origin JOIN root ON root.id = origin.root"
            " JOIN article ON article.key = origin.article"
        )
        return (id_ for location, path, id_ in rows if os.path.join(location, path) in paths)  # noqa: PTH118 - as above

    def dismiss(self, article: int) -> None:
        """Have `sync` pass over the origins of an article that is being removed."""
        self._connection.execute(
            "INSERT OR IGNORE INTO dismissed SELECT root, path, record FROM origin"
            " WHERE article = ?",
            (article,),
        )

    def is_dismissed(self, origin: Origin) -> bool:
        """Whether an article from there was removed and not added again."""
        row = self._connection.execute(
            "SELECT 1 FROM dismissed WHERE root = ? AND path = ? AND record = ?",
            (origin.root, origin.path, origin.record),
        ).fetchone()
        return row is not None

    def welcome(self, origin: Origin) -> None:
        """An article from there is wanted again."""
        self._connection.execute(
            "DELETE FROM dismissed WHERE root = ? AND path = ? AND record = ?",
            (origin.root, origin.path, origin.record),
        )

    def _place(self, path: str) -> tuple[int, str]:
        origin = self._origins.locate(path, "")
        return origin.root, origin.path

    def _lose(self, place: tuple[int, str], records: Collection[str]) -> None:
        for record in records:
            (article,) = self._connection.execute(
                "UPDATE origin SET gone = 1 WHERE root = ? AND path = ? AND record = ?"
                " RETURNING article",
                (*place, record),
            ).fetchone()
            self._connection.execute(
                "UPDATE article SET gone = NOT EXISTS"
                " (SELECT 1 FROM origin WHERE article = ?1 AND NOT gone) WHERE key = ?1",
                (article,),
            )
