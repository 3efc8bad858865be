"""What `stories.sqlite` keeps by key: how frequent keys are, and which articles have them."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np

from index.counterparts.telling import Integers
from index.stories.keyed import bounds
from index.stories.nearby import Postings
from index.stories.weighing import Statistics

_ENTRY = np.dtype([("article", "<i4"), ("weight", "<f4")])

#: The rows of a query that ends in IN, for any number of values.
Select = Callable[[str, Collection[int]], Iterator[Any]]


class KeyTables:
    """Both tables.

    Threads, errors: those of `index.stories.links.Links`, whose connection it is.
    """

    def __init__(self, connection: sqlite3.Connection, select: Select) -> None:
        self._connection = connection
        self._select = select

    def statistics(self, articles: int, keys: Collection[int] | None = None) -> Statistics:
        """What was counted of some keys, or of all: 20 bytes each, and as many while they
        are read.

        Args:
            articles: how many there were then.
            keys: None for all.
        """
        if keys is None:
            rows: Iterable[Any] = self._connection.execute("SELECT * FROM frequency ORDER BY key")
        else:
            rows = sorted(self._select("SELECT * FROM frequency WHERE key IN", keys))
        table = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 3)
        return Statistics(articles, table[:, 0], table[:, 1], table[:, 2].astype(bool))

    def save_statistics(self, counted: Statistics) -> None:
        """Keep what was counted; there must be nothing yet."""
        columns = counted.keys.tolist(), counted.counts.tolist(), counted.crossing.tolist()
        self._connection.executemany(
            "INSERT INTO frequency VALUES (?, ?, ?)", zip(*columns, strict=True)
        )

    def postings(self, keys: Integers) -> Postings:
        """The postings of some keys."""
        rows = sorted(self._select("SELECT * FROM posting WHERE key IN", keys.tolist()))
        entries = np.frombuffer(b"".join(entries for _, entries in rows), _ENTRY)
        sizes = np.array([len(entries) // _ENTRY.itemsize for _, entries in rows], np.int64)
        numbers = np.array([key for key, _ in rows], np.int64)
        return Postings(numbers, bounds(sizes), entries["article"], entries["weight"])

    def post(self, some: Postings) -> None:
        """Add the postings of new articles."""
        self._connection.executemany(
            "INSERT INTO posting VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
            " SET entries = CAST(entries || excluded.entries AS BLOB)",
            _rows(some),
        )

    def post_first(self, some: Postings) -> None:
        """Keep postings of keys that have none yet."""
        self._connection.executemany("INSERT INTO posting VALUES (?, ?)", _rows(some))

    def withdraw(self, articles: Collection[int], keys: Integers) -> None:
        """Take out the postings of articles, which have these keys."""
        some = self.postings(keys)
        kept = ~np.isin(some.articles, list(articles))
        left = np.repeat(some.keys, np.diff(some.first))[kept]
        self._connection.executemany(
            "DELETE FROM posting WHERE key = ?", ((key,) for key in some.keys.tolist())
        )
        self.post_first(Postings.of(left, some.articles[kept], some.weights[kept]))


def _rows(some: Postings) -> Iterator[tuple[int, bytes]]:
    entries = np.empty(len(some.articles), _ENTRY)
    entries["article"], entries["weight"] = some.articles, some.weights
    packed, ends = entries.tobytes(), (some.first * _ENTRY.itemsize).tolist()
    for key, start, end in zip(some.keys.tolist(), ends, ends[1:], strict=False):
        yield key, packed[start:end]
