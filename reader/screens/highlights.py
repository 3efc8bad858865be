"""What the reader kept in this archive, as a list to go back from."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from reader.highlight import Highlight
from reader.i18n import N_, _, date_text, language_name
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable


class _HighlightList(RowList):
    """Two rows for each highlight: its words, and where they are from."""

    ENTRY_HEIGHT = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("open"), id="highlights.open"),
    ]

    def choose(self, index: int) -> None:
        """Close the screen with the highlight."""
        screen = self.screen
        assert isinstance(screen, HighlightsScreen)
        screen.dismiss(screen.kept[index])


class HighlightsScreen(ModalScreen[Highlight | None]):
    """The highlights; closes with the one to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,H", "dismiss(None)", N_("back"), id="highlights.back"),
    ]

    def __init__(self, kept: tuple[Highlight, ...]) -> None:
        super().__init__()
        self.kept = kept

    def compose(self) -> ComposeResult:
        """The list."""
        yield _HighlightList(id="highlights")

    def on_mount(self) -> None:
        """Fill the list."""
        heading = Row((Part(_("HIGHLIGHTS")),), (Part(str(len(self.kept))),))
        nothing: tuple[Entry, ...] = (
            (Row((Part(_("nothing yet; m highlights a passage"), "rows--muted"),)), Row()),
        )
        entries = tuple(_entry(each) for each in self.kept)
        self.query_one(_HighlightList).show(heading, entries or nothing)


def _entry(kept: Highlight) -> Entry:
    origin = (kept.source or _("unknown source"), language_name(kept.lang), date_text(kept.date))
    where = " · ".join(part for part in (*origin, kept.title) if part)
    note = (Part(f" {printable(kept.note)} ·", "rows--chosen"),) if kept.note else ()
    return (
        Row((Part(printable(kept.quote)),)),
        Row((Part("   "), *note, Part(f" {printable(where)}", "rows--muted"))),
    )
