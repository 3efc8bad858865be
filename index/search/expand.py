"""A query word -> the forms of the archive it stands for, tier by tier.

Tiers are in `index.search.tiers`: each finds readings in the vocabulary, and a form keeps the
strongest tier that found it, whatever else (a translation) finds it too. A word is read
in every language of the archive, whatever language it is typed in and whatever script.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from index.engines import Group, PhraseGroup, WeightedForm
from index.language import analyzers
from index.language.folding import folds
from index.language.lexicon import Translation
from index.language.romanisation import script_of
from index.language.tokens import normalize
from index.model import ExpandedForm, Expansion, Via
from index.ranking import tier_weight
from index.search.tiers import TIERS, WEIGHTS, Sought
from index.search.translated import FoundPhrase, Standing
from index.words.readings import Reading
from index.words.vocabulary import Vocabulary

#: The most forms of a word that are searched. The richest verbs of an archive in five
#: languages have about 120; more is a defect of some key, and each form costs time.
MOST_FORMS = 200

#: The most forms of a prefix that are shown; the engine searches all of them.
MOST_SHOWN = 50

#: The most forms of a prefix that are marked in texts, the most frequent ones.
MOST_MARKED = 1_000

#: Accents matter in a shorter prefix: too much of an archive begins with two letters to
#: be looked through at every key.
_SHORTEST_FOLDED_PREFIX = 3

#: By so many tiers at most does a translation weigh less for its place. Measured on
#: parallel texts: without places the right passage is less often among the first, and
#: more tiers make no difference.
_FARTHEST = 2

#: By how many letters a new word may begin less like the words of its own language than
#: like those of another.
_SLACK = 1


@dataclass(frozen=True, slots=True)
class Expanded:
    """What a query word became.

    Attributes:
        expansion: for the reader: forms of the archive, each once with the language
            in which most articles have it, strongest first, then most frequent.
        group: for the engine: the same forms with their weights, and prefixes.
        via_of: for marking spans: every form that is to be marked. All its keys are
            forms of the archive.
        phrases: what stands for the word in several words.
    """

    expansion: Expansion
    group: Group
    via_of: Mapping[str, Via]
    phrases: tuple[FoundPhrase, ...] = ()

    def texts(self) -> Iterator[str]:
        """All forms that are to be marked, alone or in a phrase; some of them twice."""
        yield from self.via_of
        for phrase in self.phrases:
            yield from chain.from_iterable(phrase.words)

    def alternatives(self) -> tuple[Group | PhraseGroup, ...]:
        """For the engine: all that stands for the word."""
        return (self.group, *map(_phrase_group, self.phrases))


def expand(
    word: str,
    vocabulary: Vocabulary,
    *,
    exact: bool = False,
    cross: bool = True,
    prefix: bool = False,
    typing: bool = False,
    slips: int = 0,
    analyse: bool = True,
    translations: Collection[Translation] = (),
    standing: Standing | None = None,
    without: Collection[str] = (),
) -> Expanded:
    """Find the forms of the archive that a query word stands for.

    Args:
        word: one token as typed.
        vocabulary: the archive's.
        exact: only the normalised form itself, or what begins with it.
        cross: also forms of languages in which the word itself is unknown.
        prefix: what begins with the word, however it is accented, and nothing else.
        typing: the word may be half typed: what begins with it (from two letters on),
            and what it stands for if it is complete.
        slips: also what is spelled nearly so: how many letters may differ.
        analyse: of a word that the archive does not know, ask the dictionaries of its
            languages; loading them takes a second, so not between two keys.
        translations: what the word means in other languages.
        standing: made for these and those of the other words of the query, if there is one.
        without: forms, and translations with all of their forms, that the word shall not
            stand for.

    Raises:
        sqlite3.Error: the vocabulary cannot be read.
    """
    form = normalize(word)
    forms = _Forms()
    prefixes: tuple[WeightedForm, ...] = ()
    if form and (prefix or (typing and len(form) > 1)):
        weight = WEIGHTS[Via.EXACT if prefix else Via.FORM]
        prefixes = _begin(form, weight, vocabulary, forms, exact=exact)
    if form and not prefix:
        forms.add(Via.EXACT, vocabulary.readings([form]))
        if not exact:
            _stand_for(form, vocabulary, forms, cross=cross, analyse=analyse and not typing)
        if slips:
            forms.add(Via.FOLD, _misspelt(form, vocabulary, slips))
    expressions: list[FoundPhrase] = []
    if translations:
        standing = standing or Standing([translations], vocabulary)
        expressions = forms.add_translations(translations, standing, without)
    for text in without:
        forms.remove(text)
    phrases = tuple(one for one in expressions if one.text not in without)
    return _expanded(word, forms, prefixes, phrases)


@dataclass(slots=True)
class _Forms:
    """The forms found so far: the strongest way in which each was found, and in which
    languages."""

    via_of: dict[str, Via] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    articles: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, via: Via, readings: Iterable[Reading]) -> None:
        """Take in what a tier found."""
        for reading in readings:
            self._found(reading.text, via, WEIGHTS[via])
            self.articles[reading.text][reading.lang] = reading.articles

    def add_translations(
        self,
        translations: Collection[Translation],
        standing: Standing,
        without: Collection[str],
    ) -> list[FoundPhrase]:
        """Take in what stands for translations; returns what does so in several words."""
        for one in standing.forms(translations, without):
            weight = tier_weight(one.via.rank + min(one.place, _FARTHEST))
            self._found(one.text, one.via, weight)
            self.articles[one.text].setdefault(one.lang, one.articles)
        return standing.phrases(translations)

    def _found(self, text: str, via: Via, weight: float) -> None:
        known = self.via_of.get(text)
        if known is None or via.rank < known.rank:
            self.via_of[text] = via
        if weight > self.weights.get(text, 0.0):
            self.weights[text] = weight

    def remove(self, text: str) -> None:
        """Forget a form."""
        self.via_of.pop(text, None)
        self.articles.pop(text, None)

    def best_first(self) -> list[ExpandedForm]:
        """Strongest first, then by the number of articles, then alphabetically."""
        found = [
            ExpandedForm(
                text, max(counts, key=lambda lang: (counts[lang], lang)), self.via_of[text]
            )
            for text, counts in self.articles.items()
        ]
        found.sort(key=lambda f: (f.via.rank, -sum(self.articles[f.text].values()), f.text))
        return found


def _stand_for(
    form: str, vocabulary: Vocabulary, forms: _Forms, *, cross: bool, analyse: bool
) -> None:
    """Run the tiers; when the archive does not know the word, once more with what analyzers
    make of it."""
    sought = Sought(form, vocabulary.readings([form]))
    _run(sought, vocabulary, forms, cross=cross)
    if analyse and not any(_is_known(form, text, via) for text, via in forms.via_of.items()):
        _run(Sought(form, _analysed(form, vocabulary)), vocabulary, forms, cross=cross)


def _is_known(word: str, form: str, via: Via) -> bool:
    """Whether a form that was found tells what the word is: it is itself, with other accents
    maybe, or the word is its lemma."""
    return via.rank <= Via.FORM.rank or (via is Via.FOLD and word in folds(form))


def _run(sought: Sought, vocabulary: Vocabulary, forms: _Forms, *, cross: bool) -> None:
    own = {reading.lang for reading in sought.readings}
    for tier in TIERS:
        if tier.crosses and not cross:
            continue
        readings = list(tier.find(sought, vocabulary))
        if not cross:
            # The languages of the word are those that know it as a form or a lemma; of
            # a word that none knows, those that know it with other accents.
            if tier.via is Via.FORM or not own:
                own |= {reading.lang for reading in readings}
            readings = [reading for reading in readings if reading.lang in own]
        forms.add(tier.via, readings)


def _analysed(form: str, vocabulary: Vocabulary) -> list[Reading]:
    """What a form that no article holds could be in the languages of the archive.

    It is a word of those whose dictionaries have it. What else they say of it, by the rules
    of the language, counts in those it is likely to be of: in others it leads to no form, or
    to a wrong one.
    """
    script = script_of(form)
    loaded = (analyzers.load(lang) for lang in vocabulary.languages())
    written = [each for each in loaded if each.script in {script, "other"}]
    likely = _languages_of(form, written, vocabulary)
    found = [Reading(form, each.lang, 0, *each.analyse(form)) for each in written]
    return [reading for reading in found if reading.lang in likely or not reading.is_name]


def _languages_of(
    form: str, written: Iterable[analyzers.Analyzer], vocabulary: Vocabulary
) -> set[str]:
    """The languages that a form nobody wrote yet is likely to be of: those whose articles
    hold its stem, those with the words that begin most like it, and those in which its
    letters that are not ASCII are an ending (`chipů`)."""
    stems = {each.lang: each.stem(form) for each in written}
    likely = {
        reading.lang
        for reading in vocabulary.by_keys(Via.STEM, set(filter(None, stems.values())))
        if stems.get(reading.lang) in {reading.stem, reading.text}
    }
    if not form.isascii():
        likely |= {lang for lang, stem in stems.items() if stem and stem.isascii()}
    return likely | _beginning_alike(form, set(stems), vocabulary)


def _beginning_alike(form: str, languages: set[str], vocabulary: Vocabulary) -> set[str]:
    """Those of some languages that share the longest beginning with a form, or nearly."""
    alike: set[str] = set()
    shortest = 2
    for length in range(len(form), 1, -1):
        if length < shortest:
            break
        found = vocabulary.starting_with(form[:length], MOST_FORMS)
        here = languages.intersection(reading.lang for reading in found)
        if here and not alike:
            shortest = max(length - _SLACK, 2)
        alike |= here
    return alike


def _misspelt(form: str, vocabulary: Vocabulary, slips: int) -> list[Reading]:
    """What is spelled nearly like a form."""
    from index.words.spelling import near  # noqa: PLC0415 - numpy, which most expansions need not

    return vocabulary.readings(near(form, vocabulary, slips))


def _begin(
    form: str, weight: float, vocabulary: Vocabulary, forms: _Forms, *, exact: bool
) -> tuple[WeightedForm, ...]:
    """Collect what begins with a form; returns the prefixes for the engine.

    Forms whose accents are not those of a prefix cannot be asked for as a prefix: they
    go to the engine one by one.
    """
    accents_matter = exact or len(form) < _SHORTEST_FOLDED_PREFIX
    forms.add(Via.EXACT, vocabulary.starting_with(form, MOST_MARKED))
    prefixes = [WeightedForm(form, weight, prefix=True)]
    for folded in () if accents_matter else folds(form):
        if folded != form:
            forms.add(Via.FOLD, vocabulary.starting_with(folded, MOST_MARKED))
            prefixes.append(WeightedForm(folded, WEIGHTS[Via.FOLD], prefix=True))
        forms.add(Via.FOLD, vocabulary.folding_to(folded, MOST_FORMS))
    return tuple(prefixes)


def _expanded(
    word: str,
    forms: _Forms,
    prefixes: tuple[WeightedForm, ...],
    phrases: tuple[FoundPhrase, ...],
) -> Expanded:
    every, weights = forms.best_first(), forms.weights
    # Translations have a limit of their own, see `index.search.translated`.
    own = [form for form in every if form.via.rank <= Via.SCRIPT.rank]
    other = every[len(own) :]
    kept = [*(own if prefixes else own[:MOST_FORMS]), *other]
    single = [form for form in kept if not _is_covered(form, prefixes)] if prefixes else kept
    shown = [*(own[:MOST_SHOWN] if prefixes else own[:MOST_FORMS]), *other]
    shown += [ExpandedForm(phrase.text, phrase.lang, phrase.via) for phrase in phrases]
    return Expanded(
        expansion=Expansion(word, tuple(shown)),
        group=Group(
            (
                *prefixes,
                *(
                    WeightedForm(form.text, weights[form.text])
                    for form in single[: MOST_FORMS + len(other)]
                ),
            )
        ),
        via_of={form.text: form.via for form in kept},
        phrases=phrases,
    )


def _phrase_group(phrase: FoundPhrase) -> PhraseGroup:
    groups = (Group(tuple(map(WeightedForm, forms))) for forms in phrase.words)
    return PhraseGroup(tuple(groups), weight=WEIGHTS[phrase.via])


def _is_covered(form: ExpandedForm, prefixes: tuple[WeightedForm, ...]) -> bool:
    """Whether the engine finds a form by a prefix; the very word typed may count more."""
    return any(
        form.text.startswith(prefix.text)
        and (form.text != prefix.text or prefix.weight >= WEIGHTS[form.via])
        for prefix in prefixes
    )
