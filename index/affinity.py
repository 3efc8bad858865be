"""How near two articles are, as tellings of one event.

An article is a vector of weighted keys: numbers and names of models, the sound of its
words, and what they mean in English. Names weigh more than other words, rare keys more
than frequent ones, words of the title more than others. A word counts once, however many
keys it has: a text in another language can share only one of its meanings.

What is divided by is what the two could share: between two languages only words with a
key that articles of several languages have. So a text is not far from its translation
for all the words that no lexicon knows.
"""

import heapq
import math
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np

from index import anchors
from index.anchors import Pivots
from index.language.folding import fold
from index.language.romanisation import skeleton
from index.readings import Reading

#: What a number weighs: short ones stand in every text.
_SHORT_NUMBER, _NUMBER = 0.2, 0.6
#: What a word weighs that is no name.
_WORD = 1.0
#: How much more a word weighs that stands in the title.
_TITLE = 1.5

#: Meanings of a word that count: more only make strangers alike.
_MEANINGS = 3

#: Articles an archive is thought to have beside its own, so that in a small one what
#: two of five articles have is still rare.
_IMAGINED = 200
#: How much the rare outweighs the frequent: tuned, with what is above, on parallel pages.
_RARITY = 2.0

#: What titles decide of a score, and what they say where there is none.
_HEADLINES, _UNTITLED = 0.6, 0.5
#: What the nearness of articles in one language counts.
_SAME_LANGUAGE = 0.6

#: The weightiest words of an article are kept: those that cross languages, and others.
_KEPT, _KEPT_OWN = 96, 32

#: Of these, words by which a story is explained.
_NAMED = 48

#: The most frequent keys find too many articles: a share of them, within bounds.
_FREQUENT, _FEWEST, _MOST = 0.1, 60, 400


class WordKeys(NamedTuple):
    """What a form adds to an article.

    Attributes:
        weight: of it, beside other forms.
        keys: all of them for the same thing.
        crosses: every language writes it so (numbers, names with digits).
        text: the form itself.
    """

    weight: float = 0.0
    keys: tuple[int, ...] = ()
    crosses: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """How frequent keys are.

    Attributes:
        articles: how many there are.
        frequency: of keys that more than one article has.
        crossing: keys that articles of more than one language have.
    """

    articles: int
    frequency: Mapping[int, int]
    crossing: frozenset[int]

    @property
    def too_frequent(self) -> int:
        """Keys of more articles do not tell one from another."""
        return min(max(_FEWEST, int(_FREQUENT * self.articles)), _MOST)

    def rarity(self, key: int) -> float:
        """The inverse frequency of a key, of one that was never seen the greatest."""
        seen = self.frequency.get(key, 1)
        return float(
            math.log((self.articles + _IMAGINED) / min(seen, self.articles + 1)) ** _RARITY
        )


class Face(NamedTuple):
    """What is asked of an article when it is near to another one.

    Attributes:
        all, crossing: the norm of all its words, and of those that can be shared with
            another language.
        title_norm: the norm of the words of its title that can be.
        title: their keys.
    """

    all: float
    crossing: float
    title_norm: float
    title: Mapping[int, float]


class Word(NamedTuple):
    """A word that says what an article is about, and the keys it shares with others."""

    text: str
    keys: tuple[int, ...]


class Vector(NamedTuple):
    """An article as weighted keys, those that are not too frequent, its face, and its
    weightiest words."""

    weights: Mapping[int, float]
    face: Face
    words: Sequence[Word]


def word_keys(reading: Reading, pivots: Pivots) -> WordKeys:
    """The keys of a form as a word of its language."""
    if number := anchors.number_of(reading.text):
        plain = _SHORT_NUMBER if len(number) < 3 else _NUMBER  # a year has four
        return WordKeys(
            plain if number.isdigit() else 1.0, (key_of(f"#{number}"),), True, reading.text
        )
    meant = anchors.meanings(reading, pivots)
    if anchors.holds_together(meant):
        return WordKeys()
    keys = [f"={meaning}" for meaning in meant[:_MEANINGS]]
    if len(reading.text) > 2 or not meant:
        sounds = {sound for _, sound in reading.sounds}
        sounds.add(skeleton(reading.text) or fold(reading.text))
        keys += sorted(f"~{sound}" for sound in sounds)
    weight = 1.0 if reading.is_name and not meant else _WORD
    return WordKeys(weight, tuple(map(key_of, keys)), text=reading.text)


