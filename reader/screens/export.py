"""Asks for a format and a file, and writes the highlights there."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from index.errors import WriteError
from reader import export
from reader.highlight import Highlight
from reader.i18n import N_, _, ngettext
from reader.panes._cells import Part, Row
from reader.panes._line import RowLine
from reader.panes.box import Box
from reader.printable import printable
from reader.writing import FileTaken, make_folder, write_file

#: The format that is offered first: for people.
_FIRST = "markdown"

#: How many formats stand before the chosen one: fewer than fill a narrow row.
_BEFORE = 3

#: The file's name before its extension.
_NAME = "hexapla-highlights"


class ExportScreen(ModalScreen[Path | None]):
    """A row of formats and a box for the file's name.

    Closes with the path when the file is written, with None when the reader leaves.
    A file that is there already is replaced only after a second Enter.

    Args:
        kept: what to write.
        only: the only folder to write into; None for any, the current one at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "format(-1)", N_("previous format"), id="export.previous"),
        Binding("down", "format(1)", N_("next format"), id="export.next"),
        Binding("escape", "dismiss(None)", N_("leave"), id="export.leave"),
    ]

    def __init__(self, kept: Sequence[Highlight], only: Path | None = None) -> None:
        super().__init__()
        self._kept = kept
        self._only = only
        self._formats = sorted(export.names(), key=lambda name: (name != _FIRST, name))
        self._format = self._formats[0]
        self._confirmed = ""

    def compose(self) -> ComposeResult:
        """Title, formats, box, message."""
        yield RowLine(id="export-title")
        yield RowLine(id="export-formats")
        box = Box(compact=True, max_length=4096, select_on_focus=False)
        # See the search box: a blink is traffic.
        box.cursor_blink = False
        yield box
        yield RowLine(id="export-message")

    def on_mount(self) -> None:
        """Offer the first format and a name that is free."""
        count = len(self._kept)
        title = ngettext("Export {n} highlight", "Export {n} highlights", count).format(n=count)
        self.query_one("#export-title", RowLine).show(Row((Part(title, "line--strong"),)))
        self._offer()
        self._say(_("↑ ↓ format · Enter writes · Esc leaves"))

    def _offer(self) -> None:
        parts = [Part(_("Format")), Part(" ")]
        # As many as a narrow terminal shows, the chosen one among them.
        first = max(self._formats.index(self._format) - _BEFORE, 0)
        for name in self._formats[first:]:
            chosen = name == self._format
            parts.append(Part(f" ▸{name} " if chosen else f"  {name} ", _style(chosen)))
        self.query_one("#export-formats", RowLine).show(Row(tuple(parts)))
        box = self.query_one(Box)
        box.value = f"{_NAME}.{export.load(self._format).extension}"
        box.cursor_position = len(box.value)

    def _say(self, message: str) -> None:
        line = Row((Part(printable(message), "line--muted"),))
        self.query_one("#export-message", RowLine).show(line)

    def action_format(self, step: int) -> None:
        """Choose another format; the name's ending follows."""
        at = self._formats.index(self._format)
        self._format = self._formats[(at + step) % len(self._formats)]
        self._offer()

    @on(Input.Submitted)
    def _write(self, event: Input.Submitted) -> None:
        """Write the file, and close when that went well."""
        name = event.value.strip()
        if not name:
            self._say(_("a file needs a name"))
            return
        if self._only is not None and (Path(name).name != name or name.startswith(".")):
            self._say(_("a name without a folder, please"))
            return
        # In the only folder `~` is a name like any other.
        path = self._only / name if self._only else Path.cwd() / Path(name).expanduser()
        data = export.exported(self._format, self._kept)
        try:
            if self._only is not None:
                make_folder(self._only)
            write_file(path, data, overwrite=self._confirmed == name)
        except FileTaken:
            self._confirmed = name
            self._say(_("there is a file of that name; Enter replaces it"))
        except WriteError as error:
            self._say(str(error))
        else:
            self.dismiss(path)


def _style(chosen: bool) -> str:
    return "line--key" if chosen else ""
