"""Translations -> what stands for them in the texts of an archive.

A translation is a lemma of one language; what is sought are its forms in that language,
and compounds with it. A translation of several words is a phrase of such forms.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.language import analyzers
from index.language.derivation import relatives
from index.language.lexicon import Translation
from index.model import Via
from index.words.readings import Reading
from index.words.vocabulary import Vocabulary

#: A shorter stem is that of too many words: German `sicher` would be `sich`.
_SHORTEST_STEM = 5

#: Of a word's translations in one language, how many of several words are looked for:
#: each costs as much as a query of its own.
_MOST_PHRASES = 1

#: Forms of all translations of a word into one language.
_MOST_FORMS = 60

#: Postings know no language. A form is left out where so many times more articles hold
#: it as a word of other languages (Czech `do`, Indonesian `di`).
_FOREIGN = 4

#: By how many places what is derived from a word or composed with it is farther.
_DERIVED = 1

#: Languages in which what is derived from a word has another stem as a rule.
_DERIVING = frozenset(["cs", "de", "en", "pl", "ru", "uk"])

#: A translation as its language and text.
_Word = tuple[str, str]


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
        tokens = {(one.lang, token) for some in translations for one, token in _tokens(some)}
        self._forms = _Forms(tokens, vocabulary)
        counts = vocabulary.counts(self._forms.texts())
        self._articles = {text: articles for text, (_, articles) in counts.items()}
        self.numbers = {text: number for text, (number, _) in counts.items()}
        """Of all forms that stand for a translation, their numbers in the vocabulary."""

    def forms(
        self, translations: Collection[Translation], without: Collection[str]
    ) -> Iterator[FoundForm]:
        """The forms that stand for some of the translations, the best of each language
        first; none for those that are switched off, of which no other is derived."""
        off = {
            (one.lang, form)
            for one in translations
            if one.text in without
            for form in self._forms.inflected(one.lang, one.text)
        }
        best: dict[_Word, FoundForm] = {}
        numbers: Counter[str] = Counter()
        for one in translations:
            if one.text in without:
                continue
            for reading, farther in self._forms.of(one.lang, one.text):
                key = (one.lang, reading.text)
                if farther and key in off:
                    continue
                if key not in best and numbers[one.lang] < _MOST_FORMS:
                    place = one.place + farther
                    best[key] = FoundForm(reading.text, one.lang, one.via, place, reading.articles)
                    numbers[one.lang] += 1
        for form in best.values():
            if form.articles * (_FOREIGN + 1) >= self._articles[form.text]:
                yield form

    def phrases(self, translations: Iterable[Translation]) -> list[FoundPhrase]:
        """Likewise, what does so in several words."""
        found = (_phrase(one, self._forms) for one in _phrases(translations))
        return [phrase for phrase in found if phrase is not None]


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


def _phrase(one: Translation, forms: "_Forms") -> FoundPhrase | None:
    """None when no article holds one of the words."""
    words = tuple(forms.inflected(one.lang, token) for token in one.text.split(" "))
    return FoundPhrase(one.text, one.lang, one.via, words) if all(words) else None


class _Forms:
    """The forms of some words, each in its language, fetched for all words at once."""

    def __init__(self, words: Collection[_Word], vocabulary: Vocabulary) -> None:
        self._inflected: defaultdict[_Word, dict[Reading, None]] = defaultdict(dict)
        self._derived: defaultdict[_Word, dict[Reading, None]] = defaultdict(dict)
        self._composed: defaultdict[_Word, dict[Reading, None]] = defaultdict(dict)
        texts = {text for _, text in words}
        self._take(words, vocabulary.by_keys(Via.FORM, texts))
        self._take_mates(words, vocabulary)
        self._take_derived(words, vocabulary)
        self._take_relatives(words, vocabulary)
        for reading in vocabulary.by_keys(Via.PART, texts):
            for part in reading.parts:
                if (reading.lang, part) in words:
                    self._composed[reading.lang, part][reading] = None

    def of(self, lang: str, text: str) -> Iterator[tuple[Reading, int]]:
        """The forms of a word, then what is derived from it or composed with it, each
        with how much farther that is."""
        inflected = self._inflected.get((lang, text), {})
        yield from ((reading, 0) for reading in inflected)
        for others in (self._derived, self._composed):
            found = others.get((lang, text), ())
            yield from ((reading, _DERIVED) for reading in found if reading not in inflected)

    def texts(self) -> set[str]:
        """All forms of all words."""
        every = (*self._inflected.values(), *self._derived.values(), *self._composed.values())
        return {reading.text for readings in every for reading in readings}

    def inflected(self, lang: str, text: str) -> tuple[str, ...]:
        """The texts of its forms."""
        found = (*self._inflected.get((lang, text), ()), *self._derived.get((lang, text), ()))
        return tuple(dict.fromkeys([reading.text for reading in found]))

    def _take(self, words: Collection[_Word], readings: Iterable[Reading]) -> None:
        """Forms, and forms of a lemma, that the words are."""
        for reading in readings:
            for base in reading.bases:
                if (reading.lang, base) in words:
                    self._inflected[reading.lang, base][reading] = None

    def _take_mates(self, words: Collection[_Word], vocabulary: Vocabulary) -> None:
        """Forms of the lemmas of words: what is a lemma to the lexicon may be a form to
        the dictionary."""
        lemmas: defaultdict[_Word, set[_Word]] = defaultdict(set)
        for word, readings in self._inflected.items():
            for reading in readings:
                if reading.text == word[1]:
                    for lemma in reading.lemmas:
                        if lemma != word[1]:
                            lemmas[reading.lang, lemma].add(word)
        for reading in vocabulary.by_keys(Via.FORM, {lemma for _, lemma in lemmas}):
            for base in reading.bases:
                for word in lemmas.get((reading.lang, base), ()):
                    self._inflected[word][reading] = None

    def _take_derived(self, words: Collection[_Word], vocabulary: Vocabulary) -> None:
        """Forms of what is derived from words."""
        derived: defaultdict[_Word, list[_Word]] = defaultdict(list)
        for lang, text in words:
            if lang in _DERIVING:
                for relative in relatives(lang, text):
                    derived[lang, relative].append((lang, text))
        for reading in vocabulary.by_keys(Via.FORM, {text for _, text in derived}):
            for base in reading.bases:
                for word in derived.get((reading.lang, base), ()):
                    self._derived[word][reading] = None

    def _take_relatives(self, words: Collection[_Word], vocabulary: Vocabulary) -> None:
        """Forms with the stem of a word."""
        stems = _by_stem(words)
        for reading in vocabulary.by_keys(Via.STEM, {stem for _, stem in stems}):
            for word in stems.get((reading.lang, reading.stem), ()):
                self._derived[word][reading] = None


def _by_stem(words: Iterable[_Word]) -> Mapping[_Word, Sequence[_Word]]:
    stems: defaultdict[_Word, list[_Word]] = defaultdict(list)
    for lang, text in words:
        stem = analyzers.load(lang).stem(text)
        if len(stem) >= _SHORTEST_STEM:
            stems[lang, stem].append((lang, text))
    return stems
