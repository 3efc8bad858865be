"""What the forms of an archive add to its articles, as columns.

Analysis is done once a form, not once an article: a form's keys (see `word_keys`), how
rare they are, and what follows from both. An article is then a few operations on arrays.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain, islice
from typing import NamedTuple, Self

import numpy as np

from index.counterparts import anchors
from index.counterparts.anchors import PivotsOf
from index.counterparts.telling import Bools, Floats, Integers, runs
from index.language.folding import fold
from index.language.romanisation import skeletons
from index.words.readings import LONG_SOUND, Reading
from index.words.vocabulary import Vocabulary

#: What a number weighs: short ones stand in every text.
_SHORT_NUMBER, _NUMBER = 0.2, 0.6
#: What a word weighs that is no name.
_WORD = 1.0

#: Meanings of a word that count: more only make strangers alike.
_MEANINGS = 3

#: Articles an archive is thought to have beside its own, so that in a small one what
#: two of five articles have is still rare.
_IMAGINED = 200
#: How much the rare outweighs the frequent: tuned, with `affinity`, on parallel pages.
_RARITY = 2.0

#: The most frequent keys find too many articles: a share of them, within bounds.
_FREQUENT, _FEWEST, _MOST = 0.1, 60, 400

#: Forms that are read at once, 10 MB.
_AT_ONCE = 5_000


class WordKeys(NamedTuple):
    """What a form adds to an article.

    Attributes:
        weight: of it, beside other forms.
        keys: all of them for the same thing.
        crosses: every language writes it so (numbers, names with digits).
    """

    weight: float = 0.0
    keys: tuple[int, ...] = ()
    crosses: bool = False


#: What words mean, as stems of English lemmas: the first `_MEANINGS`, the best first.
Meanings = Mapping[str, tuple[str, ...]]


def word_keys(readings: Sequence[Reading], meanings: Meanings) -> Iterator[WordKeys]:
    """The keys of forms as words of one language.

    Args:
        readings: of the forms.
        meanings: of their lemmas, themselves and their parts, as far as these are known.
    """
    meant = [_meant(reading, meanings) for reading in readings]
    # A name or a rare word, which other texts inflect in other ways, also by its stem.
    bases = [
        (it.text,) if some else (it.text, *it.near, it.near_stem)
        for it, some in zip(readings, meant, strict=True)
    ]
    # Of all at once, which takes a third of the time.
    sounds = skeletons(chain.from_iterable(bases))
    keys = cache(key_of)
    for reading, some, spelled in zip(readings, meant, bases, strict=True):
        text = reading.text
        if not text.isalpha() and (number := anchors.number_of(text)):
            plain = _SHORT_NUMBER if len(number) < 3 else _NUMBER  # a year has four
            yield WordKeys(plain if number.isdigit() else 1.0, (key_of(f"#{number}"),), True)
        elif anchors.holds_together(some):
            yield WordKeys()
        elif some:
            own = (f"~{sounds[text] or fold(text)}",) if len(text) > 2 else ()
            yield WordKeys(_WORD, (*[keys(f"={it}") for it in some], *map(key_of, own)))
        else:
            heard = {sounds[text] or fold(text), *[sounds[base] for base in spelled[1:-1]]}
            if len(stem := sounds[spelled[-1]]) >= LONG_SOUND:
                heard.add(stem)
            heard.discard("")
            yield WordKeys(_WORD, tuple([key_of(f"~{it}") for it in sorted(heard)]))


def _meant(reading: Reading, meanings: Meanings) -> tuple[str, ...]:
    """What a form means: by its lemmas and itself, else by its parts."""
    found = [meanings[word] for word in (*reading.lemmas, reading.text) if word in meanings]
    if not found:
        found = [meanings[part] for part in reading.parts if part in meanings]
    if len(found) == 1:
        return found[0]
    return tuple(dict.fromkeys(chain.from_iterable(found)))[:_MEANINGS]


def key_of(text: str) -> int:
    """A key as SQLite's 64-bit integer, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Forms of one language that have keys.

    Attributes:
        numbers: of the forms in the vocabulary, ascending.
        articles: how many articles of the language hold each.
        weights: of each, beside others.
        sure: whether every language writes it so.
        first: where the keys of each begin, and where those of the last end.
        keys: of the first form, the second, and so on.
    """

    numbers: Integers
    articles: Integers
    weights: Floats
    sure: Bools
    first: Integers
    keys: Integers

    @classmethod
    def of(cls, read: Sequence[tuple[int, int, WordKeys]]) -> Self:
        """Columns of forms.

        Args:
            read: for each form its number, the number of its articles, and its keys.
        """
        some = sorted(one for one in read if one[2].keys)
        sizes = [len(word.keys) for _, _, word in some]
        return cls(
            np.array([number for number, _, _ in some], np.int64),
            np.array([articles for _, articles, _ in some], np.int64),
            np.array([word.weight for _, _, word in some], np.float32),
            np.array([word.crosses for _, _, word in some], bool),
            np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64))),
            np.array([key for _, _, word in some for key in word.keys], np.int64),
        )

    def keys_of(self, rows: Integers) -> tuple[Integers, Integers]:
        """How many keys some forms have, and these, one form after the other."""
        sizes = self.first[rows + 1] - self.first[rows]
        return sizes, self.keys[runs(self.first[rows], sizes)]

    @classmethod
    def joined(cls, some: Sequence[Self]) -> Self:
        """Tables of different forms as one."""
        sizes = np.concatenate([np.diff(one.first) for one in some])
        numbers = np.concatenate([one.numbers for one in some])
        order = np.argsort(numbers, kind="stable")
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        keys = np.concatenate([one.keys for one in some])
        return cls(
            numbers[order],
            np.concatenate([one.articles for one in some])[order],
            np.concatenate([one.weights for one in some])[order],
            np.concatenate([one.sure for one in some])[order],
            np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes[order]))),
            keys[runs(starts[order], sizes[order])],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """How frequent keys are.

    Attributes:
        articles: how many there are.
        keys: those that more than one article has, ascending.
        counts: how often forms with a key stand in an article: no less than its articles.
        crossing: whether articles of more than one language have it.
    """

    articles: int
    keys: Integers
    counts: Integers
    crossing: Bools

    @classmethod
    def of(cls, articles: int, languages: Iterable[Words]) -> Self:
        """Count the keys of all forms of an archive."""
        counted = [_counted(words) for words in languages]
        every = np.concatenate([np.zeros(0, np.int64), *(keys for keys, _ in counted)])
        times = np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in counted)])
        keys, places, several = np.unique(every, return_inverse=True, return_counts=True)
        sums = np.bincount(places, times, minlength=len(keys)).astype(np.int64)
        kept = sums > 1
        return cls(articles, keys[kept], sums[kept], several[kept] > 1)

    @property
    def too_frequent(self) -> int:
        """Keys of more articles do not tell one from another."""
        return min(max(_FEWEST, int(_FREQUENT * self.articles)), _MOST)

    def look_up(self, keys: Integers) -> tuple[Integers, Bools]:
        """The counts of some keys, 1 of what was never seen, and whether they cross."""
        if not len(self.keys):
            return np.ones(len(keys), np.int64), np.zeros(len(keys), bool)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        there = self.keys[at] == keys
        return np.where(there, self.counts[at], 1), self.crossing[at] & there

    def rarity(self, counts: Integers) -> Floats:
        """The inverse frequency of keys."""
        seen = np.minimum(counts, self.articles + 1)
        rarity: Floats = np.log((self.articles + _IMAGINED) / seen) ** _RARITY
        return rarity.astype(np.float32)


def _counted(words: Words) -> tuple[Integers, Integers]:
    """The distinct keys of a language with their counts."""
    keys, places = np.unique(words.keys, return_inverse=True)
    times = np.repeat(words.articles, np.diff(words.first))
    return keys, np.bincount(places, times, minlength=len(keys)).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Words with what follows from the statistics.

    Attributes:
        words: the forms.
        rarities: of each key.
        ranks: of each key among all of them.
        frequent: keys that are too frequent to find anything by.
        least: the rarity of each form's most frequent key.
        crosses: forms with a key that another language has.
        identities: what tells forms apart: the same for forms of the same keys.
    """

    words: Words
    rarities: Floats
    ranks: Integers
    frequent: Bools
    least: Floats
    crosses: Bools
    identities: Integers

    @classmethod
    def of(cls, words: Words, statistics: Statistics) -> Self:
        """Weigh the words of a language."""
        counts, crossing = statistics.look_up(words.keys)
        rarities = statistics.rarity(counts)
        some = len(words.numbers) > 0
        first = words.first[:-1]
        return cls(
            words,
            rarities,
            np.unique(words.keys, return_inverse=True)[1],
            counts > statistics.too_frequent,
            np.minimum.reduceat(rarities, first) if some else rarities,
            words.sure | (np.logical_or.reduceat(crossing, first) if some else crossing),
            np.add.reduceat(words.keys, first) if some else words.keys,
        )

    def rows(self, forms: Integers) -> tuple[Integers, Bools]:
        """The rows of some forms, and which of them have one."""
        numbers = self.words.numbers
        if not len(numbers):
            return np.zeros(0, np.int64), np.zeros(len(forms), bool)
        at = np.minimum(np.searchsorted(numbers, forms), len(numbers) - 1)
        there = numbers[at] == forms
        return at[there], there


