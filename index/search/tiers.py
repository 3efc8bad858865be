"""The ways in which a query word finds forms of an archive, one function each.

A tier finds readings in the vocabulary by one kind of key; `TIERS` lists them, the
strongest first.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from index.language import analyzers
from index.language.folding import folds
from index.language.romanisation import (
    HUSHING_SIGNS,
    Frame,
    Script,
    frames,
    same_name,
    script_of,
    skeleton,
)
from index.model import Via
from index.ranking import tier_weight
from index.words.readings import Reading
from index.words.vocabulary import Vocabulary

#: Latin words of one sound in one script need so many sounds to be taken for one
#: word: short ones (`wen` and `wenn`) mostly are not.
_LONG_ENOUGH = 5

#: A word of Korean syllables, which are looked for within longer words.
_HANGUL = re.compile("[\uac00-\ud7a3]{2,}")


@dataclass(frozen=True, slots=True)
class Sought:
    """A query word as its readings; without any, it is a word of no language."""

    form: str
    readings: Collection[Reading]


def _same_lemma(sought: Sought, vocabulary: Vocabulary) -> list[Reading]:
    """Forms that share a lemma in some language, or whose lemma the word is."""
    return [*vocabulary.by_keys(Via.FORM, [sought.form]), *_mates(sought.readings, vocabulary)]


def _same_stem(sought: Sought, vocabulary: Vocabulary) -> list[Reading]:
    """Forms that share the stem in some language, or that one is the stem of.

    (Names seldom end as the stemmer expects: Huawei is the stem of Huaweie, and has
    another one itself.)
    """
    own = [reading for reading in sought.readings if reading.stem]
    keys = {key for reading in own for key in (reading.stem, reading.text)}
    return [
        reading
        for reading in vocabulary.by_keys(Via.STEM, keys)
        if any(reading.lang == one.lang and _are_relatives(reading, one) for one in own)
    ]


def _are_relatives(one: Reading, other: Reading) -> bool:
    """Whether the stems of two readings of a language make one word of them.

    Where the dictionary has both forms, and under different lemmas, a short stem says
    nothing: see `Analyzer.shortest_stem`.
    """
    if not (one.lemmas and other.lemmas):
        return not {one.stem, one.text}.isdisjoint({other.stem, other.text})
    shortest = analyzers.load(one.lang).shortest_stem
    return one.stem == other.stem and len(one.stem) >= shortest


def _composed(sought: Sought, vocabulary: Vocabulary) -> list[Reading]:
    """Words that are composed of the word, or of a lemma of it in their language."""
    lemmas = {(reading.lang, lemma) for reading in sought.readings for lemma in reading.lemmas}
    keys = {sought.form, *(lemma for _, lemma in lemmas)}
    found = [
        reading
        for reading in vocabulary.by_keys(Via.PART, keys)
        if sought.form in reading.parts
        or not lemmas.isdisjoint((reading.lang, part) for part in reading.parts)
    ]
    if _HANGUL.fullmatch(sought.form):
        pairs = vocabulary.by_keys(Via.PART, [sought.form[:2]])
        found += [reading for reading in pairs if sought.form in reading.text]
    return found


def _same_fold(sought: Sought, vocabulary: Vocabulary) -> list[Reading]:
    """Forms, or forms of lemmas, that differ by what people leave out in typing.

    Only what was typed is folded, not its lemma: whoever types `byla` means být, but
    not byt, though they fold alike.
    """
    keys = folds(sought.form)
    found = vocabulary.by_keys(Via.FOLD, keys)
    accented = [reading for reading in found if not set(keys).isdisjoint(folds(reading.text))]
    return [*found, *_mates(accented, vocabulary)]


def _same_sound(sought: Sought, vocabulary: Vocabulary) -> list[Reading]:
    """Forms, or forms of lemmas, that another script or spelling writes so."""
    spelled = _spelled(sought, vocabulary)
    sounds: _Sounds = defaultdict(set)
    names: _Names = defaultdict(set)
    for reading in spelled:
        typed = (sought.form, skeleton(sought.form))
        for base, key in (typed, *reading.sounds, *_hushing_stem(reading)):
            if key:
                sounds[key].add((base, reading.lang))
        for name in {reading.text, *reading.names}:
            for frame in frames(name):
                names[frame.key].add((frame, script_of(name)))
    found: list[Reading] = []
    alike: list[Reading] = []
    for reading in vocabulary.by_keys(Via.SCRIPT, sounds.keys() | names.keys()):
        keys = _agreeing(reading, sounds)
        if keys or _is_name(reading, names):
            found.append(reading)
        if skeleton(reading.text) in keys:
            alike.append(reading)
    return [*found, *_mates(alike, vocabulary)]


#: By skeleton, words that sound so, each with its language.
_Sounds = defaultdict[str, set[tuple[str, str]]]
#: By the key of a frame, such frames, each with the script of its name.
_Names = defaultdict[str, set[tuple[Frame, Script]]]


def _agreeing(reading: Reading, sought: _Sounds) -> set[str]:
    """The skeletons by which a reading may be one of the words sought."""
    return {
        key
        for base, key in reading.sounds
        if any(_is_one_word(key, one, (base, reading.lang)) for one in sought.get(key, ()))
    }


def _hushing_stem(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The stem of a form that the dictionary has not, with its skeleton, if it has a hushing
    sound: so long as that is written otherwise, a short one is enough (`chipů`, čip)."""
    if reading.lemmas or HUSHING_SIGNS.isdisjoint(key := skeleton(reading.stem)):
        return ()
    return ((reading.stem, key),)


