"""The words of a query in other languages.

A word may be one in several languages (`rok` is a year in Czech, a skirt in
Indonesian). It is translated from those in which most words of the query are known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product, starmap

from index.language import analyzers
from index.language.derivation import actives
from index.language.lexicon import Translation
from index.language.lexicon.layers import PIVOT, Layers
from index.language.romanisation import script_of
from index.model import Via
from index.words.readings import Reading
from index.words.vocabulary import Vocabulary

#: What speaks for a language: a word that the lexicon has in it; one that begins like
#: one; a word that the archive has with a lemma in it, though the lexicon has not.
_CERTAIN, _LIKELY, _HELD = 1.0, 0.4, 0.2

#: Less does not tell languages apart.
_DIFFERENCE = 0.1

#: Translations of a word that are looked for in each language.
MOST_TRANSLATIONS = 10

#: Languages that a query may be in, whatever the archive's are: those in which the core
#: lexicon has a word for everything. To load the dictionaries of all takes a second.
_ASKED_IN = frozenset(["en", "id", "uk", "cs", "de"])

#: Words of an expression that is looked up as one (`climate change`).
_LONGEST_EXPRESSION = 3

#: How much worse the translation of a compound's part is than one of the whole.
_PART_PLACE = 4


#: The same of the translation of a word of one root.
_NEAR_PLACE = 4


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a word is in a language: words of the lexicon, and how sure that is.

    `bases` are what others of one root are found by.
    """

    words: tuple[str, ...]
    certainty: float = _CERTAIN
    place: int = 0
    bases: tuple[str, ...] = ()


#: By language.
_Senses = dict[str, _Sense]


def translate(
    forms: Sequence[str], vocabulary: Vocabulary, lexicon: Layers, *, analyse: bool
) -> Mapping[str, tuple[Translation, ...]]:
    """What the words of a query mean in the languages of the archive.

    Args:
        forms: the words in their order, normalised.
        vocabulary: the archive's.
        lexicon: what is known of words.
        analyse: of a word that neither of them knows, ask the dictionaries of the
            languages it may be of; loading one can take a second.

    Raises:
        sqlite3.Error: the vocabulary cannot be read.
    """
    # Kept with the vocabulary, of whose words it is made; one line is asked for many times:
    # with each filter, in another order, and for each article that is opened.
    key, state = ("translated", *forms, analyse), lexicon.state()
    translations: Mapping[str, tuple[Translation, ...]]
    made_of, translations = vocabulary.remembered().get(key, (None, {}))
    if made_of is not state:
        translations = _Crossing(forms, vocabulary, lexicon, analyse=analyse).translations()
        vocabulary.remembered()[key] = (state, translations)
    return translations


