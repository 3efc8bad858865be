"""HTML: one page that needs nothing else, to be read, printed and mailed.

No script runs in it and nothing is loaded, which the page itself demands. Every foreign
text says its language and direction, so that it is spoken, hyphenated and drawn right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._address import web_address
from reader.export._page import link, page, paragraphs, safe, spoken
from reader.export._prose import by_article, newest, one_line, origin, provenance
from reader.i18n import _
from reader.notebook.highlight import Highlight

#: The colours a highlight can have as they are drawn; any other is like the first.
_COLOURS = {
    "yellow": "#e0b400",
    "green": "#3c9a4b",
    "blue": "#3a7bd5",
    "red": "#d0453b",
    "purple": "#8a56c2",
    "orange": "#e07b00",
    "pink": "#d6589f",
}

_STYLE = "".join(
    f".{name} blockquote {{ border-color: {code}; }}\n" for name, code in _COLOURS.items()
)


@dataclass(frozen=True, slots=True)
class _Html:
    extension: str = "html"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        body = (line for group in by_article(highlights) for line in _article(group))
        title = " · ".join(("Hexapla", _("highlights")))
        out.write(page(title, body, _STYLE).encode())


def _article(group: list[tuple[Highlight, ...]]) -> Iterator[str]:
    article = newest(entry[0] for entry in group)
    yield "<section>"
    title = one_line(article.title)
    yield f"<h1{spoken(article.lang, title)}>{safe(title)}</h1>"
    yield f'<p class="about">{" · ".join([*map(safe, origin(article)), *_links(article)])}</p>'
    for first, *others in group:
        yield '<article class="entry">'
        yield from _highlight(first, [])
        for other in others:
            title = one_line(other.title)
            cite = f"<cite{spoken(other.lang, title)}>{safe(title)}</cite>"
            about = [safe(_("counterpart")), cite, *map(safe, origin(other)), *_links(other)]
            yield from _highlight(other, about)
        yield "</article>"
    yield "</section>"


def _highlight(each: Highlight, about: list[str]) -> Iterator[str]:
    colour = each.colour if each.colour in _COLOURS else next(iter(_COLOURS))
    yield f'<div class="quote {colour}">'
    yield f"<blockquote{spoken(each.lang, each.quote)}{_cited(each)}>"
    yield from paragraphs(each.quote)
    yield "</blockquote>"
    if each.note:
        yield '<div class="note" dir="auto">'
        yield from paragraphs(each.note)
        yield "</div>"
    if each.tags:
        tags = (f'<li dir="auto">{safe(one_line(tag))}</li>' for tag in each.tags)
        yield f'<ul class="tags">{"".join(tags)}</ul>'
    if about:
        yield f'<p class="about">{" · ".join(about)}</p>'
    place, when, *rest = map(safe, provenance(each))
    when = f'<time datetime="{safe(each.created)}">{when}</time>'
    revision = f"<code>{safe(one_line(each.revision))}</code>"
    yield f'<p class="about">{" · ".join([place, when, *rest, revision])}</p>'
    yield "</div>"


def _cited(each: Highlight) -> str:
    url = web_address(each.url)
    return f' cite="{safe(url)}"' if url else ""


def _links(each: Highlight) -> list[str]:
    return [link(each.url)] if each.url else []


EXPORTER: Exporter = _Html()
