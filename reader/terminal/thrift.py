"""The same picture in fewer bytes: what a slow line need not carry.

Textual sends a row whole, blanks to its end, each stretch of a style with the colours the
terminal has anyway and a reset behind it, and a row that did not change as readily as one
that did. Here a row that stands on the screen already is left out, blanks are erased
instead of written, and a style is sent when it changes. What is not a row of text (modes,
questions) goes through as it is.
"""

import re
from typing import Final

from rich.cells import cell_len

_MOVE: Final = re.compile(r"\x1b\[(\d+);(\d+)H")
_STYLE: Final = re.compile(r"\x1b\[([0-9;]*)m")

#: What leaves the picture as it is: frames begin and end with it.
_HARMLESS: Final = re.compile(r"(?:\x1b\[\?2026[hl]|\x1b\[\?2026\$p|\x1b\[6n)*")

#: Parameters of SGR that say what holds anyway: the terminal's own colours.
_OWN: Final = frozenset({"39", "49"})

#: A style in which a blank shows: reversed, underlined, struck through, or coloured below.
_SHOWS_BLANKS: Final = re.compile(r"(?:^|;)(?:4|7|9|4[0-8]|10[0-7])(?:;|$)")

#: Blanks that are erased rather than written: the two sequences take as many bytes.
_MANY: Final = 12

_BLANKS: Final = re.compile(f" {{{_MANY},}}")


class Thrift:
    """Remembers what the screen shows and says how to make it show the next frame.

    Args:
        width: columns of the screen.
        erases: whether the terminal knows how to erase cells within a row (ECH).
    """

    def __init__(self, width: int, *, erases: bool) -> None:
        self._width = width
        self._erases = erases
        self._shown: dict[int, dict[int, tuple[str, int]]] = {}
        self._style = ""

    def spared(self, data: str) -> str:
        """What to send instead of this."""
        parts = _MOVE.split(data)
        if parts[0] or len(parts) == 1 or "\x1b" in _STYLE.sub("", "".join(parts[3::3])):
            if _HARMLESS.fullmatch(data) is None:
                self._shown.clear()  # perhaps another screen: nothing is known of it
            return data
        sent = []
        for row, column, chunk in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            text = chunk.removesuffix("\r\n")
            if text and self._is_news(int(row), int(column), text):
                sent += [f"\x1b[{row};{column}H", self._written(int(column), text)]
        if self._style:
            sent.append("\x1b[0m")
            self._style = ""
        if not parts[-1]:  # where the cursor is to stand
            sent.append(f"\x1b[{parts[-3]};{parts[-2]}H")
        return "".join(sent)

    def _is_news(self, row: int, column: int, text: str) -> bool:
        """Whether a stretch of a row is not on the screen yet; it is taken to be, then."""
        known = self._shown.setdefault(row, {})
        if column in known and known[column][0] == text:
            return False
        end = column + cell_len(_STYLE.sub("", text))
        for start, (_, stop) in list(known.items()):
            if start < end and column < stop:
                del known[start]
        known[column] = (text, end)
        return True

    def _written(self, column: int, text: str) -> str:
        """A stretch of a row, from a column on."""
        sent = []
        wanted = ""
        stretches = _STYLE.split(text)
        for number, part in enumerate(stretches):
            if number % 2:
                wanted = _less(part)
            elif part:
                last = not any(stretches[number + 2 :: 2])
                sent.append(self._stretch(column, part, wanted, last=last))
                column += cell_len(part)
        return "".join(sent)

    def _stretch(self, column: int, text: str, wanted: str, *, last: bool) -> str:
        if _SHOWS_BLANKS.search(wanted):
            return self._in(wanted) + text
        words = text.rstrip(" ")
        sent = ""
        if words:
            sent = self._in(wanted) + (self._gapped(words) if not wanted else words)
        blanks = len(text) - len(words)
        if not blanks:
            return sent
        if _SHOWS_BLANKS.search(self._style):
            sent += self._in("")
        if last and column + cell_len(text) > self._width and blanks > len("\x1b[K"):
            return f"{sent}\x1b[K"
        return sent + self._gap(blanks)

    def _gapped(self, text: str) -> str:
        return _BLANKS.sub(lambda found: self._gap(len(found[0])), text)

    def _gap(self, blanks: int) -> str:
        if not self._erases or blanks < _MANY:
            return " " * blanks
        return f"\x1b[{blanks}X\x1b[{blanks}C"

    def _in(self, style: str) -> str:
        """What changes the style, if it is another one."""
        if style == self._style:
            return ""
        reset = "0;" if self._style and style else ""
        self._style = style
        return f"\x1b[{reset}{style}m" if style else "\x1b[0m"


def _less(parameters: str) -> str:
    """Parameters of SGR without those that change nothing after a reset."""
    if not _OWN.intersection(parameters.split(";")) or ";5;" in parameters:
        return "" if parameters == "0" else parameters
    return ";".join(each for each in parameters.split(";") if each not in _OWN)
