"""What the reader kept of an article."""

from dataclasses import dataclass
from typing import Literal

HighlightState = Literal["anchored", "moved", "orphan"]

#: How many code points around a quote are kept with it.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage or part of one that the reader kept.

    `start` and `end` are code points into the passage's text; `quote` is that text,
    `prefix` and `suffix` up to `CONTEXT` code points around it (W3C Web Annotation,
    TextQuoteSelector). `archive` is its uuid, `revision` the hash of the text it was
    made on; `created` is ISO 8601 in UTC; `pair` are ids of paired highlights.
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
