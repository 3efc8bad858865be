"""What two passages that say the same visibly share: names, numbers, words."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from index.counterparts.anchors import LIGHT
from index.counterparts.likeness import Likeness
from index.counterparts.telling import Bools, Floats, Integers, Telling

#: Anchors that a pair names.
_MOST: Final = 12
#: Words that agree so far are named.
_NAMED: Final = 0.5
#: What sounds alike by less than this (Dice) does so by accident as often as not.
_SOUNDS_ALIKE: Final = 0.6
#: The places of a common meaning among those of both words, added up, are not more than
#: this: what words share further down are far-fetched senses.
_FAR: Final = 2


def shared(
    left: Telling, right: Telling, places: tuple[int, int], alike: Likeness
) -> tuple[str, ...]:
    """The words by which two passages agree as they stand in them, the weightiest first.

    Args:
        left, right: the articles.
        places: of the two passages.
        alike: the forms of the articles that may say the same.
    """
    texts: dict[str, None] = {}
    for form, other in _best(left, right, places, alike):
        if _convinces(left, right, form, other):
            texts[left.texts[places[0]][left.forms[form]]] = None
            texts[right.texts[places[1]][right.forms[other]]] = None
            if len(texts) >= 2 * _MOST:
                break
    return tuple(texts)


def _best(
    left: Telling, right: Telling, places: tuple[int, int], alike: Likeness
) -> Iterator[tuple[int, int]]:
    """Forms that are each other's best, the weightiest first."""
    some = alike.between(_weighty(left, places[0]), _weighty(right, places[1]))
    forms, others, degrees = some.where(some.degrees >= _NAMED)
    weights = np.sqrt(left.rarities[forms] * right.rarities[others]) * degrees
    best = (weights == _most(forms, weights, len(left.forms))[forms]) & (
        weights == _most(others, weights, len(right.forms))[others]
    )
    order = np.flatnonzero(best)[np.argsort(-weights[best], kind="stable")]
    yield from zip(forms[order].tolist(), others[order].tolist(), strict=True)


def _weighty(of: Telling, place: int) -> Bools:
    """Which forms stand in a passage and say something by themselves."""
    there = np.zeros(len(of.forms), bool)
    there[of.held[of.holders == place]] = True
    return there & (of.weights > LIGHT)


def _most(forms: Integers, weights: Floats, number: int) -> Floats:
    """The greatest weight of each form."""
    most = np.zeros(number, weights.dtype)
    np.maximum.at(most, forms, weights)
    return most


def _convinces(left: Telling, right: Telling, form: int, other: int) -> bool:
    """Whether a reader sees, or can look up, that two forms are the same."""
    texts = left.forms[form], right.forms[other]
    if 1 in map(len, texts):
        return texts[0] == texts[1]
    one = {kind: keys.anchors_of(form) for kind, keys in left.keys.items()}
    two = {kind: keys.anchors_of(other) for kind, keys in right.keys.items()}
    if any(not set(one[kind]).isdisjoint(two[kind]) for kind in ("number", "words", "frames")):
        return True
    meant, meant_too = one["meanings"], two["meanings"]
    far = [meant.index(some) + at for at, some in enumerate(meant_too) if some in meant]
    common = 2 * len({*one["sounds"]} & {*two["sounds"]})
    sounds = common / max(1, len(one["sounds"]) + len(two["sounds"]))
    return min(far, default=_FAR + 1) <= _FAR or sounds >= _SOUNDS_ALIKE
