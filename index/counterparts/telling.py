"""An article as the arrays by which it is compared with another one.

A form of an article is a row of sparse matrices; their columns are hashed anchors
(`hash` of the text: the same within a process, and no two of them collide in practice).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.counterparts.anchors import Anchors
from index.language.tokens import tokenize
from index.model import Article, Passage

Integers = NDArray[np.int64]
Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]

#: The kinds of anchors that are compared, see `index.counterparts.anchors.Anchors`.
KINDS: Final = ("number", "words", "meanings", "frames", "sounds")


@dataclass(frozen=True, slots=True)
class Keys:
    """Which form has which anchors of a kind.

    Attributes:
        first: where the anchors of each form begin, and where those of the last end.
        anchors: of the first form, the second, and so on.
        share: how much of each form one of its anchors is.
    """

    first: Integers
    anchors: Integers
    share: Floats

    @property
    def counts(self) -> Integers:
        """How many anchors each form has."""
        return np.diff(self.first)

    def of(self, forms: Integers) -> "Keys":
        """The same of some forms, in their order."""
        counts = self.counts[forms]
        first = np.concatenate(([0], np.cumsum(counts)))
        return Keys(first, self.anchors[runs(self.first[forms], counts)], self.share[forms])

    def owners(self) -> Integers:
        """The form that each anchor is of."""
        return np.repeat(np.arange(len(self.first) - 1), self.counts)


@dataclass(frozen=True, slots=True)
class Bag:
    """How often which anchor stands in which passage: three columns, a pair once."""

    passages: Integers
    anchors: Integers
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """An article's content passages.

    Attributes:
        passages: those that take part, in reading order.
        forms: the distinct forms.
        weights: of each form, see `index.counterparts.anchors.Anchors`.
        texts: for each passage how its forms stand in it, where they do so first.
        lengths: code points of each passage.
        holders, held: pairs of a passage and a form that stands in it, both as numbers,
            sorted, each pair once.
        keys, bags: by kind.
    """

    passages: tuple[Passage, ...]
    forms: tuple[str, ...]
    weights: Floats
    texts: tuple[dict[str, str], ...]
    lengths: Floats
    holders: Integers
    held: Integers
    keys: dict[str, Keys]
    bags: dict[str, Bag]


def telling(article: Article, read: Callable[[frozenset[str]], dict[str, Anchors]]) -> Telling:
    """The arrays of an article.

    Args:
        article: any; its boilerplate does not take part, nor a passage without words.
        read: gives the anchors of forms.
    """
    worded = [
        (passage, texts)
        for passage in article.passages
        if passage.is_content and (texts := _texts(passage.text))
    ]
    anchors = read(frozenset[str]().union(*(texts for _, texts in worded)))
    numbers = {form: at for at, form in enumerate(anchors)}
    pairs = [
        (at, number)
        for at, (_, texts) in enumerate(worded)
        for number in sorted(numbers[form] for form in texts)
    ]
    held = np.array(pairs, np.int64).reshape(-1, 2)
    keys = {kind: _keys(kind, tuple(anchors.values())) for kind in KINDS}
    return Telling(
        passages=tuple(passage for passage, _ in worded),
        forms=tuple(anchors),
        weights=np.array([one.weight for one in anchors.values()], np.float32),
        texts=tuple(texts for _, texts in worded),
        lengths=np.array([len(passage.text) for passage, _ in worded], np.float32),
        holders=held[:, 0],
        held=held[:, 1],
        keys=keys,
        bags={kind: _bag(held, keys[kind]) for kind in ("number", "meanings", "sounds")},
    )


def _texts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for token in tokenize(text):
        found.setdefault(token.form, text[token.start : token.end])
    return found


def _keys(kind: str, anchors: Sequence[Anchors]) -> Keys:
    hashes: list[list[int]] = []
    for one in anchors:
        found: str | Iterable[str] = getattr(one, kind)
        some = ([found] if found else []) if isinstance(found, str) else found
        hashes.append([hash(anchor) for anchor in some])
    sizes = np.array([len(some) for some in hashes], np.int64)
    return Keys(
        np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes))),
        np.array([one for some in hashes for one in some], np.int64),
        # Of a word with many meanings each is less likely to be the one meant.
        (np.maximum(sizes, 1) ** (-0.5 if kind == "meanings" else 0)).astype(np.float32),
    )


def _bag(held: Integers, keys: Keys) -> Bag:
    there = keys.of(held[:, 1])
    owners = there.owners()
    passages, shares = held[owners, 0], there.share[owners]
    order = np.lexsort((there.anchors, passages))
    passages, anchors = passages[order], there.anchors[order]
    new = np.ones(len(order), bool)
    new[1:] = (passages[1:] != passages[:-1]) | (anchors[1:] != anchors[:-1])
    sums = np.add.reduceat(shares[order], np.flatnonzero(new)) if len(order) else shares
    # Damped as term frequencies are; what is less than one occurrence stays so.
    return Bag(
        passages[new], anchors[new], np.where(sums > 1, 1 + np.log(np.maximum(sums, 1)), sums)
    )


def runs(first: Integers, counts: Integers) -> Integers:
    """The numbers from each first one on, so many of them, one run after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
