"""A widget of one row that repaints only when what it says changes."""

from typing import ClassVar

from rich.style import Style
from textual.strip import Strip

from reader.panes._cells import Row, strip_of
from reader.panes.still import Rows


class RowLine(Rows):
    """One row; `show` says what stands in it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--key", "line--muted", "line--strong"}
    DEFAULT_CSS = """
    RowLine {
        height: 1;
        & > .line--key { text-style: bold; color: $primary; }
        & > .line--muted { color: $foreground 65%; }
        & > .line--strong { text-style: bold; }
        &:ansi > .line--muted { color: ansi_default; text-style: dim; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._row = Row()

    @property
    def row(self) -> Row:
        """What the row says now."""
        return self._row

    @property
    def text(self) -> str:
        """The words of the row without their styles."""
        return " ".join("".join(p.text for p in part) for part in (self._row.left, self._row.right))

    def show(self, row: Row) -> None:
        """Say this."""
        if row != self._row:
            self._row = row
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row, cut to the width."""
        return strip_of(self._row, self.size.width, self.rich_style, self._part_style)

    def _part_style(self, name: str) -> Style:
        return self.get_component_rich_style(name)
