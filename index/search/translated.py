"""Translations -> what stands for them in the texts of an archive.

A translation is a lemma of one language; what is sought are its forms in that language,
and compounds with it. A translation of several words is a phrase of such forms.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from index.language.lexicon import Translation
from index.model import Via
from index.search.held import WordOf, held
from index.words.vocabulary import Vocabulary

#: Of a word's translations in one language, how many of several words are looked for:
#: each costs as much as a query of its own.
_MOST_PHRASES = 1

#: Forms of all translations of a word into one language.
_MOST_FORMS = 60


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form of the archive that stands for a translation in its language.

    `place` is that of the translation, and more for what is derived from it.
    """

    text: str
    lang: str
    via: Via
    place: int
    articles: int


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A translation of several words: `words` are the forms at each place."""

    text: str
    lang: str
    via: Via
    words: tuple[tuple[str, ...], ...]


class Standing:
    """What stands for the translations of a query in an archive.

    The vocabulary is asked for all of them at once: what it costs is questions.

    Args:
        translations: of all words that will be asked for, for each word its own.
        vocabulary: the archive's.

    Raises:
        sqlite3.Error: the vocabulary cannot be read.
    """

    def __init__(
        self, translations: Iterable[Collection[Translation]], vocabulary: Vocabulary
    ) -> None:
        words = {(one.lang, token) for some in translations for one, token in _tokens(some)}
        self._held = held(words, vocabulary)
        forms = chain.from_iterable(self._held.values())
        self.numbers = {form.text: form.number for form in forms}
        """Of all forms that stand for a translation, their numbers in the vocabulary."""

    def forms(
        self, translations: Collection[Translation], without: Collection[str]
    ) -> Collection[FoundForm]:
        """The forms that stand for some of the translations, the best of each language
        first; none for those that are switched off, of which no other is derived."""
        off = {
            (one.lang, form.text)
            for one in translations
            if one.text in without
            for form in self._held.get((one.lang, one.text), ())
            if not form.farther
        }
        best: dict[WordOf, FoundForm] = {}
        numbers: Counter[str] = Counter()
        for one in translations:
            if one.text in without:
                continue
            for form in self._held.get((one.lang, one.text), ()):
                key = (one.lang, form.text)
                if form.is_foreign or key in best or (form.farther and key in off):
                    continue
                if numbers[one.lang] < _MOST_FORMS:
                    place = one.place + form.farther
                    best[key] = FoundForm(form.text, one.lang, one.via, place, form.articles)
                    numbers[one.lang] += 1
        return best.values()

    def phrases(self, translations: Iterable[Translation]) -> list[FoundPhrase]:
        """Likewise, what does so in several words."""
        found = (self._phrase(one) for one in _phrases(translations))
        return [phrase for phrase in found if phrase is not None]

    def _phrase(self, one: Translation) -> FoundPhrase | None:
        """None when no article holds one of the words."""
        words = tuple(
            tuple(form.text for form in self._held[one.lang, token] if not form.is_composed)
            for token in one.text.split(" ")
        )
        return FoundPhrase(one.text, one.lang, one.via, words) if all(words) else None


def _tokens(translations: Collection[Translation]) -> Iterator[tuple[Translation, str]]:
    """The words that will be looked for, each with what it is one of."""
    yield from ((one, one.text) for one in translations if " " not in one.text)
    for one in _phrases(translations):
        yield from ((one, token) for token in one.text.split(" "))


def _phrases(translations: Iterable[Translation]) -> Iterator[Translation]:
    numbers: Counter[str] = Counter()
    for one in translations:
        if " " in one.text and numbers[one.lang] < _MOST_PHRASES:
            numbers[one.lang] += 1
            yield one
