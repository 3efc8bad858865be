"""The search line: what is asked, and to its right what the search did."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import SuggestionReady
from textual.widgets import Input

from reader.i18n import N_
from reader.panes._cells import Part, Row
from reader.panes._line import RowLine
from reader.panes.box import Box
from reader.panes.still import Across

#: Longer queries are mistakes of the clipboard; a paste of megabytes would stop the screen.
MAX_LENGTH = 1000


class SearchInput(Box):
    """The box: Enter leaves it to the results, Escape leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab", "submit", N_("results"), key_display="Enter", id="search.submit"),
        Binding(
            "down",
            "down",
            N_("results, or saved searches"),
            show=False,
            id="search.down",
        ),
        Binding(
            "end,ctrl+e", "end", N_("take what is suggested"), show=False, id="search.complete"
        ),
        Binding("escape", "leave", N_("as it was"), id="search.leave"),
    ]

    def _watch_value(self, value: str) -> None:
        """As a box does, but what is suggested stays while it is being typed."""
        suggested = self._suggestion
        super()._watch_value(value)
        if value and suggested.startswith(value):
            self._suggestion = suggested

    def action_leave(self) -> None:
        """Tell the pane; it knows what the box said before."""
        self.post_message(SearchPane.Escaped())

    async def action_down(self) -> None:
        """Go to the results; from an empty box to the saved searches."""
        if self.value.strip():
            await self.action_submit()
        else:
            self.post_message(SearchPane.SavedWanted())

    def action_end(self, select: bool = False) -> None:
        """Go to the end, or take what is suggested there."""
        if self.cursor_at_end and not select:
            self.action_cursor_right()
        else:
            super().action_end(select)


class SearchPane(Across):
    """The top row.

    Args:
        placeholder: what an empty box says, in the reader's language.
    """

    DEFAULT_CSS = """
    SearchPane {
        height: 1;
        & > #search-sign { width: 3; }
        & > Input { width: 1fr; height: 1; border: none !important; padding: 0; }
        & > #search-did { width: 2fr; }
    }
    """

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """The box says something else."""

        text: str

    @dataclass(eq=False, repr=False)
    class Submitted(Message):
        """The reader is done typing and wants the results."""

        text: str

    class Escaped(Message):
        """The reader leaves the box and wants it as it was."""

    class SavedWanted(Message):
        """The reader wants to choose among the saved searches."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The sign, the box, and the report."""
        yield RowLine(id="search-sign")
        box = SearchInput(
            placeholder=self._placeholder,
            max_length=MAX_LENGTH,
            select_on_focus=False,
        )
        # A blinking cursor sends bytes twice a second for as long as the box has the focus.
        box.cursor_blink = False
        yield box
        yield RowLine(id="search-did")

    def on_mount(self) -> None:
        """Draw the sign of the search."""
        self.query_one("#search-sign", RowLine).show(Row((Part(" / ", "line--key"),)))

    @property
    def box(self) -> Input:
        """The box itself, for the focus."""
        return self.query_one(Input)

    @property
    def text(self) -> str:
        """What the box says."""
        return self.box.value

    def put(self, text: str) -> None:
        """Make the box say this without a message."""
        with self.prevent(Input.Changed):
            self.box.value = text
        self.box.cursor_position = len(text)

    def suggest(self, word: str) -> None:
        """Show behind the line how its last word may go on; `""` shows nothing."""
        line = _written_on(self.text, word)
        if line is not None:
            self.box.post_message(SuggestionReady(self.text, line))

    def report(self, scope: str, expansion: str) -> None:
        """Say what the search did.

        Args:
            scope: where was searched and what was found.
            expansion: what the words were taken for; the first to be cut.
        """
        parts = [Part(scope)]
        if expansion:
            parts.append(Part(f"   {expansion}", "line--muted"))
        self.query_one("#search-did", RowLine).show(Row(tuple(parts)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass what is typed on as this pane's own message."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass Enter on as this pane's own message."""
        event.stop()
        self.post_message(self.Submitted(event.value))


def _written_on(text: str, completed: str) -> str | None:
    """A line whose last word is written on to a completion of it."""
    for length in range(len(completed) - 1, 0, -1):
        if text.endswith(completed[:length]):
            return text + completed[length:]
    return None
