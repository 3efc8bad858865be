"""Articles as linking compares them, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple, Self

import numpy as np

from index.counterparts.telling import Floats, Integers
from index.stories.keyed import Keyed
from index.stories.weighing import key_of

#: The day of an article that has none: no date is so early.
UNDATED = -(1 << 40)
#: The hash of a text that is long.
LONG_TEXT = 0


@lru_cache(maxsize=1 << 10)  # languages
def code_of(lang: str) -> int:
    """A language as a number, the same in every process."""
    return key_of(lang)


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """What says of articles whether they can be near at all.

    Attributes:
        articles: their keys.
        langs: see `code_of`.
        days: ordinals, or `UNDATED`.
        shares: see `index.stories.affinity.Vectors`.
    """

    articles: Integers
    langs: Integers
    days: Integers
    shares: Floats

    #: What is selected for `of`.
    COLUMNS = "article, lang, day, share"

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> Self:
        """From rows of `COLUMNS`."""
        return cls(*_faces(_columns(rows, cls.COLUMNS)))

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True, eq=False)
class Tellings(Faces):
    """All of the articles.

    Attributes:
        headings: hashes of the words of their titles.
        bodies: of the other words, `LONG_TEXT` when these are many.
        sizes, titles, keyed: see `index.stories.affinity.Vectors`.
    """

    headings: Integers
    bodies: Integers
    sizes: Integers
    titles: Keyed
    keyed: Keyed

    COLUMNS = f"{Faces.COLUMNS}, heading, body, size, title, vector"

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> Self:
        """From rows of `COLUMNS`."""
        *faces, headings, bodies, sizes, titles, vectors = _columns(rows, cls.COLUMNS)
        return cls(
            *_faces(faces),
            np.array(headings, np.int64),
            np.array([LONG_TEXT if body is None else body for body in bodies], np.int64),
            np.array(sizes, np.int64),
            Keyed.unpacked(titles),
            Keyed.unpacked(vectors),
        )

    def part(self, start: int, end: int) -> Self:
        """Some that stand side by side."""
        here = slice(start, end)
        return type(self)(
            self.articles[here],
            self.langs[here],
            self.days[here],
            self.shares[here],
            self.headings[here],
            self.bodies[here],
            self.sizes[here],
            self.titles.part(start, end),
            self.keyed.part(start, end),
        )


class Fresh(NamedTuple):
    """Articles of one language that are to be kept.

    Attributes:
        tellings: themselves.
        lang: their language.
        revisions: hashes of their texts.
        words: the weightiest of each, the first first.
        word_keys: how many keys each of these has, a byte each; then the keys.
    """

    tellings: Tellings
    lang: str
    revisions: Sequence[str]
    words: Sequence[Sequence[str]]
    word_keys: Sequence[bytes]


def _columns(rows: Sequence[Sequence[Any]], names: str) -> list[Sequence[Any]]:
    return list(zip(*rows, strict=True) if rows else repeat((), names.count(",") + 1))


def _faces(columns: Sequence[Sequence[Any]]) -> tuple[Integers, Integers, Integers, Floats]:
    articles, langs, days, shares = columns
    return (
        np.array(articles, np.int64),
        np.array([code_of(lang) for lang in langs], np.int64),
        np.array([UNDATED if day is None else day for day in days], np.int64),
        np.array(shares, np.float64),
    )
