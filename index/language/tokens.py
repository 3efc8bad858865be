"""Text into the words that postings hold, without knowing its language.

A token's form is what two spellings of one word have in common before any
analysis: lower case, composed (NFC), one apostrophe, without stress marks and
characters that cannot be seen. Its offsets point into the text as it came.

Where words end follows UAX #29 with these exceptions: letters and digits with no
space between them stay together (`H20`, `910C`), a full stop or comma joins digits
only (`2.000` is one token, `lunak.DeepSeek` two), `_` and the hyphen separate, and in
scripts that do not write spaces every character with its marks is a token, so that
a run of them is searched for as a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, count
from typing import NamedTuple


class Token(NamedTuple):
    """A word of a text.

    A named tuple, since it is made for every word of an archive and a frozen
    dataclass takes four times as long to make.

    Attributes:
        form: the normalised word, see `normalize`; never empty.
        position: its number in the text, from 0, without gaps.
        start: first code point in the text.
        end: one past the last code point.
    """

    form: str
    position: int
    start: int
    end: int


#: All that stands for an apostrophe in some text: typographic ones, the letter
#: apostrophe, the turned comma of Uzbek and Hawaiian, grave and acute typed for want
#: of better (and what is canonically the same as these two), prime, full width.
_OTHER_APOSTROPHES = "\u2019\u2018\u02bc\u02bb`\u00b4\u1fef\u1ffd\u2032\u02b9\u0374\uff07"

#: Seen by nobody and typed by few: soft hyphen, joiners, byte order mark, grapheme
#: joiner, marks of direction and variation selectors.
_INVISIBLE = "\u00ad\u034f\u061c\u200c-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"

#: Letters and marks (not digits) of Thai, Lao, Myanmar, Khmer, Han and Kana.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0ece\u0edc-\u0edf"
    "\u1000-\u103f\u1050-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)

#: The blocks that hold combining marks; asking all of Unicode would take 0.1 s.
_BLOCKS_WITH_MARKS = (
    (0x0300, 0x2000),
    (0x20D0, 0x2100),
    (0x2CE0, 0x2E00),
    (0x3020, 0x30A0),
    (0xA660, 0xAC00),
    (0xFB1E, 0xFB1F),
    (0xFE20, 0xFE30),
    (0x101F0, 0x12000),
    (0x13430, 0x17000),
    (0x1BC90, 0x1BCB0),
    (0x1CF00, 0x1CF50),
    (0x1D160, 0x1D250),
    (0x1DA00, 0x1E950),
)

_CYRILLIC_STRESS = "\u0300\u0301"
_DOT_ABOVE = "\u0307"
#: Marks that are not part of a spelling, by the letter they stand on: stress on
#: Cyrillic vowels (also those with a dot, breve or diaeresis: they are decomposed
#: here), and the second dot that lower-casing gives the Turkish İ.
_STRAY_MARKS = dict.fromkeys("аеєиіоуыэюяѣѵ", _CYRILLIC_STRESS) | {"i": _DOT_ABOVE}
_LETTER_WITH_MARKS = re.compile(f"([{''.join(_STRAY_MARKS)}])([\u0300-\u036f]+)")

_INVISIBLE_CHARACTER = re.compile(f"[{_INVISIBLE}]")
#: What makes a text need more than lower-casing: see `normalize`.
_NEEDS_CARE = re.compile(f"[{_INVISIBLE}{_CYRILLIC_STRESS}{_DOT_ABOVE}\u0130ѐѝЀЍ]")

#: Blocks with neither combining marks nor unspaced scripts: Latin, Greek, Cyrillic,
#: Armenian, punctuation, symbols. Words of such a text are found by a pattern that
#: is twice as fast as the one for all scripts and takes no time to make.
_PLAIN = (
    ("\0", "\u02ff"),
    ("\u0370", "\u0482"),
    ("\u048a", "\u058f"),
    ("\u1e00", "\u20cf"),
    ("\u2100", "\u2bff"),
    ("\U0001f000", "\U0001faff"),
)
_NOT_PLAIN = re.compile(f"[^{''.join(f'{first}-{last}' for first, last in _PLAIN)}]")
#: One past the last character of a plain text.
PLAIN_END = ord(_PLAIN[-1][1]) + 1
_PLAIN_WORD = re.compile(r"(\d+(?:[.,]\d+)*[^\W_]*(?:'[^\W_]+)*|[^\W_]+(?:'[^\W_]+)*)")


class Columns(NamedTuple):
    """The words of a text as parallel lists, which cost a third of as many tokens.

    Attributes:
        forms: as of a token.
        gaps: code points from the end of the word before, or the text's beginning, to it.
        lengths: code points of the word.
    """

    forms: list[str]
    gaps: list[int]
    lengths: list[int]


def tokenize(text: str) -> list[Token]:
    """The words of a text in order.

    `normalize(text[token.start:token.end]) == token.form` for each of them, and a
    text gives the same forms however it is composed (NFC, NFD).
    """
    forms, gaps, lengths = columns(text)
    starts, ends = bounds(gaps, lengths)
    return list(map(Token, forms, count(), starts, ends))


def columns(text: str) -> Columns:
    """The same words as columns."""
    in_place = lowered(text)
    if in_place is None:
        # Splitting leaves what is between the words, and the words.
        parts = _words().split(text)
        forms = list(map(normalize, parts[1::2]))
    else:
        parts = (_PLAIN_WORD if is_plain(in_place) else _words()).split(in_place)
        forms = parts[1::2]
    sizes = list(map(len, parts))
    return Columns(forms, sizes[:-1:2], sizes[1::2])


def bounds(gaps: Sequence[int], lengths: Sequence[int]) -> tuple[list[int], list[int]]:
    """Where the words of such columns start and end in the text."""
    ends = list(accumulate(chain.from_iterable(zip(gaps, lengths, strict=True))))
    return ends[::2], ends[1::2]


def normalize(word: str) -> str:
    """A word as postings hold it; of what is no word, the same changes.

    Lower case (ß stays, ς is σ, İ is i), NFC, every apostrophe `'`, no invisible
    characters, no stress on Cyrillic vowels. Idempotent.
    """
    in_place = lowered(word)
    if in_place is not None:
        return in_place
    visible = _INVISIBLE_CHARACTER.sub("", word)
    decomposed = unicodedata.normalize("NFD", visible).lower()
    spelled = _LETTER_WITH_MARKS.sub(_without_stray_marks, decomposed)
    return _one_apostrophe(unicodedata.normalize("NFC", spelled)).replace("ς", "σ")


def lowered(text: str) -> str | None:
    """A normalised text with every character in its place, or None when some move."""
    return None if not text.isascii() and needs_care(text) else lowered_composed(text)


def lowered_composed(text: str) -> str | None:
    """The same of a text in which nothing needs care; None when it is not composed.

    What needs care still does afterwards: `needs_care` may be asked then.
    """
    if text.isascii():
        return _one_apostrophe(text.lower())
    lower = text.lower().replace("ς", "σ")
    # Asked after lower-casing: some letters compose with a mark in lower case only.
    return _one_apostrophe(lower) if unicodedata.is_normalized("NFC", lower) else None


def needs_care(text: str) -> bool:
    """Whether more is to be done to a text than to lower it."""
    return _NEEDS_CARE.search(text) is not None


def is_plain(text: str) -> bool:
    """Whether a text has only characters for which a simple rule tells what a word is:
    letters, decimal digits and other `\\w` but `_`, joined by an apostrophe; decimal digits
    that begin a word also by a full stop or a comma."""
    return _NOT_PLAIN.search(text) is None


def plain_points() -> Iterator[int]:
    """The code points of such characters."""
    return chain.from_iterable(range(ord(first), ord(last) + 1) for first, last in _PLAIN)


def _one_apostrophe(text: str) -> str:
    for other in "`" if text.isascii() else _OTHER_APOSTROPHES:
        text = text.replace(other, "'")
    return text


def _without_stray_marks(match: re.Match[str]) -> str:
    letter, marks = match.groups()
    return letter + "".join(mark for mark in marks if mark not in _STRAY_MARKS[letter])


@cache
def _words() -> re.Pattern[str]:
    """What a word is in any script; made when the first text needs it."""
    marks = _combining_marks()
    letter = rf"[^\W_{_OTHER_APOSTROPHES}{_UNSPACED}]"
    # A mark after an invisible character still belongs to the letter before both.
    rest = rf"{letter}*(?:(?:[{marks}]+|[{_INVISIBLE}]+(?:(?={letter})|[{marks}])){letter}*)*"
    inner = rf"(?:['{_OTHER_APOSTROPHES}]{letter}{rest})*"
    number = r"\d+(?:[.,]\d+)*"
    unspaced = rf"(?![{marks}])[{_UNSPACED}](?:[{_INVISIBLE}]*[{marks}])*"
    return re.compile(rf"({number}{rest}{inner}|{letter}{rest}{inner}|{unspaced})")


def _combining_marks() -> str:
    """All combining marks, as the inside of a character class."""
    ranges: list[list[int]] = []
    for first, end in _BLOCKS_WITH_MARKS:
        for point in range(first, end):
            if unicodedata.category(chr(point)) not in {"Mn", "Mc", "Me"}:
                continue
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)
