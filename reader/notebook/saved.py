"""Searches that the reader saved under a name, and `@name` in a query. No Textual."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import NotFound
from reader.notebook import database
from reader.notebook.records import clean

#: What a name may be, so that it can be typed in a query.
NAME = re.compile(r"\w[\w.-]{0,63}")

#: A name in a query; what stands in quotes is text.
_USED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]?|(?<!\S)@(\w[\w.-]*)(?!\S)")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query and the name by which it is asked again."""

    name: str
    query: str


def expanded(text: str, searches: Iterable[SavedSearch]) -> str:
    """A query with the names in it replaced by what they stand for.

    A search may use others; one that uses itself, and a name that there is not, stay.
    """
    return _expanded(text, {each.name.casefold(): each.query for each in searches})


def _expanded(text: str, queries: Mapping[str, str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        name = (match[1] or "").casefold()
        if name not in queries:
            return match[0]
        others = {other: query for other, query in queries.items() if other != name}
        return _expanded(queries[name], others)

    return _USED.sub(replaced, text)


class SavedSearches:
    """The saved searches of one notebook, through the notebook's connection.

    Threads, lifetime and errors are those of `reader.notebook.notebook.Notebook`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def all(self) -> tuple[SavedSearch, ...]:
        """All of them, by name."""
        with database.explained(self._path):
            rows = self._connection.execute("SELECT name, query FROM search ORDER BY name")
            return tuple(SavedSearch(name, query) for name, query in rows)

    def of(self, name: str) -> SavedSearch | None:
        """The search of a name (case does not matter), None when there is none."""
        wanted = name.removeprefix("@").casefold()
        return next((each for each in self.all() if each.name.casefold() == wanted), None)

    def save(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, in place of the one that had it.

        Raises:
            ValueError: the name is none that can be typed (`NAME`), or there is nothing
                to keep.
            WriteError: the notebook cannot be written.
        """
        search = SavedSearch(clean(name).removeprefix("@"), clean(query))
        if not NAME.fullmatch(search.name) or not search.query:
            raise ValueError(f"{name}: no name for a search (letters, digits, _ . -)")
        with database.change(self._connection, self._path):
            self._delete(self.of(search.name))
            self._connection.execute(
                "INSERT INTO search VALUES (?, ?)", (search.name, search.query)
            )
        return search

    def forget(self, name: str) -> SavedSearch:
        """Delete a search and return it.

        Raises:
            NotFound: there is none of that name.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            there = self.of(name)
            if there is None:
                raise NotFound(f"@{name.removeprefix('@')}: no such search")
            self._delete(there)
            return there

    def _delete(self, search: SavedSearch | None) -> None:
        if search is not None:
            self._connection.execute("DELETE FROM search WHERE name = ?", (search.name,))