def key_of(text: str) -> int:
    """A key as SQLite's 64-bit integer, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def vector(words: Iterable[tuple[WordKeys, int, bool]], statistics: Statistics) -> Vector:
    """The vector of an article.

    Args:
        words: for each distinct form its keys, how often it occurs, and whether it
            stands in the title.
        statistics: of the archive.
    """
    shared: list[_Weighed] = []
    own: list[_Weighed] = []
    for (weight, keys, surely, text), times, titled in words:
        if not keys:
            continue
        rarities = [statistics.rarity(key) for key in keys]
        counted = weight * (1 + math.log(times)) * (_TITLE if titled else 1)
        titling = weight if titled else 0
        word = _Weighed(counted * min(rarities), counted, titling, keys, rarities, text)
        crosses = surely or not statistics.crossing.isdisjoint(keys)
        (shared if crosses else own).append(word)
    kept = heapq.nsmallest(_KEPT, shared)
    also = heapq.nsmallest(_KEPT_OWN, own)
    weights: dict[int, float] = {}
    for word in chain(kept, also):
        for key, rarity in zip(word.keys, word.rarities, strict=True):
            if statistics.frequency.get(key, 1) <= statistics.too_frequent:
                weights[key] = max(weights.get(key, 0.0), word.counted * rarity)
    named = [Word(word.text, word.keys) for word in kept[:_NAMED]]
    return Vector(weights, _face(kept, also), named)


class _Weighed(NamedTuple):
    """A word of an article: what it weighs in all, how much of that is no rarity, and
    its weight in the title."""

    total: float
    counted: float
    titled: float
    keys: tuple[int, ...]
    rarities: list[float]
    text: str

    def __lt__(self, other: tuple[object, ...]) -> bool:
        """The weightiest first."""
        assert isinstance(other, _Weighed)
        return (-self.total, self.keys) < (-other.total, other.keys)


def _face(kept: Sequence[_Weighed], also: Sequence[_Weighed]) -> Face:
    crossing = sum(word.total**2 for word in kept)
    headline = 0.0
    title: dict[int, float] = {}
    for word in kept:
        headline += (word.titled * min(word.rarities)) ** 2
        if word.titled:
            for key, rarity in zip(word.keys, word.rarities, strict=True):
                title[key] = max(title.get(key, 0.0), word.titled * rarity)
    everything = crossing + sum(word.total**2 for word in also)
    return Face(math.sqrt(everything), math.sqrt(crossing), math.sqrt(headline), title)


def score(
    one: Face, other: Face, product: float, *, same_language: bool, least: float = 0.0
) -> float:
    """How near two articles are, from 0 to 1.

    Two in one language are nearer by all their words, so as much is asked of them more.
    What their titles have in common decides the rest: articles on other events of the
    same people share most of their names.

    Args:
        one, other: their faces.
        product: of their vectors, by `Postings.near`.
        same_language: whether both are in one.
        least: what is less may be given as 0.
    """
    norms = one.all * other.all if same_language else one.crossing * other.crossing
    if not norms:
        return 0.0
    near = min(1.0, product / norms) * (_SAME_LANGUAGE if same_language else 1)
    if near < least:
        return 0.0
    headlines = _UNTITLED
    if one.title_norm and other.title_norm:
        shared = sum(weight * other.title.get(key, 0.0) for key, weight in one.title.items())
        headlines = min(1.0, shared / (one.title_norm * other.title_norm))
    return near * (1 - _HEADLINES + _HEADLINES * headlines)


class Postings:
    """Vectors by their keys: finds what is near to another one.

    Args:
        load: the articles of a key and their weights that are known already.
    """

    def __init__(self, load: Callable[[int], Sequence[tuple[int, float]]]) -> None:
        self._load = load
        self._held: dict[int, tuple[array[int], array[float]]] = {}

    def add(self, article: int, some: Mapping[int, float]) -> None:
        """Take in the weights of an article that is not known yet."""
        for key, weight in some.items():
            articles, weights = self._of(key)
            articles.append(article)
            weights.append(weight)

    def near(self, some: Mapping[int, float]) -> dict[int, float]:
        """The articles that share a key, each with the product of the vectors."""
        found = [(self._of(key), weight) for key, weight in some.items()]
        held = [(pair, weight) for pair, weight in found if pair[0]]
        if not held:
            return {}
        articles = np.concatenate([np.asarray(pair[0]) for pair, _ in held])
        products = np.concatenate([np.asarray(pair[1]) * weight for pair, weight in held])
        distinct, places = np.unique(articles, return_inverse=True)
        return dict(zip(distinct.tolist(), np.bincount(places, products).tolist(), strict=True))

    def _of(self, key: int) -> "tuple[array[int], array[float]]":
        held = self._held.get(key)
        if held is None:
            known = self._load(key)
            held = self._held[key] = (
                array("q", [article for article, _ in known]),
                array("d", [weight for _, weight in known]),
            )
        return held
