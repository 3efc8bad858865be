"""Forms of an archive that are spelled nearly like a word.

Distance is that of optimal string alignment: letters left out, put in, replaced, or
swapped with their neighbour (L. Boytsov, "Indexing methods for approximate dictionary
searching", Journal of Experimental Algorithmics 16, 2011, section 2). Letters are
compared without what people leave out in typing (`index.language.folding`), so that an
accent costs nothing.

All forms of a length that begin with the right letter are looked at at once. Most have
letters that the word has not, or lack some of its, so many that they are too far from it;
what is left is measured, letter by letter. To read them takes longer than both.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from index.language.folding import fold
from index.words.vocabulary import Vocabulary

_Letters = npt.NDArray[np.uint32]

_ONE = np.uint32(1)

#: Code points below have letters that fold to others: Latin, Greek and Cyrillic.
_FOLDING = 0x530

#: Longer words are no misspelling of anything; it keeps a pasted line cheap.
_LONGEST = 64

#: Forms measured at once: their table takes some megabytes.
_AT_ONCE = 20_000


def near(
    form: str, vocabulary: Vocabulary, most: int, *, any_beginning: bool = False
) -> dict[str, int]:
    """The forms that differ from one by at most so many letters, with the number.

    Args:
        form: a normalised form; it is left out itself.
        vocabulary: the archive's.
        most: how many letters may differ.
        any_beginning: look through the whole vocabulary, which takes 0.2 s of half a
            million forms; else only what begins with the same letter: 2 to 8 ms.

    Raises:
        sqlite3.Error: the vocabulary cannot be read.
    """
    if most < 1 or not 0 < len(form) <= _LONGEST:
        return {}
    lengths = max(1, len(form) - most), len(form) + most
    beginnings = None if any_beginning else sorted({*_spellings(form[0])})
    texts = _with_its_letters(form, vocabulary.spelled(beginnings, *lengths), most)
    found: dict[str, int] = {}
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        measured = _distances(form, some, most)
        found |= {some[at]: int(measured[at]) for at in np.flatnonzero(measured <= most)}
    found.pop(form, None)
    return found


def _with_its_letters(form: str, lines: str, most: int) -> list[str]:
    """The lines that have nearly the same letters as a form, in any order.

    Every letter that differs takes one letter away at most, and brings another one.
    """
    if not lines:
        return []
    points = np.frombuffer(lines.encode("utf-32-le", "surrogatepass"), np.uint32)
    breaks = np.flatnonzero(points == ord("\n"))
    starts = np.concatenate((np.zeros(1, np.intp), breaks + 1))
    held = np.bitwise_or.reduceat(_bits(points), starts)
    wanted = np.bitwise_or.reduce(_bits(_letters(form)))
    lacking, strange = wanted & ~held, held & ~wanted
    for _ in range(most):
        # This takes the lowest bit away.
        lacking &= lacking - _ONE
        strange &= strange - _ONE
    ends = np.append(breaks, len(lines))
    near = np.flatnonzero((lacking | strange) == 0)
    return [lines[start:end] for start, end in zip(starts[near], ends[near], strict=True)]


def _bits(points: _Letters) -> _Letters:
    """A bit for each letter, that of its fold, none for the end of a line. Letters share
    bits, which only lets some forms through that are measured in vain."""
    return np.take(_table_of_bits(), points, mode="clip")


@cache
def _table_of_bits() -> _Letters:
    bits = _ONE << (_folded() % np.uint32(32))
    bits[ord("\n")] = 0
    return bits


def _spellings(letter: str) -> Iterator[str]:
    """The letters that fold like one, each of which forms begin with."""
    yield letter
    wanted = _folded()[ord(letter)] if ord(letter) < _FOLDING else None
    if wanted is not None:
        # Forms are in lower case.
        for point in np.flatnonzero(_folded() == wanted):
            if chr(point).lower() == chr(point):
                yield chr(point)


@cache
def _folded() -> _Letters:
    """For each code point below `_FOLDING` the first one of its fold."""
    return np.array([ord(fold(chr(point))[:1] or "\0") for point in range(_FOLDING)], np.uint32)


def _letters(text: str) -> _Letters:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(points < _FOLDING, _folded()[np.minimum(points, _FOLDING - 1)], points)


def _distances(form: str, texts: list[str], most: int) -> npt.NDArray[np.int8]:
    """The distance of a form from each of some texts; more than `most` is `most + 1`."""
    sizes = np.fromiter(map(len, texts), np.intp, len(texts))
    columns = np.zeros((int(sizes.max()), len(texts)), np.uint32)
    rows = np.repeat(np.arange(len(texts)), sizes)
    begins = np.cumsum(sizes) - sizes
    columns[np.arange(len(rows)) - np.repeat(begins, sizes), rows] = _letters("".join(texts))
    word = _letters(form)
    # The table of the distances of all beginnings: a row for each letter of the form. What
    # is further from its diagonal than the distance may be is not looked at.
    size, far, one = len(columns) + 1, np.int8(most + 1), np.int8(1)
    table = np.full((len(word) + 1, size, len(texts)), far, np.int8)
    table[0, : most + 1] = np.arange(min(most + 1, size), dtype=np.int8)[:, None]
    for at in range(1, len(word) + 1):
        row, last = table[at], table[at - 1]
        if at <= most:
            row[0] = at
        for place in range(max(1, at - most), min(size, at + most + 1)):
            best = row[place]
            np.minimum(last[place], row[place - 1], out=best)
            best += one
            differs = columns[place - 1] != word[at - 1]
            np.minimum(best, last[place - 1] + differs, out=best)
            if at > 1 and place > 1:
                turned = (columns[place - 1] == word[at - 2]) & (columns[place - 2] == word[at - 1])
                np.minimum(best, table[at - 2, place - 2] + one, out=best, where=turned)
            np.minimum(best, far, out=best)
    found: npt.NDArray[np.int8] = table[-1, sizes, np.arange(len(texts))]
    return found
