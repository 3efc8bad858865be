"""Text made safe for a terminal's cells without moving a single offset."""

import re

_BLANK = "\t-\r\x1c-\x1f\x85\u2028\u2029"
"""White space that would move the cursor: a blank cell says the same."""

_SILENT = "\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u2066-\u206f\ufeff"
"""Invisible formatting that honest prose carries: soft hyphens, zero-width spaces, byte
order marks, directional marks and isolates."""

_LOUD = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # C0 and C1 controls, ESC, DEL
    "\u202a-\u202e"  # embeddings and overrides, which reorder what follows
    "\ufff9-\ufffb"  # interlinear annotation
    "\ud800-\udfff"  # lone surrogates, which cannot be encoded
    "\U000e0000-\U000e007f"  # tag characters
)

_UNSAFE = re.compile(f"([{_BLANK}])|([{_SILENT}])|[{_LOUD}]")

_STAND_INS = {1: " ", 2: "\u200c", None: "\ufffd"}
"""By the group that matched. A zero-width non-joiner is as invisible as what it replaces,
takes no cell in any terminal and obeys nobody; a space would cut German and Thai words
in two. What has no business in prose is shown as the replacement character: somebody
tried something, and the reader shall see where."""


def printable(text: str) -> str:
    """The text with every control, bidi and other invisible character replaced.

    One code point stands for one, so offsets into the text stay true. Articles are
    cleaned when they are read; this is the second line of defence, for whatever is
    drawn or printed: titles, sources, file names, messages, tags. Joiners (ZWJ, ZWNJ)
    stay.
    """
    if text.isprintable():  # by Unicode none of the above is; five times the regex's speed
        return text
    return _UNSAFE.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    return _STAND_INS[match.lastindex]
