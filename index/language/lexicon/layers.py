"""The layers of the lexicon as one: see `index.language.lexicon.Lexicon`."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain, takewhile
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from index.errors import InputError
from index.language import analyzers, derivation
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

#: Words whose translations are kept in memory, 2 kB each.
_MOST_REMEMBERED = 1_000

_Answer = TypeVar("_Answer")

#: A language and a word of it.
_Word = tuple[str, str]

#: The translations of a word, by the language that it is taken for one of.
_Entries = dict[str, list[Translation]]


class Layer(Protocol):
    """One kind of knowledge in one database; any method can raise `sqlite3.Error`."""

    via: Via

    def languages(self) -> frozenset[str]:
        """The languages it knows words of."""
        ...

    def beginning(self, prefix: str, longest: int, limit: int) -> Iterator[tuple[str, str]]:
        """Some words that begin so and are not longer: (language, word)."""
        ...

    def holding(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """Those of some words that it has, each with a language; where to ask for many
        takes long, none."""
        ...

    def entries(
        self, words: Collection[str], way: tuple[str, str] | None = None
    ) -> Iterator[tuple[str, str, Translation]]:
        """What some words mean: (language, word, a translation), in any order; from any
        language into any, or from one into another one."""
        ...


class Recipe(NamedTuple):
    """How a layer is made.

    Attributes:
        path: its database in the cache; the name says what it is made from.
        via: what it is called.
        fill: makes the database.
        layer: opens it.
        kind: see `cache.sweep`.
    """

    path: Path
    via: Via
    fill: cache.Fill
    layer: Callable[[Via, sqlite3.Connection], Layer]
    kind: str = ""


class Layers:
    """Some layers as a `Lexicon`; opened, and made where need be, when first asked.

    Args:
        recipes: tells how the layers are made, when they are needed.
        wait: make what is missing when it is asked for. Otherwise it is left out, and
            looked for again by each question, since somebody else may make it.
    """

    def __init__(self, recipes: Callable[[], Iterable[Recipe]], *, wait: bool = True) -> None:
        self._recipes = recipes
        self._wait = wait
        self._asked = 0
        self._languages: frozenset[str] | None = None
        self._entries: dict[str, _Entries] = {}
        #: By word, the languages that it is known in, each with the best layer that has it.
        self._known: dict[str, dict[str, Via]] = {}
        #: What was made of them, by language and words, and the languages wanted.
        self._near: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._translated: dict[tuple[Sequence[str], ...], tuple[Translation, ...]] = {}
        self._state = object()

    def languages(self) -> frozenset[str]:
        """See `Lexicon`."""
        self._look_again()
        if self._languages is None:
            self._languages = frozenset(self._ask(lambda layer: layer.languages()))
            self._asked = self._ready()
        return self._languages

    def state(self) -> object:
        """What is another object as soon as answers can be others: there are more layers."""
        self._look_again()
        return self._state

    def known(self, words: Collection[str]) -> Mapping[_Word, Via]:
        """See `Lexicon`."""
        self._entries_of(words)
        return {(lang, word): via for word in words for lang, via in self._known[word].items()}

    def inflected(self, form: str) -> Mapping[str, tuple[str, ...]]:
        """See `Lexicon`."""
        stems = {lang: analyzers.load(lang).stem(form) for lang in self.languages()}
        beginnings: defaultdict[str, set[str]] = defaultdict(set)
        for lang, stem in stems.items():
            beginnings[form[: _shared(stem, form)]].add(lang)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for beginning, languages in beginnings.items():
            for lang, word in self._beginning(beginning, len(form) + _LONGER):
                if lang in languages and _are_relatives(form, word, stems[lang], lang):
                    found[lang].add(word)
        return {lang: tuple(sorted(found[lang])) for lang in sorted(found)}

    def _beginning(self, prefix: str, longest: int) -> Iterator[tuple[str, str]]:
        if len(prefix) < _SHORTEST_BEGINNING:
            return iter(())
        return self._ask(lambda layer: layer.beginning(prefix, longest, _MOST_COMPARED))

    def near(self, lang: str, words: Collection[str]) -> tuple[str, ...]:
        """See `Lexicon`."""
        self._look_again()
        key = (lang, *words)
        if key not in self._near:
            self._near[key] = self._found_near(lang, words)
        return self._near[key]

    def _found_near(self, lang: str, words: Collection[str]) -> tuple[str, ...]:
        relatives = chain.from_iterable(derivation.relatives(lang, word) for word in words)
        candidates = [one for one in dict.fromkeys(relatives) if one not in words]
        if not candidates:
            return ()
        held = set(self._ask(lambda layer: layer.holding(candidates)))
        return tuple(one for one in candidates if (lang, one) in held)

    def translations(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> tuple[Translation, ...]:
        """See `Lexicon`."""
        self._look_again()
        key = (tuple(targets), lang, *words)
        if key not in self._translated:
            self._translated[key] = self._found_translations(lang, words, targets)
        return self._translated[key]

    def _found_translations(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> tuple[Translation, ...]:
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
        return _pivots(self._entries_of([word])[word].get(lang, ()))

    def pivots_of(self, lang: str, words: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """See `Lexicon`. Remembers nothing: it is for all words of an archive, once."""
        if lang == PIVOT:
            return {word: (word,) for word in words}
        found: defaultdict[str, list[Translation]] = defaultdict(list)
        for _, word, one in self._ask(lambda layer: layer.entries(words, (lang, PIVOT))):
            found[word].append(one)
        return {word: _pivots(some) for word, some in found.items()}

    def pending(self) -> tuple[str, ...]:
        """The layers whose databases are still to be made, by their files in the cache:
        half a minute in all for Debian's dictionaries."""
        return tuple(opened.path.name for opened in self._opened if opened.is_pending)

    def damage(self) -> tuple[InputError, ...]:
        """What is wrong with what layers are made from, as far as that was met."""
        return tuple(opened.damage for opened in self._opened if opened.damage is not None)

    def make(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Make what is pending; returns how many layers that were.

        Each appears in the cache at once and whole, so that others can go on asking, and
        the job can be stopped at any time.

        Args:
            progress: told how many of how many are done.
        """
        waiting = [opened for opened in self._opened if opened.is_pending]
        for done, opened in enumerate(waiting):
            if progress is not None:
                progress(done, len(waiting))
            opened.make()
        if waiting and progress is not None:
            progress(len(waiting), len(waiting))
        return len(waiting)

    def close(self) -> None:
        """Give back files and memory."""
        for opened in self.__dict__.pop("_opened", ()):
            opened.close()
        self._forget()

    @cached_property
    def _opened(self) -> "Sequence[_Opened]":
        return [_Opened(recipe, wait=self._wait) for recipe in self._recipes()]

    def _ask(self, question: "Callable[[Layer], Iterable[_Answer]]") -> Iterator[_Answer]:
        return chain.from_iterable(opened.answer(question) for opened in self._opened)

    def _direct(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> Iterator[Translation]:
        entries = self._entries_of(words)
        return (one for word in words for one in entries[word].get(lang, ()) if one.lang in targets)

    def _entries_of(self, words: Collection[str]) -> Mapping[str, _Entries]:
        """All that the layers have on words; each is looked up once."""
        self._look_again()
        if new := {word for word in words if word not in self._entries}:
            # Kept when it is whole: what interrupts this must leave no half of it behind.
            entries: dict[str, _Entries] = {word: {} for word in new}
            for lang, word, one in self._ask(lambda layer: layer.entries(new)):
                entries[word].setdefault(lang, []).append(one)
            self._entries |= entries
            self._known |= {word: _best_layers(some) for word, some in entries.items()}
            self._asked = self._ready()
        return {word: self._entries[word] for word in words}

    def _look_again(self) -> None:
        """Forget the answers of other layers than there are by now, and too many ones."""
        most = max(len(self._entries), len(self._near), len(self._translated))
        if self._asked != self._ready() or most > _MOST_REMEMBERED:
            self._forget()

    def _ready(self) -> int:
        """How many layers there are by now; all of them when each is made if need be."""
        return 0 if self._wait else sum(not opened.is_pending for opened in self._opened)

    def _forget(self) -> None:
        self._languages = None
        self._state = object()
        self._entries.clear()
        self._known.clear()
        self._near.clear()
        self._translated.clear()

    def _pivoted(
        self,
        lang: str,
        words: Collection[str],
        targets: Collection[str],
        direct: Iterable[Translation],
    ) -> Iterator[Translation]:
        """What the English words for words mean, for languages without a direct way."""
        reached = {one.lang for one in direct if one.via is not Via.LEARNED} | {lang, PIVOT}
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

    def __init__(self, recipe: Recipe, *, wait: bool) -> None:
        self.path, self.via = recipe.path, recipe.via
        self._recipe = recipe
        # A glossary is small, and its writer wants to see what it does.
        self._wait = wait or recipe.via is Via.GLOSSARY
        self._connection: sqlite3.Connection | None = None
        self._failed = False
        self.damage: InputError | None = None
        """What is wrong with what it is made from, once that was met."""

    @property
    def is_pending(self) -> bool:
        """Whether its database is still to be made, and can be."""
        return self._connection is None and not self._failed and not self.path.exists()

    def make(self) -> None:
        """Make its database where it is missing or damaged, and use it from now on."""
        try:
            if self._connection is None:
                self._connection = cache.opened(self.path, self._recipe.fill, self._recipe.kind)
        except sqlite3.Error:
            self._failed = True
        except InputError as error:
            self._failed, self.damage = True, error

    def answer(self, question: Callable[[Layer], Iterable[_Answer]]) -> list[_Answer]:
        """The whole answer; none if the layer cannot be had, or not yet."""
        for _ in range(2):
            self._open()
            if self._connection is None:
                return []
            try:
                return list(question(self._recipe.layer(self.via, self._connection)))
            except sqlite3.Error:
                self.close()
                with suppress(OSError):
                    self.path.unlink(missing_ok=True)
        self._failed = True
        return []

    def _open(self) -> None:
        if self._failed or self._connection is not None:
            return
        if self._wait:
            self.make()
            return
        if self.path.exists():
            try:
                self._connection = cache.existing(self.path)
            except sqlite3.Error:
                with suppress(OSError):
                    self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Give back the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _pivots(translations: Iterable[Translation]) -> tuple[str, ...]:
    """Those into English, the best first, each once.

    Not what was learned from links, which must not decide what is linked.
    """
    english = (one for one in translations if one.lang == PIVOT and one.via is not Via.LEARNED)
    some = sorted(english, key=_best_first)
    return tuple(dict.fromkeys([one.text for one in some]))


def _best_layers(entries: _Entries) -> dict[str, Via]:
    return {lang: min((one.via for one in some), key=_rank) for lang, some in entries.items()}


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
