"""An article as the arrays by which it is compared with another one.

A form of an article is a row of sparse matrices; their columns are hashed anchors
(numbers that the text alone gives, so that sums over columns are the same in every
process, to the last bit; no two of them collide in practice).
"""

from collections.abc import Callable, Collection, Sequence
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

#: What a word that stands in every passage still weighs.
_EVERYWHERE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Keys:
    """Which form has which anchors of a kind.

    Attributes:
        vocabulary: the anchors of the article, ascending.
        first: where the columns of each form begin, and where those of the last end.
        columns: the anchors of the first form, the second, and so on, as places in
            `vocabulary`.
        share: how much of each form one of its anchors is.
    """

    vocabulary: Integers
    first: Integers
    columns: Integers
    share: Floats

    @property
    def counts(self) -> Integers:
        """How many anchors each form has."""
        return np.diff(self.first)

    def of(self, forms: Integers) -> "Keys":
        """The same of some forms, in their order."""
        counts = self.counts[forms]
        columns = self.columns[runs(self.first[forms], counts)]
        return Keys(self.vocabulary, _ends(counts), columns, self.share[forms])

    def anchors_of(self, form: int) -> list[int]:
        """Those of one form, in their order."""
        columns = self.columns[self.first[form] : self.first[form + 1]]
        some: list[int] = self.vocabulary[columns].tolist()
        return some

    def owners(self) -> Integers:
        """The form that each anchor is of."""
        return np.repeat(np.arange(len(self.first) - 1), self.counts)

    def places_in(self, other: "Keys") -> Integers:
        """Where the anchors of the vocabulary are in another one, -1 where they are not."""
        if not len(other.vocabulary):
            return np.full(len(self.vocabulary), -1)
        places = np.searchsorted(other.vocabulary, self.vocabulary)
        places[places == len(other.vocabulary)] = 0
        return np.where(other.vocabulary[places] == self.vocabulary, places, -1)


@dataclass(frozen=True, slots=True)
class Bag:
    """How often which anchor stands in which passage: three columns, a pair once.

    `columns` are places in the vocabulary of the `Keys` of the same kind.
    """

    passages: Integers
    columns: Integers
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """An article's content passages.

    Attributes:
        passages: those that take part, in reading order.
        forms: the distinct forms.
        weights: of each form, see `index.counterparts.anchors.Anchors`.
        rarities: the same by how few of the passages hold it, too.
        texts: for each passage how its forms stand in it, where they do so first.
        lengths: code points of each passage.
        holders, held: pairs of a passage and a form that stands in it, both as numbers,
            sorted, each pair once.
        keys, bags: by kind.
    """

    passages: tuple[Passage, ...]
    forms: tuple[str, ...]
    weights: Floats
    rarities: Floats
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
    weights = np.array([one.weight for one in anchors.values()], np.float32)
    frequency = np.bincount(held[:, 1], minlength=len(anchors))
    return Telling(
        passages=tuple(passage for passage, _ in worded),
        forms=tuple(anchors),
        weights=weights,
        rarities=weights * (np.log(len(worded) / frequency) + _EVERYWHERE).astype(np.float32),
        texts=tuple(texts for _, texts in worded),
        lengths=np.array([len(passage.text) for passage, _ in worded], np.float32),
        holders=held[:, 0],
        held=held[:, 1],
        keys=keys,
        bags={kind: _bag(held, keys[kind]) for kind in ("meanings", "sounds")},
    )


def _texts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for token in tokenize(text):
        found.setdefault(token.form, text[token.start : token.end])
    return found


def _hashed(anchor: str) -> int:
    # Python's of an integer is what is left by a prime of 61 bits.
    return hash(int.from_bytes(anchor.encode(), "little"))


def _keys(kind: str, anchors: Sequence[Anchors]) -> Keys:
    found: list[Collection[str]] = []
    for one in anchors:
        some: str | Collection[str] = getattr(one, kind)
        found.append(([some] if some else []) if isinstance(some, str) else some)
    sizes = np.array([len(some) for some in found], np.int64)
    texts = [anchor for some in found for anchor in some]
    hashes = {anchor: _hashed(anchor) for anchor in set(texts)}
    vocabulary, columns = np.unique(
        np.array([hashes[anchor] for anchor in texts], np.int64), return_inverse=True
    )
    # Of a word with many meanings each is less likely to be the one meant.
    share = (np.maximum(sizes, 1) ** (-0.5 if kind == "meanings" else 0)).astype(np.float32)
    return Keys(vocabulary, _ends(sizes), columns, share)


def _ends(counts: Integers) -> Integers:
    """Where runs of so many begin, and where the last ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))


def _bag(held: Integers, keys: Keys) -> Bag:
    there = keys.of(held[:, 1])
    owners = there.owners()
    passages, shares = held[owners, 0], there.share[owners]
    width = max(1, len(keys.vocabulary))
    cells, inverse = np.unique(passages * width + there.columns, return_inverse=True)
    sums = np.bincount(inverse, shares, minlength=len(cells)).astype(np.float32)
    # Damped as term frequencies are; what is less than one occurrence stays so.
    return Bag(
        cells // width, cells % width, np.where(sums > 1, 1 + np.log(np.maximum(sums, 1)), sums)
    )


def runs(first: Integers, counts: Integers) -> Integers:
    """The numbers from each first one on, so many of them, one run after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
