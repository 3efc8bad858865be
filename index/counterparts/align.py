"""Which passages of two articles say the same.

Two measures, both symmetric. The first compares words: every word of a passage looks for
its best counterpart in the other passage (the same number, a shared meaning, the same
sound); what of the passage is found so, each word weighed by how rare it is in its
article, is its coverage, and two passages agree by the geometric mean of theirs. The
second is the cosine of their anchors, which adds up what is too weak for a single word.
They are added, and then passages compete: a passage that is near to everything is not
everybody's counterpart.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.counterparts.anchors import LIGHT
from index.counterparts.telling import Bag, Floats, Integers, Keys, Telling, runs
from index.model import Pair

#: A shared meaning makes two words so likely one; several add up like independent ones.
_MEANT = 0.55
#: Names whose consonants agree, and sounds that agree at least so far (Dice).
_FRAMED = 0.8
_SOUNDS_ALIKE = 0.4

#: What a word that stands in every passage still weighs.
_EVERYWHERE = 0.2

#: Weights of the cosines by kind, and of the length, beside a coverage of 1.
_COSINES = {"number": 0.15, "sounds": 0.5, "meanings": 0.75}
_LENGTH = 0.1

#: How sharply passages compete.
_SHARPNESS = 24.0
#: How many rivals count, and what the score of one is when there are not as many.
_RIVALS = 5
_USUAL = 0.1

#: Elements of an intermediate matrix: 16 MB of single precision.
_MOST = 1 << 22

#: Scores from which on passages say the same: found on articles on one event and on
#: unrelated ones. The second is for a passage whose counterpart has a better one.
_SAME = 0.08
_STANDING = 0.15
_FEW = 12
_SAME_AGAIN = 0.3
#: How near to the better one such a passage must come.
_NEARLY = 0.8

#: Anchors that a pair names.
_MOST_SHARED = 12
#: Words that agree so far are named.
_NAMED = 0.5


def pairs(left: Telling, right: Telling) -> tuple[Pair, ...]:
    """The counterparts, in the order of the left passages, for each the best first.

    A passage has one counterpart, unless others that have none are nearly as near to
    it. Titles and headings pair with titles and headings, and nothing else with them.
    """
    if not (left.passages and right.passages):
        return ()
    scores = similarity(left, right)
    chosen = _chosen(scores, _kinds(left), _kinds(right))
    return tuple(
        Pair(
            left.passages[row].n,
            right.passages[column].n,
            round(float(scores[row, column]), 3),
            _shared(left, right, row, column),
        )
        for row, column in chosen
    )


def similarity(left: Telling, right: Telling) -> Floats:
    """How much each passage of one article (rows) says the same as each of the other:
    from 0 to 1, and the same when they are exchanged."""
    forth, back = _coverage(left, right), _coverage(right, left)
    total: Floats = np.sqrt(forth * back.T)
    for kind, weight in _COSINES.items():
        total += weight * _cosine(left, right, kind)
    total += _LENGTH * _equal_length(left.lengths, right.lengths)
    total /= 1 + sum(_COSINES.values()) + _LENGTH
    return total


def _coverage(of: Telling, by: Telling) -> Floats:
    """The share of each passage (rows) that each passage of the other article holds."""
    weights = np.zeros((len(of.passages), len(of.forms)), np.float32)
    weights[of.holders, of.held] = _rarity(of)[of.held]
    first = np.searchsorted(by.holders, np.arange(len(by.passages)))
    covered = np.zeros((len(of.passages), len(by.passages)), np.float32)
    step = max(1, _MOST // len(by.held))
    for start in range(0, len(of.forms), step):
        some = np.arange(start, min(start + step, len(of.forms)))
        words = _alike({kind: keys.of(some) for kind, keys in of.keys.items()}, by.keys)
        best = np.maximum.reduceat(words[:, by.held], first, axis=1)
        covered += weights[:, some] @ best
    covered /= weights.sum(axis=1, keepdims=True)
    return covered


def _rarity(of: Telling) -> Floats:
    """What each form weighs, by its inverse frequency among the passages too."""
    frequency = np.bincount(of.held, minlength=len(of.forms))
    rarity: Floats = of.weights * (np.log(len(of.passages) / frequency) + _EVERYWHERE)
    return rarity.astype(np.float32)


def _alike(of: Mapping[str, Keys], by: Mapping[str, Keys]) -> Floats:
    """How likely the forms of two articles say the same: the best of what their anchors
    say."""
    common = {kind: _common(keys, by[kind]) for kind, keys in of.items()}
    alike = np.minimum(common["words"] + common["number"], 1)
    np.maximum(alike, 1 - (1 - _MEANT) ** common["meanings"], out=alike)
    np.maximum(alike, _FRAMED * np.minimum(common["frames"], 1), out=alike)
    sizes = np.add.outer(of["sounds"].counts, by["sounds"].counts).astype(np.float32)
    sounds = 2 * common["sounds"] / np.maximum(sizes, 1)
    return np.maximum(alike, np.where(sounds > _SOUNDS_ALIKE, sounds, 0), out=alike)


def _common(of: Keys, by: Keys) -> Floats:
    """How many anchors forms share."""
    order = np.argsort(by.anchors, kind="stable")
    anchors, forms = by.anchors[order], by.owners()[order]
    first = np.searchsorted(anchors, of.anchors, "left")
    counts = np.searchsorted(anchors, of.anchors, "right") - first
    height, width = len(of.counts), len(by.counts)
    cells = np.repeat(of.owners() * width, counts) + forms[runs(first, counts)]
    shared = np.bincount(cells, minlength=height * width)
    return shared.reshape(height, width).astype(np.float32)


def _cosine(left: Telling, right: Telling, kind: str) -> Floats:
    """Cosine of the passages' anchors of a kind, weighed by tf-idf over both articles."""
    one, other = left.bags[kind], right.bags[kind]
    total = len(left.passages) + len(right.passages)
    _, columns, frequency = np.unique(
        np.concatenate((one.anchors, other.anchors)), return_inverse=True, return_counts=True
    )
    rarity = np.log1p(total / frequency).astype(np.float32) - np.float32(np.log(2)) + 0.05
    columns_of = np.split(columns, [len(one.anchors)])
    both = np.intersect1d(columns_of[0], columns_of[1])
    products = np.zeros((len(left.passages), len(right.passages)), np.float32)
    step = max(1, _MOST // total)
    for start in range(0, len(both), step):
        some = both[start : start + step]
        products += _dense(one, columns_of[0], rarity, some, len(left.passages)) @ (
            _dense(other, columns_of[1], rarity, some, len(right.passages)).T
        )
    norms = np.outer(
        _norms(one, rarity[columns_of[0]], len(left.passages)),
        _norms(other, rarity[columns_of[1]], len(right.passages)),
    )
    products /= np.maximum(norms, np.float32(1e-6))
    return products


def _dense(bag: Bag, columns: Integers, rarity: Floats, some: Integers, height: int) -> Floats:
    """The columns of some anchors as a matrix with a row for each passage."""
    at = np.searchsorted(some, columns)
    at[at == len(some)] = 0
    there = some[at] == columns
    matrix = np.zeros((height, len(some)), np.float32)
    matrix[bag.passages[there], at[there]] = (bag.counts * rarity[columns])[there]
    return matrix


def _norms(bag: Bag, rarity: Floats, height: int) -> Floats:
    squares = np.bincount(bag.passages, (bag.counts * rarity) ** 2, minlength=height)
    return np.sqrt(squares).astype(np.float32)


def _equal_length(left: Floats, right: Floats) -> Floats:
    """1 for passages that take the same share of their articles, less for others."""
    logs = [np.log(lengths) - np.log(lengths).mean() for lengths in (left, right)]
    equal: Floats = np.exp(-2 * np.abs(logs[0][:, None] - logs[1]))
    return equal


def _kinds(of: Telling) -> NDArray[np.bool_]:
    """Which passages are titles or headings."""
    return np.array([passage.kind != "body" for passage in of.passages])


def _chosen(
    scores: Floats, left: NDArray[np.bool_], right: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """The places of the pairs, in order."""
    comparable = left[:, None] == right
    standing = _standing(np.where(comparable, scores, 0))
    # To be the best of many says more than to be the best of few.
    enough = _STANDING / max(1.0, (scores.size**0.5 / _FEW) ** 0.5)
    standing[~comparable | (scores < _SAME) | (standing < enough)] = 0
    first = _one_to_one(standing)
    again = _again(np.where(comparable, scores, 0), first)
    return sorted({*first, *again}, key=lambda pair: (pair[0], -scores[pair], pair[1]))


def _standing(scores: Floats) -> Floats:
    """How likely passages are each other's counterpart, given their rivals: the softmax
    over the best of its row and of its column, multiplied."""
    close = np.exp(_SHARPNESS * scores)
    squares: Floats = close * close
    return squares / np.maximum(np.outer(_best(close), _best(close.T)), squares)


def _best(close: Floats) -> Floats:
    """The sum of the best of each row; where there are too few, some that are not good."""
    few = max(0, _RIVALS - close.shape[1])
    most = _RIVALS - few
    best: Floats = np.partition(close, -most, axis=1)[:, -most:].sum(1)
    best += few * np.exp(_SHARPNESS * _USUAL)
    return best


def _one_to_one(standing: Floats) -> list[tuple[int, int]]:
    """The best pair, the best of what is left, and so on. Equals: the earlier passages."""
    places = np.argwhere(standing > 0)
    order = np.lexsort((places.sum(1), -standing[places[:, 0], places[:, 1]]))
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


def _shared(left: Telling, right: Telling, row: int, column: int) -> tuple[str, ...]:
    """The anchors by which two passages agree, as they stand in them."""
    forms, others = left.held[left.holders == row], right.held[right.holders == column]
    alike = _alike(
        {kind: keys.of(forms) for kind, keys in left.keys.items()},
        {kind: keys.of(others) for kind, keys in right.keys.items()},
    )
    weights = np.sqrt(np.outer(_rarity(left)[forms], _rarity(right)[others])) * alike
    weights[alike < _NAMED] = 0
    weights[left.weights[forms] <= LIGHT] = 0
    weights[:, right.weights[others] <= LIGHT] = 0
    # What is each other's best, the weightiest first.
    best = (weights == weights.max(1, keepdims=True)) & (weights == weights.max(0))
    places = np.argwhere(best & (weights > 0))
    order = np.argsort(-weights[places[:, 0], places[:, 1]], kind="stable")[:_MOST_SHARED]
    texts: dict[str, None] = {}
    for one, other in places[order].tolist():
        texts[left.texts[row][left.forms[forms[one]]]] = None
        texts[right.texts[column][right.forms[others[other]]]] = None
    return tuple(texts)
