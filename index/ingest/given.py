"""What was named to `add`, and what was seen there: what `sync` goes by.

A folder that was named is followed as a whole; a file that was named is looked at
singly. What was stated for either (`--source`, `--lang`) holds for all below it, unless
something nearer says otherwise.
"""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import PurePath

from index.storage.origins import STDIN, Origins


@dataclass(frozen=True, slots=True)
class Stated:
    """What holds for articles that do not say it themselves (`lang` always holds)."""

    source: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An absolute path that was named, whether as a folder, and what was stated for it."""

    path: str
    is_folder: bool
    stated: Stated = Stated()


class GivenPaths:
    """The table `given`. The caller holds the transaction for what writes."""

    def __init__(self, connection: sqlite3.Connection, origins: Origins) -> None:
        self._connection = connection
        self._origins = origins
        rows = connection.execute(
            "SELECT location, path, folder, source, lang"
            " FROM given JOIN root ON root.id = given.root"
        )
        self._known: dict[str, Given] = {}
        for location, path, folder, source, lang in rows:
            whole = os.path.normpath(os.path.join(location, path))  # noqa: PTH118 - text is kept
            self._known[whole] = Given(whole, bool(folder), Stated(source, lang))

    def folders(self) -> list[Given]:
        """The folders that are followed, the outer before the inner."""
        found = (given for given in self._known.values() if given.is_folder)
        return sorted(found, key=lambda given: given.path)

    def files(self) -> list[Given]:
        """The files that were named, by their paths."""
        found = (given for given in self._known.values() if not given.is_folder)
        return sorted(found, key=lambda given: given.path)

    def stated(self, path: str) -> Stated:
        """What holds for a file or folder by what was named, the nearest first."""
        source = lang = None
        for each in (path, *map(str, PurePath(path).parents)):
            if (given := self._known.get(each)) is not None:
                source = given.stated.source if source is None else source
                lang = given.stated.lang if lang is None else lang
        return Stated(source, lang)

    def note(self, given: Given) -> None:
        """Keep what was named; what is not stated now stays as it was stated before."""
        before = self._known.get(given.path, given)
        after = Given(
            given.path,
            given.is_folder,
            Stated(
                before.stated.source if given.stated.source is None else given.stated.source,
                before.stated.lang if given.stated.lang is None else given.stated.lang,
            ),
        )
        if given.path == STDIN or self._known.get(given.path) == after:
            return
        self._known[given.path] = after
        self._connection.execute(
            "INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?, ?)",
            (*self._place(given), given.is_folder, after.stated.source, after.stated.lang),
        )

    def forget(self, given: Given) -> None:
        """Look there no more."""
        del self._known[given.path]
        self._connection.execute(
            "DELETE FROM given WHERE root = ? AND path = ?", self._place(given)
        )

    def _place(self, given: Given) -> tuple[int, str]:
        path = given.path
        return self._origins.place(path, path if given.is_folder else os.path.dirname(path))  # noqa: PTH120 - as above
