"""How a row of an article becomes a strip: signs in the margin, then text with its marks.

Every string is put into segments as it is; nothing is ever parsed as markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.columns import Mark, MarkKind, Position
from reader.layout import Layout, Row
from reader.notebook.colours import COLOURS

if TYPE_CHECKING:
    from index.model import Passage

MARGIN: Final = 2
"""Cells before the text: one for a sign, one for the cursor's bar."""

MEASURE: Final = 100
"""Cells a line of text may take on a wide screen: the eye loses longer ones."""

CURSOR: Final = "▌"
ALONGSIDE: Final = "▏"
HIGHLIGHTED: Final = "!"
RIGHT_TO_LEFT: Final = "←"

MARKS: Final[tuple[MarkKind, ...]] = ("counterpart", "highlight", "hit", "found")
"""Kinds of mark, the later drawn over the earlier."""

COMPONENTS: Final = frozenset(
    {
        *(f"article--{kind}" for kind in MARKS),
        *(f"article--highlight-{colour}" for colour in COLOURS),
        "article--title",
        "article--derived",
        "article--active",
        "article--origin",
        "article--heading",
        "article--boilerplate",
        "article--selection",
        "article--sign",
        "article--bar",
    }
)


class Look(NamedTuple):
    """A pane's styles: its own, and what each component adds to it."""

    base: Style
    added: Mapping[str, Style]
    counterpart: str

    @classmethod
    def made(cls, base: Style, full: Mapping[str, Style], counterpart: str) -> Self:
        """From each component's whole style: what it shares with the pane's is left out,
        so that styles laid over one another add up.
        """
        return cls(base, {name: _less(style, base) for name, style in full.items()}, counterpart)

    def of(self, name: str) -> Style:
        """The pane's style with a component's put over it."""
        return self.base + self.added[f"article--{name}"]

    def of_mark(self, mark: Mark) -> Style:
        """What a mark adds; a highlight of no colour of ours is like any other."""
        style = self.added[f"article--{mark.kind}"]
        coloured = self.added.get(f"article--{mark.kind}-{mark.colour}")
        return style if coloured is None else style + coloured


class Painted(NamedTuple):
    """All that decides how a row looks; `marks` are those that touch it."""

    row: Row
    text: str
    passage: Passage
    marks: Sequence[Mark] = ()
    selected: tuple[int, int | None] | None = None
    bar: str = " "


def paint(painted: Painted, look: Look, width: int) -> Strip:
    """One row of the body, `width` cells wide."""
    base = _base(painted.passage, look)
    segments: list[Segment] = [
        Segment(sign(painted, look), look.of("sign")),
        Segment(painted.bar, look.of("bar")),
    ]
    segments += stretches(painted, base, look)
    return padded(segments, look.base, width)


def text_width(width: int) -> int:
    """Cells left for text in a pane of `width`: a margin, and one cell on the right."""
    return max(1, min(width - MARGIN - 1, MEASURE))


def padded(segments: Iterable[Segment], base: Style, width: int) -> Strip:
    """Exactly `width` cells, with neighbours of one look joined: each seam costs bytes."""
    joined: list[Segment] = []
    room = width
    for text, style, _ in segments:
        room -= cell_len(text)
        worn = base if style is None or _is_blank(text, style, base) else style
        before = joined.pop().text if joined and joined[-1].style == worn else ""
        joined.append(Segment(before + text, worn))
    if room > 0:
        before = joined.pop().text if joined and joined[-1].style == base else ""
        joined.append(Segment(before + " " * room, base))
    strip = Strip([segment for segment in joined if segment.text], width - min(room, 0))
    return strip.crop(0, width) if room < 0 else strip


def sign(painted: Painted, look: Look) -> str:
    """What the margin says of a row: highlighted, a counterpart, read from the right."""
    kinds = {mark.kind for mark in painted.marks}
    if "highlight" in kinds:
        return HIGHLIGHTED
    if "counterpart" in kinds:
        return look.counterpart
    first = painted.row.start == 0 and not painted.row.gap
    return RIGHT_TO_LEFT if first and is_right_to_left(painted.passage.text) else " "


def stretches(painted: Painted, base: Style, look: Look) -> Iterator[Segment]:
    """The text of a row, cut where its style changes; a cut never parts a mark from its base."""
    row, text = painted.row, painted.text
    layers: list[tuple[int, int, Style]] = []
    for kind in MARKS:
        marks = [mark for mark in painted.marks if mark.kind == kind]
        layers += [(mark.start, mark.end, look.of_mark(mark)) for mark in marks]
    if painted.selected is not None:
        start, end = painted.selected
        layers.append((start, row.end if end is None else end, look.added["article--selection"]))
    inside = [
        (max(0, start - row.start), min(len(text), end - row.start), style)
        for start, end, style in layers
        if start < row.end and end > row.start
    ]
    cuts = sorted({0, len(text), *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    for start, end in pairwise(cuts):
        style = base
        for first, last, added in inside:
            if first <= start and end <= last:
                style += added
        yield Segment(text[start:end], style)


def by_passage(marks: Iterable[Mark], layout: Layout) -> dict[int, tuple[Mark, ...]]:
    """Marks of laid out passages by passage number, widened to whole clusters."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.start < mark.end and layout.rows_of(mark.passage):
            start = layout.floor(Position(mark.passage, mark.start))
            end = layout.after(layout.floor(Position(mark.passage, mark.end - 1)))
            whole = mark._replace(start=start.offset, end=end.offset)
            found.setdefault(mark.passage, []).append(whole)
    return {passage: tuple(marks) for passage, marks in found.items()}


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is read from the right."""
    for character in text[:200]:  # a passage that hides its direction longer has none
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False


def _base(passage: Passage, look: Look) -> Style:
    return look.of(passage.kind) if passage.kind in ("heading", "boilerplate") else look.base


def _is_blank(text: str, style: Style, base: Style) -> bool:
    """Whether a text is blanks that look the same in either style."""
    shows = style.reverse or style.underline or style.strike or style.bgcolor != base.bgcolor
    return not shows and not text.strip()


def _less(style: Style, base: Style) -> Style:
    return Style(
        color=None if style.color == base.color else style.color,
        bgcolor=None if style.bgcolor == base.bgcolor else style.bgcolor,
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
    )
