"""Passages cut into rows of a terminal's cells: pure, no screen.

Offsets are Unicode code points, widths are cells as `rich` counts them. Code points
that share cells (a letter with its marks, an emoji sequence, a flag) are a *cluster*
and never leave each other.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, get_character_cell_size

from reader.columns import Position
from reader.printable import printable

if TYPE_CHECKING:
    from index.model import Passage

# Where a row may end. The rules are a small part of Unicode Standard Annex 14: after
# white space, after hyphens and slashes inside a word but not before a digit, and
# around ideographs unless punctuation clings to them.
_SPACE = r" \t-\r\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
_HYPHEN = r"\-\u2010\u2012-\u2015/"
_CLOSING = r"\u2019\u201d\u203a\xbb.,:;!?)\]}%\u2026"
_OPENING = r"\u2018\u201c\u2039\xab\u201e\u201a([{"
_CLOSING_WIDE = (
    r"\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301e"
    r"\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60-\uff65"
    r"\u3005\u303b\u309d\u309e\u30fc-\u30fe"  # marks of repetition and of length
    r"\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e"  # small kana
    r"\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6"
)
_OPENING_WIDE = r"\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\uff08\uff3b\uff5b"
_WIDE = (
    r"\u2e80-\u2fdf\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\uff01-\uff65\U00020000-\U0003fffd"
)
_AT_SPACE = f"(?<![{_SPACE}])([{_SPACE}])"
_AFTER_HYPHEN = rf"[{_HYPHEN}](?<=[^{_SPACE}{_HYPHEN}].)(?=[^\d{_SPACE}{_HYPHEN}{_CLOSING}])"
_STAY = f"(?=[^{_SPACE}{_CLOSING}{_CLOSING_WIDE}])"
_AT_IDEOGRAPH = (
    rf"\u200b{_STAY}"
    rf"|(?<=[{_WIDE}])(?<![{_OPENING}{_OPENING_WIDE}]){_STAY}"
    rf"|(?<![{_SPACE}{_OPENING}{_OPENING_WIDE}])(?=[{_WIDE}]){_STAY}"
)
_UNEVEN = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f"
    "\u0561-\u0586\u05d0-\u05ea\u0620-\u064a\u10d0-\u10ff\u1e00-\u1eff\u2010-\u2027"
    "\u2030-\u205e\u20a0-\u20bf\u2190-\u2199\u2500-\u25fc]"
)
"""A code point that may not take exactly one cell; a test holds it against `rich`."""

_PICTURE = "[\xa9\xae\u203c-\u3299\U0001f000-\U0001faff]"
_DRESS = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"
_SEQUENCE = rf"{_PICTURE}{_DRESS}*(?:\u200d{_PICTURE}{_DRESS}*){{1,4}}"
_UNSETTLED = "\u200d\ufe0e\ufe0f"
"""What only an emoji sequence may hold."""

# Patterns are compiled when a text asks for them: together they take as long as a frame.


@cache
def _last_break_plain() -> re.Pattern[str]:
    """Greedy, to find the last place at which the row may end."""
    return re.compile(f"(?s:.*)(?:{_AT_SPACE}|{_AFTER_HYPHEN})")


@cache
def _needs_wide() -> re.Pattern[str]:
    return re.compile(rf"[\u200b{_WIDE}]")


@cache
def _blank() -> re.Pattern[str]:
    return re.compile(f"[{_SPACE}]*")


@cache
def _unsettled() -> re.Pattern[str]:
    return re.compile(rf"({_SEQUENCE})|[{_UNSETTLED}]")


@cache
def _last_break_wide() -> re.Pattern[str]:
    """As `_last_break_plain`, also around ideographs; made when a text has any."""
    return re.compile(f"(?s:.*)(?:{_AT_SPACE}|{_AFTER_HYPHEN}|{_AT_IDEOGRAPH})")


@cache
def _joined() -> re.Pattern[str]:
    """What shares cells besides marks: emoji sequences and flags."""
    return re.compile(rf"{_SEQUENCE}|[\U0001f1e6-\U0001f1ff]{{2}}")


def drawn(text: str) -> str:
    """The text as a pane draws it, code point for code point.

    Beyond `printable`, what terminals do not agree upon is settled: a joiner outside
    an emoji sequence of sensible length and a variation selector become a zero-width
    non-joiner. `rich` gives what stands after any joiner no cell while terminals give
    it one, so that a hostile row would run over its neighbour.
    """
    text = printable(text)
    if text.isascii() or not any(letter in text for letter in _UNSETTLED):
        return text
    return _unsettled().sub(lambda match: match[1] or "\u200c", text)


def cells_before(text: str) -> Sequence[int]:
    """For each code point of a drawn text, and for its end, the cells before it.

    A cluster's width is that of its first code point, the others have none.
    """
    if _UNEVEN.search(text) is None:
        return range(len(text) + 1)
    sizes = {character: get_character_cell_size(character) for character in set(text)}
    widths = array("B", map(sizes.__getitem__, text))
    for match in _joined().finditer(text):
        start, end = match.span()
        widths[start:end] = array("B", [cell_len(match[0]), *bytes(end - start - 1)])
    return array("I", accumulate(widths, initial=0))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Cut a text into rows of at most `width` cells: (start, end) of each.

    White space at a break belongs to no row. Only a single cluster wider than `width`
    makes a wider row. An empty text is one empty row.
    """
    return _rows(text, cells_before(drawn(text)), max(1, width))


