"""Text made safe for a terminal's cells without moving a single offset."""


def printable(text: str) -> str:
    """The text with every control, bidi and other invisible character replaced.

    One code point stands for one, so offsets into the text stay true. Articles are
    cleaned when they are read; this is the second line of defence, for whatever is
    drawn or printed: titles, sources, file names, messages, tags.
    """
    raise NotImplementedError
