"""In how many articles forms are: what changed, and what of it waits beside the tables.

An update of some articles changes the counts of some ten thousand forms, which lie all
over the tables: to write them takes longer than all else that is done for a few articles.
So such changes are put aside, one row an update and language, until they are worth a walk
through the tables. Meanwhile counts are too small, by what few articles hold.
"""

import sqlite3
import zlib
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCHEMA = """
CREATE TABLE recent (
    lang TEXT NOT NULL,
    forms INTEGER NOT NULL,        -- how many have a change
    changes BLOB NOT NULL          -- their numbers, then as many changes, packed
);
"""

#: In a smaller vocabulary all counts are written at once, which takes some milliseconds.
_SMALL = 50_000

#: Changes are put aside until there is one for so many forms of the vocabulary.
_SHARE = 2

#: See `index.derived.offsets`.
_LEVEL = 1

#: Four bytes a form, where dictionaries take a hundred, and less of the processor's cache.
_COUNT = np.dtype("<i4")


class Counts:
    """By language, of how many articles more each form is, by its number."""

    def __init__(self) -> None:
        self._of: dict[str, NDArray[Any]] = {}

    def add(
        self, lang: str, numbers: Collection[int] | NDArray[Any], change: int | NDArray[Any] = 1
    ) -> None:
        """Count an article that has these forms, each once however often it is named; or
        change each as told."""
        if not isinstance(numbers, np.ndarray):
            numbers = np.fromiter(numbers, np.intp, len(numbers))
        if len(numbers):
            # What stands twice among the places is added to once: numpy reads all of them
            # before it writes.
            self._holding(lang, int(numbers.max()))[numbers] += change

    def take(self, lang: str, numbers: Collection[int]) -> list[int]:
        """The changes of some forms, which are forgotten here."""
        listed = np.fromiter(numbers, np.intp, len(numbers))
        counts = self._holding(lang, int(listed.max(initial=0)))
        taken: list[int] = counts[listed].tolist()
        counts[listed] = 0
        return taken

    def changes(self) -> Iterator[tuple[str, NDArray[Any], NDArray[Any]]]:
        """Languages, ascending numbers of forms, and what changed of each."""
        for lang, counts in self._of.items():
            numbers = np.flatnonzero(counts)
            if len(numbers):
                yield lang, numbers, counts[numbers]

    def put_aside(self, connection: sqlite3.Connection) -> bool:
        """Keep the changes for later, unless it is time to write them.

        What takes articles away never is kept: whether a form is still in any must be known.

        Args:
            connection: to the vocabulary, within a transaction.

        Returns:
            Whether they were kept.
        """
        (forms,) = connection.execute("SELECT coalesce(max(id), 0) FROM form").fetchone()
        (waiting,) = connection.execute("SELECT coalesce(sum(forms), 0) FROM recent").fetchone()
        changes = list(self.changes())
        waiting += sum(len(numbers) for _, numbers, _ in changes)
        if forms < _SMALL or waiting * _SHARE > forms:
            return False
        if any(int(change.min()) < 0 for _, _, change in changes):
            return False
        connection.executemany(
            "INSERT INTO recent VALUES (?, ?, ?)",
            (
                (
                    lang,
                    len(numbers),
                    zlib.compress(numbers.astype(_COUNT).tobytes() + change.tobytes(), _LEVEL),
                )
                for lang, numbers, change in changes
            ),
        )
        return True

    def take_out(self, connection: sqlite3.Connection) -> None:
        """Add what was put aside.

        Raises:
            sqlite3.DatabaseError: it is damaged.
        """
        for lang, forms, packed in connection.execute("SELECT * FROM recent").fetchall():
            try:
                both = np.frombuffer(zlib.decompress(packed), _COUNT)
                numbers, change = both.reshape(2, forms)
            except (zlib.error, ValueError) as error:
                raise sqlite3.DatabaseError("counts that were put aside are damaged") from error
            self._holding(lang, int(numbers.max()))[numbers] += change
        connection.execute("DELETE FROM recent")

    def _holding(self, lang: str, number: int) -> NDArray[Any]:
        """The counts of a language, with room for a form."""
        counts = self._of.get(lang)
        if counts is None or len(counts) <= number:
            room = np.zeros(2 * number + 1, _COUNT)  # pages that nothing is written to cost none
            if counts is not None:
                room[: len(counts)] = counts
            self._of[lang] = counts = room
        return counts
