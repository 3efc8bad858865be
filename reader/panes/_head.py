"""What stands above an article's text: its title and where it came from."""

from collections.abc import Iterable, Iterator

from rich.segment import Segment
from textual.strip import Strip

from index.model import Passage
from reader.columns import Column, Mark
from reader.i18n import _
from reader.layout import Layout, Row
from reader.panes._painting import (
    MARGIN,
    Look,
    Painted,
    by_passage,
    padded,
    stretches,
    text_width,
)


def head(column: Column, look: Look, width: int, rows: int, *, active: bool) -> list[Strip]:
    """Title in at most `rows` rows, origin, and an empty row."""
    title, style = _title(column)
    if active:
        style = "active"
    marks = [mark for mark in column.marks if mark.passage == title.n]
    origin = Passage(0, "body", column.origin)
    return [
        *_paragraph(title, look, style, marks, width, rows=rows),
        *_paragraph(origin, look, "origin", (), width, rows=1),
        Strip.blank(width, look.base),
    ]


def _paragraph(
    passage: Passage, look: Look, style: str, marks: Iterable[Mark], width: int, *, rows: int
) -> Iterator[Strip]:
    layout = Layout([passage], text_width(width))
    marked = by_passage(marks, layout).get(passage.n, ())
    for number in range(min(rows, len(layout))):
        row, text = layout.row(number), layout.text(number)
        if number == rows - 1 and len(layout) > rows:
            row, text = _cut_short(layout, number)
        painted = Painted(row, text, passage, marked)
        margin = Segment(" " * MARGIN, look.base)
        yield padded([margin, *stretches(painted, look.of(style), look)], look.base, width)


def _title(column: Column) -> tuple[Passage, str]:
    """The title as a passage, and its style. A title made from the lead is not repeated
    above the lead.
    """
    article = column.article
    if article.title_derived:
        return Passage(0, "title", _("(no title)")), "derived"
    own = (passage for passage in article.passages if passage.kind == "title")
    return next(own, Passage(0, "title", article.title)), "title"


def _cut_short(layout: Layout, number: int) -> tuple[Row, str]:
    """The last row that a title may have, with a mark that it goes on."""
    row = layout.row(number)
    end = layout.position_of(number, layout.width - 1).offset
    return Row(row.passage, row.start, end), layout.text(number)[: end - row.start] + "…"
