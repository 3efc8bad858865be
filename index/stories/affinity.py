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

from index.counterparts.telling import Bools, Floats, Integers, runs
from index.stories.keyed import WORDS, Entries, Keyed, bounds, common, ordered, places_within
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

#: The first bits of a key, by which nearly all are told apart beside others of one weight.
_KEY_BITS = 20

#: Long articles share less by chance: by so much their nearness counts more, from so many
#: kept words of the shorter one to so many. A report has 40 or more, a sentence or two 10.
LONG = 1.45
_SHORT_WORDS, _LONG_WORDS = 12, 48

#: Of an article of which less can be shared with other languages, so much is asked.
_LEAST_SHARE = 0.3
#: Most articles share more.
_USUAL_SHARE = 0.6


class Vectors(NamedTuple):
    """Some articles as weighted keys, and what else is asked of them when they are near.

    Attributes:
        keyed: of the weightiest words, without keys that are too frequent; the words of
            an article have length 1.
        titles: of the words of titles that other languages can have.
        shares: how much of each article can be shared with another language, by the norms.
        sizes: how many of its words are kept that can be.
    """

    keyed: Keyed
    titles: Keyed
    shares: Floats
    sizes: Integers


class Held(NamedTuple):
    """The forms of some articles of one language, one article after the other.

    Attributes:
        number: how many articles there are, less than 2 to the 11th.
        articles: whose each form is, by its place.
        rows: for each form its place in the words of the language.
        times: how often it occurs.
        titled: whether it stands in the title.
    """

    number: int
    articles: Integers
    rows: Integers
    times: Integers
    titled: Bools


def vectors(words: Weighed, held: Held) -> tuple[Vectors, Integers, Integers]:
    """The vectors of articles.

    Args:
        words: of their language.
        held: what stands in them.

    Returns:
        The vectors; and the rows of the weightiest words of each article, the first
        first, with the bounds of each article's.
    """
    counted = (
        words.words.weights[held.rows] * (1 + np.log(held.times)) * np.where(held.titled, _TITLE, 1)
    )
    kept = _weightiest(words, held, counted * words.least[held.rows])
    articles, rows, counted = held.articles[kept], held.rows[kept], counted[kept]
    crosses, count = words.crosses[rows], held.number
    totals = counted * words.least[rows]
    crossing, every = (
        np.bincount(articles, totals**2 * some, minlength=count) ** 0.5 for some in (crosses, 1.0)
    )
    norms = np.where(every, every, 1.0)
    named = np.flatnonzero(crosses & (places_within(articles) < _NAMED))
    titled = np.flatnonzero(held.titled[kept] & crosses)
    made = Vectors(
        _keyed(words, count, articles, rows, counted / norms[articles], findable=True),
        _titles(words, count, articles[titled], rows[titled]),
        crossing / norms,
        np.bincount(articles, crosses, minlength=count).astype(np.int64),
    )
    return made, rows[named], bounds(np.bincount(articles[named], minlength=count))


def _weightiest(words: Weighed, held: Held, totals: Floats) -> Integers:
    """The forms that are kept, article after article, first those that cross languages,
    the weightiest first."""
    groups = held.articles * 2 + ~words.crosses[held.rows]
    # Positive numbers are in the order of their bits.
    weights = totals.astype(np.float32).view(np.int32).astype(np.int64)
    # Equals in the order of their keys, which does not depend on when forms came.
    keys = words.words.keys[words.words.first[held.rows]]
    code = (groups << 31 | (1 << 31) - 1 - weights) << _KEY_BITS | (keys >> 64 - _KEY_BITS) + (
        1 << _KEY_BITS - 1
    )
    order = ordered(code, keys)
    groups = groups[order]
    return order[places_within(groups) < np.where(groups % 2, _KEPT_OWN, _KEPT)]


def _titles(words: Weighed, count: int, articles: Integers, rows: Integers) -> Keyed:
    own = words.words.weights[rows]
    norms = np.bincount(articles, (own * words.least[rows]) ** 2, minlength=count) ** 0.5
    norms = np.where(norms, norms, 1.0)
    return _keyed(words, count, articles, rows, own / norms[articles], findable=False)


def _keyed(
    words: Weighed,
    count: int,
    articles: Integers,
    rows: Integers,
    counted: Floats,
    *,
    findable: bool,
) -> Keyed:
    """Words by their keys; without those that are too frequent, if one is to find
    something by them."""
    first = words.words.first
    counts = first[rows + 1] - first[rows]
    places = runs(first[rows], counts)
    owners = np.repeat(np.arange(len(rows)), counts)
    if findable:
        there = ~words.frequent[places]
        places, owners = places[there], owners[there]
    entries = Entries(
        words.words.keys[places],
        counted[owners] * words.rarities[places],
        (counted * words.least[rows])[owners],
        (places_within(articles) + WORDS * words.words.sure[rows])[owners],
    )
    return Keyed.of(count, articles[owners], entries, words.ranks[places])


def shared(one: Floats, other: Floats, same: Bools) -> Floats:
    """What pairs of articles could share, as the product of their norms.

    Two in one language are nearer by all their words, so as much is asked of them more.

    Args:
        one, other: the share of either that can be shared.
        same: whether both are in one language.
    """
    both = np.maximum(one, _LEAST_SHARE) * np.maximum(other, _LEAST_SHARE)
    return np.where(same, 1 / _SAME_LANGUAGE, both)


def least_shared(one: Floats) -> Floats:
    """The least of what articles could share with any other."""
    return np.maximum(one, _LEAST_SHARE) * _LEAST_SHARE


def nearness(products: Floats, can_be: Floats, sizes: Integers) -> Floats:
    """How near pairs of articles are whose titles say the same, from 0 to 1.

    Args:
        products: of their vectors, by `index.stories.keyed.common`.
        can_be: see `shared`.
        sizes: of the shorter one.
    """
    size = np.clip(sizes, _SHORT_WORDS, _LONG_WORDS)
    long = (size - _SHORT_WORDS) / (_LONG_WORDS - _SHORT_WORDS)
    return np.minimum(1.0, np.minimum(1.0, products / can_be) * (1 + (LONG - 1) * long))


def scores(near: Floats, headlines: Floats, facts: Floats) -> Floats:
    """How near pairs of articles are, from 0 to 1.

    What their titles have in common decides the rest: articles on other events of the
    same people share most of their names. But they do not share numbers: what has the
    same ones is on one event, whatever it is called.

    Args:
        near: see `nearness`.
        headlines: see there.
        facts: see `index.stories.keyed.facts`.
    """
    told = np.maximum(headlines, facts)
    # Rounded, since the order in which products are added depends on that of coming.
    rounded: Floats = np.round(near * (1 - _HEADLINES + _HEADLINES * told), 5)
    return rounded


def headlines(one: Keyed, ours: Integers, other: Keyed, theirs: Integers) -> Floats:
    """How near the titles of pairs of articles are, from 0 to 1; see `common`."""
    untitled = (np.diff(one.first)[ours] == 0) | (np.diff(other.first)[theirs] == 0)
    near = np.minimum(1.0, common(one, ours, other, theirs))
    return np.where(untitled, _UNTITLED, near)
