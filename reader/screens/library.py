"""The reading screen: every key of it is a transition of the session."""

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType

from reader.i18n import N_, _
from reader.lighting import unlit
from reader.panes.article import ArticlePane
from reader.panes.parallel import ParallelPane
from reader.panes.prompt import PromptPane
from reader.screens.comparing import COMPARING_KEYS, ComparingScreen
from reader.screens.keeping import KEEPING_KEYS
from reader.screens.suggesting import SAVE

if TYPE_CHECKING:
    from reader.state import State

#: What the prompt is asked for here.
_FIND = "find"


class LibraryScreen(ComparingScreen):
    """Moving between panes and hits, finding in an article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", N_("search"), id="search"),
        Binding("n", "stop(1)", N_("next"), id="hit.next"),
        Binding("N", "stop(-1)", N_("previous"), show=False, id="hit.previous"),
        Binding("ctrl+f", "find", N_("find in this article"), show=False, id="find"),
        Binding("tab", "go(1)", N_("next pane"), show=False, id="pane.next"),
        Binding("shift+tab", "go(-1)", N_("previous pane"), show=False, id="pane.previous"),
        Binding("l,right", "side(1)", N_("pane to the right"), show=False, id="pane.right"),
        Binding("h,left", "side(-1)", N_("pane to the left"), show=False, id="pane.left"),
        *KEEPING_KEYS,
        Binding("W", "explain", N_("explain the search"), show=False, id="explain"),
        # i18n: keep what is searched for under a name
        Binding("at", "save_search", N_("save the search"), show=False, id="search.save"),
        Binding("x", "close", N_("close pane"), show=False, id="pane.close"),
        *COMPARING_KEYS,
        Binding("s", "list('sources')", N_("sources"), show=False, id="sources"),
        Binding("f", "list('languages')", N_("languages"), show=False, id="languages"),
        Binding("o", "list('results')", N_("beside"), id="results"),
        Binding("question_mark", "help", N_("help"), id="help"),
        Binding("escape", "back", N_("back"), show=False, id="back"),
    ]

    def state(self, theme: str) -> "State":
        """What is worth keeping until the next time.

        Args:
            theme: the application's, which chose it.
        """
        from reader.state import OpenArticle, State  # noqa: PLC0415 - not for the first frame

        session = self.session
        source = session.source
        return State(
            articles=tuple(OpenArticle(c.article.id, c.position) for c in session.columns),
            active=session.active,
            query=session.text,
            hidden=tuple(sorted(session.hidden)),
            sources=() if source is None else (source,),
            sort=session.sort,
            locked=session.locked,
            theme=theme,
        )

    @on(ArticlePane.Moved)
    def _moved(self, event: ArticlePane.Moved) -> None:
        shown = event.pane.column
        number = None if shown is None else self.session.number_of(shown.article.id)
        if number is not None:
            self.become(self.session.moved(number, event.position))

    @on(ParallelPane.Activated)
    def _activated(self, event: ParallelPane.Activated) -> None:
        self.become(self.session.activated(self.desk.column_of(event.index)))

    def action_stop(self, step: Literal[1, -1]) -> None:
        """Go to the next hit or the one before, in whatever pane it is."""
        if not self.session.stops:
            self.say(_("no hits in what is open"))
            return
        after = self.session.next_stop(step)
        self.become(after)
        self.desk.go_to(after.columns[after.active].position)
        self.desk.focus_panes()

    def action_go(self, step: int) -> None:
        """Move the focus round the results and the panes."""
        ring = len(self.session.columns) + 1
        at = self.session.active + 1 if self.desk.holds(self.focused) else 0
        self._focus((at + step) % ring - 1)

    def action_side(self, step: int) -> None:
        """Move the focus to the left or right; the ends hold it."""
        at = self.session.active if self.desk.holds(self.focused) else -1
        self._focus(max(-1, min(at + step, len(self.session.columns) - 1)))

    def _focus(self, number: int) -> None:
        """Put the focus on a pane, or on the results for -1."""
        if number < 0:
            self.desk.focus_list()
        else:
            self.become(self.session.activated(number))
            self.desk.focus_panes()

    def action_close(self) -> None:
        """Close the active pane."""
        self.become(self.session.closed())
        self.call_after_refresh(self.leave_for_reading)

    def action_search(self) -> None:
        """Put the cursor into the search box."""
        self.leave_saved()
        self._text_before = self.session.text
        self.warm()
        self.desk.look_at(lists=True)
        self.set_focus(self.search.box)
        # As in a browser: typing replaces what was asked, arrows go into it.
        self.search.box.select_all()

    def action_list(self, name: str) -> None:
        """Put the focus on a list."""
        self.desk.focus_list(name)

    def action_back(self) -> None:
        """End finding, or leave the saved searches; else go from the lists to the reading,
        and from there to the results."""
        if self.session.sought:
            self.become(self.session.seeking("", ()))
        elif self.session.lists_saved:
            self.leave_saved()
        elif self.session.lit_from is not None and not self.session.locked:
            self.become(unlit(self.session))
        elif self.desk.holds(self.focused):
            self.desk.focus_list()
        else:
            self.leave_for_reading()

    # --- finding in an article -----------------------------------------------------------

    def action_find(self) -> None:
        """Ask what to find in the active article."""
        if self.session.active_column:
            self.desk.look_at(lists=False)
            self.prompt.ask(_FIND, _("find in this article"), self.session.sought)

    @on(PromptPane.Answered)
    def _answered(self, event: PromptPane.Answered) -> None:
        column = self.session.active_column
        if column is None or event.purpose == SAVE:
            return
        self.desk.focus_panes()
        if event.purpose == _FIND:
            from reader.finding import find_in  # noqa: PLC0415 - few look within an article

            found = find_in(column.article, event.text)
            self.become(self.session.seeking(event.text if event.text.strip() else "", found))
            if found:
                self.action_stop(1)

    @on(PromptPane.Dismissed)
    def _dismissed(self) -> None:
        self.desk.focus_panes()

    # --- other screens -------------------------------------------------------------------

    def action_help(self) -> None:
        """Show every key."""
        from reader.screens.help import HelpScreen  # noqa: PLC0415 - loaded when asked for

        sections = ((N_("Everywhere"), self.BINDINGS), (N_("Application"), self.app.BINDINGS))
        self.app.push_screen(HelpScreen(self.launch.settings.keys, sections))
