"""Passages that a search found, in formats of other tools, by language.

A format is one file here that defines `EXPORTER: HitsExporter`. What holds for the
formats of highlights (`reader.export`) holds for these.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol

from index import Archive, ArticleSummary, Hit, Results, Span, plugins

if TYPE_CHECKING:
    from index.query import Kept


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, with the article of each hit."""

    results: Results
    articles: dict[str, ArticleSummary]

    def by_language(self) -> Iterator[tuple[str, list[tuple[Hit, ArticleSummary]]]]:
        """Languages in the order of their best hits, each with its hits, best first."""
        groups: dict[str, list[tuple[Hit, ArticleSummary]]] = {}
        for hit in self.results.hits:
            groups.setdefault(hit.lang, []).append((hit, self.articles[hit.id]))
        yield from groups.items()


class HitsExporter(Protocol):
    """Writes what a search found in one format. Stateless; any thread."""

    @property
    def extension(self) -> str:
        """Of the file's name, without the dot."""
        ...

    def write(self, found: Found, out: BinaryIO) -> None:
        """Write a whole document, valid when nothing was found too.

        Raises:
            OSError: `out` could not be written; nothing else is raised.
        """
        ...


def names() -> tuple[str, ...]:
    """The formats there are."""
    return plugins.names(__name__)


def find(
    archive: Archive,
    query: str,
    limit: int,
    *,
    locale: str = "en",
    kept: "Callable[[Kept], Collection[str]] | None" = None,
) -> Found:
    """Search, and look up the articles of what is found; see `Archive.search`."""
    results = archive.search(query, limit=limit, locale=locale, kept=kept)
    return Found(results, {hit.id: archive.get(hit.id) for hit in results.hits})


def exported(name: str, found: Found) -> bytes:
    """A whole document in the format of that name.

    Raises:
        KeyError: there is no such format; the message lists those there are.
    """
    exporter: HitsExporter = plugins.load(__name__, name, "EXPORTER")
    out = BytesIO()
    exporter.write(found, out)
    return out.getvalue()


def pieces(text: str, spans: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether a span of it is a hit; all of it, in order."""
    at = 0
    for span in spans:
        start = max(span.start, at)
        if start < span.end:
            if at < start:
                yield text[at:start], False
            yield text[start : span.end], True
            at = span.end
    if at < len(text):
        yield text[at:], False
