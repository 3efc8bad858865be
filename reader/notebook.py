"""One reader's highlights, in a SQLite file of its own (WAL)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from index.model import Article

HighlightState = Literal["anchored", "moved", "orphan"]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage or part of one that the reader kept.

    `start` and `end` are code points into the passage's text; `quote` is that text,
    `prefix` and `suffix` up to 32 code points around it (W3C Web Annotation,
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


def utc_now() -> datetime:
    """The clock a notebook uses unless it is given another."""
    return datetime.now(UTC)


class Notebook:
    """An open notebook.

    Threads: one. Several processes may have the same file open.
    Every change is on disk when the method returns.
    """

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], datetime] = utc_now) -> Self:
        """Open a notebook, making it if there is none.

        Raises:
            WriteError: it cannot be made or written.
        """
        raise NotImplementedError

    def add(
        self,
        archive: str,
        article: Article,
        passage: int,
        *,
        start: int = 0,
        end: int | None = None,
        note: str = "",
        tags: tuple[str, ...] = (),
        colour: str = "yellow",
    ) -> Highlight:
        """Keep part of a passage, the whole of it without `start` and `end`.

        Raises:
            NotFound: the article has no such passage, or the passage no such place.
            WriteError: the notebook cannot be written.
        """
        raise NotImplementedError

    def annotate(self, highlight_id: str, note: str) -> Highlight:
        """Replace a highlight's note.

        Raises:
            NotFound: there is no such highlight.
        """
        raise NotImplementedError

    def remove(self, highlight_id: str) -> None:
        """Forget a highlight.

        Raises:
            NotFound: there is no such highlight.
        """
        raise NotImplementedError

    def highlights(
        self, *, archive: str | None = None, article: str | None = None
    ) -> tuple[Highlight, ...]:
        """Highlights in the order (created, id), of one archive or article if given."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back the file."""
        raise NotImplementedError