class _Crossing:
    def __init__(
        self, forms: Sequence[str], vocabulary: Vocabulary, lexicon: Layers, *, analyse: bool
    ) -> None:
        self._forms = forms
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._analyse = analyse
        self._targets = vocabulary.languages()
        # In order: what is found first is kept where not all is.
        self._languages = sorted(lexicon.languages())
        self._readings: defaultdict[str, dict[str, Reading]] = defaultdict(dict)
        for reading in vocabulary.readings(dict.fromkeys(forms)):
            self._readings[reading.text][reading.lang] = reading

    def translations(self) -> dict[str, tuple[Translation, ...]]:
        """See `translate`."""
        expressions = self._expressions()
        known = self._lexicon.known({*self._bases(), *(text for _, text in expressions)})
        senses = {form: self._known_senses(form, known) for form in dict.fromkeys(self._forms)}
        self._guess(senses, known)
        expressions = {key: words for key, words in expressions.items() if key in known}
        spoken = self._spoken(senses)
        for (lang, _), words in expressions.items():
            spoken[lang] += len(words) * _CERTAIN
        if self._analyse:
            self._add_lemmas(senses, spoken)
        found: dict[str, dict[Translation, None]] = {form: {} for form in senses}
        for (lang, text), words in expressions.items():
            if spoken[lang] >= max(spoken.values()) - _DIFFERENCE:
                for form in words:
                    found[form] |= dict.fromkeys(self._translated(lang, _Sense((text,))))
        for form, by_language in senses.items():
            for lang in _spoken_best(by_language, spoken):
                sense = by_language[lang]
                found[form] |= dict.fromkeys(self._own(form, lang, sense))
                found[form] |= dict.fromkeys(self._translated(lang, sense))
        return {form: tuple(some) for form, some in found.items()}

    def _guess(self, senses: dict[str, _Senses], known: Mapping[tuple[str, str], Via]) -> None:
        """Add what forms that are not in the lexicon may be forms of.

        Dictionaries have some inflected forms as headwords, with few translations; so
        what only they know is looked at, too.
        """
        spoken = self._spoken(senses)
        for form, found in senses.items():
            words = [(lang, word) for lang, sense in found.items() for word in sense.words]
            # Those of its root were not asked for: `known` has none of them.
            if any(known[it].rank < Via.DICTIONARY.rank for it in words if it in known):
                continue
            for lang, sense in self._guessed_senses(form, spoken).items():
                if not words:
                    found[lang] = sense
                elif lang in found:
                    both = dict.fromkeys((*found[lang].words, *sense.words))
                    found[lang] = _Sense(tuple(both), found[lang].certainty, found[lang].place)

    def _add_lemmas(self, senses: Mapping[str, _Senses], spoken: Mapping[str, float]) -> None:
        """Add what words are forms of that the archive has not in their language: where it
        has them, `_known_senses` did (Indonesian `berhak`, entitled, and `hak`, right).

        Of the languages that queries come in only: to make a dictionary ready takes seconds.
        """
        asked_in = self._asked_in()
        for form, found in senses.items():
            for lang in asked_in.intersection(_spoken_best(found, spoken)):
                sense = found[lang]
                if sense.place or form not in sense.words or lang in self._readings[form]:
                    continue
                lemmas = analyzers.load(lang).analyse(form).lemmas
                if known := _of_known(lang, lemmas, self._lexicon.known(lemmas)):
                    words = tuple(dict.fromkeys((*sense.words, *known)))
                    found[lang] = _Sense(words, sense.certainty, bases=(*sense.bases, *known))

    def _bases(self) -> Iterator[str]:
        for form in self._forms:
            yield form
            yield from actives("id", form)
            for reading in self._readings[form].values():
                yield from reading.lemmas
                yield from reading.parts

    def _expressions(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Runs of words that may be one expression of a language, with these words."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for length in range(2, _LONGEST_EXPRESSION + 1):
            for at in range(len(self._forms) - length + 1):
                words = tuple(self._forms[at : at + length])
                for lang in self._languages:
                    bases = [self._lemmas(word, lang)[:2] for word in words]
                    for some in product(*bases):
                        found[lang, " ".join(some)] = words
        return found

    def _lemmas(self, form: str, lang: str) -> tuple[str, ...]:
        """The form and its lemmas in a language, as far as the archive knows."""
        reading = self._readings[form].get(lang)
        return (form,) if reading is None else tuple(dict.fromkeys(reading.bases))

    def _known_senses(self, form: str, known: Collection[tuple[str, str]]) -> _Senses:
        """What a form is by itself, by the lemmas that the archive knows, or by its parts."""
        found: _Senses = {}
        for lang in self._languages:
            lemmas = tuple(dict.fromkeys((*self._lemmas(form, lang), *actives(lang, form))))
            if words := _of_known(lang, lemmas, known):
                found[lang] = _Sense(words, bases=lemmas)
        for lang, reading in self._readings[form].items():
            if lang in found:
                continue
            if parts := _of_known(lang, reading.parts, known):
                found[lang] = _Sense(parts, _CERTAIN, _PART_PLACE)
            elif near := self._lexicon.near(lang, reading.lemmas):
                found[lang] = _Sense(near, _LIKELY, _NEAR_PLACE)
            elif reading.lemmas:
                found[lang] = _Sense((), _HELD)
        return found

    def _guessed_senses(self, form: str, spoken: Mapping[str, float]) -> _Senses:
        """What a form that is no lemma may be a form of."""
        if self._analyse:
            most = max(spoken.values(), default=0.0)
            likely = {lang for lang in spoken if spoken[lang] >= max(most - _DIFFERENCE, _CERTAIN)}
            # To look for words of one beginning takes long, too.
            likely = likely or set(self._lexicon.inflected(form)) or self._asked_in()
            # A name would be asked for in all languages that have the word beside it.
            likely = likely & self._asked_in() or likely
            if analysed := self._analysed(form, likely):
                return analysed
        guessed = self._lexicon.inflected(form)
        return {lang: _Sense(words, _LIKELY) for lang, words in guessed.items()}

    def _asked_in(self) -> set[str]:
        """The languages that a query may be in of which the lexicon has no word as it stands."""
        return {*self._targets, *_ASKED_IN}.intersection(self._languages)

    def _analysed(self, form: str, languages: Iterable[str]) -> _Senses:
        script = script_of(form)
        found: _Senses = {}
        for lang in sorted(languages):
            analyzer = analyzers.load(lang)
            if analyzer.script not in {script, "other"}:
                continue
            lemmas, parts, _ = analyzer.analyse(form)
            lemmas = (*actives(lang, form), *lemmas)
            known = self._lexicon.known({*lemmas, *parts})
            if words := _of_known(lang, lemmas, known):
                found[lang] = _Sense(words, bases=lemmas)
            elif words := _of_known(lang, parts, known):
                found[lang] = _Sense(words, _CERTAIN, _PART_PLACE)
            elif words := self._lexicon.near(lang, lemmas):
                found[lang] = _Sense(words, _LIKELY, _NEAR_PLACE)
        return found

    def _spoken(self, senses: Mapping[str, _Senses]) -> defaultdict[str, float]:
        """How much of the query speaks for each language."""
        spoken: defaultdict[str, float] = defaultdict(float)
        for by_language in senses.values():
            for lang, sense in by_language.items():
                spoken[lang] += sense.certainty
        return spoken

    def _own(self, form: str, lang: str, sense: _Sense) -> Iterator[Translation]:
        """The lemmas of a form that the archive knows in another inflection only, or that
        its other languages may have taken."""
        if lang in self._targets and lang not in self._readings[form] and not sense.place:
            yield from (Translation(word, lang, Via.FORM, 0) for word in sense.words)
        if lang == PIVOT and not sense.place:
            # Other languages take English words as they stand, and inflect them: a flag.
            words = [word for word in sense.words if " " not in word]
            others = [target for target in self._targets if target != lang]
            yield from starmap(_as_it_stands, product(words, others))

    def _translated(self, lang: str, sense: _Sense) -> Iterator[Translation]:
        others = [target for target in self._targets if target != lang]
        found: defaultdict[str, int] = defaultdict(int)
        near = self._lexicon.near(lang, sense.bases)
        for words, place in ((sense.words, sense.place), (near, _NEAR_PLACE)):
            for one in self._lexicon.translations(lang, words, others) if words else ():
                found[one.lang] += 1
                if found[one.lang] <= MOST_TRANSLATIONS:
                    yield one._replace(place=one.place + place)


def _spoken_best(senses: _Senses, spoken: Mapping[str, float]) -> list[str]:
    """The languages in which a word has a sense that most of the query speaks for."""
    known = [lang for lang, sense in senses.items() if sense.words]
    most = max((spoken[lang] for lang in known), default=0.0)
    return [lang for lang in known if spoken[lang] >= most - _DIFFERENCE]


def _as_it_stands(word: str, lang: str) -> Translation:
    return Translation(word, lang, Via.SCRIPT, 0)


def _of_known(
    lang: str, words: Iterable[str], known: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if (lang, word) in known)
