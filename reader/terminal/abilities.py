"""What must hold before Textual starts, and how a terminal is left whatever happens.

Textual reads its variables when it is imported and asks no terminfo: `TERM` decides
only the number of colours, and a `TERM` it does not know means truecolor to it. So
everything here happens before the import, from the environment and the three streams
alone, and nothing here imports Textual.
"""

import os
import sys
import termios
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Literal, TextIO

ColourSystem = Literal["standard", "256", "truecolor"]

#: The values of `TEXTUAL_COLOR_SYSTEM` that leave nothing to guess; another one, Textual
#: answers with a traceback.
_SYSTEMS: dict[str, ColourSystem] = {
    "standard": "standard",
    "256": "256",
    "truecolor": "truecolor",
}

#: What Textual switches on, switched off: synchronized output, mouse (buttons, motion,
#: the two coordinate forms), focus and size reports, bracketed paste, kitty's keyboard
#: protocol, the alternate screen; line wrap and cursor back on, colours back to normal.
RESTORE = (
    "\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2048l"
    "\x1b[?2004l\x1b[<u\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[0m"
)

#: Terminals that are none: an editor's shell buffer, a program that did not say.
_NO_SCREEN = ("", "dumb", "unknown")

#: Endings and names of `TERM` that mean 256 colours, as far as Rich does not know them.
#: Only COLORTERM makes it truecolor: ssh does not pass it on unless someone asked.
_256 = ("256color", "kitty", "ghostty", "alacritty", "foot", "wezterm", "direct", "contour")


def refusal(
    environ: Mapping[str, str],
    stdin: TextIO | None,
    stdout: TextIO | None,
    stderr: TextIO | None,
) -> str | None:
    """Why the application cannot start here, in one line with advice; None when it can.

    Without this, Textual would paint into a pipe for ever and, where standard input
    is at its end, spin.
    """
    streams = {"standard input": stdin, "standard output": stdout, "standard error": stderr}
    for name, stream in streams.items():
        if not _is_terminal(stream):
            return (
                f"the reader needs a terminal, and {name} is none "
                "(over ssh: ssh -t; without one: hexapla --help lists commands)"
            )
    term = environ.get("TERM", "")
    if term in _NO_SCREEN:
        said = f"TERM={term}" if term else "TERM is not set"
        return f"{said}: no screen to draw on (try TERM=xterm-256color hexapla)"
    return None


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an ssh (or mosh) connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def colour_system(environ: Mapping[str, str]) -> ColourSystem:
    """How many colours to draw in; truecolor only where somebody says so.

    A valid `TEXTUAL_COLOR_SYSTEM` wins, then `COLORTERM`, then `TERM`.
    """
    wish = _SYSTEMS.get(environ.get("TEXTUAL_COLOR_SYSTEM", ""))
    if wish is not None:
        return wish
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    term = environ.get("TERM", "").lower()
    return "256" if any(word in term.split("-") for word in _256) else "standard"


#: What Textual writes to every terminal, whatever `TERM` says, by what it needs.
_MOUSE = ("\x1b[?1000h", "\x1b[?1003h", "\x1b[?1015h", "\x1b[?1006h")
_MOUSE_OFF = tuple(mode[:-1] + "l" for mode in _MOUSE)
_ASKED_MODES = ("\x1b[?2026$p", "\x1b[?2048$p")
_KITTY = ("\x1b[>25u", "\x1b[<u")
_FOCUS = ("\x1b[?1004h", "\x1b[?1004l")
_PASTE = ("\x1b[?2004h", "\x1b[?2004l")
_POINTER = ("\x1b]22;",)

#: Terminals that end long before xterm's extensions, and the Linux console, which would
#: print some of them: xterm's manual and `console_codes(4)` say who knows what.
_PLAIN = ("linux", "vt52", "vt100", "vt102", "vt220", "vt320", "cons25", "ansi")


