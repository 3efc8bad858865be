"""Markdown: stories, languages, articles and passages, the words that were found in bold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index import ArticleSummary, Hit, MatchingPassage
from reader.export.markdown import escaped, link
from reader.hits import Found, HitsExporter, pieces
from reader.hits._prose import origin, place, story_title
from reader.i18n import language_name
from reader.printable import printable


@dataclass(frozen=True, slots=True)
class _Markdown:
    extension: str = "md"

    def write(self, found: Found, out: BinaryIO) -> None:
        text = "\n\n".join(_document(found))
        out.write(f"{text}\n".encode() if found.results.hits else b"")


def _document(found: Found) -> Iterator[str]:
    yield f"# {_line(found.results.query)}"
    # Where nothing is in a story, languages are the first division.
    deeper = "#" if found.stories else ""
    for telling in found.tellings():
        if telling.is_first and found.stories:
            yield f"## {_line(story_title(telling))}"
        yield f"##{deeper} {_line(language_name(telling.lang))}"
        for hit, article in telling.hits:
            yield f"###{deeper} {_line(hit.title)}"
            yield from _hit(hit, article)


def _hit(hit: Hit, article: ArticleSummary) -> Iterator[str]:
    links = [link(article.url)] if article.url else []
    revision = re.sub(r"[^\w.:-]", "", article.revision)
    yield " · ".join([escaped(" · ".join(origin(article))), *links, f"`{revision}`"])
    for passage in sorted(hit.passages, key=lambda each: each.n):
        yield f"> {_passage(passage)}"
        yield f"*{place(passage.n)}*"


def _passage(passage: MatchingPassage) -> str:
    said = []
    for text, is_hit in pieces(printable(passage.text), passage.spans):
        inner = text.strip() if is_hit else ""
        said.append(text.replace(inner, f"\x00{inner}\x01", 1) if inner else text)
    # The marks go in last, so that the text is escaped as one line.
    line = escaped("".join(said).strip())
    return line.replace("\x00", "**").replace("\x01", "**")


def _line(text: str) -> str:
    return escaped(printable(text).strip())


EXPORTER: HitsExporter = _Markdown()
