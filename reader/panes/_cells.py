"""One row of cells: parts of text in named styles, cut to a width. No markup is parsed."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

ELLIPSIS = "…"


class Part(NamedTuple):
    """A stretch of a row; `style` names a component class, `""` for the widget's own."""

    text: str
    style: str = ""


class Row(NamedTuple):
    """A row: parts from the left, and at the right end what is never cut before them."""

    left: tuple[Part, ...] = ()
    right: tuple[Part, ...] = ()


def fit(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where it is cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def cut(parts: Sequence[Part], width: int) -> list[Part]:
    """The parts in at most `width` cells, with an ellipsis where they are cut."""
    kept: list[Part] = []
    for part in parts:
        length = cell_len(part.text)
        if length > width:
            kept.append(Part(fit(part.text, width), part.style))
            break
        kept.append(part)
        width -= length
    return kept


def cells(parts: Sequence[Part]) -> int:
    """How many cells the parts take."""
    return sum(cell_len(part.text) for part in parts)


def strip_of(row: Row, width: int, base: Style, style: Callable[[str], Style]) -> Strip:
    """Draw a row in exactly `width` cells.

    Args:
        row: what to draw; its right end goes when it would take more than half.
        width: the cells there are.
        base: the style of everything; parts add theirs to it.
        style: the partial style of a component class.
    """
    right = row.right if cells(row.right) * 2 <= width else ()
    room = width - cells(right) - (1 if right else 0)
    left = cut(row.left, room)
    gap = width - cells(left) - cells(right)
    drawn = [
        Segment(part.text, base + style(part.style) if part.style else base)
        for part in (*left, Part(" " * gap), *right)
        if part.text
    ]
    # Joined where the style is the same: every change of style costs bytes on the line.
    return Strip(Segment.simplify(drawn), width)
