"""Spellings that differ by diacritics only share a fold key.

Policy. In Latin, Greek, Hebrew and Arabic a mark is something people leave out
when they type, so it goes, and letters that stand for a letter with a stroke or a
ligature go with it (ł, ø, ß, æ). In Arabic script, letters that are written for one
another go too: every alef is ا, ى is ي, ة is ه, and the Persian ک and ی are the Arabic
ones; the tatweel is not a letter. Digits of any script are those of ASCII. In Cyrillic
a mark makes another letter: й, ї, ў and ќ stay what they are; only ё (mostly printed е)
becomes е and ґ (forbidden for sixty years, so that half the texts write г) becomes г,
and the apostrophe of п'ять, which is often not typed, goes.
In every other script marks are vowels or voicing and stay.
Compatibility characters (full width, ligatures) become what they are compatible with.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
        "ə": "e",
        "ё": "е",
        "ґ": "г",
        "ς": "σ",
        "ى": "ي",
        "ة": "ه",
        "ـ": "",
        "ک": "ك",
        "ی": "ي",
        "ٱ": "ا",
    }
)


#: How German and the Nordic languages write these letters where they are not to be
#: had. Used for words of every language: a Müller is Mueller in a Czech text too.
_TO_SPELL_OUT = re.compile("[äöüøå]")
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

#: Marks of Latin, Greek, Hebrew and Arabic, unless they stand on a Cyrillic letter.
_MARKS = re.compile(
    "(?<![\u0400-\u052f])[\u0300-\u036f]+"
    "|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]+"
)

#: Letters of Latin and Cyrillic that come with their marks: what one becomes does not
#: depend on its neighbours.
_EACH_ALONE = re.compile("[a-z\u00df-\u00f6\u00f8-\u0237\u1e00-\u1eff\u0430-\u045f\u0490-\u04ff]+")

_CYRILLIC_APOSTROPHE = re.compile("(?<=[\u0400-\u052f])'")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def fold(form: str) -> str:
    """A form without what people leave out when they type; see the policy above.

    Idempotent. Never empty for a form with a letter.
    """
    if form.isascii():
        return form
    if _EACH_ALONE.fullmatch(form) is not None:
        return form.translate(_FOLDED)
    return _folded(form)


class _Folded(dict[int, str]):
    """What each character is when it stands alone, found out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _folded(chr(point))
        return folded


_FOLDED = _Folded()


def _folded(form: str) -> str:
    # Letters first: NFKD would leave ё as е with a mark, which Cyrillic keeps.
    decomposed = unicodedata.normalize("NFKD", form.translate(_LETTERS)).translate(_LETTERS)
    bare = _CYRILLIC_APOSTROPHE.sub("", _MARKS.sub("", decomposed))
    bare = _OTHER_DIGIT.sub(_ascii_digit, bare)
    return unicodedata.normalize("NFC", bare)


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


def folds(form: str) -> tuple[str, ...]:
    """The fold keys of a form: `fold`, and the one with umlauts spelled out.

    `("schon", "schoen")` for `schön`; one key where both agree.
    """
    folded = fold(form)
    if form.isascii() or _TO_SPELL_OUT.search(form) is None:
        return (folded,)
    return (folded, fold(form.translate(_SPELLED_OUT)))
