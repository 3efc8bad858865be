"""Articles by their keys: finds those whose vectors have a product with another's.

A segment holds the postings of some articles. As in other inverted indexes that grow,
new ones make a small segment, and segments of a size are merged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from index.counterparts.telling import Floats, Integers, runs
from index.stories.affinity import Keyed

#: Articles that are looked at for each, the nearest first.
_MOST = 100


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Postings by key.

    Attributes:
        keys: ascending, each once.
        first: where the postings of each key begin, and where those of the last end.
        articles, weights: of each posting.
    """

    keys: Integers
    first: Integers
    articles: Integers
    weights: Floats

    @classmethod
    def of(cls, keys: Integers, articles: Integers, weights: Floats) -> Self:
        """A segment of postings in any order."""
        order = np.argsort(keys, kind="stable")  # of sorted runs: merges them
        keys = keys[order]
        new = np.ones(len(keys), bool)
        new[1:] = keys[1:] != keys[:-1]
        starts = np.flatnonzero(new)
        return cls(
            keys[new], np.concatenate((starts, [len(keys)])), articles[order], weights[order]
        )

    @classmethod
    def of_vectors(cls, some: Iterable[tuple[int, Keyed]]) -> Self:
        """A segment of articles."""
        vectors = list(some)
        sizes = [len(keyed.keys) for _, keyed in vectors]
        return cls.of(
            np.concatenate([np.zeros(0, np.int64), *(keyed.keys for _, keyed in vectors)]),
            np.repeat(np.array([article for article, _ in vectors], np.int32), sizes),
            np.concatenate([np.zeros(0, np.float32), *(keyed.weights for _, keyed in vectors)]),
        )

    def __len__(self) -> int:
        """How many postings there are."""
        return len(self.articles)

    def merged(self, other: Self) -> Self:
        """Both as one; the other's articles come after these under each key."""
        return self.of(
            np.concatenate((self._each_key(), other._each_key())),
            np.concatenate((self.articles, other.articles)),
            np.concatenate((self.weights, other.weights)),
        )

    def _each_key(self) -> Integers:
        return np.repeat(self.keys, np.diff(self.first))

    def products(self, of: Keyed) -> tuple[Integers, Floats]:
        """What each shared key adds to the product with each article that has it."""
        if not len(self.keys):
            return self.articles, self.weights
        at = np.minimum(np.searchsorted(self.keys, of.keys), len(self.keys) - 1)
        there = self.keys[at] == of.keys
        at = at[there]
        counts = self.first[at + 1] - self.first[at]
        places = runs(self.first[at], counts)
        return self.articles[places], self.weights[places] * np.repeat(of.weights[there], counts)


class Segments:
    """The segments of an archive, or of those of its keys that are asked for."""

    def __init__(self, some: Iterable[Segment] = ()) -> None:
        self._some = list(some)

    def add(self, segment: Segment) -> None:
        """Take in a segment of new articles."""
        self._some.append(segment)
        # Each is more than twice as large as the next, so that there are few.
        while len(self._some) > 1 and len(self._some[-2]) <= 2 * len(self._some[-1]):
            last = self._some.pop()
            self._some[-1] = self._some[-1].merged(last)

    def merged(self) -> Segment:
        """All as one."""
        while len(self._some) > 1:
            last = self._some.pop()
            self._some[-1] = self._some[-1].merged(last)
        return self._some[0] if self._some else Segment.of_vectors(())

    def near(self, of: Keyed, but: int, least: float) -> Sequence[tuple[int, float]]:
        """The articles with the greatest products, the greatest first.

        Args:
            of: the vector of an article.
            but: the article itself.
            least: smaller products are left out.
        """
        found = [segment.products(of) for segment in self._some]
        articles = np.concatenate([np.zeros(0, np.int32), *(one for one, _ in found)])
        products = np.concatenate([np.zeros(0, np.float32), *(each for _, each in found)])
        sums = np.bincount(articles, products)
        near = np.flatnonzero(sums >= least)
        near = near[near != but]
        order = np.lexsort((near, -sums[near]))[:_MOST]
        return [(int(one), float(sums[one])) for one in near[order]]
