"""Widgets that scroll nothing by Textual's means.

After each new size Textual lays the whole screen out a second time and repaints what
has another size, since scroll bars may have come or gone. These have none.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget


class Still(Widget):
    """A widget whose size is no reason to lay out or to repaint anything else."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)


class Rows(Still):
    """A widget that draws its rows itself, from edge to edge, with `render_line`.

    Textual would put borders, padding and filters of colours round each row, which takes
    longer than the row itself; these have none.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]


class Across(Horizontal, Still):
    """Widgets side by side."""


class Down(Vertical, Still):
    """Widgets one below the other."""
