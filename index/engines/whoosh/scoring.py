"""`index.ranking.word_score` for many documents at once, operation by operation."""

from collections.abc import Sequence
from math import log2

import numpy as np

from index.engines.whoosh.columns import Numbers
from index.ranking import BOOSTS, K1, LAST_TIER, LOWER, STEP, TOLD_APART

#: What a word's score is multiplied by for each tier; by Python's own power, to the bit.
_OF_TIER = np.array([LOWER**tier for tier in range(LAST_TIER + 1)])
_STEPS = np.array([STEP**tier for tier in range(LAST_TIER + 1)])

#: Of a double the bits of its fraction, and how its exponent is stored.
_FRACTION_BITS = 52
_BIAS = 1023

#: The tier of a sum of weights by its exponent, as it is stored: 0 from 1 on.
_BY_EXPONENT = np.clip(
    -((np.arange(2 * _BIAS + 2) - _BIAS) // -round(log2(STEP))), 0, LAST_TIER
).astype("u1")


def normalised(field: int, frequencies: Numbers, norms: Numbers) -> Numbers:
    """What occurrences in a field count for.

    Args:
        field: its place in `index.ranking.FIELDS`.
        frequencies: numbers of occurrences.
        norms: of the documents, see `snapshot.Snapshot.norms`.
    """
    boost = BOOSTS[field]
    # Multiplying by one takes as long as by anything else.
    number: Numbers = (frequencies if boost == 1 else boost * frequencies) / norms
    return number


def points(rarities: Numbers | float, pseudo: Numbers, tiers: Numbers | None = None) -> Numbers:
    """Scores.

    Args:
        rarities: the word's, for each document or for all.
        pseudo: what the fields' occurrences count for, added up.
        tiers: the strongest tier in each document; None for the strongest of all.
    """
    shares = rarities if tiers is None else rarities * _OF_TIER[tiers]
    # The operations of `shares * (LOWER + (1 - LOWER) * pseudo / (K1 + pseudo))`, each
    # into the array of the one before it.
    points: Numbers = (1 - LOWER) * pseudo
    points /= K1 + pseudo
    points += LOWER
    points *= shares
    return points


def tiers(frequencies: Sequence[Numbers]) -> Numbers:
    """The strongest tier in each document, from its frequencies in the fields."""
    # The greatest frequency is of the strongest tier. Tiers are powers of two, so that the
    # exponent of a double, the bits above those of its fraction, tells which.
    greatest = np.maximum.reduce([np.asarray(each, np.float64) for each in frequencies])
    found: Numbers = _BY_EXPONENT[greatest.view(np.int64) >> _FRACTION_BITS]
    return found


def occurrences(frequencies: Numbers, strongest: Numbers) -> Numbers:
    """Sums of weights as numbers of occurrences, those of weaker tiers counting less."""
    return _whole_and_weaker(frequencies / _STEPS[strongest], TOLD_APART)


def _whole_and_weaker(left: Numbers, told_apart: int) -> Numbers:
    whole = np.floor(left)
    if told_apart > 1:
        left = left - whole
        # Most documents hold forms of one tier.
        mixed = left.nonzero()[0]
        weaker = _whole_and_weaker(left[mixed] / STEP, told_apart - 1)
        whole[mixed] += weaker / (weaker + 1)
    return np.asarray(whole)
