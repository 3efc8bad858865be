"""The line between the lists and the reading."""

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from reader.panes.still import Still


class Divider(Still):
    """One column of cells; cheaper than a border, which costs bytes on every row."""

    DEFAULT_CSS = """
    Divider {
        width: 1;
        height: 1fr;
        color: $foreground 40%;
    }
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same cell in each row, made once."""
        return [Strip([Segment("│", self.rich_style)], 1)] * crop.height
