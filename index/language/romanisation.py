"""Spellings of one sound in several scripts share a skeleton key.

`чип`, `čip` and `chip`; `Хуавей` and `Huawei`; `Київ`, `Kyiv` and `Kiev`. A word is
romanised character by character (anyascii), and then what languages write in
different ways becomes one sign. Hushing sounds keep signs of their own (capitals),
so that `chat` is not `cat` nor `ship` `sip`.

The rules are for names and loan words. They know no language: `ch` is always read as
in English, which is wrong in German and Czech but only loses a match there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
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

#: Ways to write one sound, the longest first.
_CONSONANTS = {
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
    "c": "k",
}
#: c is k unless a front vowel follows.
_CONSONANT = re.compile("tsch|tch|sch|[cskptz]h|cz|sz|t[sz]|ck|c(?![eiy])")
#: Single letters, whatever stands beside them.
_LETTERS = str.maketrans("qwyj", "kvii")
#: These come last, so that `ye`, `je` and `ie` meet.
_VOWELS = {"ou": "u", "oo": "u", "ee": "i", "ie": "i"}
_VOWEL = re.compile("o[uo]|[ei]e")
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
    return form if form.isascii() else form.translate(_ROMANISED)


class _Romanised(dict[int, str]):
    """What each character is in ASCII letters, found out when it is first met."""

    def __missing__(self, point: int) -> str:
        from anyascii import anyascii  # noqa: PLC0415 - searches in Latin letters do without

        self[point] = letters = anyascii(chr(point)).lower()
        return letters


_ROMANISED = _Romanised()
#: The same where Latin letters keep their hushing sounds.
_READ = _Romanised(_HUSHING)


# A form's skeleton is asked for several times in a row, and those of a lemma come close
# to each other; 2 MB.
@lru_cache(maxsize=1 << 14)
def skeleton(form: str) -> str:
    """The key by which spellings of one sound agree, or `""` when not to be trusted.

    Not to be trusted are forms and keys under three letters, forms with digits and
    scripts that are not read with their vowels (see `script_of`).
    """
    return "" if _is_mute(form) else _skeletons([form])[0]


def skeletons(forms: Iterable[str]) -> dict[str, str]:
    """The skeletons of many forms, as `skeleton` gives them, in a third of the time."""
    found = dict.fromkeys(forms, "")
    heard = [form for form in found if not _is_mute(form)]
    plain = [form for form in heard if form.isascii()]
    other = [form for form in heard if not form.isascii()]
    for some in filter(None, (plain, other)):
        found.update(zip(some, _skeletons(some), strict=True))
    return found


def _is_mute(form: str) -> bool:
    return len(form) < _SHORTEST or script_of(form) == "other"


def _skeletons(forms: Sequence[str]) -> list[str]:
    """The skeletons of forms that are not mute: one text, a form a line, since no rule
    looks across lines and most of what a rule costs is being called."""
    text = "\n".join(forms)
    letters = (text if text.isascii() else text.translate(_READ)).replace("'", "")
    keys = _key(letters).split("\n")
    short = [at for at, key in enumerate(keys) if len(key) < _SHORTEST_WITH_C_AS_K]
    if short:
        lines = letters.split("\n")
        again = _key(_LONE_C.sub("Ç", "\n".join([lines[at] for at in short]))).split("\n")
        for at, key in zip(short, again, strict=True):
            keys[at] = key if len(key) >= _SHORTEST else ""
    return keys


class Frame(NamedTuple):
    """What a name keeps in every script.

    Attributes:
        key: its consonants, after a `~`, which no skeleton holds; `A` first if it
            begins with a vowel.
        vowels: those between two consonants, `""` where there are none.
    """

    key: str
    vowels: tuple[str, ...]


# The forms of a name have one stem; 2 MB.
@lru_cache(maxsize=1 << 12)
def frames(form: str) -> tuple[Frame, ...]:
    """The frames of a form: the consonants of its skeleton, by which names agree whose
    vowels and hushing sounds languages write in their own way.

    None of a form with too few of them; two of one with a j, which languages read as in
    English or as in German. What has the same key must pass `same_name` too.
    """
    sounds = [_sounds(form)]
    if form[:1] == "j":
        sounds = sorted({*sounds, _sounds(f"zh{form[1:]}")})
    return tuple([frame for some in sounds if (frame := _frame(some)) is not None])


def frame_keys(sounds: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys of the frames of many forms, as `frames` gives them; see `skeletons`.

    Args:
        sounds: the forms with their skeletons.
    """
    if not sounds:
        return {}
    heard = _merged("\n".join(sounds.values()))
    consonants = heard.translate(_NO_VOWELS).split("\n")
    found = {
        form: _frame_key(some, bare)
        for form, some, bare in zip(sounds, heard.split("\n"), consonants, strict=True)
    }
    found |= {form: [it.key for it in frames(form)] for form in sounds if form[:1] == "j"}
    return found


def _frame_key(sounds: str, consonants: str) -> list[str]:
    if len(consonants) >= _SHORTEST:
        beginning = "" if consonants[0] == sounds[0] else "A"
        return [f"~{beginning}{consonants}"]
    frame = _frame(sounds)
    return [] if frame is None else [frame.key]


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
    consonants = sounds.translate(_NO_VOWELS)
    key = consonants if consonants[:1] == sounds[:1] else f"A{consonants}"
    vowels = _BETWEEN_CONSONANTS.findall(sounds)
    # Two consonants are enough where they have two vowels between them (Huawei).
    if len(key) < _SHORTEST and not (len(consonants) == 2 and len(vowels[0]) > 1):
        return None
    return Frame(f"~{key}", tuple(vowels))


_NO_VOWELS = str.maketrans("", "", "aeiou")
_BETWEEN_CONSONANTS = re.compile("(?<=[^aeiou])[aeiou]*(?=[^aeiou])")

#: How far apart vowels may be, by the number of consonants.
_ALLOWED = {2: 0.0, 3: 0.5, 4: 1.0, 5: 2.0}
_OFTEN_SWAPPED = frozenset(map(frozenset, ("ei", "oa", "ou", "au", "ae")))
#: Silent, or written for no sound: h before a consonant (Johnson).
_SILENT = re.compile("(?<=[aeiou])h(?=[^aeiou\\n])")
#: Sounds that languages exchange: h and g (Гамбург), and what skeletons keep apart.
_MERGED = str.maketrans("hSZ", "gsz")


def _sounds(form: str) -> str:
    """A skeleton without what names differ by in their consonants."""
    return _merged(skeleton(form))


def _merged(sounds: str) -> str:
    if "h" in sounds:
        sounds = _SILENT.sub("", sounds)
    sounds = sounds.translate(_MERGED).replace("dz", "z")
    return _REPEATED.sub(_once, sounds)


def _apart(vowels: str, others: str) -> float:
    if vowels == others or not set(vowels).isdisjoint(others):
        return 0.0
    if any(frozenset((one, other)) in _OFTEN_SWAPPED for one in vowels for other in others):
        return 0.5
    return 1.0


def _key(letters: str) -> str:
    # Apart, since letters that stay one go through a table that needs no look-up.
    letters = _CONSONANT.sub(_consonant, letters).replace("x", "ks").translate(_LETTERS)
    return _REPEATED.sub(_once, _VOWEL.sub(_vowel, letters))


def _consonant(match: re.Match[str]) -> str:
    return _CONSONANTS[match[0]]


def _once(match: re.Match[str]) -> str:
    return match[1]


def _vowel(match: re.Match[str]) -> str:
    return _VOWELS[match[0]]
