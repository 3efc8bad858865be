"""Passages that a search found, in formats of other tools, by story and language.

A format is one file here that defines `EXPORTER: HitsExporter`. What holds for the
formats of highlights (`reader.export`) holds for these.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol

from index import Archive, ArticleSummary, Hit, Results, Span, Story, plugins
from reader.notebook.knowing import stories_of

if TYPE_CHECKING:
    from index.search.query import Kept


@dataclass(frozen=True, slots=True)
class Telling:
    """The hits of one story in one language, best first.

    `story` is None for what is in no story; `is_first` says that those of its story begin.
    """

    story: Story | None
    is_first: bool
    lang: str
    hits: tuple[tuple[Hit, ArticleSummary], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, with the article of each hit, and the story of those that are
    in one."""

    results: Results
    articles: Mapping[str, ArticleSummary]
    stories: Mapping[str, Story] = field(default_factory=dict)

    def tellings(self) -> Iterator[Telling]:
        """Stories, and the languages of each, in the order of their best hits; what is in
        no story comes last."""
        stories: dict[str, dict[str, list[Hit]]] = {}
        for hit in self.results.hits:
            story = self.stories.get(hit.id)
            languages = stories.setdefault(story.id if story else "", {})
            languages.setdefault(hit.lang, []).append(hit)
        for name in sorted(stories, key=lambda name: not name):
            for number, (lang, hits) in enumerate(stories[name].items()):
                found = tuple((hit, self.articles[hit.id]) for hit in hits)
                yield Telling(self.stories.get(hits[0].id), number == 0, lang, found)


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
    """Search, and look up the articles of what is found and their stories; see
    `Archive.search`."""
    results = archive.search(query, limit=limit, locale=locale, kept=kept)
    articles = {hit.id: archive.get(hit.id) for hit in results.hits}
    return Found(results, articles, stories_of(archive, articles))


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