def _is_name(reading: Reading, sought: _Names) -> bool:
    """Whether it is a name of another script with the frame and nearly the vowels."""
    return any(
        script_of(name) != script and same_name(frame, one)
        for name in reading.names
        for frame in frames(name)
        for one, script in sought.get(frame.key, ())
    )


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to find forms. `crosses` says that it is there to leave the word's own
    languages."""

    via: Via
    find: Callable[[Sought, Vocabulary], Iterable[Reading]]
    crosses: bool = False


#: The tiers, strongest first: the order falls with the share of right forms that one
#: finds. An inflected form nearly always is the word, a form of one stem mostly is a
#: relative, a form with other accents often is another word, and what sounds like a
#: word is it as a rule when it is a name.
TIERS = (
    Tier(Via.FORM, _same_lemma),
    Tier(Via.STEM, _same_stem),
    Tier(Via.PART, _composed),
    Tier(Via.FOLD, _same_fold),
    Tier(Via.SCRIPT, _same_sound, crosses=True),
)

#: What an occurrence weighs, by the way in which its form was found.
WEIGHTS: Mapping[Via, float] = {via: tier_weight(via.rank) for via in Via}


def _mates(readings: Iterable[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """All forms of the lemmas of some readings, each in its language."""
    pairs = {(reading.lang, lemma) for reading in readings for lemma in reading.lemmas}
    found = vocabulary.by_keys(Via.FORM, {lemma for _, lemma in pairs})
    return [mate for mate in found if any((mate.lang, base) in pairs for base in mate.bases)]


def _spelled(sought: Sought, vocabulary: Vocabulary) -> list[Reading]:
    """The word's readings; of one that no language knows, those with other accents."""
    if sought.readings:
        return list(sought.readings)
    accented = vocabulary.by_keys(Via.FOLD, folds(sought.form))
    return [Reading(sought.form, "und", 0, ()), *accented]


def _is_one_word(key: str, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two words of one sound, each with its language, may be one.

    Yes in two scripts. In one script a spelling is mostly meant: then they must differ
    in how they write a hushing sound (čip, chip; or not at all: `chipů` is a chip), or be
    long and of two languages (model, Modell), since no language has two spellings for one
    word.
    """
    if script_of(one[0]) != script_of(other[0]):
        return True
    differ = one[0].isascii() != other[0].isascii()
    if (differ or one[0] == other[0]) and not HUSHING_SIGNS.isdisjoint(key):
        return True
    return len(key) >= _LONG_ENOUGH and one[1] != other[1]
