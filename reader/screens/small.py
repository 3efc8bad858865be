"""What is shown while the terminal is too small to read in."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size

from reader.i18n import N_, _
from reader.panes._cells import Part, Row
from reader.panes._line import RowLine
from reader.screens.over import OverScreen

#: Columns and rows below which no layout is readable.
SMALLEST = Size(40, 10)


def is_too_small(size: Size) -> bool:
    """Whether a terminal of this size is too small."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class SmallScreen(OverScreen[None]):
    """One line, until the terminal grows."""

    DEFAULT_CSS = "SmallScreen { align: center middle; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit", N_("quit"), show=False, id="small.quit"),
    ]

    def compose(self) -> ComposeResult:
        """The line."""
        yield RowLine()

    def on_mount(self) -> None:
        """Say it."""
        line = _("too small: {columns}x{rows} at least")
        said = line.format(columns=SMALLEST.width, rows=SMALLEST.height)
        self.query_one(RowLine).show(Row((Part(said),)))

    def on_resize(self, event: events.Resize) -> None:
        """Give way as soon as there is room."""
        if not is_too_small(event.size) and self.is_current:
            self.dismiss()
