"""Pairs of articles that are near: those that share keys, with their scores.

A block of articles is an inverted index in memory, and others are held against it some
hundred at a time: the keys that they share say which pairs may be near, and only these
are scored.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np

from index.counterparts.telling import Floats, Integers, runs
from index.stories import affinity
from index.stories.keyed import Keyed, Matched, bounds, facts, places_within, products
from index.stories.tellings import LONG_TEXT, UNDATED, Faces, Tellings

#: The least average score by which articles make a story, and by which stories on other
#: events are related. Both were found on parallel pages, and on reports of one event.
STORY, RELATED = 0.42, 0.2

#: Days between two dated articles that can still be on one event.
WINDOW = 10

#: Articles of so many days count as so much nearer: most events are told at once.
_SAME_DAYS, _NEARER = 2, 1.2

#: The product, of what two articles can share, of which a score can be enough.
LEAST = RELATED / _NEARER / affinity.LONG

#: The score of what cannot be one story.
NEVER = -1.0

#: Articles of a block that are looked at for each, the nearest first.
_MOST = 100

#: Keys shared by pairs that are looked at at once: some 50 MB.
_ROWS = 1_000_000


class Postings(NamedTuple):
    """What stands under keys.

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
        """From columns in any order."""
        order = np.argsort(keys)
        keys, first = grouped(keys[order])
        return cls(keys, first, articles[order], weights[order])

    def near(self, keyed: Keyed, least: Floats) -> tuple[Integers, Integers, Floats]:
        """Pairs of articles whose products are not less than what each asks for: the place
        of the one that asks, the other's key, and the product."""
        asked, places = shared(self.keys, self.first, keyed.keys)
        each = keyed.weights[asked] * self.weights[places]
        ends = np.searchsorted(asked, keyed.first)
        found = []
        for start, end, enough in zip(ends, ends[1:], least, strict=False):
            sums = np.bincount(self.articles[places[start:end]], each[start:end])
            others = np.flatnonzero(sums >= enough)
            found.append((others, sums[others]))
        ones = np.repeat(np.arange(len(found)), [len(others) for others, _ in found])
        return (
            ones,
            np.concatenate([others for others, _ in found]),
            np.concatenate([sums for _, sums in found]),
        )


def grouped(keys: Integers) -> tuple[Integers, Integers]:
    """Distinct keys of an ascending column, and where each begins and the last ends."""
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(new)
    return keys[starts], np.concatenate((starts, [len(keys)]))


def shared(keys: Integers, first: Integers, asked: Integers) -> tuple[Integers, Integers]:
    """The places of keys that are asked for, each as often as the key is there, and those
    of what stands under them.

    Args:
        keys: ascending, each once.
        first: where what stands under each begins, and where that of the last ends.
        asked: keys in any order.
    """
    if not len(keys):
        none = np.zeros(0, np.int64)
        return none, none
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    there = np.flatnonzero(keys[at] == asked)
    at = at[there]
    counts = first[at + 1] - first[at]
    return np.repeat(there, counts), runs(first[at], counts)


class Near(NamedTuple):
    """Pairs of articles, by their keys, with their scores."""

    ones: Integers
    others: Integers
    scores: Floats

    @classmethod
    def joined(cls, some: Iterable[Self]) -> Self:
        """All of them."""
        columns = zip(*[NO_PAIRS, *some], strict=True)
        return cls(*map(np.concatenate, columns))


