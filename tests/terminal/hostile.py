"""What attacks a terminal, and which sequences an application may write to one."""

import re
import unicodedata

#: What each of these would do if a terminal, Rich or Textual obeyed it.
ATTACKS = (
    "\x1b]52;c;UFdORUQ=\x07",  # sets the clipboard
    "\x1b]0;PWNED\x1b\\",  # sets the title
    "\x1b]8;;http://pwned.example/\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP$q\x22p\x1b\\",  # asks for settings; the answer would be typed
    "\x1b[6n\x1b[c\x1b[21t",  # the same: place, kind, title
    "\x1b[?1049l\x1b[?1000h\x1b[2J\x1b[H",  # leaves the screen, clears it
    "\x1b[5;31mblinking\x1b[0m",
    "\x1b[31",  # no end: would eat what follows
    "\x1b]52;c;",  # the same
    "\x1bc\x1b(0\x1b#8",  # resets, line drawing, fills the screen with E
    "\x9b5m\x9d52;c;UFdORUQ=\x9c\x90q\x9c",  # as single C1 characters
    "\x0e\x0f\x07\x08\x08\x0b\x0c\r\x00\x7f",
    "\u202eevil\u202c \u2066isolated\u2069 \u200bzero \U000e0041tag \ufeffmark",
    "[@click=app.quit]press[/] [@click=app.screenshot('f.svg','.')]press[/]",
    "[/nope] [link=http://pwned.example/]x[/link] [b]bold[/b] [1] [a b] \\[",
    ":smile: $primary [$error]x[/] {0} %s %(x)s",
    "<script>alert(1)</script> ](http://pwned.example/) `x` # *y* ---",
    "\u202d\u2067\u2068rlo\u2069\u202c \u061c\u200e\u200fmarks",
    "".join(chr(0xE0000 + ord(letter)) for letter in "tagged") + "\U000e007f",
    "z" + "\u0300\u0316\u0489\u20dd" * 40 + "algo",
)

#: One grapheme of 10,000 code points, and one that would take 10,000 columns.
LONG = "chip o" + "\u0301" * 10_000 + "\n\nchip 👩" + "\u200d👩" * 5_000

HOSTILE = " ".join(f"n{number} {attack}" for number, attack in enumerate(ATTACKS))

#: The same in a line that a name, a tag or a title may be.
SHORT = " ".join(attack[:60] for attack in ATTACKS).replace("\0", "").replace("/", "|")

#: Every kind of sequence the application writes: see `kinds`.
ALLOWED = {
    "CSI H",  # go to a place
    "CSI m",  # colours; which ones, `PLAIN_COLOURS` says
    "CSI ?h",  # modes on and off: alternate screen, mouse, paste, cursor ...
    "CSI ?l",
    "CSI ?$p",  # asks which modes the terminal knows
    "CSI >u",  # kitty's keyboard protocol on and off
    "CSI <u",
    "string ]22;default",  # the pointer's shape
}

#: Modes that are switched, by what they are in xterm, kitty and contour.
MODES = {"7", "25", "1000", "1003", "1004", "1006", "1015", "1049", "2004", "2026", "2048"}

#: SGR parameters the themes use: none blinks (5, 6) or hides (8).
PLAIN_COLOURS = re.compile(r"(?:(?:[01347]|[34]8;5;[0-9]+|[34][0-79]|9[0-7]|10[0-7])(?:;(?!$)|$))*")

#: What is written besides where bytes are dear: cells erased, dim text of sixteen colours.
SPARING = re.compile(r"CSI (?:[XCK] [0-9]*|m (?:(?:[0-47]|[39][0-7]|4[0-79]|10[0-7])(?:;|$))+)")

SEQUENCE = re.compile(
    rb"\x1b(?:"
    rb"\[(?P<private>[<-?]?)(?P<numbers>[0-9:;]*)(?P<between>[ -/]*)(?P<end>[@-~])"
    rb"|(?P<string>[\]PX^_])(?P<text>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|(?P<other>.))",
    re.DOTALL,
)


def sequences(output: bytes) -> list["re.Match[bytes]"]:
    return list(SEQUENCE.finditer(output))


def kind(found: "re.Match[bytes]") -> str:
    """`CSI ?h` for a mode that is switched on; strings with all they say."""
    if found["string"]:
        return f"string {found['string'].decode()}{found['text'].decode('utf-8', 'replace')}"
    if found["other"]:
        return f"ESC {found['other']!r}"
    return "CSI " + (found["private"] + found["between"] + found["end"]).decode()


def strange(output: bytes) -> set[str]:
    """What of an output on a terminal is no letter and no sequence that we write."""
    found = set()
    for sequence in sequences(output):
        numbers = (sequence["numbers"] or b"").decode()
        known = kind(sequence) in ALLOWED
        if known and sequence["private"] == b"?":
            known = set(numbers.split(";")) <= MODES
        if known and sequence["end"] == b"m":
            known = PLAIN_COLOURS.fullmatch(numbers) is not None
        if not known:
            found.add(f"{kind(sequence)} {numbers}")
    return found | harmful(SEQUENCE.sub(b"", output).decode("utf-8"), allowed="\r\n")


def harmful(text: str, allowed: str = "\n") -> set[str]:
    """The control and invisible characters of a text; joiners only join."""
    return {
        f"U+{ord(letter):04X}"
        for letter in text
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and letter not in (*allowed, "\u200c", "\u200d")
    }
