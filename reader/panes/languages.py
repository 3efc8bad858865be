"""The languages of the archive, each of which can be left out."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.i18n import N_, _, language_name
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language with its count, and whether its articles are kept."""

    code: str
    count: int
    kept: bool


class LanguagesPane(RowList):
    """All languages with `[x]` before those that are kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "choose", N_("on or off"), id="languages.toggle"),
        # i18n: this language and no other
        Binding("a", "alone", N_("alone"), id="languages.alone"),
    ]

    @dataclass(eq=False, repr=False)
    class Toggled(Message):
        """The reader keeps a language or leaves it out."""

        code: str

    @dataclass(eq=False, repr=False)
    class Alone(Message):
        """The reader wants this language alone, or all again."""

        code: str

    def fill(self, rows: tuple[LanguageRow, ...]) -> None:
        """Show the languages."""
        self._rows = rows
        self.show(Row((Part(_("LANGUAGES")),)), tuple(_entry(row) for row in rows))

    def choose(self, index: int) -> None:
        """Keep a language or leave it out."""
        self.post_message(self.Toggled(self._rows[index].code))

    def action_alone(self) -> None:
        """Keep the language with the cursor alone."""
        if self.entries:
            self.post_message(self.Alone(self._rows[self.cursor].code))


def _entry(row: LanguageRow) -> Entry:
    style = "" if row.kept else "rows--muted"
    box = Part("[x] " if row.kept else "[ ] ", style)
    name = Part(printable(language_name(row.code)), style)
    return (Row((box, name), (Part(str(row.count), "rows--muted"),)),)
