"""What the reader kept, as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.i18n import N_, _, date_text, language_name
from reader.notebook.highlight import Highlight
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable

#: In the margin: ticked; the first, a middle and the last highlight of an entry.
_TICKED = "×"
_PAIRED = {(True, False): "┌", (False, False): "├", (False, True): "└"}


@dataclass(frozen=True, slots=True)
class HighlightRow:
    """A highlight of the list.

    `ticked` says that what is done to several is done to it; `first` and `last` where
    it stands in its entry, both when it is alone.
    """

    kept: Highlight
    ticked: bool
    first: bool
    last: bool


class HighlightsPane(RowList):
    """Two rows for each highlight: its words, and what is said of them."""

    ENTRY_HEIGHT = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("open"), id="highlights.open"),
        Binding("space", "tick", N_("tick"), id="highlights.tick"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The reader wants to read a highlight in its article."""

        kept: Highlight

    @dataclass(eq=False, repr=False)
    class Ticked(Message):
        """The reader ticks a highlight, or no longer."""

        kept: Highlight

    def fill(
        self, rows: Iterable[HighlightRow], heading: str, *, again: bool, is_empty: bool
    ) -> None:
        """Show highlights.

        Args:
            rows: in order.
            heading: what they are.
            again: whether it is the same list in another state, so that the cursor stays.
            is_empty: whether there is nothing that could be listed.
        """
        self._rows = tuple(rows)
        why = _("nothing here; m highlights a passage") if is_empty else _("nothing found")
        nothing = (Row((Part(why, "rows--muted"),)), Row())
        entries = tuple(map(_entry, self._rows)) or (nothing,)
        self.show(Row((Part(heading),)), entries, cursor=None if again else 0)

    @property
    def current(self) -> Highlight | None:
        """The highlight with the cursor."""
        return self._rows[self.cursor].kept if self.cursor < len(self._rows) else None

    def choose(self, index: int) -> None:
        """Open a highlight."""
        if index < len(self._rows):
            self.post_message(self.Opened(self._rows[index].kept))

    def action_tick(self) -> None:
        """Tick the highlight with the cursor and go on to the next."""
        if self.current is not None:
            self.post_message(self.Ticked(self.current))
            self.action_step(1)


def _entry(row: HighlightRow) -> Entry:
    kept = row.kept
    sign = _TICKED if row.ticked else " "
    pair = _PAIRED.get((row.first, row.last), " ")
    joined = " " if row.last else "│"
    origin = (kept.source or _("unknown source"), language_name(kept.lang), date_text(kept.date))
    where = " · ".join(part for part in (*origin, kept.title) if part)
    said = " ".join((kept.note, *(f"#{tag}" for tag in kept.tags))).strip()
    colour = f"{_colour_name(kept.colour)} · " if kept.colour else ""
    lost = _("no longer in the article") if kept.state == "orphan" else ""
    muted = " · ".join(part for part in (f"{colour}{where}", lost) if part)
    return (
        Row((Part(f"{sign}{pair} "), Part(printable(kept.quote)))),
        Row(
            (
                Part(f" {joined}   "),
                *((Part(f"{printable(said)} · ", "rows--chosen"),) if said else ()),
                Part(printable(muted), "rows--muted"),
            )
        ),
    )


def _colour_name(colour: str) -> str:
    """A colour in the reader's language; one that is not ours as it is."""
    names = {
        "yellow": _("yellow"),
        "green": _("green"),
        "blue": _("blue"),
        "red": _("red"),
        "purple": _("purple"),
    }
    return names.get(colour, colour)
