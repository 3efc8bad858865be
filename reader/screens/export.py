"""Asks for a format and a file or several, and writes the highlights there."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from index.errors import HexaplaError, WriteError
from reader import export
from reader.export import Stories
from reader.i18n import N_, _, ngettext
from reader.notebook import knowing
from reader.notebook.highlight import Highlight, entries
from reader.panes._cells import Part, Row
from reader.panes._line import RowLine
from reader.panes.box import Box
from reader.printable import printable
from reader.screens.finder import Finder
from reader.screens.over import OverScreen
from reader.writing import FileTaken, make_folder, write_file, write_files

#: The format that is offered first: for people.
_FIRST = "markdown"

#: How many formats stand before the chosen one: fewer than fill a narrow row.
_BEFORE = 3

#: The file's name before its extension.
_NAME = "hexapla-highlights"


#: What a file is made of: all, an article, a story.
_PER = (N_("one file"), N_("a file an article"), N_("a file a story"))
_STORY = 2


class ExportScreen(OverScreen[Path | None]):
    """Rows of formats and of what a file is made of, and a box for the file's name.

    Closes with the path when the file, or the folder of files, is written, with None when
    the reader leaves. What is there already is replaced only after a second Enter.

    Args:
        kept: what to write.
        finder: asked for stories.
        only: the only folder to write into; None for any, the current one at first.
    """

    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & > * { width: 90%; max-width: 76; margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "format(-1)", N_("previous format"), id="export.previous"),
        Binding("down", "format(1)", N_("next format"), id="export.next"),
        Binding("tab", "per(1)", N_("one file or several"), id="export.per"),
        Binding("shift+tab", "per(-1)", show=False, id="export.per.back"),
        Binding("escape", "dismiss(None)", N_("leave"), id="export.leave"),
    ]

    def __init__(self, kept: Sequence[Highlight], finder: Finder, only: Path | None = None) -> None:
        super().__init__()
        self._kept = kept
        self._finder = finder
        self._per = 0
        self._only = only
        self._formats = sorted(export.names(), key=lambda name: (name != _FIRST, name))
        self._format = self._formats[0]
        self._confirmed = ""

    def compose(self) -> ComposeResult:
        """Title, formats, box, message."""
        yield RowLine(id="export-title")
        yield RowLine(id="export-formats")
        yield RowLine(id="export-per")
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

    def _offer(self) -> None:
        parts = [Part(_("Format")), Part(" ")]
        # As many as a narrow terminal shows, the chosen one among them.
        first = max(self._formats.index(self._format) - _BEFORE, 0)
        for name in self._formats[first:]:
            chosen = name == self._format
            parts.append(Part(f" ▸{name} " if chosen else f"  {name} ", _style(chosen)))
        self.query_one("#export-formats", RowLine).show(Row(tuple(parts)))
        self.query_one("#export-per", RowLine).show(Row(tuple(self._files())))
        extension = "" if self._per else f".{export.load(self._format).extension}"
        box = self.query_one(Box)
        box.value = f"{_NAME}{extension}"
        box.cursor_position = len(box.value)
        self._confirmed = ""
        self._say(self._hint())

    def _files(self) -> Iterator[Part]:
        """What a file is made of, the chosen among what else there is."""
        for number, name in enumerate(_PER):
            chosen = number == self._per
            said, sign = _(name), "▸" if chosen else " "
            yield Part(f" {sign}{said} ", _style(chosen))

    def _hint(self) -> str:
        """What the keys do, unless there is something to know first."""
        if export.load(self._format).needs_pairs and all(len(it) < 2 for it in entries(self._kept)):
            return _("no pairs among them (M makes one): the file will be valid and empty")
        return _("↑ ↓ format · Tab one file or several · Enter writes · Esc leaves")

    def _say(self, message: str) -> None:
        line = Row((Part(printable(message), "line--muted"),))
        self.query_one("#export-message", RowLine).show(line)

    def action_format(self, step: int) -> None:
        """Choose another format; the name's ending follows."""
        at = self._formats.index(self._format)
        self._format = self._formats[(at + step) % len(self._formats)]
        self._offer()

    def action_per(self, step: int) -> None:
        """One file, or a file an article or a story."""
        self._per = (self._per + step) % len(_PER)
        self._offer()

    @on(Input.Submitted)
    @work(exclusive=True)
    async def _submitted(self, event: Input.Submitted) -> None:
        """Write the file, and close when that went well."""
        name = event.value.strip()
        if not name:
            self._say(_("a file needs a name"))
        elif self._only is not None and (Path(name).name != name or name.startswith(".")):
            self._say(_("a name without a folder, please"))
        else:
            stories = await self._stories()
            # In the only folder `~` is a name like any other; elsewhere no name of an
            # account that there is not may end the program, as `Path.expanduser` would.
            home = os.path.expanduser(name)  # noqa: PTH111 - see above
            self._write(self._only / name if self._only else Path.cwd() / home, name, stories)

    async def _stories(self) -> Stories:
        if self._per != _STORY:
            return {}
        try:
            return await self._finder.ask(partial(knowing.stories, kept=self._kept))
        except HexaplaError:  # a file an article, then: nothing is lost
            return {}

    def _write(self, path: Path, name: str, stories: Stories) -> None:
        overwrite = self._confirmed == name
        write = partial(export.exported, self._format)
        try:
            if self._only is not None:
                make_folder(self._only)
            if self._per:
                extension = export.load(self._format).extension
                files = export.files(self._kept, extension, write, stories)
                write_files(path, list(files), overwrite=overwrite)
            else:
                write_file(path, write(self._kept), overwrite=overwrite)
        except FileTaken:
            self._confirmed = name
            self._say(_("there is a file of that name; Enter replaces it"))
        except WriteError as error:
            self._say(str(error))
        else:
            self.dismiss(path)


def _style(chosen: bool) -> str:
    return "line--key" if chosen else ""
