"""The reading screen: every key of it is a transition of the session."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Literal

from textual import on, work
from textual.binding import Binding, BindingType

from index.errors import HexaplaError
from reader.clipboard import TooLongForClipboard
from reader.finding import find_in
from reader.i18n import N_, _
from reader.panes.article import ArticlePane
from reader.panes.parallel import ParallelPane
from reader.panes.prompt import PromptPane
from reader.screens.suggesting import SAVE, SuggestingScreen
from reader.session import Position, Stretch, stretches
from reader.state import OpenArticle, State

#: What the prompt is asked for when it is not a note on the highlight it names.
_FIND = "find"


class LibraryScreen(SuggestingScreen):
    """Moving between panes and hits, finding in an article, keeping and taking away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", N_("search"), id="search"),
        Binding("n", "stop(1)", N_("next"), id="hit.next"),
        Binding("N", "stop(-1)", N_("previous"), show=False, id="hit.previous"),
        Binding("ctrl+f", "find", N_("find in this article"), show=False, id="find"),
        Binding("tab", "go(1)", N_("next pane"), show=False, id="pane.next"),
        Binding("shift+tab", "go(-1)", N_("previous pane"), show=False, id="pane.previous"),
        Binding("l,right", "side(1)", N_("pane to the right"), show=False, id="pane.right"),
        Binding("h,left", "side(-1)", N_("pane to the left"), show=False, id="pane.left"),
        # i18n: short: search, next, highlight, note, yank, export, help and quit stand
        # i18n: in one row of 80 columns when they have 48 cells together
        Binding("m", "keep", N_("highlight"), id="highlight"),
        Binding("a", "note", N_("note"), id="note"),
        # i18n: copy to the clipboard
        Binding("y", "yank", N_("yank"), id="yank"),
        Binding("e", "export", N_("export"), id="export"),
        Binding("E", "explain", N_("explain the search"), show=False, id="explain"),
        # i18n: keep what is searched for under a name
        Binding("at", "save_search", N_("save the search"), show=False, id="search.save"),
        Binding("H", "highlights", N_("highlights"), show=False, id="notebook"),
        Binding("x", "close", N_("close pane"), show=False, id="pane.close"),
        Binding("equals_sign", "lock", N_("lock scrolling"), show=False, id="lock"),
        Binding("s", "list('sources')", N_("sources"), show=False, id="sources"),
        Binding("f", "list('languages')", N_("languages"), show=False, id="languages"),
        Binding("o", "list('results')", N_("beside"), id="results"),
        Binding("question_mark", "help", N_("help"), id="help"),
        Binding("escape", "back", N_("back"), show=False, id="back"),
    ]

    def state(self, theme: str) -> State:
        """What is worth keeping until the next time.

        Args:
            theme: the application's, which chose it.
        """
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

    def action_lock(self) -> None:
        """Lock or unlock synchronized scrolling."""
        self.become(self.session.toggled_lock())

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
        elif self.desk.holds(self.focused):
            self.desk.focus_list()
        else:
            self.leave_for_reading()

    # --- finding in an article, keeping, taking away -----------------------------------

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
            found = find_in(column.article, event.text)
            self.become(self.session.seeking(event.text if event.text.strip() else "", found))
            if found:
                self.action_stop(1)
        else:
            self._keeping(lambda: self.keeper.annotate(event.purpose, event.text), _("note kept"))

    @on(PromptPane.Dismissed)
    def _dismissed(self) -> None:
        self.desk.focus_panes()

    def _keeping(self, change: Callable[[], str | None], done: str = "") -> None:
        """Change the notebook, show the highlights as they are then, and say what was done."""
        column = self.session.active_column
        if column is None:
            return
        try:
            message = change() or done
            marks = self.keeper.marks(self.archive, column.article)
        except HexaplaError as error:
            self.say(str(error))
            return
        self.become(self.session.marked(column.article.id, "highlight", marks))
        self.say(message)

    def _chosen(self) -> tuple[Stretch, ...]:
        """What of the active article is selected: the current passage if nothing is."""
        column = self.session.active_column
        pane = self.desk.panes.active_pane
        if column is None or pane is None:
            return ()
        if pane.selection is not None:
            return stretches(column.article, pane.selection)
        n = column.position.passage
        whole = (p for p in column.article.passages if p.n == n)
        return tuple(Stretch(n, 0, len(p.text)) for p in whole)

    def _unselect(self) -> None:
        pane = self.desk.panes.active_pane
        if pane is not None:
            pane.clear_selection()

    def action_keep(self) -> None:
        """Highlight the selection or the current passage; let go what is highlighted so."""
        column = self.session.active_column
        chosen = self._chosen()
        if column is not None and chosen:
            article = column.article
            self._keeping(lambda: self.keeper.toggle(self.archive, article, chosen))
            self._unselect()

    def action_note(self) -> None:
        """Ask for a note on the highlight the reader stands on."""
        column = self.session.active_column
        if column is None:
            return
        kept = self.keeper.at(self.archive, column.article, column.position)
        if kept is None:
            self.say(_("no highlight in this passage; m makes one"))
        else:
            self.prompt.ask(kept.id, _("note"), kept.note)

    def action_yank(self) -> None:
        """Send the selection or the current passage to the terminal's clipboard."""
        column = self.session.active_column
        if column is None:
            return
        texts = {passage.n: passage.text for passage in column.article.passages}
        parts = [texts[part.passage][part.start : part.end] for part in self._chosen()]
        try:
            self.app.copy_to_clipboard("\n\n".join(parts))
        except TooLongForClipboard:
            self.say(_("too long for the terminal's clipboard"))
            return
        self._unselect()
        self.say(_("sent to your terminal"))

    # --- other screens -------------------------------------------------------------------

    def action_help(self) -> None:
        """Show every key."""
        from reader.screens.help import HelpScreen  # noqa: PLC0415 - loaded when asked for

        sections = ((N_("Everywhere"), self.BINDINGS), (N_("Application"), self.app.BINDINGS))
        self.app.push_screen(HelpScreen(self.launch.settings.keys, sections))

    @work(group="dialog", exclusive=True)
    async def action_highlights(self) -> None:
        """List what was kept; Enter opens it in its article."""
        from reader.screens.highlights import HighlightsScreen  # noqa: PLC0415 - see help

        kept = self.keeper.of(self.archive)
        self.mention_trouble()
        chosen = await self.app.push_screen_wait(HighlightsScreen(kept))
        if chosen is not None:
            self.open_article(chosen.article, at=Position(chosen.passage, chosen.start))

    @work(group="dialog", exclusive=True)
    async def action_export(self) -> None:
        """Write what was kept into a file."""
        from reader.screens.export import ExportScreen  # noqa: PLC0415 - see help

        kept = self.keeper.of(self.archive)
        self.mention_trouble()
        if not kept:
            self.say(_("nothing to export; m highlights a passage"))
            return
        written = await self.app.push_screen_wait(ExportScreen(kept, Path.cwd()))
        if written is not None:
            self.say(_("written to {path}").format(path=written))
