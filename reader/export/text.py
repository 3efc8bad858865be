"""Plain text: to be read, mailed or pasted anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._prose import by_article, lines, newest, one_line, origin, provenance
from reader.highlight import Highlight
from reader.i18n import _

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class _Text:
    extension: str = "txt"

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        articles = ("\n".join(_article(group)) for group in by_article(highlights))
        out.write("\n\n".join(articles).encode())


def _article(highlights: list[Highlight]) -> Iterator[str]:
    article = newest(highlights)
    yield one_line(article.title)
    yield " · ".join(origin(article))
    if article.url:
        yield one_line(article.url)
    for highlight in highlights:
        yield ""
        yield from _highlight(highlight)
    yield ""


def _highlight(highlight: Highlight) -> Iterator[str]:
    yield from lines(highlight.quote)
    note = lines(highlight.note)
    if note:
        first = _("Note: {text}").format(text=note[0])
        yield f"{_INDENT}{first}".rstrip()
        yield from (f"{_INDENT}{line}".rstrip() for line in note[1:])
    if highlight.tags:
        tags = _("Tags: {tags}").format(tags=", ".join(map(one_line, highlight.tags)))
        yield f"{_INDENT}{tags}"
    revision = _("revision {hash}").format(hash=one_line(highlight.revision))
    yield f"{_INDENT}{' · '.join([*provenance(highlight), revision])}"


EXPORTER: Exporter = _Text()
