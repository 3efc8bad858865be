"""Plain text: to be read, mailed or pasted anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._prose import by_article, lines, newest, one_line, origin, provenance
from reader.i18n import _
from reader.notebook.highlight import Highlight

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class _Text:
    extension: str = "txt"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        articles = ("\n".join(_article(group)) for group in by_article(highlights))
        out.write("\n\n".join(articles).encode())


def _article(group: list[tuple[Highlight, ...]]) -> Iterator[str]:
    article = newest(entry[0] for entry in group)
    yield one_line(article.title)
    yield " · ".join(origin(article))
    if article.url:
        yield one_line(article.url)
    for first, *others in group:
        yield ""
        yield from _highlight(first)
        for other in others:
            yield ""
            yield from _counterpart(other)
    yield ""


def _highlight(highlight: Highlight) -> Iterator[str]:
    yield from lines(highlight.quote)
    yield from _said(highlight)


def _counterpart(highlight: Highlight) -> Iterator[str]:
    """A paired highlight: indented once, with the article that it is from."""
    yield from (f"  {line}".rstrip() for line in lines(highlight.quote))
    about = [_("counterpart"), one_line(highlight.title), *origin(highlight)]
    if highlight.url:
        about.append(one_line(highlight.url))
    yield f"{_INDENT}{' · '.join(about)}"
    yield from _said(highlight)


def _said(highlight: Highlight) -> Iterator[str]:
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
