"""Text made harmless: what a terminal would act on goes, what a reader reads stays.

The text of an article is whatever somebody sent. A terminal acts on control
characters, and characters that turn the direction of writing or take no room hide
what a text says; neither has a place in an article. Letters are left as they are:
no normalisation form is applied, so that a quote stays the source's own.
"""

import re

# ECMA-48 control functions, with ESC or as single C1 characters. A string (OSC, DCS,
# SOS, PM, APC) goes whole when it is ended; one that is not loses only its opening,
# so that a text cannot make the rest of itself disappear. A string's content excludes
# every control but tab and line ends: no position is scanned twice.
_CONTENT = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*"
_SEQUENCE = re.compile(
    rf"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]){_CONTENT}(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[0-~]"
)

# U+200C and U+200D (ZWNJ, ZWJ) are not here: Persian and the Indic scripts spell with
# them. U+200E, U+200F and U+061C (marks of direction) have no effect beyond their place
# and are usual in Hebrew and Arabic. U+2060 and U+FEFF glue words, U+206A-206F are
# deprecated controls, U+FFF9-FFFB hide annotations, U+E0000-E007F are tags.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e"
    "\u2060\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_REMOVED = re.compile(f"[{_INVISIBLE}]+")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ANYTHING = re.compile(f"[{_INVISIBLE}\t\r\x0b\x0c\x85\u2028\u2029\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""The text without what a terminal acts on or a reader cannot see.

    Escape sequences go whole; control characters, bidi embeddings, overrides and
    isolates, tag characters, byte order marks, zero-width spaces and soft hyphens go;
    every kind of line end becomes `\n`, a tab a space, a lone surrogate U+FFFD.
    Idempotent. ZWJ and ZWNJ stay, and no character is normalised.
    """
    if _ANYTHING.search(text) is None:
        return text
    text = _SEQUENCE.sub("", text)
    text = _REMOVED.sub("", text)
    text = _LINE_END.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", text)
    return text.replace("\t", " ")


def clean_line(text: str) -> str:
    """The text cleaned, on one line and without outer white space.

    White space inside stays as it is (no-break spaces too) except where it holds a
    line end: it becomes one space.
    """
    text = clean(text).strip()
    if "\n" not in text:
        return text
    return _BLANKS.sub(lambda found: " " if "\n" in found[0] else found[0], text)
