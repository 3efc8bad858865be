"""Spellings of one sound in several scripts share a skeleton key.

`чип`, `čip` and `chip`; `Хуавей` and `Huawei`; `Київ`, `Kyiv` and `Kiev`. A word is
romanised character by character (anyascii), and then what languages write in
different ways becomes one sign. Hushing sounds keep signs of their own (capitals),
so that `chat` is not `cat` nor `ship` `sip`.

The rules are for names and loan words. They know no language: `ch` is always read as
in English, which is wrong in German and Czech but only loses a match there.
"""

import re
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import Literal

Script = Literal["latin", "cyrillic", "greek", "armenian", "georgian", "other"]

#: Scripts whose romanisation is a reading with vowels. Han is read as Chinese even in
#: Japanese texts, Arabic and Hebrew give consonants only, Thai its spelling.
_SCRIPTS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("latin", re.compile("['a-z\u00df-\u024f\u0250-\u02af\u0300-\u036f\u1e00-\u1eff]+")),
    ("cyrillic", re.compile("['\u0400-\u0481\u048a-\u052f\u0300-\u036f]+")),
    ("greek", re.compile("['\u0370-\u03ff\u1f00-\u1fff\u0300-\u036f]+")),
    ("armenian", re.compile("['\u0531-\u0587]+")),
    ("georgian", re.compile("['\u10a0-\u10ff\u1c90-\u1cbf]+")),
)

#: Latin letters of a hushing sound, which anyascii would make c, s and z.
_HUSHING = str.maketrans(
    {"č": "ch", "ć": "ch", "ĉ": "ch", "š": "sh", "ś": "sh", "ş": "sh", "ș": "sh", "ŝ": "sh"}
    | {"ž": "zh", "ź": "zh", "ż": "zh", "ĵ": "zh"}
)

#: The signs of hushing sounds in a skeleton.
HUSHING_SIGNS = frozenset("CSZ")

#: Ways to write one sound, the longest first; the second list works on what the first
#: one left, so that `ye`, `je` and `ie` meet.
_SOUNDS = (
    {
        "tsch": "C",  # German
        "tch": "C",
        "ch": "C",
        "cz": "C",  # Polish
        "sch": "S",
        "sh": "S",
        "sz": "S",
        "zh": "Z",
        "kh": "h",  # х
        "ph": "f",
        "th": "t",
        "ts": "c",  # ц
        "tz": "c",
        "ck": "k",
        "ce": "ce",  # c is k unless a front vowel follows
        "ci": "ci",
        "cy": "ci",
        "c": "k",
        "q": "k",
        "x": "ks",
        "w": "v",
        "y": "i",
        "j": "i",
    },
    {"ou": "u", "oo": "u", "ee": "i", "ie": "i"},
)
_RULES = tuple(
    (re.compile("|".join(sorted(sounds, key=len, reverse=True))), sounds) for sounds in _SOUNDS
)
_REPEATED = re.compile(r"(.)\1+")

#: A shorter word agrees with too many others to be told apart by its sounds.
_SHORTEST = 3
#: In a shorter key a c that is no part of ch, cz or ck gets a sign of its own: `can`
#: is not `kann`, but `Cuba` is `Kuba`.
_SHORTEST_WITH_C_AS_K = 4
_LONE_C = re.compile("c(?![hzk])")


def script_of(form: str) -> Script:
    """The script a form is written in; `other` where it is mixed, has digits, or is
    not one that this module can read."""
    for script, pattern in _SCRIPTS:
        if pattern.fullmatch(form):
            return script
    return "other"


def romanise(form: str) -> str:
    """A form in ASCII letters, lower case, as anyascii reads it without a language."""
    if form.isascii():
        return form
    from anyascii import anyascii  # noqa: PLC0415 - searches in Latin letters do without

    return anyascii(form).lower()


def skeleton(form: str) -> str:
    """The key by which spellings of one sound agree, or `""` when not to be trusted.

    Not to be trusted are forms and keys under three letters, forms with digits and
    scripts that are not read with their vowels (see `script_of`).
    """
    if len(form) < _SHORTEST or script_of(form) == "other":
        return ""
    letters = form if form.isascii() else romanise(form.translate(_HUSHING))
    letters = letters.replace("'", "")
    key = _key(letters)
    if len(key) < _SHORTEST_WITH_C_AS_K:
        key = _key(_LONE_C.sub("Ç", letters))
    return key if len(key) >= _SHORTEST else ""


def frame(form: str) -> str:
    """The consonants of a form's skeleton: a key by which names agree whose vowels and
    hushing sounds languages write in their own way, or `""` when there are too few.

    Begins with `~`, which no skeleton does. Whoever finds something by it asks
    `same_vowels` too.
    """
    sounds = _sounds(form)
    consonants = _VOWELS.sub("", sounds[1:])
    first = "A" if _VOWELS.match(sounds) else sounds[:1]
    return f"~{first}{consonants}" if len(consonants) + 1 >= _SHORTEST else ""


def same_vowels(one: str, other: str) -> bool:
    """Whether two forms of one `frame` may be one name by their vowels.

    Vowels before the first consonant and after the last are not looked at. Between two
    consonants vowels are the same if they share one (Biden, Байден), half apart if one
    is often written for the other (Trump, Трамп), and a whole else; names of three
    consonants may be half apart in all, of four one, of more two.
    """
    slots, others = _vowels_between(one), _vowels_between(other)
    if len(slots) != len(others):
        return False
    apart = sum(map(_apart, slots, others))
    return apart <= _ALLOWED[min(len(slots) + 1, max(_ALLOWED))]


#: How far apart vowels may be, by the number of consonants.
_ALLOWED = {1: 0.0, 2: 0.0, 3: 0.5, 4: 1.0, 5: 2.0}
_VOWELS = re.compile("[aeiou]+")
_OFTEN_SWAPPED = frozenset(map(frozenset, ("ei", "oa", "ou", "au", "ae")))
#: Silent, or written for no sound: h before a consonant (Johnson).
_SILENT = re.compile("(?<=[aeiou])h(?=[^aeiou])")
#: Sounds that languages exchange: h and g (Гамбург), and what skeletons keep apart.
_MERGED = str.maketrans("hSZ", "gsz")


def _sounds(form: str) -> str:
    """A skeleton without what names differ by in their consonants."""
    sounds = _SILENT.sub("", skeleton(form)).translate(_MERGED).replace("dz", "z")
    return _REPEATED.sub(r"\1", sounds)


def _vowels_between(form: str) -> list[str]:
    """The vowels between consonants, `""` where there are none."""
    sounds = _sounds(form)
    consonants = [at for at, sound in enumerate(sounds) if sound not in "aeiou"]
    return [sounds[first + 1 : second] for first, second in pairwise(consonants)]


def _apart(vowels: str, others: str) -> float:
    if vowels == others or not set(vowels).isdisjoint(others):
        return 0.0
    if any(frozenset((one, other)) in _OFTEN_SWAPPED for one in vowels for other in others):
        return 0.5
    return 1.0


def _key(letters: str) -> str:
    for pattern, sounds in _RULES:
        letters = pattern.sub(partial(_sound, sounds), letters)
    return _REPEATED.sub(r"\1", letters)


def _sound(sounds: Mapping[str, str], match: re.Match[str]) -> str:
    return sounds[match[0]]
