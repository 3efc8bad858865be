"""The middle of the reading screen: lists at the left, panes at the right, and which of
them the reader sees when there is no room for both."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from reader.columns import MAX_PANES, Column, Mark, Position
from reader.panes._rows import RowList
from reader.panes.divider import Divider
from reader.panes.languages import LanguagesPane
from reader.panes.parallel import NARROWEST, ParallelPane
from reader.panes.results import ResultsPane
from reader.panes.sources import SourcesPane
from reader.panes.sparing import is_sparing
from reader.panes.still import Across, Down
from reader.screens import _view
from reader.session import Session

#: Columns below which lists and panes take turns: the left column folds away.
WIDE = 100

#: Columns from which the left column is wider.
BROAD = 160


class Desk(Across):
    """The left column and the panes.

    In a narrow terminal one of them is shown at a time: the lists while the reader
    searches or chooses, the panes while they read.
    """

    class Refitted(Message):
        """Another number of panes may be on the screen."""

    def compose(self) -> ComposeResult:
        """Lists, a line, and panes."""
        with Across(id="left"):
            with Down(id="filters"):
                yield SourcesPane(id="sources")
                yield LanguagesPane(id="languages")
            yield ResultsPane(id="results")
        yield Divider(id="divider")
        yield ParallelPane(id="panes")

    def on_mount(self) -> None:
        """Start with the lists: something must be chosen before it is read."""
        self._listing = True
        self._session = Session()
        self._first = 0
        self.fold(self.app.size.width)

    def on_resize(self) -> None:
        """Show as many panes as fit now."""
        self.call_after_refresh(self._refit)

    @property
    def panes(self) -> ParallelPane:
        """The reading panes."""
        return self.query_one(ParallelPane)

    @property
    def results(self) -> ResultsPane:
        """The list of articles."""
        return self.query_one(ResultsPane)

    def show(self, session: Session) -> None:
        """Hand down to the panes what is new to them.

        Where not all columns fit, they show those around the active one.
        """
        panes, room = self.panes, self._room
        first = max(min(self._first, session.active), session.active - room + 1)
        first = max(0, min(first, len(session.columns) - room))
        self._first, self._session = first, session
        columns = session.columns[first : first + room]
        if _told(panes.columns) != _told(columns):
            panes.columns = columns
        if panes.active != session.active - first:
            panes.active = session.active - first
        if panes.links != session.links:
            panes.links = session.links
        if panes.locked != session.locked:
            panes.locked = session.locked

    @property
    def _room(self) -> int:
        if self.panes.display and self.panes.size.width:
            return self.panes.room
        return max(1, min(MAX_PANES, (self.app.size.width + 1) // (NARROWEST + 1)))

    def _refit(self) -> None:
        self.show(self._session)
        self.post_message(self.Refitted())

    def column_of(self, pane: int) -> int:
        """The number of the session's column that the pane of that number shows."""
        return pane + self._first

    @property
    def shown(self) -> int:
        """How many of the open articles have a pane on the screen."""
        return len(self.panes.columns) if self.panes.display else 0

    def fill(self, session: Session, holdings: _view.Holdings, limit: int, *, again: bool) -> None:
        """Fill the left column.

        Args:
            session: whose answer and filters they show.
            holdings: what the archive holds.
            limit: articles the list shows at most.
            again: whether it is the same list in another state, so that its cursor stays.
        """
        sources = _view.source_rows(session, holdings)
        self.query_one(SourcesPane).fill(sources, session.source)
        self.query_one(LanguagesPane).fill(_view.language_rows(session, holdings))
        self.results.fill(
            _view.result_rows(session, limit),
            heading=_view.heading(session),
            order=_view.order(session),
            more=_view.beyond(session, limit),
            again=again,
            offers=_view.offer_rows(session),
        )

    def fold(self, width: int) -> None:
        """Fold or unfold for a terminal of this many columns."""
        wide = width >= WIDE
        self.screen.set_class(not wide, "-narrow")
        self.screen.set_class(width >= BROAD, "-broad")
        for part, shown in (
            (self.query_one("#left"), wide or self._listing),
            (self.query_one("#divider"), wide and not is_sparing(self)),
            (self.panes, wide or not self._listing),
        ):
            if part.display != shown:  # to set it again would lay the whole screen out
                part.display = shown

    def look_at(self, *, lists: bool) -> None:
        """Show the lists or the panes where there is no room for both."""
        was_listing, self._listing = self._listing, lists
        self.fold(self.app.size.width)
        if lists != was_listing:
            self.post_message(self.Refitted())

    def focus_list(self, name: str = "results") -> None:
        """Put the focus on one of the lists: `sources`, `languages` or `results`."""
        self.look_at(lists=True)
        self.screen.set_focus(self.query_one(f"#{name}", RowList))

    def focus_panes(self) -> None:
        """Put the focus on the active pane, when there is one."""
        pane = self.panes.active_pane
        if pane is not None:
            self.look_at(lists=False)
            self.screen.set_focus(pane)

    def go_to(self, position: Position) -> None:
        """Scroll the active pane to a place."""
        pane = self.panes.active_pane
        if pane is not None:
            pane.go_to(position)

    def show_counterparts(self, places: Mapping[int, Position]) -> None:
        """Scroll the panes of other columns to passages, by the number of the column."""
        for number, place in places.items():
            if 0 <= number - self._first < len(self.panes.panes):
                self.panes.panes[number - self._first].follow(place)

    def holds(self, focused: Widget | None) -> bool:
        """Whether the focus is in one of the reading panes."""
        return focused is not None and self.panes in focused.ancestors


def _told(columns: tuple[Column, ...]) -> tuple[tuple[str, str, tuple[Mark, ...]], ...]:
    """What of the columns panes must be told: not where they themselves stand."""
    return tuple((c.article.id, c.article.revision, c.marks) for c in columns)
