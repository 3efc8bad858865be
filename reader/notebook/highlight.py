"""What the reader kept of an article."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from index.model import Article, Passage

HighlightState = Literal["anchored", "moved", "orphan"]

#: How many code points around a quote are kept with it.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage or part of one that the reader kept.

    `start` and `end` are code points into the passage's text; `quote` is that text,
    `prefix` and `suffix` up to `CONTEXT` code points around it (W3C Web Annotation,
    TextQuoteSelector). `archive` is its uuid, `revision` the hash of the text it was
    made on; `created` is ISO 8601 in UTC; `pair` are the ids of the others of its entry, the
    same thing said in other articles, sorted.
    """

    id: str
    archive: str
    article: str
    revision: str
    source: str | None
    url: str | None
    lang: str
    title: str
    date: str | None
    passage: int
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    note: str
    tags: tuple[str, ...]
    colour: str
    created: str
    state: HighlightState
    pair: tuple[str, ...]


def order(highlight: Highlight) -> tuple[str, str]:
    """The key that sorts highlights as they were made."""
    return highlight.created, highlight.id


def quoted(article: Article, passage: Passage, start: int, end: int) -> Highlight:
    """A highlight with what it says of the text, and not yet of its own."""
    return Highlight(
        id="",
        archive="",
        article=article.id,
        revision=article.revision,
        source=article.source,
        url=article.url,
        lang=article.lang,
        title=article.title,
        date=article.date,
        passage=passage.n,
        start=start,
        end=end,
        quote=passage.text[start:end],
        prefix=passage.text[max(start - CONTEXT, 0) : start],
        suffix=passage.text[end : end + CONTEXT],
        note="",
        tags=(),
        colour="",
        created="",
        state="anchored",
        pair=(),
    )


def entries(highlights: Iterable[Highlight]) -> list[tuple[Highlight, ...]]:
    """Highlights by entry: those that are paired together, each alone otherwise.

    Entries, and the highlights in each, come in the order (created, id). Pairs that are
    not among `highlights` are left out.
    """
    made = sorted(highlights, key=order)
    by_id = {each.id: each for each in made}
    found = []
    while by_id:
        first = next(iter(by_id.values()))
        entry = [by_id.pop(each) for each in (first.id, *first.pair) if each in by_id]
        found.append(tuple(sorted(entry, key=order)))
    return found
