"""What of a word survives translation: its number, its meanings, its sound.

Two texts that say the same in different languages share few words, but many anchors:
numbers and the names of models whole (`2.000`, `H20`), names by their sound and frame
in any script, and all else by what it means in English, where a lexicon knows it.
Everything comes from a form's reading in the vocabulary: no dictionary is loaded.
"""

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from index.language import analyzers
from index.language.folding import fold
from index.language.romanisation import frames, romanise, skeleton
from index.words.readings import Reading

#: What a lemma of a language means, as English lemmas, the best first.
Pivots = Callable[[str, str], tuple[str, ...]]

#: The same of several lemmas that have a meaning, in one question.
PivotsOf = Callable[[str, Collection[str]], Mapping[str, tuple[str, ...]]]

#: A word with more meanings says less by each; those after the first dozen say nothing.
_MOST_MEANINGS = 12

#: Lengths of the pieces by which sounds are compared: on parallel texts nothing is
#: gained by shorter or longer ones.
_PIECES = (3, 4, 5)

#: What a word that holds sentences together weighs, beside one that does not.
LIGHT = 0.3

#: English words that hold sentences together: what may mean one of them (among its
#: first meanings) says little of what a text is about.
_HOLDING = (
    "a about above after again against all already also although always among an and any"
    " anybody anyone anything around as at away be because become been before being below"
    " beside between both but by can cannot could do down during each either else even ever"
    " every everybody everyone everything few for from get go had has have he her here hers"
    " herself him himself his how however i if in inside instead into it its itself just"
    " least less let like many maybe me mine more most much must my myself near"
    " neither never no nobody none nor not nothing now of off often on once one only onto or"
    " other our ours out over own per perhaps rather same self shall she should since so some"
    " somebody someone something sometimes soon still such than that the their theirs them"
    " themselves then there therefore these they this those though through thus to together"
    " too toward towards under until up upon very via was we were what when where whether"
    " which while who whom whose why with within without would yes yet you your yours"
    " oneself according"
)
_FUNCTION_WORDS = frozenset(_HOLDING.split())

#: Words that no lexicon gives a meaning for they are too small, by language.
_SMALL = {
    "cs": "a aby ale ani ať až by co či do i jak ji k ke na o s se si u v však ve z za ze že",
    "de": "aber am an daß dass das dem den der die ein eine es im in ins man ob so und vom was"
    " zu zum zur",
    "es": "a al como con de del e el en es la las lo los o para por que se su un una y",
    "fr": "a à au aux ce de des du elle en est et il l la le les ne on ou par pas pour qu que"
    " qui s sa se son sur un une y",
    "id": "adalah apa dan dari di hal itu ini kepada ke oleh pada para pun sang sebuah secara"
    " seorang si suatu tersebut yaitu yakni yang",
    "pl": "a aby ale by co czy do i jak na o się to u w we z za ze że",
    "ru": "а бы в во да для до же за и из к ко на не но о об от по при с со то у что",
    "uk": "а або але б би в ж же з за зі й з і із на не о по при про та те то у хто що щоб я",
}
_SMALL_WORDS = {lang: frozenset(words.split()) for lang, words in _SMALL.items()}
#: Among how many first meanings.
_FIRST = 3

_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


class Anchors(NamedTuple):
    """The anchors of a form.

    Attributes:
        number: a form with digits in one spelling, else `""`; it has no other anchors.
        words: the form and its lemmas without accents.
        meanings: stems of English lemmas.
        weight: of what holds sentences together it is small.
        frames: keys of a name by its consonants, none of what is no name.
        sounds: pieces of its sound.
    """

    number: str = ""
    words: frozenset[str] = frozenset()
    meanings: tuple[str, ...] = ()
    weight: float = 1.0
    frames: tuple[str, ...] = ()
    sounds: frozenset[str] = frozenset()


def anchors(reading: Reading, pivots: Pivots) -> Anchors:
    """The anchors of a form as a word of its language."""
    if number := number_of(reading.text):
        return Anchors(number)
    bases = dict.fromkeys((*reading.lemmas, reading.text))
    names = (*reading.names, *((reading.text,) if reading.is_name else ()))
    meant = meanings(reading, pivots)
    return Anchors(
        words=frozenset(map(fold, bases)),
        meanings=meant,
        weight=LIGHT if holds_together(meant) or _is_small(reading) else 1.0,
        frames=tuple(dict.fromkeys(frame.key for name in names for frame in frames(name))),
        sounds=_sounds(reading.text),
    )


def number_of(form: str) -> str:
    """A number or a name with digits in one spelling, `""` for another form.

    `2.000` and `2,000` are 2000, `1,5` is 1.5: languages differ in both marks, and a
    group of three digits is nearly always one of thousands.
    """
    if _DIGIT.search(form) is None:
        return ""
    folded = fold(form)
    if _GROUPED.fullmatch(folded):
        return folded.replace(".", "").replace(",", "")
    return _DECIMAL_COMMA.sub(".", folded)


def meanings(reading: Reading, pivots: Pivots) -> tuple[str, ...]:
    """What a form may mean, as stems of English lemmas: by its lemmas, else by its parts.

    An English word means itself.
    """
    lemmas = tuple(dict.fromkeys((*reading.lemmas, reading.text)))
    own = (reading.lemmas or lemmas) if _language(reading.lang) == "en" else ()
    found = [*own, *(meant for lemma in lemmas for meant in pivots(reading.lang, lemma))]
    if not found:
        found = [meant for part in reading.parts for meant in pivots(reading.lang, part)]
    return tuple(dict.fromkeys(map(meaning_of, found)))[:_MOST_MEANINGS]


@lru_cache(maxsize=1 << 14)  # 2 MB
def meaning_of(words: str) -> str:
    """English lemmas as what `delayed` and `delay` have in common."""
    if " " in words or words in _FUNCTION_WORDS:
        return words
    return analyzers.load("en").stem(words) or words


def holds_together(meant: tuple[str, ...]) -> bool:
    """Whether a word of these meanings only holds sentences together."""
    return not _FUNCTION_WORDS.isdisjoint(meant[:_FIRST])


def _is_small(reading: Reading) -> bool:
    return reading.text in _SMALL_WORDS.get(_language(reading.lang), ())


def no_pivots_of(_lang: str, _words: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """What words mean where there is no lexicon."""
    return {}


def asked_once(readings: Collection[Reading], lang: str, pivots_of: PivotsOf) -> Pivots:
    """What the bases and parts of some forms of one language mean, asked for at once."""
    meant = pivots_of(lang, {word for one in readings for word in (*one.bases, *one.parts)})

    def pivots(_lang: str, word: str) -> tuple[str, ...]:
        return meant.get(word, ())

    return pivots


def read(
    forms: Collection[str], lang: str, known: Mapping[str, Reading], pivots_of: PivotsOf
) -> dict[str, Anchors]:
    """The anchors of forms; those the vocabulary does not know are read as names."""
    readings = [known.get(form) or Reading(form, lang, 0, ()) for form in sorted(forms)]
    pivots = asked_once(readings, lang, pivots_of)
    return {reading.text: anchors(reading, pivots) for reading in readings}


def _language(code: str) -> str:
    return code.partition("-")[0].lower()


@lru_cache(maxsize=1 << 14)  # 20 MB: the forms of a dozen languages' daily vocabulary
def _sounds(form: str) -> frozenset[str]:
    sound = f"_{skeleton(form) or romanise(form)}_"
    if len(sound) <= _PIECES[1]:
        return frozenset((sound,))
    return frozenset(
        sound[at : at + size] for size in _PIECES for at in range(len(sound) - size + 1)
    )
