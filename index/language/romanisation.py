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
from typing import Literal, NamedTuple

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


class Frame(NamedTuple):
    """What a name keeps in every script.

    Attributes:
        key: its consonants, after a `~`, which no skeleton holds; `A` first if it
            begins with a vowel.
        vowels: those between two consonants, `""` where there are none.
    """

    key: str
    vowels: tuple[str, ...]


def frames(form: str) -> tuple[Frame, ...]:
    """The frames of a form: the consonants of its skeleton, by which names agree whose
    vowels and hushing sounds languages write in their own way.

    None of a form with too few of them; two of one with a j, which languages read as in
    English or as in German. What has the same key must pass `same_name` too.
    """
    sounds = {_sounds(form)}
    if form[:1] == "j":
        sounds.add(_sounds(f"zh{form[1:]}"))
    return tuple(frame for some in sorted(sounds) if (frame := _frame(some)) is not None)


def same_name(one: Frame, other: Frame) -> bool:
    """Whether two frames of one key may be of one name by their vowels.

    Between two consonants vowels are the same if they share one (Biden, Байден), half
    apart if one is often written for the other (Trump, Трамп), and a whole else; names
    of three consonants may be half apart in all, of four one, of more two.
    """
    apart = sum(map(_apart, one.vowels, other.vowels))
    consonants = len(one.key) - 1
    return apart <= _ALLOWED[min(consonants, max(_ALLOWED))]


def _frame(sounds: str) -> Frame | None:
    consonants = [at for at, sound in enumerate(sounds) if sound not in "aeiou"]
    vowels = [sounds[first + 1 : second] for first, second in pairwise(consonants)]
    first = "" if consonants[:1] == [0] else "A"
    key = first + "".join(sounds[at] for at in consonants)
    # Two consonants are enough where they have two vowels between them (Huawei).
    if len(key) < _SHORTEST and not (len(consonants) == 2 and len(vowels[0]) > 1):
        return None
    return Frame(f"~{key}", tuple(vowels))


#: How far apart vowels may be, by the number of consonants.
_ALLOWED = {2: 0.0, 3: 0.5, 4: 1.0, 5: 2.0}
_OFTEN_SWAPPED = frozenset(map(frozenset, ("ei", "oa", "ou", "au", "ae")))
#: Silent, or written for no sound: h before a consonant (Johnson).
_SILENT = re.compile("(?<=[aeiou])h(?=[^aeiou])")
#: Sounds that languages exchange: h and g (Гамбург), and what skeletons keep apart.
_MERGED = str.maketrans("hSZ", "gsz")


def _sounds(form: str) -> str:
    """A skeleton without what names differ by in their consonants."""
    sounds = _SILENT.sub("", skeleton(form)).translate(_MERGED).replace("dz", "z")
    return _REPEATED.sub(r"\1", sounds)


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
