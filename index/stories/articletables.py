"""What `stories.sqlite` keeps by article: the columns by which articles are compared."""

import sqlite3
from collections.abc import Collection

import numpy as np

from index.counterparts.telling import Floats, Integers
from index.stories.keyed import ENTRY, packed_keys
from index.stories.keytables import Select
from index.stories.nearby import Near
from index.stories.tellings import LONG_TEXT, UNDATED, Faces, Fresh, Tellings

#: Vectors that are gone through at once, 8 MB.
_AT_ONCE = 2_000

#: Bits of a place that are the article's key; those above them are its day.
_DAY = 32


class ArticleTables:
    """The tables `told`, `content` and `edge`.

    Threads, errors: those of `index.stories.links.Links`, whose connection it is.
    """

    def __init__(self, connection: sqlite3.Connection, select: Select) -> None:
        self._connection = connection
        self._select = select

    def add(self, fresh: Fresh) -> None:
        """Keep articles that are new; not what is near to them, nor their postings."""
        some = fresh.tellings
        days = [None if day == UNDATED else day for day in some.days.tolist()]
        bodies = [None if body == LONG_TEXT else body for body in some.bodies.tolist()]
        articles = some.articles.tolist()
        self._connection.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)",
            zip(
                articles,
                fresh.revisions,
                [fresh.lang] * len(articles),
                days,
                some.headings.tolist(),
                bodies,
                some.shares.tolist(),
                some.sizes.tolist(),
                strict=True,
            ),
        )
        self._connection.executemany(
            "INSERT INTO content VALUES (?, ?, ?, ?, ?)",
            zip(
                articles,
                some.keyed.packed(),
                some.titles.packed(),
                map("\t".join, fresh.words),
                fresh.word_keys,
                strict=True,
            ),
        )

    def add_near(self, near: Near) -> None:
        """Keep the pairs that are near."""
        ones = np.concatenate((near.ones, near.others))
        others = np.concatenate((near.others, near.ones))
        order = np.lexsort((others, ones))
        scores = np.concatenate((near.scores, near.scores))[order]
        self._connection.executemany(
            "INSERT OR REPLACE INTO edge VALUES (?, ?, ?)",
            zip(ones[order].tolist(), others[order].tolist(), scores.tolist(), strict=True),
        )

    def tellings(self, articles: Collection[int]) -> Tellings:
        """Articles as they were kept, in any order."""
        query = f"SELECT {Tellings.COLUMNS} FROM told JOIN content USING (article)"
        return Tellings.of(list(self._select(f"{query} WHERE article IN", articles)))

    def faces(self, articles: Collection[int]) -> Faces:
        """Likewise what is asked of them first, in the order of their keys."""
        query = f"SELECT {Faces.COLUMNS} FROM told WHERE article IN"
        return Faces.of(sorted(self._select(query, articles)))

    def places(self, after: int) -> Integers:
        """The places of articles that come after one: those that are not dated come first,
        the others by their days."""
        rows = self._connection.execute(
            f"SELECT coalesce(day, 0) << {_DAY} | article AS place FROM told WHERE place > ?"
            " ORDER BY place",
            (after,),
        )
        return np.fromiter((place for (place,) in rows), np.int64)

    def between(self, least: int, most: int) -> tuple[Integers, Integers, Floats]:
        """The keys of vectors from one on and below another, with articles and weights."""
        rows = self._connection.execute("SELECT article, vector FROM content")
        found = [(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))]
        while some := rows.fetchmany(_AT_ONCE):
            articles, packed = zip(*some, strict=True)
            sizes = [len(one) // ENTRY.itemsize for one in packed]
            entries = np.frombuffer(b"".join(packed), ENTRY)
            here = np.flatnonzero((entries["key"] >= least) & (entries["key"] < most))
            owners = np.repeat(np.array(articles, np.int32), sizes)[here]
            found.append((entries["key"][here], owners, entries["weight"][here]))
        keys, holders, weights = zip(*found, strict=True)
        return np.concatenate(keys), np.concatenate(holders), np.concatenate(weights)

    def keys(self, articles: Collection[int]) -> Integers:
        """The keys of the vectors of articles."""
        rows = self._select("SELECT vector FROM content WHERE article IN", articles)
        return packed_keys([packed for (packed,) in rows])

    def entries(self) -> int:
        """How many keys all vectors have, each as often as it is in one, about."""
        (size,) = self._connection.execute("SELECT total(length(vector)) FROM content").fetchone()
        return int(size) // ENTRY.itemsize


def place_of(day: int, article: int = 0) -> int:
    """Where articles of a day begin, or one of them stands; day 0 has those without a date."""
    return day << _DAY | article


def day_of(place: int) -> int:
    """The day of an article by its place, 0 if it is not dated."""
    return place >> _DAY


def articles_of(places: Integers) -> list[int]:
    """Articles by their places."""
    articles: list[int] = (places & ((1 << _DAY) - 1)).tolist()
    return articles
