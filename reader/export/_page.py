"""What pages of HTML share."""

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

from reader import i18n
from reader.export._address import web_address
from reader.export._prose import lines, one_line

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 Georgia, "Noto Serif", serif; max-width: 78rem; margin: 2rem auto;
  padding: 0 1.5rem; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 2.5rem 0 0.2rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 0.2rem; }
.about { font: 0.85rem/1.4 system-ui, sans-serif; opacity: 0.8; margin: 0.3rem 0;
  overflow-wrap: anywhere; }
.entry { display: grid; gap: 1rem 2rem; margin: 1.3rem 0;
  grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
.quote { max-width: 42rem; }
blockquote { margin: 0; padding-inline-start: 0.9rem; border-inline-start: 4px solid; }
blockquote p, .note p { margin: 0 0 0.6rem; overflow-wrap: anywhere; hyphens: auto; }
.note { margin: 0.6rem 0; font-style: italic; }
.tags { list-style: none; padding: 0; margin: 0.4rem 0; font: 0.85rem/1.4 system-ui, sans-serif; }
.tags li { display: inline; margin-inline-end: 0.6rem; }
.tags li::before { content: "#"; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; }
  h1, h2, h3 { break-after: avoid; } .quote { break-inside: avoid; } }
"""


def page(title: str, body: Iterable[str], style: str = "") -> str:
    """A whole page around lines of HTML.

    Args:
        title: its title, as text.
        body: lines that are HTML already.
        style: CSS besides that of all pages.
    """
    return f"""\
<!DOCTYPE html>
<html lang="{safe(i18n.language())}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{safe(title)}</title>
<style>
{_STYLE}{style}</style>
</head>
<body>
<main>
{"".join(f"{line}{chr(10)}" for line in body)}</main>
</body>
</html>
"""


def paragraphs(text: str) -> Iterator[str]:
    """A text with a paragraph for each of its lines."""
    return (f"<p>{safe(line)}</p>" for line in lines(text) if line)


def spoken(lang: str, text: str) -> str:
    """The attributes that say a text's language and direction, with a space before them."""
    code = lang if lang.isascii() and lang.replace("-", "").isalnum() else "und"
    return f' lang="{code}" dir="{_direction(text)}"'


def _direction(text: str) -> str:
    """That of the first letter that has one (rules P2 and P3 of UAX 9)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "auto"


def link(url: str) -> str:
    """An address as a link that does not tell where it was followed; else as text."""
    shown = safe(one_line(url))
    return f'<a href="{safe(url)}" rel="noreferrer">{shown}</a>' if web_address(url) else shown


def safe(text: str) -> str:
    """A printable text as HTML that reads the same, in an attribute too."""
    return escape(text)
