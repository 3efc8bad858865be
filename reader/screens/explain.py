"""What a query asks for, in words."""

from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from reader.i18n import N_, _
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable

#: What a line that goes on begins with, beside its own indent.
_GOES_ON = "    "


class _Lines(RowList):
    """The lines as a list that scrolls."""

    def choose(self, index: int) -> None:
        """Enter does nothing here."""


class ExplainScreen(ModalScreen[None]):
    """Lines of text over the reading screen.

    Args:
        query: as it was typed.
        lines: what it asks for; their indent is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,W,enter", "dismiss", N_("back"), id="explain.back"),
    ]

    def __init__(self, query: str, lines: tuple[str, ...]) -> None:
        super().__init__()
        self._query = query
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The list."""
        yield _Lines(id="explain")

    def on_mount(self) -> None:
        """Fill it."""
        self._fill()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._fill()

    def _fill(self) -> None:
        what = _("SEARCH")
        heading = Row((Part(f"{what} {printable(self._query)}"),), (Part(_("Esc closes")),))
        width = max(20, self.app.size.width - 4)
        entries = tuple(entry for line in self._lines for entry in _entries(line, width))
        self.query_one(_Lines).show(heading, entries)


def _entries(line: str, width: int) -> tuple[Entry, ...]:
    text = printable(line)
    indent = text[: len(text) - len(text.lstrip())]
    style = "rows--muted" if len(indent) > 2 else ""
    pieces = wrap(text.strip(), width, initial_indent=indent, subsequent_indent=indent + _GOES_ON)
    return tuple((Row((Part(piece, style),)),) for piece in pieces or [""])
