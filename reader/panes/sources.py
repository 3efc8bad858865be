"""The sources of the archive, one of which can be kept."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.i18n import N_, _
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its count; `name` is None for all of them, `""` for unknown."""

    name: str | None
    count: int


class SourcesPane(RowList):
    """All sources, and which one is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", N_("this source"), id="sources.choose"),
    ]

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The reader wants this source alone (None: all, `""`: unknown)."""

        name: str | None

    def fill(self, rows: tuple[SourceRow, ...], kept: str | None) -> None:
        """Show the sources and which one is kept.

        Args:
            rows: all sources, the row of all of them first.
            kept: the `name` of the row that holds.
        """
        self._rows = rows
        self.show(Row((Part(_("SOURCES")),)), tuple(_entry(row, row.name == kept) for row in rows))

    def choose(self, index: int) -> None:
        """Keep one source."""
        self.post_message(self.Chosen(self._rows[index].name))


def _entry(row: SourceRow, kept: bool) -> Entry:
    # i18n: of sources: all, or one that is unknown
    name = _("all") if row.name is None else printable(row.name) or _("unknown")
    style = "rows--chosen" if kept else ""
    left = (Part("▸ " if kept else "  ", style), Part(name, style))
    return (Row(left, (Part(str(row.count), "rows--muted"),)),)
