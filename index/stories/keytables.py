"""What `stories.sqlite` keeps by key: how frequent keys are, and which articles have them."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np

from index.counterparts.telling import Integers
from index.stories.affinity import Keyed
from index.stories.nearby import Segment
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

    def segment(self, keys: Integers) -> Segment:
        """The postings of some keys."""
        rows = sorted(self._select("SELECT * FROM posting WHERE key IN", keys.tolist()))
        entries = np.frombuffer(b"".join(entries for _, entries in rows), _ENTRY)
        sizes = [len(entries) // _ENTRY.itemsize for _, entries in rows]
        return Segment(
            np.array([key for key, _ in rows], np.int64),
            np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64))),
            entries["article"],
            entries["weight"],
        )

    def post(self, segment: Segment) -> None:
        """Add the postings of new articles."""
        self._connection.executemany(
            "INSERT INTO posting VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
            " SET entries = CAST(entries || excluded.entries AS BLOB)",
            _rows(segment),
        )

    def post_all(self, segment: Segment) -> None:
        """Replace all postings."""
        self._connection.execute("DELETE FROM posting")
        self._connection.executemany("INSERT INTO posting VALUES (?, ?)", _rows(segment))

    def withdraw(self, articles: Iterable[tuple[int, Keyed]]) -> None:
        """Take out the postings of articles."""
        gone = list(articles)
        keys = np.unique(np.concatenate([keyed.keys for _, keyed in gone]))
        segment = self.segment(keys)
        kept = ~np.isin(segment.articles, [article for article, _ in gone])
        left = Segment.of(
            np.repeat(segment.keys, np.diff(segment.first))[kept],
            segment.articles[kept],
            segment.weights[kept],
        )
        self._connection.executemany(
            "DELETE FROM posting WHERE key = ?", ((key,) for key in keys.tolist())
        )
        self._connection.executemany("INSERT INTO posting VALUES (?, ?)", _rows(left))


def _rows(segment: Segment) -> Iterator[tuple[int, bytes]]:
    entries = np.empty(len(segment), _ENTRY)
    entries["article"], entries["weight"] = segment.articles, segment.weights
    packed = entries.tobytes()
    bounds = (segment.first * _ENTRY.itemsize).tolist()
    for at, key in enumerate(segment.keys.tolist()):
        yield key, packed[bounds[at] : bounds[at + 1]]