def _rows(text: str, cells: Sequence[int], width: int) -> list[tuple[int, int]]:
    length = len(text)
    if cells[length] <= width:
        return [(0, length)]
    pattern = _last_break_plain() if _needs_wide().search(text) is None else _last_break_wide()
    rows: list[tuple[int, int]] = []
    start = 0
    while start < length:
        limit = bisect_right(cells, cells[start] + width, start) - 1
        if limit == length:
            rows.append((start, length))
            break
        end = _last_break(pattern, text, cells, start, limit) or _forced(cells, start, limit)
        rows.append((start, end))
        start = _next_start(text, cells, end)
    return rows


def _next_start(text: str, cells: Sequence[int], end: int) -> int:
    """Where the next row starts: past the white space, but not past a mark's base."""
    blank = _blank().match(text, end)
    start = blank.end() if blank else end
    while end < start < len(text) and cells[start] == cells[start + 1]:
        start -= 1
    return start


def _last_break(
    pattern: re.Pattern[str], text: str, cells: Sequence[int], start: int, limit: int
) -> int:
    """Where the row from `start` ends by the rules, at `limit` at the latest; 0 for nowhere."""
    while match := pattern.match(text, start, limit + 1):
        end = match.start(1) if match[1] else match.end()
        if end <= start:
            return 0
        if cells[end] < cells[end + 1]:
            return end
        limit = end - 1  # inside a cluster: look before it
    return 0


def _forced(cells: Sequence[int], start: int, limit: int) -> int:
    """Where a row ends inside a word: at `limit`, or after one cluster wider than the row."""
    if cells[limit] > cells[start]:
        return limit
    return bisect_right(cells, cells[bisect_right(cells, cells[start])]) - 1


class Row(NamedTuple):
    """One row of a layout: part of passage number `passage`, or a gap after it."""

    passage: int
    start: int
    end: int
    gap: bool = False


