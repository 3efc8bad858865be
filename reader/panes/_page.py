"""An article on screen: what is drawn for a view of it, and what is drawn again after a move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.geometry import Region, Size
from textual.reactive import var
from textual.strip import Strip

from reader.columns import Column, Mark, Position
from reader.layout import Layout
from reader.panes import _moving
from reader.panes._moving import View
from reader.panes._painting import (
    ALONGSIDE,
    COMPONENTS,
    CURSOR,
    MARGIN,
    Look,
    Painted,
    by_passage,
    paint,
    text_width,
)
from reader.panes.still import Rows

if TYPE_CHECKING:
    from index.model import Passage

TITLE_ROWS: Final = 3
KEPT: Final = 1000
"""Painted rows that are kept, some screens of them."""

LOW: Final = 12
"""A page of fewer rows gives its title only one."""


class ArticlePage(Rows):
    """A column drawn row by row through a `View`; keys and mouse are its subclass's.

    Only what a change touched is drawn again: a cell of the margin for a move of the
    cursor, some rows for marks and selection, the text below the title for a scroll.
    """

    ALLOW_SELECT = False  # our selection knows passages, the screen's knows cells
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    DEFAULT_CSS = """
    ArticlePage {
        width: 1fr;
        height: 1fr;
        & > .article--title { text-style: bold; }
        & > .article--derived { text-style: italic; }
        & > .article--active { color: $primary; text-style: bold; }
        & > .article--origin { color: $foreground 65%; }
        & > .article--heading { text-style: bold; }
        & > .article--boilerplate { color: $foreground 55%; }
        & > .article--hit { color: $accent; text-style: bold underline; }
        & > .article--found { text-style: bold reverse; }
        & > .article--highlight { background: $warning-muted; text-style: underline; }
        & > .article--highlight-green { background: $success-muted; }
        & > .article--highlight-blue { background: $primary-muted; }
        & > .article--highlight-red { background: $error-muted; }
        & > .article--highlight-purple { background: $accent-muted; }
        & > .article--counterpart { background: $success-muted; }
        & > .article--selection { text-style: reverse; }
        & > .article--sign { color: $warning; text-style: bold; }
        & > .article--bar { color: $primary; }
        &:ansi > .article--origin { color: ansi_default; text-style: dim; }
        &:ansi > .article--boilerplate { color: ansi_default; text-style: dim; }
        &:ansi > .article--highlight { background: ansi_default; text-style: underline; }
        &:ansi > .article--highlight-green { background: ansi_default; color: ansi_green; }
        &:ansi > .article--highlight-blue { background: ansi_default; color: ansi_blue; }
        &:ansi > .article--highlight-red { background: ansi_default; color: ansi_red; }
        &:ansi > .article--highlight-purple { background: ansi_default; color: ansi_magenta; }
        &:ansi > .article--counterpart { background: ansi_default; text-style: italic; }
    }
    """

    column: var[Column | None] = var(None)
    active: var[bool] = var(False)
    counterpart_sign: var[str] = var("»")

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid = Layout((), 1)
        self._laid_for = Size()
        self._view = View()
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._head: list[Strip] = []
        self._strips: dict[int, Strip] = {}
        self._look: Look | None = None
        self._stale = False

    @property
    def text_layout(self) -> Layout:
        """The passages below the title, laid out for the present width."""
        return self._laid

    @property
    def view(self) -> View:
        """Where the page stands."""
        return self._view

    @property
    def text_height(self) -> int:
        """Rows below the title and origin, one at least."""
        return max(1, self._seen_as.height - len(self._head))

    @property
    def _seen_as(self) -> Size:
        """The size; while the page is hidden, which has none, the one it will have again."""
        return self.size or self._laid_for

    @property
    def head_height(self) -> int:
        """Rows that the title and the origin take, the empty one below included."""
        return len(self._head)

    def show(self, view: View) -> None:
        """Stand elsewhere, or select something else."""
        old, self._view = self._view, view
        self._forget_cursor(old, view)
        self._forget_selection(old, view)
        if old.top != view.top:
            self.refresh(Region(0, len(self._head), self._seen_as.width, self.text_height))

    def at(self, position: Position) -> View:
        """The view that stands at a place; before the first layout, the one to open with."""
        if not len(self._laid):
            return View(position)
        return _moving.gone_to(self._view, self._laid, self.text_height, position)

    def watch_column(self, old: Column | None, new: Column | None) -> None:
        """Show another article, or the same one with other marks."""
        if old is None or new is None or not _same_text(old, new):
            self._view = View() if new is None else View(new.position)
            self._lay_out(opening=True)
            self.refresh()
            return
        if old.origin != new.origin or old.marks != new.marks:
            self._send_head()
        marks = by_passage(new.marks, self._laid)
        touched = {
            n for n in self._marks.keys() | marks.keys() if self._marks.get(n) != marks.get(n)
        }
        self._marks = marks
        for passage in touched:
            self._repaint(self._laid.rows_of(passage))

    def watch_active(self) -> None:
        """The active pane is told by its title and by the cursor's row."""
        self._send_head()
        row = self._laid.row_of(self._view.place)
        self._repaint(range(row, row + 1), bar_only=True)

    def watch_counterpart_sign(self) -> None:
        """The sign is part of the look."""
        self._stale = True
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed. The components' own are known only after this call, so
        that the next paint looks them up.
        """
        super().notify_style_update()
        self._stale = True

    def on_resize(self) -> None:
        """Wrap anew, keeping the place, if the first paint of this size has not."""
        if self._laid_for != self.size:
            self._lay_out(opening=False)
            self.refresh()

    def on_focus(self, event: events.Focus) -> None:
        """As a widget does, but without a repaint: the focus shows in one cell of the margin."""
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """As a widget does, but without a repaint."""
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No rule of the style sheet asks for the focus, and to apply them all takes as long
        as a key may.
        """

    def render_line(self, y: int) -> Strip:
        """A row of the title, or of the text in sight."""
        if self._stale:
            self._stale = False
            self._look = None
            self._strips.clear()
            self._head = self._made_head()
        if self._laid_for != self.size:  # painted before its size was told
            self._lay_out(opening=False)
        if y < len(self._head):
            return self._head[y]
        row = self._view.top + y - len(self._head)
        if row >= len(self._laid):
            return Strip.blank(self.size.width, self.look.base)
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) > KEPT:
                self._strips.clear()
            strip = paint(self._painted(row), self.look, self.size.width)
            self._strips[row] = strip
        return strip

    @property
    def look(self) -> Look:
        """The styles in force."""
        if self._look is None:
            full = {name: self.get_component_rich_style(name) for name in COMPONENTS}
            self._look = Look.made(self.rich_style, full, self.counterpart_sign)
        return self._look

    def _painted(self, number: int) -> Painted:
        layout, view = self._laid, self._view
        row = layout.row(number)
        bar = " "
        if row.passage == view.place.passage and not row.gap:
            at_cursor = self.active and number == layout.row_of(view.place)
            bar = CURSOR if at_cursor else ALONGSIDE
        return Painted(
            row,
            layout.text(number),
            layout.passage(number),
            [
                mark
                for mark in self._marks.get(row.passage, ())
                if mark.start < row.end and mark.end > row.start
            ],
            _moving.selection_on(view.selected, row.passage),
            bar,
        )

    def _lay_out(self, *, opening: bool) -> None:
        self._laid_for = self.size
        self._strips.clear()
        self._head = self._made_head()
        if not self.size.width:  # not on screen yet: the first size lays it out
            self._laid = Layout((), 1)
            return
        old = self._laid
        width = text_width(self.size.width)
        passages = () if self.column is None else _body(self.column)
        if opening or width != old.width or not len(old):
            self._laid = Layout(passages, width)
            self._marks = by_passage(self.column.marks if self.column else (), self._laid)
        if opening or not len(old):
            self._view = _moving.gone_to(View(), self._laid, self.text_height, self._view.place)
        else:
            self._view = _moving.rewrapped(self._view, old, self._laid, self.text_height)

    def _send_head(self) -> None:
        """Draw the head anew, and send it if it looks different."""
        made = self._made_head()
        if made != self._head:
            self._head = made
            self.refresh(Region(0, 0, self._seen_as.width, max(1, len(made))))

    def _made_head(self) -> list[Strip]:
        """Title, origin and an empty row; nothing without a column or before the first size."""
        column, size = self.column, self._seen_as
        if column is None or not size.width:
            return []
        # Loaded with the first article: the first frame shows none.
        from reader.panes._head import head  # noqa: PLC0415

        rows = 1 if size.height < LOW else TITLE_ROWS
        return head(column, self.look, size.width, rows, active=self.active)

    def _forget_cursor(self, old: View, new: View) -> None:
        layout = self._laid
        left, entered = layout.row_of(old.place), layout.row_of(new.place)
        if old.place.passage != new.place.passage:
            self._repaint(layout.rows_of(old.place.passage), bar_only=True)
            self._repaint(layout.rows_of(new.place.passage), bar_only=True)
        elif left != entered:
            self._repaint((left, entered), bar_only=True)

    def _forget_selection(self, old: View, new: View) -> None:
        if old.selected == new.selected:
            return
        layout = self._laid
        ends = [
            (layout.row_of(view.selected.start), layout.row_of(view.selected.end))
            for view in (old, new)
            if view.selected is not None
        ]
        first, last = min(start for start, _ in ends), max(end for _, end in ends)
        if len(ends) == 2 and ends[0][0] == ends[1][0]:
            first = min(end for _, end in ends)
        elif len(ends) == 2 and ends[0][1] == ends[1][1]:
            last = max(start for start, _ in ends)
        self._repaint(range(first, last + 1))

    def _repaint(self, rows: Sequence[int], *, bar_only: bool = False) -> None:
        """Draw rows again, those in sight at once; `bar_only` sends one cell of each."""
        for row in [row for row in self._strips if row in rows]:
            del self._strips[row]
        left, width = (MARGIN - 1, 1) if bar_only else (0, self._seen_as.width)
        seen = range(self._view.top, self._view.top + self.text_height)
        down = len(self._head) - self._view.top
        regions = [Region(left, row + down, width, 1) for row in seen if row in rows]
        if regions:
            self.refresh(*regions)


def _same_text(one: Column, other: Column) -> bool:
    before, after = one.article, other.article
    return (before.id, before.revision, before.title) == (after.id, after.revision, after.title)


def _body(column: Column) -> tuple[Passage, ...]:
    """The passages below the title."""
    return tuple(passage for passage in column.article.passages if passage.kind != "title")
