"""Words -> the forms of an archive that they have there: inflected, derived, composed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from index.language import analyzers
from index.language.derivation import relatives
from index.model import Via
from index.words.readings import Reading
from index.words.vocabulary import Vocabulary

#: A shorter stem is that of too many words: German `sicher` would be `sich`.
_SHORTEST_STEM = 5

#: Postings know no language. A form is left out where so many times more articles hold
#: it as a word of other languages (Czech `do`, Indonesian `di`).
_FOREIGN = 4

#: By how many places what is derived from a word or composed with it is farther.
_DERIVED = 1

#: Languages in which what is derived from a word has another stem as a rule.
_DERIVING = frozenset(["cs", "de", "en", "pl", "ru", "uk"])

#: Of these, those with so many inflected forms that dictionaries lack many; and those that
#: write compounds in one piece.
_INFLECTING, _COMPOSING = frozenset(["cs", "pl", "ru", "uk"]), frozenset(["de"])

#: A word with its language, that first.
WordOf = tuple[str, str]


class Form(NamedTuple):
    """A form of a word that the archive has.

    Attributes:
        text: the form.
        number: of the form in the vocabulary.
        articles: how many articles of the word's language hold it.
        farther: by how many places it is farther from the word than its inflected forms.
        is_composed: it is a compound with the word.
        is_foreign: it is mainly a word of other languages here.
    """

    text: str
    number: int
    articles: int
    farther: int
    is_composed: bool
    is_foreign: bool


def held(words: Collection[WordOf], vocabulary: Vocabulary) -> Mapping[WordOf, Sequence[Form]]:
    """The forms of each of some words; the vocabulary remembers them until it changes.

    All words are asked for at once: what it costs is questions.

    Raises:
        sqlite3.Error: the vocabulary cannot be read.
    """
    remembered = vocabulary.remembered()
    if new := {word for word in words if word not in remembered}:
        remembered |= _Gathered(new, vocabulary).forms(vocabulary)
    return {word: remembered[word] for word in words}


class _Gathered:
    """The forms of some words, each in its language, fetched for all words at once."""

    def __init__(self, words: Collection[WordOf], vocabulary: Vocabulary) -> None:
        self._inflected: defaultdict[WordOf, dict[Reading, None]] = defaultdict(dict)
        self._derived: defaultdict[WordOf, dict[Reading, None]] = defaultdict(dict)
        self._composed: defaultdict[WordOf, dict[Reading, None]] = defaultdict(dict)
        self._words = words
        texts = {text for _, text in words}
        self._take(words, vocabulary.by_keys(Via.FORM, texts))
        self._take_mates(words, vocabulary)
        derived = _derived(words)
        self._take_derived(derived, vocabulary)
        self._take_relatives(derived, vocabulary)
        self._take_composed(derived, vocabulary)

    def forms(self, vocabulary: Vocabulary) -> dict[WordOf, tuple[Form, ...]]:
        """The forms of each word: inflected, derived from it, composed with it."""
        every = (*self._inflected.values(), *self._derived.values(), *self._composed.values())
        counts = vocabulary.counts({reading.text for some in every for reading in some})
        found: dict[WordOf, tuple[Form, ...]] = {}
        for word in self._words:
            nearest: dict[str, Form] = {}
            for way in (self._inflected, self._derived, self._composed):
                # The same order, and so the same cut, whatever was asked for with the word.
                for reading in sorted(way.get(word, ()), key=_most_frequent_first):
                    # What another process takes out meanwhile is not there any more.
                    if reading.text not in nearest and reading.text in counts:
                        number, articles = counts[reading.text]
                        nearest[reading.text] = Form(
                            reading.text,
                            number,
                            reading.articles,
                            0 if way is self._inflected else _DERIVED,
                            way is self._composed,
                            reading.articles * (_FOREIGN + 1) < articles,
                        )
            found[word] = tuple(nearest.values())
        return found

    def _take(self, words: Collection[WordOf], readings: Iterable[Reading]) -> None:
        """Forms, and forms of a lemma, that the words are."""
        for reading in readings:
            for base in reading.bases:
                if (reading.lang, base) in words:
                    self._inflected[reading.lang, base][reading] = None

    def _take_mates(self, words: Collection[WordOf], vocabulary: Vocabulary) -> None:
        """Forms of the lemmas of words: what is a lemma to the lexicon may be a form to
        the dictionary."""
        lemmas: defaultdict[WordOf, set[WordOf]] = defaultdict(set)
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

    def _take_derived(self, derived: "_Derived", vocabulary: Vocabulary) -> None:
        """Forms of what is derived from words."""
        texts = {text for _, text in derived.keys() - self._words}
        for reading in vocabulary.by_keys(Via.FORM, texts):
            for base in reading.bases:
                for word in derived.get((reading.lang, base), ()):
                    self._derived[word][reading] = None

    def _take_relatives(self, derived: "_Derived", vocabulary: Vocabulary) -> None:
        """Forms with the stem of a word; those that no dictionary has also with that of
        what is derived from one."""
        stems = _by_stem(self._words)
        farther = _by_stem(word for word in derived if word[0] in _INFLECTING)
        texts = {stem for _, stem in chain(stems, farther)}
        for reading in vocabulary.by_keys(Via.STEM, texts):
            stem = (reading.lang, reading.stem)
            for word in stems.get(stem, ()):
                self._derived[word][reading] = None
            for relative in () if reading.lemmas else farther.get(stem, ()):
                for word in derived[relative]:
                    self._derived[word][reading] = None

    def _take_composed(self, derived: "_Derived", vocabulary: Vocabulary) -> None:
        """Compounds with words or with what is derived from them."""
        words = (word for word in derived if word[0] in _COMPOSING or word in self._words)
        for reading in vocabulary.by_keys(Via.PART, {text for _, text in words}):
            for part in reading.parts:
                for word in derived.get((reading.lang, part), ()):
                    self._composed[word][reading] = None


#: What words are and what may be derived from them, with these words.
_Derived = Mapping[WordOf, Sequence[WordOf]]


def _derived(words: Iterable[WordOf]) -> _Derived:
    derived: defaultdict[WordOf, list[WordOf]] = defaultdict(list)
    for lang, text in words:
        derived[lang, text].append((lang, text))
        if lang in _DERIVING:
            for relative in relatives(lang, text):
                derived[lang, relative].append((lang, text))
    return derived


def _most_frequent_first(reading: Reading) -> tuple[int, str]:
    return -reading.articles, reading.text


def _by_stem(words: Iterable[WordOf]) -> Mapping[WordOf, Sequence[WordOf]]:
    stems: defaultdict[WordOf, list[WordOf]] = defaultdict(list)
    for lang, text in words:
        stem = analyzers.load(lang).stem(text)
        if len(stem) >= _SHORTEST_STEM:
            stems[lang, stem].append((lang, text))
    return stems