class Layout:
    """Passages laid out for a width: every question a pane asks about its rows.

    Rows count from 0. An unknown place is answered with the nearest one before it,
    so that a place kept from another revision still leads somewhere. A layout without
    passages has no rows and answers 0 and `Position()`.
    """

    __slots__ = ("_cells", "_ends", "_firsts", "_numbers", "_rows", "_texts", "passages", "width")

    def __init__(self, passages: Sequence[Passage], width: int) -> None:
        self.passages = tuple(passages)
        self.width = max(1, width)
        self._numbers = [passage.n for passage in self.passages]
        self._texts = [drawn(passage.text) for passage in self.passages]
        self._cells = [cells_before(text) for text in self._texts]
        self._rows: list[tuple[int, int, int]] = []
        self._firsts: list[int] = []
        self._ends: list[int] = []
        for index in range(len(self.passages)):
            self._lay(index)

    def _lay(self, index: int) -> None:
        if index and _parted(self.passages[index - 1], self.passages[index]):
            self._rows.append((index - 1, -1, -1))  # a gap: no offset is negative
        self._firsts.append(len(self._rows))
        cuts = _rows(self.passages[index].text, self._cells[index], self.width)
        self._rows += [(index, start, end) for start, end in cuts]
        self._ends.append(len(self._rows))

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Row:
        """The row of that number.

        Raises:
            IndexError: there is no such row.
        """
        index, start, end = self._rows[number]
        if start < 0:
            length = len(self._texts[index])
            return Row(self._numbers[index], length, length, gap=True)
        return Row(self._numbers[index], start, end)

    def rows(self) -> Iterator[Row]:
        """All rows, gaps included, in reading order."""
        return map(self.row, range(len(self)))

    def text(self, number: int) -> str:
        """What is drawn on a row, as `drawn` leaves it; `""` for a gap."""
        index, start, end = self._rows[number]
        return "" if start < 0 else self._texts[index][start:end]

    def passage(self, number: int) -> Passage:
        """The passage a row is part of, or that a gap follows."""
        return self.passages[self._rows[number][0]]

    def rows_of(self, passage: int) -> range:
        """The rows of passage `n`, without the gap after it; empty if it is not laid out."""
        index = self._index(passage)
        if index < 0 or self._numbers[index] != passage:
            return range(0)
        return range(self._firsts[index], self._ends[index])

    def row_of(self, position: Position) -> int:
        """The row a place is on. White space at a break is on the row before it."""
        index = self._index(position.passage)
        if index < 0:
            return 0
        if self._numbers[index] != position.passage:
            return self._ends[index] - 1
        first, end = self._firsts[index], self._ends[index]
        after = bisect_right(self._rows, position.offset, first, end, key=lambda row: row[1])
        return max(first, after - 1)

    def position_of(self, number: int, cell: int = 0) -> Position:
        """The place of the cluster that covers a cell of a row, or the row's end."""
        if not self._rows:
            return Position()
        row = self.row(number)
        if row.gap or cell <= 0:
            return Position(row.passage, row.start)
        cells = self._cells[self._rows[number][0]]
        wanted = cells[row.start] + cell
        if wanted >= cells[row.end]:
            return Position(row.passage, row.end)
        offset = bisect_right(cells, wanted, row.start, row.end) - 1
        return self.floor(Position(row.passage, offset))

    def cell_of(self, position: Position) -> int:
        """The cell, from the start of its row, at which a place is drawn."""
        if not self._rows:
            return 0
        index, start, _ = self._rows[self.row_of(position)]
        if self._numbers[index] != position.passage:
            return 0
        cells = self._cells[index]
        return cells[min(position.offset, len(cells) - 1)] - cells[start]

    def floor(self, position: Position) -> Position:
        """The start of the cluster a place is in."""
        cells = self._cells[self._index(position.passage)]
        offset = min(position.offset, len(cells) - 1)
        while 0 < offset < len(cells) - 1 and cells[offset] == cells[offset + 1]:
            offset -= 1
        return Position(position.passage, offset)

    def after(self, position: Position) -> Position:
        """The end of the cluster at a place; the passage's end at the most."""
        cells = self._cells[self._index(position.passage)]
        last = len(cells) - 1
        offset = min(position.offset + 1, last)
        while offset < last and cells[offset] == cells[offset + 1]:
            offset += 1
        return Position(position.passage, offset)

    def _index(self, passage: int) -> int:
        """The index of passage `n`, or of the last one before it; -1 before all."""
        return bisect_right(self._numbers, passage) - 1


def _parted(above: Passage, below: Passage) -> bool:
    """Whether a gap parts two passages: not after a heading, nor inside boilerplate."""
    if above.kind == "heading":
        return False
    return not above.kind == below.kind == "boilerplate"
