"""A row that asks for one line: what to find in the article, a note on a highlight."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from reader.i18n import N_
from reader.panes._cells import Part, Row
from reader.panes._line import RowLine
from reader.panes.box import Box
from reader.panes.still import Across
from reader.printable import printable

#: A note is a remark; longer texts belong into a file.
MAX_LENGTH = 4000


class _Completion(Suggester):
    """Completes the last of several words with commas between."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = [printable(word) for word in known]  # somebody else's, perhaps

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last word completed."""
        before, _comma, last = value.rpartition(",")
        begun = last.lstrip()
        if not begun:
            return None
        taken = {word.strip() for word in before.split(",")}
        for word in self._known:
            if word.casefold().startswith(begun.casefold()) and word not in taken:
                return value + word[len(begun) :]
        return None


class PromptPane(Across):
    """A label and a box; hidden until `ask` is called."""

    DEFAULT_CSS = """
    PromptPane {
        height: 1;
        display: none;
        & > RowLine { width: 24; }
        & > Input { width: 1fr; height: 1; border: none !important; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", N_("leave"), id="prompt.leave"),
    ]

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """The box says something else while it is asked for `purpose`."""

        purpose: str
        text: str

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """Enter: this is the answer to `purpose`."""

        purpose: str
        text: str

    @dataclass(eq=False, repr=False)
    class Dismissed(Message):
        """Escape: there is no answer to `purpose`."""

        purpose: str

    def compose(self) -> ComposeResult:
        """The label and the box."""
        yield RowLine()
        box = Box(max_length=MAX_LENGTH)
        # See the search box: a blink is traffic.
        box.cursor_blink = False
        yield box

    def ask(self, purpose: str, label: str, text: str = "", known: Sequence[str] = ()) -> None:
        """Show the row and put the cursor into the box.

        Args:
            purpose: comes back with every message.
            label: what is asked, in the reader's language.
            text: what the box says at first.
            known: words to complete what is typed behind the last comma with.
        """
        self._purpose = purpose
        self.query_one(RowLine).show(Row((Part(f" {label}", "line--key"),)))
        box = self.query_one(Input)
        box.suggester = _Completion(known) if known else None
        with self.prevent(Input.Changed):
            box.value = text
            box.cursor_position = len(text)
        self.display = True
        self.screen.set_focus(box)

    def action_dismiss(self) -> None:
        """Hide the row without an answer."""
        self.display = False
        self.post_message(self.Dismissed(self._purpose))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass what is typed on."""
        event.stop()
        self.post_message(self.Changed(self._purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hide the row and pass the answer on."""
        event.stop()
        self.display = False
        self.post_message(self.Answered(self._purpose, event.value))