class Reader:
    """Reads the forms of a vocabulary as words.

    Args:
        vocabulary: with all forms that are asked for.
        pivots_of: what words of a language mean in English.
    """

    def __init__(self, vocabulary: Vocabulary, pivots_of: PivotsOf) -> None:
        self._vocabulary = vocabulary
        self._pivots_of = pivots_of
        # A language's lexicon means some ten thousand English words; 8 MB.
        self._stems = lru_cache(maxsize=1 << 16)(anchors.meaning_of)

    def languages(self) -> Sequence[str]:
        """The languages of the archive."""
        return sorted(self._vocabulary.languages())

    def texts(self, numbers: Collection[int]) -> Mapping[int, str]:
        """Forms by their numbers."""
        return self._vocabulary.forms(numbers)

    def words(
        self,
        lang: str,
        numbers: Collection[int] | None = None,
        heard: Callable[[], None] | None = None,
    ) -> Words:
        """Forms of a language: some, or all of them.

        Args:
            lang: the language.
            numbers: of the forms; None for all.
            heard: called now and then; what it raises ends the work.
        """
        readings = self._vocabulary.numbered(lang, numbers)
        tables = [Words.of(())]
        while some := list(islice(readings, _AT_ONCE)):
            if heard is not None:
                heard()
            tables.append(Words.of(list(self._read(lang, some))))
        return Words.joined(tables)

    def _read(
        self, lang: str, some: Sequence[tuple[int, Reading]]
    ) -> Iterator[tuple[int, int, WordKeys]]:
        readings = [reading for _, reading in some]
        asked = {word for it in readings for word in (*it.bases, *it.parts)}
        meanings = {
            word: tuple(islice(dict.fromkeys(map(self._stems, meant)), _MEANINGS))
            for word, meant in self._pivots_of(lang, asked).items()
        }
        for (number, reading), keys in zip(some, word_keys(readings, meanings), strict=True):
            yield number, reading.articles, keys
