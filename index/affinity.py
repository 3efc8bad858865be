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

from index.telling import Bools, Floats, Integers, runs
from index.weighing import Weighed

#: How much more a word weighs that stands in the title.
_TITLE = 1.5

#: What titles decide of a score, and what they say where there is none.
_HEADLINES, _UNTITLED = 0.6, 0.5
#: What the nearness of articles in one language counts.
_SAME_LANGUAGE = 0.6

#: The weightiest words of an article are kept: those that cross languages, and others.
_KEPT, _KEPT_OWN = 96, 32

#: Of these, words by which a story is explained.
_NAMED = 48

#: Of an article of which less can be shared with other languages, so much is asked.
_LEAST_SHARE = 0.3


class Keyed(NamedTuple):
    """Keys, ascending, each once, with their weights."""

    keys: Integers
    weights: Floats

    def times(self, other: "Keyed") -> float:
        """The product with others."""
        _, here, there = np.intersect1d(
            self.keys, other.keys, assume_unique=True, return_indices=True
        )
        return float(self.weights[here] @ other.weights[there])


class Face(NamedTuple):
    """What is asked of an article when it is near to another one.

    Attributes:
        share: how much of it can be shared with another language, by the norms.
        title: the words of its title that can be.
    """

    share: float
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
    weights = _weights(words, rows[chosen], counted[chosen] / norm, findable=True)
    return Vector(
        weights,
        Face(crossing**0.5 / norm, _title(words, rows[kept[titled[kept]]])),
        rows[kept[:_NAMED]],
    )


def _title(words: Weighed, rows: Integers) -> Keyed:
    own = words.words.weights[rows]
    norm = float(np.sum((own * words.least[rows]) ** 2)) ** 0.5 or 1.0
    return _weights(words, rows, own / norm, findable=False)


def _weights(words: Weighed, rows: Integers, counted: Floats, *, findable: bool) -> Keyed:
    """The keys of words, each with the greatest of its weights; without those that are
    too frequent, if one is to find something by them."""
    first = words.words.first
    counts = first[rows + 1] - first[rows]
    places = runs(first[rows], counts)
    weights = np.repeat(counted, counts) * words.rarities[places]
    if findable:
        there = ~words.frequent[places]
        places, weights = places[there], weights[there]
    keys = words.words.keys[places]
    order = np.lexsort((-weights, keys))
    keys, weights = keys[order], weights[order]
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    return Keyed(keys[new], weights[new].astype(np.float32))


def least_product(face: Face, least: float) -> float:
    """The product of vectors below which no score with another article can be so much."""
    return least * min(1 / _SAME_LANGUAGE, max(face.share, _LEAST_SHARE) * _LEAST_SHARE)


def score(one: Face, other: Face, product: float, *, same_language: bool) -> float:
    """How near two articles are, from 0 to 1.

    Two in one language are nearer by all their words, so as much is asked of them more.
    What their titles have in common decides the rest: articles on other events of the
    same people share most of their names.

    Args:
        one, other: their faces.
        product: of their vectors.
        same_language: whether both are in one.
    """
    if same_language:
        near = min(1.0, product) * _SAME_LANGUAGE
    else:
        near = min(1.0, product / max(one.share, _LEAST_SHARE) / max(other.share, _LEAST_SHARE))
    # Rounded, since the order in which products are added depends on that of coming.
    return round(near * (1 - _HEADLINES + _HEADLINES * headlines(one, other)), 5)


def headlines(one: Face, other: Face) -> float:
    """How near the titles of two articles are, from 0 to 1."""
    if len(one.title.keys) and len(other.title.keys):
        return min(1.0, one.title.times(other.title))
    return _UNTITLED
