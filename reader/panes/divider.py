"""The line between the lists and the reading."""

from textual.strip import Strip
from textual.widget import Widget

from reader.panes._cells import Part, Row, strip_of


class Divider(Widget):
    """One column of cells; cheaper than a border, which costs bytes on every row."""

    DEFAULT_CSS = """
    Divider {
        width: 1;
        height: 1fr;
        color: $foreground 40%;
    }
    """

    def render_line(self, y: int) -> Strip:
        """One cell of the line."""
        return strip_of(
            Row((Part("│"),)), self.size.width, self.rich_style, lambda _: self.rich_style
        )
