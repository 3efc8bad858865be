"""How near two articles are, as tellings of one event.

An article is a vector of weighted keys: numbers and names of models, the sound of its
words, and what they mean in English. Names weigh more than other words, rare keys more
than frequent ones, words of the title more than others. A word counts once, however many
keys it has: a text in another language can share only one of its meanings.

What is divided by is what the two could share: between two languages only words with a
key that articles of several languages have. So a text is not far from its translation
for all the words that no lexicon knows.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.counterparts.telling import Bools, Floats, Integers, runs
from index.stories.weighing import Weighed

#: How much more a word weighs that stands in the title.
_TITLE = 1.5

#: What titles decide of a score, and what they say where there is none.
_HEADLINES, _UNTITLED = 0.6, 0.5
#: What the nearness of articles in one language counts.
_SAME_LANGUAGE = 0.8

#: The weightiest words of an article are kept: those that cross languages, and others.
_KEPT, _KEPT_OWN = 96, 32

#: Of these, words by which a story is explained.
_NAMED = 48

#: Long articles share less by chance: by so much their nearness counts more, from so many
#: kept words of the shorter one to so many. A report has 40 or more, a sentence or two 10.
LONG = 1.45
_SHORT_WORDS, _LONG_WORDS = 12, 48

#: Of an article of which less can be shared with other languages, so much is asked.
_LEAST_SHARE = 0.3
#: Most articles share more.
_USUAL_SHARE = 0.6


class Keyed(NamedTuple):
    """Words by their keys.

    Attributes:
        keys: ascending, each once.
        weights: of each.
        owners: the word that each is of.
        totals: what each word weighs, however many of its keys are shared.
    """

    keys: Integers
    weights: Floats
    owners: NDArray[np.uint8]
    totals: Floats

    def common(self, other: "Keyed") -> float:
        """The product with others, in which a word counts once."""
        if not len(other.keys):
            return 0.0
        at = np.minimum(np.searchsorted(other.keys, self.keys), len(other.keys) - 1)
        here = np.flatnonzero(other.keys[at] == self.keys)
        ours, theirs = self.owners[here], other.owners[at[here]]
        products = self.totals[ours] * other.totals[theirs]
        return min(_best_of(ours, products), _best_of(theirs, products))


def _best_of(owners: NDArray[np.uint8], products: Floats) -> float:
    """The sum of the greatest product of each word."""
    best = np.zeros(256)
    np.maximum.at(best, owners, products)
    return float(best.sum())


class Face(NamedTuple):
    """What is asked of an article when it is near to another one.

    Attributes:
        share: how much of it can be shared with another language, by the norms.
        size: how many of its words are kept that can be.
        title: the words of its title that can be.
    """

    share: float
    size: int
    title: Keyed


class Vector(NamedTuple):
    """An article as weighted keys.

    Attributes:
        keyed: those that are not too frequent; the words of an article have length 1.
        face: see there.
        named: the rows of its weightiest words, the first first.
    """

    keyed: Keyed
    face: Face
    named: Integers


def vector(words: Weighed, rows: Integers, times: Integers, titled: Bools) -> Vector:
    """The vector of an article.

    Args:
        words: of its language.
        rows: for each distinct form of the article its place in them.
        times: how often it occurs.
        titled: whether it stands in the title.
    """
    counted = words.words.weights[rows] * (1 + np.log(times)) * np.where(titled, _TITLE, 1)
    totals = counted * words.least[rows]
    # Equals in the order of their keys, which does not depend on when forms came.
    order = np.lexsort((words.words.keys[words.words.first[rows]], -totals))
    crosses = words.crosses[rows][order]
    kept, also = order[crosses][:_KEPT], order[~crosses][:_KEPT_OWN]
    crossing = float(np.sum(totals[kept] ** 2))
    norm = (crossing + float(np.sum(totals[also] ** 2))) ** 0.5 or 1.0
    chosen = np.concatenate((kept, also))
    keyed = _keyed(words, rows[chosen], counted[chosen] / norm, findable=True)
    title = _title(words, rows[kept[titled[kept]]])
    return Vector(keyed, Face(crossing**0.5 / norm, len(kept), title), rows[kept[:_NAMED]])


def _title(words: Weighed, rows: Integers) -> Keyed:
    own = words.words.weights[rows]
    norm = float(np.sum((own * words.least[rows]) ** 2)) ** 0.5 or 1.0
    return _keyed(words, rows, own / norm, findable=False)


def _keyed(words: Weighed, rows: Integers, counted: Floats, *, findable: bool) -> Keyed:
    """Words by their keys, each with the greatest of its weights; without those that are
    too frequent, if one is to find something by them."""
    first = words.words.first
    counts = first[rows + 1] - first[rows]
    places = runs(first[rows], counts)
    owners = np.repeat(np.arange(len(rows)), counts)
    if findable:
        there = ~words.frequent[places]
        places, owners = places[there], owners[there]
    keys, weights = words.words.keys[places], counted[owners] * words.rarities[places]
    order = np.lexsort((owners, -weights, keys))
    keys = keys[order]
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    kept = order[new]
    totals = (counted * words.least[rows]).astype(np.float32)
    return Keyed(keys[new], weights[kept].astype(np.float32), owners[kept].astype(np.uint8), totals)


def least_product(face: Face, least: float) -> float:
    """The product of vectors below which a score with another article is hardly so much:
    with one that shares as much as most."""
    return least * min(1 / _SAME_LANGUAGE, max(face.share, _LEAST_SHARE) * _USUAL_SHARE)


def score(one: Face, other: Face, product: float, *, same_language: bool) -> float:
    """How near two articles are, from 0 to 1.

    Two in one language are nearer by all their words, so as much is asked of them more.
    What their titles have in common decides the rest: articles on other events of the
    same people share most of their names.

    Args:
        one, other: their faces.
        product: of their vectors, by `Keyed.common`.
        same_language: whether both are in one.
    """
    if same_language:
        near = min(1.0, product) * _SAME_LANGUAGE
    else:
        near = min(1.0, product / max(one.share, _LEAST_SHARE) / max(other.share, _LEAST_SHARE))
    size = min(one.size, other.size)
    long = (min(max(size, _SHORT_WORDS), _LONG_WORDS) - _SHORT_WORDS) / (_LONG_WORDS - _SHORT_WORDS)
    near = min(1.0, near * (1 + (LONG - 1) * long))
    # Rounded, since the order in which products are added depends on that of coming.
    return round(near * (1 - _HEADLINES + _HEADLINES * headlines(one, other)), 5)


def headlines(one: Face, other: Face) -> float:
    """How near the titles of two articles are, from 0 to 1."""
    if len(one.title.keys) and len(other.title.keys):
        return min(1.0, one.title.common(other.title))
    return _UNTITLED
