"""The layers of the lexicon as one: see `index.language.lexicon.Lexicon`."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain, repeat, takewhile
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from index.errors import InputError
from index.language import analyzers
from index.language.lexicon import Translation, cache
from index.model import Via

#: The language that dictionaries of all others are of, too.
PIVOT = "en"

#: English words of a word that are looked up further. The first ones are its senses;
#: what comes later is far-fetched, and so is what it leads to.
_MOST_PIVOTS = 4

#: Words of one beginning that are compared by their stems.
_MOST_COMPARED = 200

#: An inflected form is longer than its lemma or shorter by so many letters.
_LONGER = 3

#: Of a shorter beginning too many words are left to compare.
_SHORTEST_BEGINNING = 3

#: Words that share so many letters at their beginning are relatives if endings follow.
_LONG_BEGINNING = 5

_Answer = TypeVar("_Answer")


class Layer(Protocol):
    """One kind of knowledge in one database; any method can raise `sqlite3.Error`."""

    via: Via

    def languages(self) -> frozenset[str]:
        """The languages it knows words of."""
        ...

    def known(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """Those of some words that it knows: (language, word)."""
        ...

    def beginning(self, prefix: str, longest: int, limit: int) -> Iterator[tuple[str, str]]:
        """Some words that begin so and are not longer: (language, word)."""
        ...

    def translations(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> Iterator[Translation]:
        """What words mean, in any order."""
        ...


class Recipe(NamedTuple):
    """How a layer is made.

    Attributes:
        path: its database in the cache; the name says what it is made from.
        via: what it is called.
        fill: makes the database.
        layer: opens it.
    """

    path: Path
    via: Via
    fill: cache.Fill
    layer: Callable[[Via, sqlite3.Connection], Layer]


class Layers:
    """Some layers as a `Lexicon`; opened, and made where need be, when first asked.

    Args:
        recipes: tells how the layers are made, when they are needed.
    """

    def __init__(self, recipes: Callable[[], Iterable[Recipe]]) -> None:
        self._recipes = recipes

    def languages(self) -> frozenset[str]:
        """See `Lexicon`."""
        return self._languages

    def known(self, words: Collection[str]) -> Mapping[tuple[str, str], Via]:
        """See `Lexicon`."""
        found: dict[tuple[str, str], Via] = {}
        for opened in self._opened if words else ():
            for key, via in opened.answer(lambda layer: zip(layer.known(words), repeat(layer.via))):
                found[key] = min(via, found.get(key, via), key=_rank)
        return found

    def inflected(self, form: str) -> Mapping[str, tuple[str, ...]]:
        """See `Lexicon`."""
        stems = {lang: analyzers.load(lang).stem(form) for lang in self._languages}
        beginnings: defaultdict[str, set[str]] = defaultdict(set)
        for lang, stem in stems.items():
            beginnings[form[: _shared(stem, form)]].add(lang)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for beginning, languages in beginnings.items():
            for lang, word in self._beginning(beginning, len(form) + _LONGER):
                if lang in languages and _are_relatives(form, word, stems[lang], lang):
                    found[lang].add(word)
        return {lang: tuple(sorted(words)) for lang, words in found.items()}

    def _beginning(self, prefix: str, longest: int) -> Iterator[tuple[str, str]]:
        if len(prefix) < _SHORTEST_BEGINNING:
            return iter(())
        return self._ask(lambda layer: layer.beginning(prefix, longest, _MOST_COMPARED))

    def translations(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> tuple[Translation, ...]:
        """See `Lexicon`."""
        direct = list(self._direct(lang, words, targets))
        found = [*direct, *self._pivoted(lang, words, targets, direct)]
        best: dict[tuple[str, str], Translation] = {}
        for one in sorted(found, key=_best_first):
            best.setdefault((one.text, one.lang), one)
        return tuple(one for one in best.values() if one.lang != lang or one.text not in words)

    def pivots(self, lang: str, word: str) -> tuple[str, ...]:
        """See `Lexicon`."""
        if lang == PIVOT:
            return (word,)
        found = sorted(self._direct(lang, [word], [PIVOT]), key=_best_first)
        return tuple(dict.fromkeys(one.text for one in found))

    def pending(self) -> tuple[str, ...]:
        """The dictionaries that the next question will read first, half a minute for half
        a million headwords; by their files in the cache."""
        return tuple(
            opened.path.name
            for opened in self._opened
            if opened.via is Via.DICTIONARY and not opened.path.exists()
        )

    def close(self) -> None:
        """Give back files and memory."""
        for opened in self.__dict__.pop("_opened", ()):
            opened.close()

    @cached_property
    def _opened(self) -> "Sequence[_Opened]":
        return [_Opened(recipe) for recipe in self._recipes()]

    @cached_property
    def _languages(self) -> frozenset[str]:
        return frozenset(self._ask(lambda layer: layer.languages()))

    def _ask(self, question: "Callable[[Layer], Iterable[_Answer]]") -> Iterator[_Answer]:
        return chain.from_iterable(opened.answer(question) for opened in self._opened)

    def _direct(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> Iterator[Translation]:
        return self._ask(lambda layer: layer.translations(lang, words, targets))

    def _pivoted(
        self,
        lang: str,
        words: Collection[str],
        targets: Collection[str],
        direct: Iterable[Translation],
    ) -> Iterator[Translation]:
        """What the English words for words mean, for languages without a direct way."""
        reached = {one.lang for one in direct} | {lang, PIVOT}
        missing = [target for target in targets if target not in reached]
        if lang == PIVOT or not missing:
            return
        pivots = [pivot for word in words for pivot in self.pivots(lang, word)[:_MOST_PIVOTS]]
        for at, pivot in enumerate(dict.fromkeys(pivots)):
            for one in self._direct(PIVOT, [pivot], missing):
                via = max(one.via, Via.DICTIONARY, key=lambda via: via.rank)
                yield one._replace(via=via, place=one.place + at + 1)


class _Opened:
    """A layer that is opened when it is asked, and made anew once if it is damaged."""

    def __init__(self, recipe: Recipe) -> None:
        self.path, self.via = recipe.path, recipe.via
        self._recipe = recipe
        self._connection: sqlite3.Connection | None = None
        self._failed = False

    def answer(self, question: Callable[[Layer], Iterable[_Answer]]) -> list[_Answer]:
        """The whole answer; none if the layer cannot be had."""
        if self._failed:
            return []
        try:
            return list(question(self._layer()))
        except sqlite3.Error:
            self.close()
        except InputError:  # what it is made from is damaged
            self._failed = True
            return []
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        try:
            return list(question(self._layer()))
        except (sqlite3.Error, InputError):
            self._failed = True
            return []

    def close(self) -> None:
        """Give back the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _layer(self) -> Layer:
        if self._connection is None:
            self._connection = cache.opened(self.path, self._recipe.fill)
        return self._recipe.layer(self.via, self._connection)


def _rank(via: Via) -> int:
    return via.rank


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginnings."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def _are_relatives(form: str, word: str, stem: str, lang: str) -> bool:
    """Whether two words have one stem, or nearly all letters before short endings."""
    shared = _shared(form, word)
    return analyzers.load(lang).stem(word) == stem or (
        shared >= _LONG_BEGINNING and max(len(form), len(word)) - shared <= _LONGER
    )


def _best_first(one: Translation) -> tuple[int, int]:
    return one.via.rank, one.place
