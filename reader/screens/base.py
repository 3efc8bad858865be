"""A screen that owns the session: state in, attributes down, a line for messages."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from reader.chores import Chores
from reader.config import Launch
from reader.i18n import _
from reader.panes.prompt import PromptPane
from reader.panes.search import SearchPane
from reader.panes.status import KeysPane, StatusPane
from reader.screens import _view
from reader.screens.desk import Desk
from reader.screens.finder import Finder
from reader.screens.frugal import FrugalCompositor
from reader.screens.keeper import Keeper
from reader.session import Session

#: Seconds a message stands in the status row.
MESSAGE = 6.0

#: Seconds after which what is waited for is said.
PATIENCE = 0.4


class SessionScreen(Screen[None]):
    """The frame of the reading screen and the session that fills it.

    Subclasses turn keys and messages into transitions and call `become`; nothing else
    writes state.
    """

    AUTO_FOCUS = ""  # the focus comes with the content; the search box is not the place to begin

    # A change of focus repaints the two widgets that it is about; Textual's own attribute
    # would have the whole screen sent again.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    # As for `Still`: a screen of the terminal's size has nothing to scroll.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        self._compositor = FrugalCompositor()
        self.launch = launch
        self.finder = Finder(launch.open_archive)
        self.keeper = Keeper(launch.open_notebook, launch.has_notebook)
        self.chores = Chores(launch.chores)
        self.archive = ""
        """The archive's uuid, `""` until it is open."""
        self.holdings = _view.Holdings()
        self.limit = _view.PAGE
        """Articles the list shows at most."""
        self._session = Session()
        self._message = ""
        self.was_shown = False
        """Whether it is on the terminal."""

    @property
    def session(self) -> Session:
        """What is open, chosen and asked now."""
        return self._session

    def compose(self) -> ComposeResult:
        """The frame; content comes after it is painted."""
        yield SearchPane(_("search the archive"), id="search")
        yield Desk(id="desk")
        yield PromptPane(id="prompt")
        yield StatusPane(id="status")
        yield KeysPane(id="keys")

    def on_mount(self) -> None:
        """Follow the bindings with the row of keys."""
        self.bindings_updated_signal.subscribe(self, self._offer_keys)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come to the front; the first time, every style was just made with its widget."""
        if not self.was_shown:
            self.was_shown = True
            event.refresh_styles = False
            self.call_next(self._first_shown)

    def _first_shown(self) -> None:
        # Textual draws a screen that comes to the front twice; this one was just drawn.
        self._repaint_required = False
        self.first_shown()

    def first_shown(self) -> None:
        """The empty frame is on the terminal."""

    async def on_unmount(self) -> None:
        """Give the archive and the notebook back."""
        await self.chores.stop()
        self.finder.close()
        self.keeper.close()

    def on_resize(self) -> None:
        """Fold or unfold the left column."""
        self.desk.fold(self.app.size.width)

    def on_desk_refitted(self) -> None:
        """Say which pane this is when not all are on the screen."""
        with suppress(NoMatches):  # it came while all is being taken down
            self._tell()

    @property
    def desk(self) -> Desk:
        """The lists and the panes."""
        return self.query_one(Desk)

    @property
    def search(self) -> SearchPane:
        """The search line."""
        return self.query_one(SearchPane)

    @property
    def prompt(self) -> PromptPane:
        """The row that asks for a line."""
        return self.query_one(PromptPane)

    def become(self, after: Session, *, again: bool = True) -> None:
        """Make this the session, and hand down what changed.

        Args:
            after: the next session.
            again: whether the list is the same one in another state.
        """
        before, self._session = self._session, after
        if not self.app.is_running:  # an answer that came while all is being taken down
            return
        self.desk.show(after)
        if not again or _listed(before) != _listed(after):
            self.desk.fill(after, self.holdings, self.limit, again=again)
            # A narrow line has room for where and how much.
            words = "" if self.has_class("-narrow") else _view.expansion(after.results)
            self.search.report(_view.scope(after), words)
        self._tell()

    def say(self, message: str) -> None:
        """Show a message in the status row for a while."""
        self._message = message
        self._tell()
        self.set_timer(MESSAGE, partial(self.unsay, message))

    def mention_trouble(self) -> None:
        """Say once why nothing can be kept, if it cannot."""
        trouble = self.keeper.trouble
        if trouble:
            self.say(trouble)

    def _tell(self) -> None:
        if not self.app.is_running:
            return
        self.query_one(StatusPane).say(
            _view.place(self._session, shown=self.desk.shown), self._message
        )

    def unsay(self, message: str) -> None:
        """Take a message away if it still stands."""
        if self._message == message:
            self._message = ""
            self._tell()

    @contextmanager
    def waiting(self, told: str) -> Iterator[None]:
        """Say what is waited for when it takes long, until it is there."""
        waiting = self.set_timer(PATIENCE, lambda: self.say(told))
        try:
            yield
        finally:
            waiting.stop()
            self.unsay(told)

    def _offer_keys(self, _screen: Screen[None]) -> None:
        if self.is_current:
            self.query_one(KeysPane).offer_keys_of(self)


def _listed(session: Session) -> tuple[object, ...]:
    """What of a session the left column and the search line show."""
    return (
        session.hidden,
        session.source,
        session.sort,
        session.offers,
        session.read,
        session.starred,
        session.articles,
        session.results,
        tuple(column.article.id for column in session.columns),
    )