NO_PAIRS = Near(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


class Block:
    """Articles that others are held against."""

    def __init__(self, tellings: Tellings) -> None:
        keyed = tellings.keyed
        order = np.argsort(keyed.keys)
        self._tellings = tellings
        self._entries = order
        self._owners = keyed.articles()[order]
        self._keys, self._first = grouped(keyed.keys[order])

    def within(self, batch: int) -> Near:
        """The pairs of its own articles, looking at so many at once."""
        starts = range(0, len(self._tellings), batch)
        return Near.joined(
            self.near(self._tellings.part(start, start + batch), start) for start in starts
        )

    def near(self, some: Tellings, start: int | None = None) -> Near:
        """The pairs of other articles with its own.

        Args:
            some: the others.
            start: if they are its own, the place of the first: each is held against those
                before it.
        """
        if not len(self._keys):
            return NO_PAIRS
        keyed = some.keyed
        at = np.minimum(np.searchsorted(self._keys, keyed.keys), len(self._keys) - 1)
        counts = np.where(self._keys[at] == keyed.keys, np.diff(self._first)[at], 0)
        # Parts with about as many shared keys.
        rows = bounds(counts)[keyed.first]
        cuts = [0, *(np.flatnonzero(np.diff(rows // _ROWS)[:-1]) + 1).tolist(), len(some)]
        found = []
        for first, last in pairwise(cuts):
            here = slice(keyed.first[first], keyed.first[last])
            shared = _Shared(
                np.repeat(np.arange(here.stop - here.start), counts[here]),
                runs(self._first[at[here]], counts[here]),
            )
            own = None if start is None else start + first
            found.append(self._scored(some.part(first, last), shared, own))
        return Near.joined(found)

    def _scored(self, some: Tellings, shared: "_Shared", start: int | None) -> Near:
        """The pairs of these articles that share keys."""
        keyed, own = some.keyed, self._tellings.keyed
        ones, others = keyed.articles()[shared.asked], self._owners[shared.places]
        if start is not None:
            before = np.flatnonzero(others < ones + start)
            shared, ones, others = shared.only(before), ones[before], others[before]
        theirs = self._entries[shared.places]
        codes = ones * len(self._tellings) + others
        weights = keyed.weights[shared.asked] * own.weights[theirs]
        sums = np.bincount(codes, weights).astype(np.float64, copy=False)
        pairs = self._possible(some, sums)
        numbers = np.full(len(sums), -1)
        numbers[pairs] = np.arange(len(pairs))
        number = numbers[codes]
        there = np.flatnonzero(number >= 0)
        matched = Matched(number[there], shared.asked[there], theirs[there])
        ones, others = np.divmod(pairs, len(self._tellings))
        found = products(len(pairs), keyed, own, matched)
        alike = facts(ones, keyed, others, own, matched)
        return _near(some, self._tellings, _Pairs(ones, others, found, alike))

    def _possible(self, some: Tellings, sums: Floats) -> Integers:
        """The pairs, by their codes, with products that are not too small, and of days that
        are not too far apart."""
        block = self._tellings
        codes = np.flatnonzero(sums >= LEAST * some.shares.min() * block.shares.min())
        ones, others = np.divmod(codes, len(block))
        kept = possible(some, ones, block, others, sums[codes])
        kept = kept[nearest(ones[kept], sums[codes[kept]])]
        return codes[kept]


class _Shared(NamedTuple):
    """Keys that articles share with a block: the entries of either side."""

    asked: Integers
    places: Integers

    def only(self, some: Integers) -> Self:
        return type(self)(self.asked[some], self.places[some])


def possible(some: Faces, ones: Integers, block: Faces, others: Integers, sums: Floats) -> Integers:
    """Which pairs of articles may be near enough by their products, and by their days."""
    same = some.langs[ones] == block.langs[others]
    there = sums >= LEAST * affinity.shared(some.shares[ones], block.shares[others], same)
    days, other = some.days[ones], block.days[others]
    there &= (np.abs(days - other) <= WINDOW) | (days == UNDATED) | (other == UNDATED)
    return np.flatnonzero(there)


def nearest(ones: Integers, sums: Floats) -> Integers:
    """Of pairs those with the greatest products of each article."""
    order = np.lexsort((-sums, ones))
    return order[places_within(ones[order]) < _MOST]


class _Pairs(NamedTuple):
    """Pairs of articles by their places: their products, and how far their facts agree."""

    ones: Integers
    others: Integers
    products: Floats
    facts: Floats


def _near(some: Tellings, block: Tellings, pairs: _Pairs) -> Near:
    """The pairs that are near enough to be kept."""
    ones, others, products, facts = pairs
    same = some.langs[ones] == block.langs[others]
    can_be = affinity.shared(some.shares[ones], block.shares[others], same)
    near = affinity.nearness(products, can_be, np.minimum(some.sizes[ones], block.sizes[others]))
    days = np.abs(some.days[ones] - block.days[others])
    told_at_once = (days <= _SAME_DAYS) & (some.days[ones] != UNDATED)
    nearer = np.where(told_at_once, _NEARER, 1.0)
    one_form = same & (some.bodies[ones] == block.bodies[others])
    one_form &= (some.bodies[ones] != LONG_TEXT) & (some.headings[ones] != block.headings[others])
    # Whatever their titles say; most pairs are too far apart even if these are the same.
    there = np.flatnonzero((near * nearer >= RELATED) | one_form)
    ones, others, one_form = ones[there], others[there], one_form[there]
    near, nearer, facts = near[there], nearer[there], facts[there]
    heads = affinity.headlines(some.titles, ones, block.titles, others)
    scores = np.minimum(1.0, np.round(affinity.scores(near, heads, facts) * nearer, 5))
    scores = np.where(one_form, NEVER, scores)
    kept = (scores >= RELATED) | one_form
    return Near(some.articles[ones[kept]], block.articles[others[kept]], scores[kept])
