"""Searches that the reader saved under a name, and `@name` in a query. No Textual."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What a name may be, so that it can be typed in a query.
NAME = re.compile(r"\w[\w.-]{0,63}")

#: A name in a query; what stands in quotes is text.
_USED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]?|(?<!\S)@(\w[\w.-]*)(?!\S)")

#: The table of the notebook.
TABLE = (
    """
    CREATE TABLE search (
        name TEXT NOT NULL PRIMARY KEY,
        query TEXT NOT NULL
    ) WITHOUT ROWID
    """,
)


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


def read(connection: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    """All searches of a notebook, by name."""
    rows = connection.execute("SELECT name, query FROM search ORDER BY name")
    return tuple(SavedSearch(name, query) for name, query in rows)


def write(connection: sqlite3.Connection, search: SavedSearch) -> None:
    """Keep a search in place of one whose name differs in case only."""
    forget(connection, search.name)
    connection.execute("INSERT INTO search VALUES (?, ?)", (search.name, search.query))


def forget(connection: sqlite3.Connection, name: str) -> bool:
    """Delete a search; whether there was one."""
    there = [each.name for each in read(connection) if each.name.casefold() == name.casefold()]
    connection.executemany("DELETE FROM search WHERE name = ?", [(each,) for each in there])
    return bool(there)
