"""HTML: one page, the words that were found marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index import ArticleSummary, Hit, MatchingPassage
from reader.export._page import link, page, safe, spoken
from reader.hits import Found, HitsExporter, pieces
from reader.hits._prose import origin, place, story_title
from reader.i18n import language_name
from reader.printable import printable


@dataclass(frozen=True, slots=True)
class _Html:
    extension: str = "html"

    def write(self, found: Found, out: BinaryIO) -> None:
        out.write(page(printable(found.results.query), _body(found)).encode())


def _body(found: Found) -> Iterator[str]:
    # Where nothing is in a story, languages are the first division.
    level = 2 if found.stories else 1
    for telling in found.tellings():
        yield "<section>"
        if telling.is_first and found.stories:
            yield f"<h1>{safe(story_title(telling))}</h1>"
        yield f"<h{level}>{safe(printable(language_name(telling.lang)))}</h{level}>"
        for hit, article in telling.hits:
            yield from _hit(hit, article, level + 1)
        yield "</section>"


def _hit(hit: Hit, article: ArticleSummary, level: int) -> Iterator[str]:
    title = printable(hit.title)
    heading = f"<h{level}{spoken(hit.lang, title)}>{safe(title)}</h{level}>"
    yield f'<article class="quote">{heading}'
    links = [link(article.url)] if article.url else []
    revision = f"<code>{safe(printable(article.revision))}</code>"
    yield f'<p class="about">{" · ".join([*map(safe, origin(article)), *links, revision])}</p>'
    for passage in sorted(hit.passages, key=lambda each: each.n):
        yield f"<blockquote{spoken(hit.lang, passage.text)}><p>{_marked(passage)}</p></blockquote>"
        yield f'<p class="about">{safe(place(passage.n))}</p>'
    yield "</article>"


def _marked(passage: MatchingPassage) -> str:
    said = ((safe(printable(text)), hit) for text, hit in pieces(passage.text, passage.spans))
    return "".join(f"<mark>{text}</mark>" if hit else text for text, hit in said)


EXPORTER: HitsExporter = _Html()
