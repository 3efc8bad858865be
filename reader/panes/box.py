"""A box to type in that draws nothing a terminal would obey, wherever its text comes from."""

from textual.widgets import Input

from reader.panes.still import Still
from reader.printable import printable


class Box(Input, Still):
    """An `Input` for texts that somebody else may have written: tags, notes, saved searches.

    Control and invisible characters are shown as what stands for them, and kept so.
    """

    def validate_value(self, value: str) -> str:
        """What the box says instead of a text."""
        return printable(value)
