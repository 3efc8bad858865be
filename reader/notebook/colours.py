"""The colours of highlights."""

from typing import Final

#: The colours that keys and the screen know, the first for what is kept without a word
#: about colours; a highlight from elsewhere may have any other.
COLOURS: Final = ("yellow", "green", "blue", "red", "purple")
