"""All that the reader kept in an archive: searched as they type, and dealt with in bulk."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.suggester import Suggester

from index.errors import HexaplaError
from reader.i18n import N_, _, ngettext
from reader.notebook import knowing
from reader.notebook.choosing import FIELDS, Forms, Known, choose, without_story, words_of
from reader.notebook.colours import COLOURS
from reader.notebook.highlight import Highlight, entries
from reader.notebook.narrowing import completed, values
from reader.panes.highlights import HighlightRow, HighlightsPane
from reader.panes.prompt import PromptPane
from reader.panes.search import SearchPane
from reader.panes.status import KeysPane, StatusPane
from reader.screens.finder import Finder
from reader.screens.keeper import Keeper
from reader.screens.over import OverScreen

#: What a query can be narrowed by; the names are the same in every language.
_FIELDS = " ".join((*(f"{name}:" for name in FIELDS), "-"))

#: What the prompt is asked for.
_NOTE, _TAGS = "note", "tags"


class _Narrowing(Suggester):
    """Completes fields and their values in the box."""

    def __init__(self, complete: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)  # the notebook changes
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last word written out."""
        return self._complete(value)


class NotebookScreen(OverScreen[Highlight | None]):
    """A box, the highlights that it finds, and keys for the ticked ones or the one below
    the cursor. Closes with the highlight to open, at its place now, or None.

    Args:
        keeper: the notebook.
        archive: whose highlights, by uuid.
        finder: asked what the words of a query stand for.
        exports: see `ExportScreen`.
        keys: the reader's own by binding id, for the help.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", N_("search"), id="notebook.search"),
        Binding("a", "note", N_("note"), id="notebook.note"),
        Binding("t", "tag", N_("add tags"), id="notebook.tag"),
        Binding("d,delete", "delete", N_("delete"), id="notebook.delete"),
        Binding("U", "undo", N_("undo"), id="notebook.undo"),
        Binding("e", "export", N_("export"), id="notebook.export"),
        Binding("V", "tick_all", N_("tick all or none"), id="notebook.tick_all"),
        # i18n: a key; what is listed is narrowed to the story of the article
        Binding("S", "story", N_("this story"), id="notebook.story"),
        *(
            Binding(
                str(number),
                f"colour('{colour}')",
                N_("colour of a highlight"),
                show=False,
                id=f"notebook.colour.{colour}",
            )
            for number, colour in enumerate(COLOURS, 1)
        ),
        Binding("question_mark", "help", N_("help"), id="notebook.help"),
        Binding("escape,q,H", "dismiss(None)", N_("back"), id="notebook.back"),
    ]

    def __init__(
        self,
        keeper: Keeper,
        archive: str,
        finder: Finder,
        exports: Path | None,
        keys: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._exports = exports
        self._keys = keys
        self._keeper = keeper
        self._archive = archive
        self._finder = finder
        self._query = ""
        self._forms: Forms = {}
        self._placed: Mapping[str, Highlight] = {}
        self._stories: Mapping[tuple[str, str], Sequence[str]] = {}
        self._ticked: frozenset[str] = frozenset()
        self._found: tuple[Highlight, ...] = ()

    def compose(self) -> ComposeResult:
        """Box, list, prompt, and the rows below."""
        yield SearchPane(_("search the notebook"), id="search")
        yield HighlightsPane(id="highlights")
        yield PromptPane(id="prompt")
        yield StatusPane(id="notebook-status")
        yield KeysPane(id="keys")

    def on_mount(self) -> None:
        """List everything."""
        self.follow_keys()
        self.query_one(SearchPane).report(_FIELDS, "")
        self.query_one(SearchPane).box.suggester = _Narrowing(self._completed)
        self._list(again=False)
        self.set_focus(self._pane)
        self._look_into_archive()

    @property
    def _pane(self) -> HighlightsPane:
        return self.query_one(HighlightsPane)

    @property
    def _acted_on(self) -> tuple[Highlight, ...]:
        """The ticked highlights that are listed, or the one with the cursor."""
        ticked = tuple(each for each in self._found if each.id in self._ticked)
        current = self._pane.current
        return ticked or ((current,) if current is not None else ())

    @property
    def _known(self) -> Known:
        return Known(self._forms, self._stories)

    def _list(self, *, again: bool, done: str = "") -> None:
        """Read the notebook and show what the query finds in it now."""
        everything = self._everything()
        groups = entries(choose(everything, self._query, self._known))
        self._found = tuple(each for entry in groups for each in entry)
        rows = [
            HighlightRow(each, each.id in self._ticked, each == entry[0], each == entry[-1])
            for entry in groups
            for each in entry
        ]
        self._pane.fill(rows, _("HIGHLIGHTS"), again=again, is_empty=not everything)
        self.query_one(StatusPane).say(self._count(len(everything)), done)

    def _everything(self) -> tuple[Highlight, ...]:
        """What was kept, each with whether the article says it still."""
        kept = self._keeper.of(self._archive)
        now = self._placed
        return tuple(
            replace(each, state=now[each.id].state) if each.id in now else each for each in kept
        )

    def _count(self, of: int) -> str:
        ticked = len([each for each in self._found if each.id in self._ticked])
        parts = [_("{n} of {last} highlights").format(n=len(self._found), last=of)]
        if ticked:
            parts.append(ngettext("{n} ticked", "{n} ticked", ticked).format(n=ticked))
        return " · ".join(parts)

    # --- searching -----------------------------------------------------------------------

    @on(SearchPane.Changed)
    def _typed(self, event: SearchPane.Changed) -> None:
        event.stop()
        self._query, self._forms = event.text, {}
        self._list(again=False)
        self._look_up(event.text)

    @work(exclusive=True, group="forms")
    async def _look_up(self, query: str) -> None:
        """Find also what has other forms of the words, as the archive knows them."""
        try:
            forms = await self._finder.ask(partial(knowing.forms, words=words_of(query)))
        except HexaplaError:
            return  # without an archive the notebook is searched letter by letter
        if query == self._query:
            self._forms = forms
            self._list(again=True)

    @work(group="archive")
    async def _look_into_archive(self) -> None:
        """Learn where each highlight stands now, and which story it belongs to."""
        kept = self._keeper.of(self._archive)
        with suppress(HexaplaError):  # without an archive there are no stories
            self._placed = await self._finder.ask(partial(knowing.placed, kept=kept))
            self._stories = await self._finder.ask(partial(knowing.names_of_stories, kept=kept))
            if self._query or any(each.state == "orphan" for each in self._placed.values()):
                self._list(again=True)

    def _completed(self, text: str) -> str | None:
        return completed(text, values(self._everything(), self._known))

    def action_story(self) -> None:
        """Narrow the list to the story of the highlight with the cursor, or widen it again."""
        current = self._pane.current
        rest = without_story(self._query)
        story = self._stories.get((self._archive, current.article)) if current else None
        if rest == self._query and story is None:
            self._list(again=True, done=_("this article is in no story"))
            return
        query = rest if rest != self._query or story is None else f"{rest} story:{story[0]}".strip()
        self.query_one(SearchPane).put(query)
        self._query = query
        self._list(again=False)
        self._look_up(query)

    @on(SearchPane.Submitted)
    @on(SearchPane.Escaped)
    def _searched(self, event: SearchPane.Submitted | SearchPane.Escaped) -> None:
        event.stop()
        self.set_focus(self._pane)

    def action_search(self) -> None:
        """Put the cursor into the box."""
        self.set_focus(self.query_one(SearchPane).box)

    # --- ticking and dealing with what is ticked -----------------------------------------

    @on(HighlightsPane.Opened)
    def _opened(self, event: HighlightsPane.Opened) -> None:
        self.dismiss(self._placed.get(event.kept.id, event.kept))

    @on(HighlightsPane.Ticked)
    def _tick(self, event: HighlightsPane.Ticked) -> None:
        self._ticked ^= {event.kept.id}
        self._list(again=True)

    def action_tick_all(self) -> None:
        """Tick what is listed; nothing if all of it is ticked."""
        listed = frozenset(each.id for each in self._found)
        self._ticked = frozenset() if listed <= self._ticked else self._ticked | listed
        self._list(again=True)

    def _change(self, change: Callable[[], str | None]) -> None:
        """Change the notebook and show it as it is then."""
        try:
            self._list(again=True, done=change() or "")
        except HexaplaError as error:
            self._list(again=True, done=str(error))

    def action_note(self) -> None:
        """Ask for the note of the highlight with the cursor."""
        current = self._pane.current
        if current is not None:
            self.query_one(PromptPane).ask(_NOTE, _("note"), current.note)

    def action_tag(self) -> None:
        """Ask for tags to add; of one highlight its own can be taken away too."""
        acted = self._acted_on
        if acted:
            text = ", ".join(acted[0].tags) if len(acted) == 1 else ""
            known = self._keeper.tags(self._archive)
            self.query_one(PromptPane).ask(_TAGS, _("tags, commas between"), text, known)

    @on(PromptPane.Answered)
    def _answered(self, event: PromptPane.Answered) -> None:
        event.stop()
        current, acted = self._pane.current, self._acted_on
        self.set_focus(self._pane)
        if event.purpose == _NOTE and current is not None:
            self._change(partial(self._keeper.annotate, current, event.text))
        elif event.purpose == _TAGS and acted:
            tags = event.text.split(",")
            self._change(partial(self._keeper.tag, acted, tags, add=len(acted) > 1))

    @on(PromptPane.Dismissed)
    def _dismissed(self, event: PromptPane.Dismissed) -> None:
        event.stop()
        self.set_focus(self._pane)

    def action_colour(self, colour: str) -> None:
        """Colour what is ticked."""
        if self._acted_on:
            self._change(partial(self._keeper.recolour, self._acted_on, colour))

    def action_delete(self) -> None:
        """Let what is ticked go; undo brings it back."""
        if self._acted_on:
            self._change(partial(self._keeper.remove, [each.id for each in self._acted_on]))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._change(lambda: self._keeper.undo() or _("nothing to undo"))

    def action_help(self) -> None:
        """Show every key of this screen."""
        from reader.screens.help import OF_NOTEBOOK, HelpScreen  # noqa: PLC0415 - see below

        self.app.push_screen(HelpScreen(self._keys, OF_NOTEBOOK, others=()))

    @work(group="dialog", exclusive=True)
    async def action_export(self) -> None:
        """Write what is ticked into a file; all that is listed if nothing is."""
        from reader.screens.export import ExportScreen  # noqa: PLC0415 - loaded when asked for

        kept = tuple(each for each in self._found if each.id in self._ticked) or self._found
        if not kept:
            return
        written = await self.app.push_screen_wait(ExportScreen(kept, self._finder, self._exports))
        if written is not None:
            self._list(again=True, done=_("written to {path}").format(path=written))
