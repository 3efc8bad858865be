"""Up to four articles side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from reader.columns import MAX_PANES, Column, Position
from reader.i18n import _
from reader.links import NO_LINKS, Links
from reader.panes.article import ArticlePane
from reader.panes.divider import Divider
from reader.panes.still import Across, Still

if TYPE_CHECKING:
    from index.model import Passage

NARROWEST: Final = 24
"""Cells below which a pane's lines cannot be read."""


class Separator(Divider):
    """One column between two panes."""

    DEFAULT_CSS = """
    Separator { color: $foreground 30%; }
    Separator:ansi { color: ansi_default; text-style: dim; }
    """


class EmptyHint(Still):
    """What to do when nothing is open."""

    DEFAULT_CSS = """
    EmptyHint { height: 1fr; content-align: center middle; text-align: center; padding: 0 2; }
    """

    def render(self) -> RenderResult:
        """The hint in the reader's language."""
        return Content(_("No article is open. Choose one from the results and press Enter."))


class ParallelPane(Across):
    """One to four `ArticlePane`s, or a hint when nothing is open.

    Attributes down: `columns`, `active` (an index into them), `locked` (the others
    follow the active pane), `links` (by which passages they do). A pane is kept, with
    where it stands, as long as its article is among the columns, wherever it moves.
    """

    DEFAULT_CSS = """
    ParallelPane { width: 1fr; height: 1fr; overflow: hidden; }
    """
    columns: var[tuple[Column, ...]] = var(())
    active: var[int] = var(0)
    locked: var[bool] = var(False)
    links: var[Links] = var(NO_LINKS)

    @dataclass(eq=False, repr=False)
    class Activated(Message):
        """A pane got the focus: `index` counts from 0 at the left."""

        index: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._panes: list[ArticlePane] = []
        self._separators: list[Separator] = []
        self._hint = EmptyHint()

    @property
    def panes(self) -> tuple[ArticlePane, ...]:
        """The panes from the left, one a column."""
        return tuple(self._panes)

    @property
    def active_pane(self) -> ArticlePane | None:
        """The pane of the active column, None when nothing is open."""
        return self._panes[min(self.active, len(self._panes) - 1)] if self._panes else None

    @property
    def room(self) -> int:
        """How many panes of a readable width fit side by side at present, one at least."""
        return max(1, min(MAX_PANES, (self.size.width + 1) // (NARROWEST + 1)))

    def focus_active(self) -> None:
        """Give the active pane the focus, if there is one."""
        pane = self.active_pane
        if pane is not None and not pane.has_focus:
            pane.focus(scroll_visible=False)

    def compose(self) -> ComposeResult:
        """The hint; panes come with columns."""
        yield self._hint

    def on_mount(self) -> None:
        """Show the columns that were set before."""
        self._arrange()

    def watch_columns(self) -> None:
        """Keep, add and drop panes, and hand each its column."""
        if self.is_mounted:
            self._arrange()

    def watch_active(self) -> None:
        """Mark the active pane; the focus goes with it if it is among the panes."""
        self._mark_active()
        if self.has_focus_within:
            self.focus_active()

    def watch_locked(self, locked: bool) -> None:
        """Bring the others to the active pane's place."""
        self._mark_active()
        if locked and (pane := self.active_pane) is not None:
            self._lead(pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane was chosen with the mouse or with Tab."""
        # On a busy machine the message comes when the focus is elsewhere already.
        if event.widget not in self._panes or event.widget is not self.screen.focused:
            return
        index = self._panes.index(event.widget)
        if index != self.active:
            self.active = index
            self.post_message(self.Activated(index))

    def _arrange(self) -> None:
        columns = self.columns[:MAX_PANES]
        had_focus = self.has_focus_within
        kept = _kept(columns, self._panes)
        spare = [pane for pane in self._panes if pane not in kept]
        self._panes = [
            pane or (spare.pop(0) if spare else ArticlePane(classes="parallel-pane"))
            for pane in kept
        ]
        with self.app.batch_update():
            self._hint.display = not columns
            self._place_children(spare)
            for index, (pane, column) in enumerate(zip(self._panes, columns, strict=True)):
                pane.counterpart_sign = "«" if index == 0 and len(columns) > 1 else "»"
                pane.column = column
            self._mark_active()
        if had_focus:
            self.focus_active()

    def _place_children(self, dropped: Sequence[ArticlePane]) -> None:
        """Mount what is new, remove what is dropped, a separator between any two panes."""
        wanted = max(0, len(self._panes) - 1)
        for widget in (*dropped, *self._separators[wanted:]):
            widget.remove()
        del self._separators[wanted:]
        while len(self._separators) < wanted:
            self._separators.append(Separator())
        order: dict[Widget, int] = {pane: 2 * i for i, pane in enumerate(self._panes)}
        order |= {separator: 2 * i + 1 for i, separator in enumerate(self._separators)}
        self.mount_all(widget for widget in order if not widget.is_attached)
        self.sort_children(key=lambda widget: order.get(widget, -1))

    def _mark_active(self) -> None:
        for pane in self._panes:
            pane.active = pane is self.active_pane
            pane.lead = self._lead if self.locked and pane.active else None

    def on_resize(self) -> None:
        """Bring the others to the active pane's place in the new size too."""
        if self.locked and (pane := self.active_pane) is not None:
            self.call_after_refresh(self._lead, pane)

    def _lead(self, leader: ArticlePane) -> None:
        for pane in self._panes:
            if pane is not leader and leader.column and pane.column:
                there = self._counterpart(leader.position, leader.column, pane.column)
                if there is not None:
                    pane.follow(there)

    def _counterpart(self, place: Position, there: Column, here: Column) -> Position | None:
        """Where to stand in one article while the reader stands in another.

        Articles with nothing in common, or not compared yet, go by length; in others a
        passage without a counterpart moves nothing.
        """
        if not self.links.between(there.article.id, here.article.id):
            return proportional(place, there.article.passages, here.article.passages)
        pair = self.links.of(there.article.id, place.passage, here.article.id)
        return None if pair is None else Position(pair.right)


def proportional(place: Position, there: Sequence[Passage], here: Sequence[Passage]) -> Position:
    """The place as far into one article as `place` is into another, by content passages."""
    leading = [passage for passage in there if _is_read(passage)]
    following = [passage for passage in here if _is_read(passage)]
    if not leading or not following:
        return Position()
    at = max(0, bisect_right([passage.n for passage in leading], place.passage) - 1)
    to = round(at * (len(following) - 1) / max(1, len(leading) - 1))
    part = place.offset / max(1, len(leading[at].text)) if leading[at].n == place.passage else 0
    return Position(following[to].n, int(part * len(following[to].text)))


def _is_read(passage: Passage) -> bool:
    return passage.is_content and passage.kind != "title"


def _kept(columns: Sequence[Column], panes: Sequence[ArticlePane]) -> list[ArticlePane | None]:
    """For each column the pane that shows its article already, each pane once."""
    left = list(panes)
    kept: list[ArticlePane | None] = []
    for column in columns:
        same = (p for p in left if p.column and p.column.article.id == column.article.id)
        pane = next(same, None)
        kept.append(pane)
        if pane is not None:
            left.remove(pane)
    return kept
