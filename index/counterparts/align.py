"""Which passages of two articles say the same.

Two measures, both symmetric. The first compares words: every word of a passage looks for
its best counterpart in the other passage (the same number, a shared meaning, the same
sound); what of the passage is found so, each word weighed by how rare it is in its
article, is its coverage, and two passages agree by the geometric mean of theirs. The
second is the cosine of their anchors, which adds up what is too weak for a single word.
They are added, and then passages compete: a passage that is near to everything is not
everybody's counterpart. How likely two passages are counterparts follows from both, how
near they are and how they stand among their rivals; a passage with none likely
enough has none.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.counterparts.likeness import MOST, Likeness, likeness
from index.counterparts.shared import shared
from index.counterparts.telling import Floats, Integers, Telling, runs
from index.model import Pair

#: Weights of the cosines by kind, and of the length, beside a coverage of 1.
_COSINES: Final = {"sounds": 0.5, "meanings": 0.75}
_LENGTH: Final = 0.1

#: How sharply passages compete.
_SHARPNESS: Final = 24.0
#: How many rivals count, and what the score of one is when there are not as many.
_RIVALS: Final = 5
_USUAL: Final = 0.1

#: What makes passages likely counterparts: a logistic regression on parallel passages
#: among others (see bench/told.py). They alone would give the standing twice the weight;
#: but where an event is told freely one passage has several counterparts.
_NEAR: Final = 18.0
_STANDING: Final = 0.3
_AGAINST: Final = 2.8
#: So little keeps logarithms finite.
_LEAST: Final = 1e-6
#: From where on passages are counterparts: one that is missed is a greater loss than one
#: that a reader sees to be wrong.
_LIKELY: Final = 0.4

#: For a passage whose counterpart has a better one: how near it must be, and how near to
#: the better one it must come.
_SAME_AGAIN: Final = 0.3
_NEARLY: Final = 0.8


def pairs(left: Telling, right: Telling) -> tuple[Pair, ...]:
    """The counterparts, in the order of the left passages, for each the best first.

    A passage has one counterpart, unless others that have none are nearly as near to
    it. Titles and headings pair with titles and headings, and nothing else with them.
    """
    if not (left.passages and right.passages):
        return ()
    alike = likeness(left, right)
    chosen = choose(similarity(left, right, alike), _kinds(left), _kinds(right))
    return tuple(
        Pair(
            left.passages[row].n,
            right.passages[column].n,
            round(likely, 3),
            shared(left, right, (row, column), alike),
        )
        for row, column, likely in chosen
    )


def similarity(left: Telling, right: Telling, alike: Likeness) -> Floats:
    """How much each passage of one article (rows) says the same as each of the other:
    from 0 to 1, and the same when they are exchanged."""
    forth, back = _coverage(left, right, alike), _coverage(right, left, alike.turned())
    total: Floats = np.sqrt(forth * back.T)
    for kind, weight in _COSINES.items():
        total += weight * _cosine(left, right, kind)
    total += _LENGTH * _equal_length(left.lengths, right.lengths)
    total /= 1 + sum(_COSINES.values()) + _LENGTH
    return total


def _coverage(of: Telling, by: Telling, alike: Likeness) -> Floats:
    """The share of each passage (rows) that each passage of the other article holds."""
    weights = np.zeros((len(of.passages), len(of.forms)), np.float32)
    weights[of.holders, of.held] = of.rarities[of.held]
    weights /= weights.sum(axis=1, keepdims=True)
    order = np.argsort(by.held, kind="stable")
    first = np.searchsorted(by.held, np.arange(len(by.forms) + 1), sorter=order)
    holders, counts = by.holders[order], np.diff(first)
    covered = np.zeros((len(of.passages), len(by.passages)), np.float32)
    step = max(1, MOST // len(by.passages))
    for start in range(0, len(of.forms), step):
        some = slice(*np.searchsorted(alike.left, (start, start + step)))
        forms, others, degrees = alike.where(some)
        holding = holders[runs(first[others], counts[others])]
        best = np.zeros((min(step, len(of.forms) - start), len(by.passages)), np.float32)
        rows = np.repeat(forms - start, counts[others])
        np.maximum.at(best, (rows, holding), np.repeat(degrees, counts[others]))
        covered += weights[:, start : start + step] @ best
    return covered


def _cosine(left: Telling, right: Telling, kind: str) -> Floats:
    """Cosine of the passages' anchors of a kind, weighed by tf-idf over both articles."""
    places = left.keys[kind].places_in(right.keys[kind])
    common = np.flatnonzero(places >= 0), places[places >= 0]
    frequencies = _frequencies(left, kind), _frequencies(right, kind)
    both = frequencies[0][common[0]] + frequencies[1][common[1]]
    total = len(left.passages) + len(right.passages)
    rows = []
    for of, frequency, columns in zip((left, right), frequencies, common, strict=True):
        frequency[columns] = both
        # What stands everywhere still weighs a little.
        rarity = (np.log1p(total / frequency) - np.log(2) + 0.05).astype(np.float32)
        rows.append(_Rows(of, kind, rarity, columns))
    products = np.zeros((len(left.passages), len(right.passages)), np.float32)
    step = max(1, MOST // total)
    for start in range(0, len(both), step):
        products += rows[0].part(start, step) @ rows[1].part(start, step).T
    return products


def _frequencies(of: Telling, kind: str) -> Floats:
    """In how many passages each anchor stands."""
    found = np.bincount(of.bags[kind].columns, minlength=len(of.keys[kind].vocabulary))
    return found.astype(np.float32)


class _Rows:
    """A matrix with a row of length 1 for each passage, of some columns of which parts
    are made.

    Args:
        of, kind: which anchors.
        rarity: the weight of each anchor.
        columns: the anchors that the matrix is made of.
    """

    def __init__(self, of: Telling, kind: str, rarity: Floats, columns: Integers) -> None:
        bag = of.bags[kind]
        values = bag.counts * rarity[bag.columns]
        squares = np.bincount(bag.passages, values**2, minlength=len(of.passages))
        order = np.full(len(rarity), len(columns))
        order[columns] = np.arange(len(columns))
        self._height, self._passages, self._columns = len(squares), bag.passages, order[bag.columns]
        self._values = values / np.sqrt(np.maximum(squares, _LEAST))[bag.passages]
        self._width = len(columns)

    def part(self, start: int, width: int) -> Floats:
        """So many columns from one on."""
        end = min(start + width, self._width)
        there = (self._columns >= start) & (self._columns < end)
        matrix = np.zeros((self._height, end - start), np.float32)
        matrix[self._passages[there], self._columns[there] - start] = self._values[there]
        return matrix


def _equal_length(left: Floats, right: Floats) -> Floats:
    """1 for passages that take the same share of their articles, less for others."""
    logs = [np.log(lengths) - np.log(lengths).mean() for lengths in (left, right)]
    equal: Floats = np.exp(-2 * np.abs(logs[0][:, None] - logs[1]))
    return equal


def _kinds(of: Telling) -> NDArray[np.bool_]:
    """Which passages are titles or headings."""
    return np.array([passage.kind != "body" for passage in of.passages])


def choose(
    scores: Floats, left: NDArray[np.bool_], right: NDArray[np.bool_]
) -> list[tuple[int, int, float]]:
    """The places of the pairs, in order, and how likely each is one.

    Args:
        scores: how near each passage of one article (rows) is to each of the other.
        left, right: which of them are titles or headings.
    """
    comparable = left[:, None] == right
    scores = np.where(comparable, scores, 0)
    likely = np.where(comparable, _likelihood(scores), 0)
    first = _one_to_one(likely)
    found = {pair: float(likely[pair]) for pair in first}
    for row, column in _again(scores, first):
        # Beside the better one; without that it would be the counterpart itself.
        alone = _likelihood(scores[row : row + 1, column : column + 1])
        found[row, column] = float(alone[0, 0])
    order = sorted(found, key=lambda pair: (pair[0], -found[pair], pair[1]))
    return [(*pair, found[pair]) for pair in order]


def _likelihood(scores: Floats) -> Floats:
    """How likely passages are each other's counterpart, by how near they are and by how
    they stand among their rivals: the softmax over the best of the row and over the best
    of the column, multiplied."""
    close = np.exp(_SHARPNESS * scores)
    standing = close * close / np.outer(_best(close), _best(close.T))
    odds = np.log(np.maximum(standing, _LEAST)) - np.log(np.maximum(1 - standing, _LEAST))
    likely: Floats = 1 / (1 + np.exp(-(_NEAR * scores + _STANDING * odds - _AGAINST)))
    return likely


def _best(close: Floats) -> Floats:
    """The sum of the best of each row; where there are too few, some that are not good."""
    few = max(0, _RIVALS - close.shape[1])
    most = _RIVALS - few
    best: Floats = np.partition(close, -most, axis=1)[:, -most:].sum(1)
    best += few * np.exp(_SHARPNESS * _USUAL)
    return best


def _one_to_one(likely: Floats) -> list[tuple[int, int]]:
    """The best pair, the best of what is left, and so on. Equals: the earlier passages."""
    places = np.argwhere(likely >= _LIKELY)
    order = np.lexsort((places.sum(1), -likely[places[:, 0], places[:, 1]]))
    rows: set[int] = set()
    columns: set[int] = set()
    found = []
    for row, column in places[order].tolist():
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            found.append((row, column))
    return found


def _again(scores: Floats, first: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages without a counterpart of their own that say nearly as much the same as
    the counterpart of another one."""
    found = []
    for axis, some in enumerate((scores, scores.T)):
        partner = {pair[1 - axis]: scores[pair] for pair in first}
        for row in sorted(set(range(len(some))) - {pair[axis] for pair in first}):
            column = int(some[row].argmax())
            best = some[row, column]
            if best >= max(_SAME_AGAIN, _NEARLY * partner.get(column, 1)):
                found.append((column, row) if axis else (row, column))
    return found
