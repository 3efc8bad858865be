"""Keeping: highlights, notes, tags, what is read, and taking it all away."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.timer import Timer

from index.errors import HexaplaError
from reader.columns import Position, Stretch, stretches
from reader.i18n import N_, _
from reader.notebook.colours import COLOURS
from reader.panes.prompt import PromptPane
from reader.panes.results import ResultsPane
from reader.screens.suggesting import SuggestingScreen
from reader.terminal.clipboard import TooLongForClipboard

if TYPE_CHECKING:
    from index.model import Article
    from reader.notebook.article_marks import ArticleMark
    from reader.notebook.highlight import Highlight

#: What the prompt is asked for here.
_NOTE, _TAGS, _ARTICLE_TAGS = "note", "tags", "article tags"

#: Seconds between two attempts to write what the disk refused.
RETRY = 5.0


#: The keys of keeping; they stand among the others of the reading screen.
KEEPING_KEYS: Final[tuple[BindingType, ...]] = (
    # i18n: short: search, next, highlight, counterpart, export, help and quit stand in
    # i18n: one row of 80 columns when they have 52 cells together
    Binding("m", "keep", N_("highlight"), id="highlight"),
    Binding("a", "note", N_("note"), show=False, id="note"),
    # i18n: copy to the clipboard
    Binding("y", "yank", N_("yank"), show=False, id="yank"),
    Binding("e", "export", N_("export"), id="export"),
    Binding("t", "tag", N_("tags of a highlight"), show=False, id="tag"),
    *(
        Binding(
            str(number),
            f"colour('{colour}')",
            N_("colour of a highlight"),
            show=False,
            id=f"colour.{colour}",
        )
        for number, colour in enumerate(COLOURS, 1)
    ),
    Binding("E", "edit", N_("note in your editor"), show=False, id="note.edit"),
    Binding("U", "undo", N_("undo"), show=False, id="undo"),
    Binding("H", "notebook", N_("notebook"), show=False, id="notebook"),
    Binding("u", "next_unread", N_("next unread"), show=False, id="unread.next"),
    Binding("R", "toggle_mark('read')", N_("read or unread"), show=False, id="read"),
    # i18n: a star beside an article
    Binding("asterisk", "toggle_mark('starred')", N_("star"), show=False, id="star"),
    Binding("T", "tag_article", N_("tags of the article"), show=False, id="article.tag"),
    Binding("A", "all_read", N_("mark the list as read"), show=False, id="read.all"),
)


class KeepingScreen(SuggestingScreen):
    """What the reader does to the notebook, most of it to be undone by one key."""

    _subject: Highlight | None = None
    """The highlight that the prompt is about."""
    _tagged = ""
    """The article whose tags the prompt is about."""
    _retry: Timer | None = None
    """Tries to write what the disk refused."""

    # --- highlights ----------------------------------------------------------------------

    def keeping(self, change: Callable[[], str | None]) -> None:
        """Change the notebook, show what is kept as it is then, and say what was done."""
        try:
            message = change()
            self.show_kept()
        except HexaplaError as error:
            self.say(str(error))
            return
        if message:
            self.say(message)
        if len(self.keeper.unsaved) and self._retry is None:
            self._retry = self.set_interval(RETRY, self._write_unsaved)

    def _write_unsaved(self) -> None:
        """Write what the disk refused before, now that it may take it."""
        try:
            written = self.keeper.write_unsaved()
        except HexaplaError:
            return
        if written and self._retry is not None:
            self._retry.stop()
            self._retry = None
            self.say(_("what waited is written now"))

    def show_kept(self) -> None:
        """Mark what is highlighted in the open articles, and what is read in the list.

        Raises:
            HexaplaError: the notebook cannot be read.
        """
        session = self.session.noting(*self.keeper.read_and_starred(self.archive))
        for column in session.columns:
            marks = self.keeper.marks(self.archive, column.article)
            session = session.marked(column.article.id, "highlight", marks)
        self.become(session)

    def chosen(self) -> tuple[Stretch, ...]:
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
        chosen = self.chosen()
        if column is not None and chosen:
            article = column.article
            self.keeping(lambda: self.keeper.toggle(self.archive, article, chosen))
            self._unselect()

    def _here(self) -> Highlight | None:
        """The highlight the reader stands on; says so when there is none."""
        column = self.session.active_column
        kept = None
        if column is not None:
            kept = self.keeper.at(self.archive, column.article, column.position)
        if kept is None:
            self.say(_("no highlight in this passage; m makes one"))
        return kept

    def action_note(self) -> None:
        """Ask for a note on the highlight the reader stands on."""
        self._subject = self._here()
        if self._subject is not None:
            self.prompt.ask(_NOTE, _("note"), self._subject.note)

    def action_tag(self) -> None:
        """Ask for the tags of the highlight the reader stands on."""
        self._subject = self._here()
        if self._subject is not None:
            known = self.keeper.tags(self.archive)
            self.prompt.ask(_TAGS, _("tags, commas between"), ", ".join(self._subject.tags), known)

    def action_colour(self, colour: str) -> None:
        """Colour the highlight the reader stands on."""
        kept = self._here()
        if kept is not None:
            self.keeping(lambda: self.keeper.recolour([kept], colour))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no editor where nothing may lead out: every editor has a shell."""
        if self.launch.is_kiosk and action == "edit":
            return False
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Write the note of the highlight the reader stands on in their own editor."""
        from reader.editor import edited  # noqa: PLC0415 - loaded when asked for

        kept = self._here()
        if kept is None:
            return
        with self.app.suspend():
            try:
                note = edited(kept.note, os.environ)
            except HexaplaError as error:
                self.say(str(error))
                return
        if note != kept.note:
            self.keeping(lambda: self.keeper.annotate(kept, note))

    @on(PromptPane.Answered)
    def _noted(self, event: PromptPane.Answered) -> None:
        kept = self._subject
        if kept is not None and event.purpose == _NOTE:
            self.keeping(lambda: self.keeper.annotate(kept, event.text))
        elif kept is not None and event.purpose == _TAGS:
            self.keeping(lambda: self.keeper.tag([kept], event.text.split(",")))
        elif event.purpose == _ARTICLE_TAGS:
            article, tags = self._tagged, event.text.split(",")
            self.keeping(lambda: self.keeper.tag_article(self.archive, article, tags))

    def action_undo(self) -> None:
        """Take the last change of the notebook back."""
        self.keeping(lambda: self.keeper.undo() or _("nothing to undo"))

    def action_yank(self) -> None:
        """Send the selection or the current passage to the terminal's clipboard."""
        column = self.session.active_column
        if column is None:
            return
        texts = {passage.n: passage.text for passage in column.article.passages}
        parts = [texts[part.passage][part.start : part.end] for part in self.chosen()]
        try:
            self.app.copy_to_clipboard("\n\n".join(parts))
        except TooLongForClipboard:
            self.say(_("too long for the terminal's clipboard"))
            return
        self._unselect()
        self.say(_("sent to your terminal"))

    # --- articles ------------------------------------------------------------------------

    def opened(self, article: Article) -> None:
        """An article was opened, so it is read; a notebook that fails is no hindrance."""
        try:
            self.keeper.opened(self.archive, article.id)
        except HexaplaError:
            self.mention_trouble()
            return
        read = self.session.read | {article.id}
        self.become(self.session.noting(read, self.session.starred))

    def _articles_here(self) -> tuple[str, ...]:
        """The article with the list's cursor, or the one that is being read."""
        if isinstance(self.focused, ResultsPane):
            return tuple(filter(None, [self.desk.results.current]))
        column = self.session.active_column
        return () if column is None else (column.article.id,)

    def action_toggle_mark(self, mark: ArticleMark) -> None:
        """Mark the article as read or starred, or take that back."""
        ids = self._articles_here()
        marked = self.session.read if mark == "read" else self.session.starred
        if ids:
            on = ids[0] not in marked
            self.keeping(lambda: self.keeper.mark(self.archive, ids, mark, on=on))

    def action_tag_article(self) -> None:
        """Ask for the tags of the article with the list's cursor, or of the one being read."""
        for article in self._articles_here():
            self._tagged = article
            own = ", ".join(self.keeper.article_tags(self.archive, article))
            known = self.keeper.tags(self.archive)
            self.prompt.ask(_ARTICLE_TAGS, _("tags of the article"), own, known)
            self.mention_trouble()

    def action_all_read(self) -> None:
        """Mark everything that is listed as read."""
        ids = self.session.listed_ids
        self.keeping(lambda: self.keeper.mark(self.archive, ids, "read", on=True))

    def action_next_unread(self) -> None:
        """Open the next article of the list that is not read yet."""
        following = self.session.next_unread()
        if following is None:
            self.say(_("everything in this list is read"))
        else:
            self.open_article(following)

    # --- other screens -------------------------------------------------------------------

    @work(group="dialog", exclusive=True)
    async def action_notebook(self) -> None:
        """Show what was kept; what is chosen there is opened in its article."""
        from reader.screens.notebook import NotebookScreen  # noqa: PLC0415 - loaded when asked for

        self.mention_trouble()
        chosen = await self.app.push_screen_wait(
            NotebookScreen(
                self.keeper,
                self.archive,
                self.finder,
                self.launch.exports,
                self.launch.settings.keys,
            )
        )
        self.keeping(lambda: None)
        if chosen is None:
            return
        if chosen.state == "orphan":
            self.open_article(chosen.article)
            self.say(_("no longer in the article"))
        else:
            self.open_article(chosen.article, at=Position(chosen.passage, chosen.start))

    @work(group="dialog", exclusive=True)
    async def action_export(self) -> None:
        """Write what was kept into a file."""
        from reader.screens.export import ExportScreen  # noqa: PLC0415 - see above

        kept = self.keeper.of(self.archive)
        self.mention_trouble()
        if not kept:
            self.say(_("nothing to export; m highlights a passage"))
            return
        written = await self.app.push_screen_wait(
            ExportScreen(kept, self.finder, self.launch.exports)
        )
        if written is not None:
            self.say(_("written to {path}").format(path=written))
