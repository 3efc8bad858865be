"""The words of some articles by their keys, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.counterparts.telling import Floats, Integers, runs

#: Of an article as it is kept, an entry: 17 bytes.
ENTRY = np.dtype([("key", "<i8"), ("weight", "<f4"), ("total", "<f4"), ("word", "u1")])

#: No article has so many words: they are told apart by seven bits of a byte. The eighth
#: says that a word is a fact: a number, or a name with digits.
WORDS = 128

#: Fewer facts that two articles share may do so by chance.
_FACTS = 3


class Entries(NamedTuple):
    """Keys of words in columns, see `Keyed`."""

    keys: Integers
    weights: Floats
    totals: Floats
    words: Integers


class Matched(NamedTuple):
    """Entries of two articles with the same key, in columns: the place of the pair among
    pairs, and those of the entries on either side."""

    pairs: Integers
    ours: Integers
    theirs: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Words by their keys, an entry for each key of an article.

    Attributes:
        first: where the entries of each article begin, and where those of the last end.
        keys: of each entry; of an article ascending, each once.
        weights: likewise.
        totals: what the word weighs, however many of its keys are shared.
        words: which of its article's words it is of, less than `WORDS`; of facts so much more.
    """

    first: Integers
    keys: Integers
    weights: Floats
    totals: Floats
    words: NDArray[np.uint8]

    @classmethod
    def of(cls, count: int, articles: Integers, entries: "Entries", ranks: Integers) -> Self:
        """Columns of so many articles, from entries in any order; of an article's entries of
        one key that of the first word stays.

        Args:
            count: less than 2 to the 16th.
            articles: whose each entry is.
            entries: without two of the same word and key.
            ranks: of their keys among all of them, less than 2 to the 40th.
        """
        codes = (articles << 40 | ranks) << 7 | entries.words % WORDS
        order = np.argsort(codes)
        new = np.ones(len(order), bool)
        new[1:] = np.diff(codes[order] >> 7) != 0
        kept = order[new]
        return cls(
            bounds(np.bincount(articles[kept], minlength=count)),
            entries.keys[kept],
            entries.weights[kept].astype(np.float32),
            entries.totals[kept].astype(np.float32),
            entries.words[kept].astype(np.uint8),
        )

    @classmethod
    def unpacked(cls, packed: Sequence[bytes]) -> Self:
        """Columns again of what `packed` gave, an article each."""
        entries = np.frombuffer(b"".join(packed), ENTRY)
        return cls(
            bounds(np.array([len(one) // ENTRY.itemsize for one in packed], np.int64)),
            # Of their own, since what is not aligned is slow.
            *(np.ascontiguousarray(entries[name]) for name in ("key", "weight", "total", "word")),
        )

    def packed(self) -> list[bytes]:
        """Each article as bytes."""
        entries = np.empty(len(self.keys), ENTRY)
        entries["key"], entries["weight"] = self.keys, self.weights
        entries["total"], entries["word"] = self.totals, self.words
        data, ends = entries.tobytes(), (self.first * ENTRY.itemsize).tolist()
        return [data[start:end] for start, end in pairwise(ends)]

    def articles(self) -> Integers:
        """The place of each entry's article."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def part(self, start: int, end: int) -> Self:
        """Articles that stand side by side."""
        first = self.first[start : end + 1]
        here = slice(first[0], first[-1])
        return type(self)(
            first - first[0],
            self.keys[here],
            self.weights[here],
            self.totals[here],
            self.words[here],
        )

    def of_facts(self) -> Floats:
        """The length of each article's facts as a vector."""
        held = np.where(self.words >= WORDS, self.totals, 0.0) ** 2
        lengths: Floats = np.sqrt(np.bincount(self.articles(), held, minlength=len(self.first) - 1))
        return lengths

    def of_articles(self, places: Integers) -> tuple[Integers, Integers]:
        """The entries of some articles, one article after the other, and for each whose it
        is, by its place among those asked for."""
        sizes = self.first[places + 1] - self.first[places]
        return runs(self.first[places], sizes), np.repeat(np.arange(len(places)), sizes)


def bounds(sizes: Integers) -> Integers:
    """Where each of some runs begins, and where the last ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def places_within(groups: Integers) -> Integers:
    """How many of its group stand before each; groups ascend."""
    counts = np.bincount(groups)
    return np.arange(len(groups)) - np.repeat(np.cumsum(counts) - counts, counts)


def ordered(codes: Integers, ties: Integers) -> Integers:
    """The order of codes, and of what is equal that of the ties.

    Sorting one column is many times faster than `numpy.lexsort` of several.
    """
    order = np.argsort(codes)
    same = np.diff(codes[order]) == 0
    tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
    some = order[tied]
    order[tied] = some[np.lexsort((some, ties[some], codes[some]))]
    return order


def packed_keys(packed: Sequence[bytes]) -> Integers:
    """The distinct keys of what `Keyed.packed` gave."""
    return np.unique(np.frombuffer(b"".join(packed), ENTRY)["key"])


def common(one: Keyed, ours: Integers, other: Keyed, theirs: Integers) -> Floats:
    """The products of pairs of articles, in which a word counts once.

    Args:
        one, other: the words of articles.
        ours, theirs: for each pair its place in one and in the other.
    """
    left, left_pair = one.of_articles(ours)
    right, right_pair = other.of_articles(theirs)
    _, numbers = np.unique(np.concatenate((one.keys[left], other.keys[right])), return_inverse=True)
    # Ascending, since an article's keys are, and so are their numbers.
    here = left_pair << 32 | numbers[: len(left)]
    there = right_pair << 32 | numbers[len(left) :]
    if not len(there):
        return np.zeros(len(ours))
    at = np.minimum(np.searchsorted(there, here), len(there) - 1)
    same = np.flatnonzero(there[at] == here)
    matched = Matched(left_pair[same], left[same], right[at[same]])
    return products(len(ours), one, other, matched)


def products(count: int, one: Keyed, other: Keyed, matched: Matched) -> Floats:
    """The products of so many pairs of articles, in which a word counts once."""
    each = one.totals[matched.ours] * other.totals[matched.theirs]
    return np.minimum(
        _best(count, matched.pairs, one.words[matched.ours], each),
        _best(count, matched.pairs, other.words[matched.theirs], each),
    )


def facts(ones: Integers, one: Keyed, others: Integers, other: Keyed, matched: Matched) -> Floats:
    """How far pairs of articles have the same facts, from 0 to 1: the cosines of these, and
    0 where they share too few.

    Args:
        ones, others: for each pair its place in one and in the other.
        one, other: the words of articles.
        matched: what they share.
    """
    # A fact has one key in every language.
    same = np.flatnonzero(one.words[matched.ours] >= WORDS)
    pairs, count = matched.pairs[same], len(ones)
    each = one.totals[matched.ours[same]] * other.totals[matched.theirs[same]]
    sums = np.bincount(pairs, each, minlength=count)
    norms = one.of_facts()[ones] * other.of_facts()[others]
    enough = (np.bincount(pairs, minlength=count) >= _FACTS) & (norms > 0)
    return np.where(enough, np.minimum(1.0, sums / np.where(enough, norms, 1.0)), 0.0)


def _best(pairs: int, pair: Integers, words: NDArray[np.uint8], products: Floats) -> Floats:
    """The sums of the greatest product of each word."""
    best = np.zeros(pairs * WORDS, np.float32)
    np.maximum.at(best, pair * WORDS + words % WORDS, products)
    sums: Floats = best.reshape(pairs, WORDS).sum(1, dtype=np.float64)
    return sums
