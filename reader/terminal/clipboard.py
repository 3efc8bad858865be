"""Text for the clipboard of the reader's own terminal, by the OSC 52 sequence.

A terminal never answers, so nobody can say that the text arrived: the caller says
"sent to your terminal". Inside tmux it arrives where `set-clipboard on` or
`allow-passthrough on` is set, and in terminals that allow OSC 52 at all.
"""

import base64
from collections.abc import Iterator, Mapping

from index.errors import HexaplaError

#: The longest text, in bytes of UTF-8: what fits a sequence of 100,000 bytes, the
#: shortest limit among the terminals that state theirs (hterm). Longer ones are cut
#: or dropped without a word, and a part of a quote is worse than none.
LONGEST = (100_000 - len(b"\x1b]52;c;\a")) // 4 * 3

# GNU screen collects a string in a buffer of 768 bytes and prints what does not fit.
_SCREEN_STRING = 512


class TooLongForClipboard(HexaplaError):
    """The text is longer than terminals take; a file is the way out."""


def osc52(text: str, environ: Mapping[str, str]) -> bytes:
    """The bytes that ask the terminal to put a text on its clipboard.

    Args:
        text: the text; `""` empties the clipboard of some terminals.
        environ: the environment, which tells whether tmux or screen stands between.

    Raises:
        TooLongForClipboard: the text has more than `LONGEST` bytes in UTF-8; the
            caller offers to write a file instead.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST:
        raise TooLongForClipboard(
            f"too long for a terminal's clipboard: {len(data):,} bytes, at most {LONGEST:,}"
        )
    sequence = b"\x1b]52;c;" + base64.b64encode(data) + b"\a"
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith("tmux"):
        # Wrapped for `allow-passthrough on`, bare for `set-clipboard on`: tmux drops
        # the one that it does not allow, and does the same thing twice if it allows
        # both.
        return b"\x1bPtmux;" + sequence.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\" + sequence
    if environ.get("STY") or term.startswith("screen"):
        return b"".join(b"\x1bP" + part + b"\x1b\\" for part in _chunks(sequence))
    return sequence


def _chunks(sequence: bytes) -> Iterator[bytes]:
    for start in range(0, len(sequence), _SCREEN_STRING):
        yield sequence[start : start + _SCREEN_STRING]
