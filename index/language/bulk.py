"""The words of many texts at once, as `tokens.columns` gives them one text at a time.

A text is an array of code points here. Which of them are of words is looked up in a
table; where that changes a word begins or ends; and the text with blanks in place of all
else is split. That takes a fifth of the time of a pattern that looks at every word.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.language import tokens

#: Shorter texts are done sooner by the pattern than arrays are made.
_WORTH_IT = 400

#: In the table: of a word; a digit, which a full stop or a comma may follow; and what
#: stands in no plain text, or needs care.
_WORD, _DIGIT, _OTHER = 1, 2, 3

_APOSTROPHE, _JOINS_DIGITS, _BLANK = ord("'"), (ord("."), ord(",")), ord(" ")


class Words(NamedTuple):
    """The words of some texts, one text after the other.

    Attributes:
        forms, gaps, lengths: as of `tokens.Columns`; the first gap of a text counts from
            its beginning.
        counts: how many words each text has.
    """

    forms: list[str]
    gaps: NDArray[np.intp]
    lengths: NDArray[np.intp]
    counts: list[int]


def words_of(texts: Sequence[str]) -> Words:
    """The words of texts."""
    together = "\n".join(texts)
    lowered = tokens.lowered_composed(together) if len(together) >= _WORTH_IT else None
    if lowered is not None:
        encoding, dtype = ("ascii", "u1") if lowered.isascii() else ("utf-32-le", "<u4")
        points = np.frombuffer(lowered.encode(encoding, "surrogatepass"), dtype)
        kinds = _kinds().take(points, mode="clip")
        if encoding == "ascii" or kinds.max() < _OTHER:
            return _split(lowered, points, kinds, encoding, texts)
    each = [tokens.columns(text) for text in texts]
    return Words(
        list(chain.from_iterable(it.forms for it in each)),
        np.fromiter(chain.from_iterable(it.gaps for it in each), np.intp),
        np.fromiter(chain.from_iterable(it.lengths for it in each), np.intp),
        [len(it.forms) for it in each],
    )


def _split(
    lowered: str, points: NDArray[Any], kinds: NDArray[Any], encoding: str, texts: Sequence[str]
) -> Words:
    """The same of a lowered, plain text that joins texts of the same lengths."""
    held = np.zeros(len(points) + 2, bool)
    words = held[1:-1]
    np.not_equal(kinds, 0, out=words)
    if "'" in lowered:
        words[_between(np.flatnonzero(points == _APOSTROPHE), kinds, _WORD)] = True
    _join_digits(points, kinds, words)
    edges = np.flatnonzero(held[1:] != held[:-1])
    starts, ends = edges[::2], edges[1::2]
    blanked = np.multiply(points, words, dtype=points.dtype)
    blanked += ~words * np.uint8(_BLANK)
    begins = np.fromiter(accumulate((len(text) + 1 for text in texts), initial=0), np.intp)
    firsts = np.searchsorted(starts, begins)
    counts = np.diff(firsts)
    gaps = starts.copy()
    gaps[1:] -= ends[:-1]
    some = np.flatnonzero(counts)
    gaps[firsts[some]] = starts[firsts[some]] - begins[some]
    return Words(blanked.tobytes().decode(encoding).split(), gaps, ends - starts, counts.tolist())


def _join_digits(points: NDArray[Any], kinds: NDArray[Any], words: NDArray[Any]) -> None:
    """Take into numbers the full stops and commas that stand inside them."""
    stops = (points == _JOINS_DIGITS[0]) | (points == _JOINS_DIGITS[1])
    for at in _between(np.flatnonzero(stops), kinds, _DIGIT).tolist():
        before = at - 1
        while before >= 0 and kinds[before] > _WORD:
            before -= 1
        # Digits that a letter or an apostrophe precedes are no number: `h2.0` is two words.
        if before < 0 or not words[before] or points[before] in _JOINS_DIGITS:
            words[at] = True


def _between(at: NDArray[np.intp], kinds: NDArray[Any], least: int) -> NDArray[np.intp]:
    """Those places of what is of no word that have such a character on either side."""
    # Of the first and the last place one side is the place itself.
    before, behind = kinds.take(at - 1, mode="clip"), kinds.take(at + 1, mode="clip")
    kept: NDArray[np.intp] = at[np.minimum(before, behind) >= least]
    return kept


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character is; the last one stands for all above."""
    kinds = np.full(tokens.PLAIN_END + 1, _OTHER, np.uint8)
    for point in tokens.plain_points():
        character = chr(point)
        if not tokens.needs_care(character):
            kinds[point] = 0
        if kinds[point] == 0 and character.isalnum():
            kinds[point] = _DIGIT if character.isdecimal() else _WORD
    return kinds