def unknown_sequences(environ: Mapping[str, str]) -> tuple[str, ...]:
    """How what Textual would write begins although the terminal does not know it.

    GNU screen knows xterm's mouse and bracketed paste, and passes over private modes;
    kitty's keyboard protocol and pointer shapes it prints.
    """
    name = environ.get("TERM", "").lower().partition("-")[0]
    if name in _PLAIN:
        modes = (*_MOUSE, *_MOUSE_OFF, *_FOCUS, *_PASTE)
        return (*modes, *_ASKED_MODES, *_KITTY, *_POINTER)
    if name == "screen" and not environ.get("TMUX"):
        return (*_ASKED_MODES, *_KITTY, *_POINTER)
    return ()


def has_mouse(environ: Mapping[str, str]) -> bool:
    """Whether the terminal can report a mouse."""
    return not set(_MOUSE) & set(unknown_sequences(environ))


def can_erase(environ: Mapping[str, str]) -> bool:
    """Whether the terminal erases cells within a row (ECH): old ones and GNU screen do not."""
    name = environ.get("TERM", "").lower().partition("-")[0]
    return name == "linux" or name not in (*_PLAIN, "screen")


def has_few_colours(environ: Mapping[str, str]) -> bool:
    """Whether a theme of many colours would be drawn in the nearest of sixteen."""
    return colour_system(environ) == "standard"


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what Textual will read, and let standard error, which it draws on, be UTF-8.

    What the reader has set stays, unless Textual would trip over it.
    """
    environ["TEXTUAL_COLOR_SYSTEM"] = colour_system(environ)
    # An animated page down costs 60 times the bytes of a plain one.
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    # no-color.org: only when not empty; Textual asks whether it is there.
    if not environ.get("NO_COLOR", "-"):
        del environ["NO_COLOR"]
    for stream in (sys.stderr, sys.__stderr__):
        # The terminal's other end decides what is drawn, not this host's locale.
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")


@contextmanager
def guarded() -> Iterator[None]:
    """Give the terminal back as it was when the application dies in the block.

    Textual restores it when it ends in order; this is for an exception, a signal
    turned into one, and an interrupt. After an orderly end nothing is written.
    """
    before = _attributes()
    try:
        yield
    except BaseException:
        restore(before)
        raise


def restore(attributes: list[object] | None = None) -> None:
    """Write the restoring sequence to the terminal and set its line discipline back.

    Errors are passed over: after a hang-up there is no terminal any more.

    Args:
        attributes: what `termios.tcgetattr` gave before; None leaves them.
    """
    with suppress(OSError, ValueError):
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            sys.__stderr__.write(RESTORE)
            sys.__stderr__.flush()
    if attributes is not None:
        with suppress(termios.error, OSError):
            # Keys in flight (mouse reports, say) must not reach the shell.
            termios.tcsetattr(0, termios.TCSAFLUSH, attributes)  # type: ignore[arg-type] # its own list


def _attributes() -> list[object] | None:
    try:
        return termios.tcgetattr(0)
    except (termios.error, OSError):
        return None


def facts(environ: Mapping[str, str]) -> dict[str, object]:
    """What `hexapla doctor` tells of the terminal, JSON-ready, in a fixed order."""
    size = _size()
    return {
        "TERM": environ.get("TERM"),
        "COLORTERM": environ.get("COLORTERM"),
        "NO_COLOR": environ.get("NO_COLOR"),
        "colours": colour_system(environ),
        "utf8": says_utf8(environ),
        "tmux": bool(environ.get("TMUX")),
        "ssh": over_ssh(environ),
        "columns": size.columns if size else None,
        "rows": size.lines if size else None,
    }


def says_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale names UTF-8 (POSIX: LC_ALL before LC_CTYPE before LANG)."""
    values = (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next(filter(None, values), "")
    return "utf8" in locale.lower().replace("-", "")


def _size() -> os.terminal_size | None:
    for descriptor in (2, 1, 0):
        with suppress(OSError):
            return os.get_terminal_size(descriptor)
    return None
