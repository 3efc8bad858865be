"""Widgets that scroll nothing by Textual's means.

After each new size Textual lays the whole screen out a second time and repaints what
has another size, since scroll bars may have come or gone. These have none.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget


class Still(Widget):
    """A widget whose size is no reason to lay out or to repaint anything else."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)


class Across(Horizontal, Still):
    """Widgets side by side."""


class Down(Vertical, Still):
    """Widgets one below the other."""
