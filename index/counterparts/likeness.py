"""Which forms of two articles may say the same, and how likely that is."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from index.counterparts.telling import Bools, Floats, Integers, Keys, Telling, runs

#: A shared meaning makes two words so likely one; several add up like independent ones.
_MEANT: Final = 0.55
#: So likely if it is all the meanings that one of them has (as an English word has one).
_ALL_MEANT: Final = 0.8
#: Names whose consonants agree, and sounds that agree at least so far (Dice).
_FRAMED: Final = 0.8
_SOUNDS_ALIKE: Final = 0.4

#: Elements of an intermediate matrix: 16 MB of single precision.
MOST: Final = 1 << 22


class Likeness(NamedTuple):
    """Pairs of a form of one article and one of another, as three columns; in the order
    of the first."""

    left: Integers
    right: Integers
    degrees: Floats

    def turned(self) -> "Likeness":
        """The same with the articles exchanged."""
        order = np.argsort(self.right, kind="stable")
        return Likeness(self.right[order], self.left[order], self.degrees[order])

    def between(self, forms: Bools, others: Bools) -> "Likeness":
        """Those of some forms of one article and some of the other."""
        return self.where(forms[self.left] & others[self.right])

    def where(self, wanted: Bools | slice) -> "Likeness":
        """Some of them."""
        return Likeness(self.left[wanted], self.right[wanted], self.degrees[wanted])


def likeness(left: Telling, right: Telling) -> Likeness:
    """The forms that may say the same by any of their anchors."""
    lefts, rights, degrees = zip(*_by_part(left, right), strict=True)
    return Likeness(np.concatenate(lefts), np.concatenate(rights), np.concatenate(degrees))


def _by_part(left: Telling, right: Telling) -> Iterator[Likeness]:
    """Some forms of the left article after others, for the room that a matrix takes."""
    joins = {kind: _Join(keys, right.keys[kind]) for kind, keys in left.keys.items()}
    step = max(1, MOST // len(right.forms))
    for start in range(0, len(left.forms), step):
        degrees = _degrees(joins, np.arange(start, min(start + step, len(left.forms))))
        rows, columns = np.nonzero(degrees)
        yield Likeness(rows + start, columns, degrees[rows, columns])


class _Join:
    """What forms of one article share with those of another by one kind of anchors."""

    def __init__(self, of: Keys, by: Keys) -> None:
        self._of = of
        self._sizes = by.counts
        self._forms = by.owners()[np.argsort(by.columns, kind="stable")]
        frequency = np.bincount(by.columns, minlength=len(by.vocabulary))
        places = of.places_in(by)
        # The owners of each anchor of the first article in the second: a run of `_forms`.
        self._first = np.append(np.cumsum(frequency) - frequency, 0)[places]
        self._counts = np.append(frequency, 0)[places]

    def common(self, forms: Integers) -> Floats:
        """How many anchors some forms (rows) share with each of the other article."""
        keys = self._of.of(forms)
        counts = self._counts[keys.columns]
        found = self._forms[runs(self._first[keys.columns], counts)]
        width = len(self._sizes)
        cells = np.repeat(keys.owners() * width, counts) + found
        shared = np.bincount(cells, minlength=len(forms) * width)
        return shared.reshape(-1, width).astype(np.float32)

    def sizes(self, forms: Integers) -> Floats:
        """How many anchors some forms (rows) and each of the other article have in all."""
        return np.add.outer(self._of.counts[forms], self._sizes).astype(np.float32)

    def fewer(self, forms: Integers) -> Floats:
        """How many the one of them has that has fewer."""
        return np.minimum.outer(self._of.counts[forms], self._sizes).astype(np.float32)


def _degrees(joins: dict[str, _Join], forms: Integers) -> Floats:
    """How likely forms say the same: the best of what their anchors say."""
    common = {kind: join.common(forms) for kind, join in joins.items()}
    alike = np.minimum(common["words"] + common["number"], 1)
    np.maximum(alike, 1 - (1 - _MEANT) ** common["meanings"], out=alike)
    fewer = np.maximum(joins["meanings"].fewer(forms), 1)
    np.maximum(alike, _ALL_MEANT * common["meanings"] / fewer, out=alike)
    np.maximum(alike, _FRAMED * np.minimum(common["frames"], 1), out=alike)
    sounds = 2 * common["sounds"] / np.maximum(joins["sounds"].sizes(forms), 1)
    return np.maximum(alike, np.where(sounds > _SOUNDS_ALIKE, sounds, 0), out=alike)
