"""The face of the package: an archive of articles that can be searched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.engines import never
from index.errors import InputError
from index.model import (
    Article,
    ArticleSummary,
    LanguageCount,
    MatchingPassage,
    Results,
    Sort,
    SourceCount,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an `add` has come: files read so far, and the one being read."""

    files: int
    path: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of what was given to `add`: ids by outcome, and what was not taken.

    `renamed` maps an id that was given to the id the article got, because another
    origin has the given one.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    errors: tuple[InputError, ...]


class Archive:
    """Articles in SQLite (the truth) with an index beside it (derived).

    Threads: an archive may be used by one thread at a time; open one per thread.
    Lifetime: until `close`; it is a context manager.
    """

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """Make an empty archive.

        Raises:
            WriteError: the folder cannot be written.
            ArchiveUnreadable: there is something else at the path.
        """
        raise NotImplementedError

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open an archive; never creates one. What can be written is opened for it.

        Raises:
            ArchiveMissing: there is none.
            ArchiveUnreadable: it cannot be read.
        """
        raise NotImplementedError

    @property
    def uuid(self) -> str:
        """What names this archive in a notebook."""
        raise NotImplementedError

    @property
    def path(self) -> Path:
        """The archive's folder."""
        raise NotImplementedError

    @property
    def notice(self) -> str | None:
        """One line for the reader when results are incomplete, None when all is well."""
        raise NotImplementedError

    def add(
        self,
        paths: Iterable[Path | str],
        *,
        source: str | None = None,
        lang: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> AddReport:
        """Read files and folders; good ones are kept whatever becomes of the others.

        Args:
            paths: files and folders; `-` is standard input.
            source: the source of what names none itself.
            lang: the language of all of them, instead of detecting it.
            progress: told before each file.

        Raises:
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        raise NotImplementedError

    def reindex(self) -> int:
        """Build the index anew from the articles; returns their number.

        Raises:
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        raise NotImplementedError

    def prepare(self) -> None:
        """Bring the index up to date, so that the first search need not."""
        raise NotImplementedError

    def articles(
        self, *, languages: Sequence[str] = (), sources: Sequence[str] = ()
    ) -> tuple[ArticleSummary, ...]:
        """All articles, newest first, undated ones after them in the order of adding.

        Args:
            languages: codes to keep; empty for all.
            sources: names to keep; `""` is unknown; empty for all.
        """
        raise NotImplementedError

    def sources(self) -> tuple[SourceCount, ...]:
        """The sources by name, unknown last."""
        raise NotImplementedError

    def languages(self) -> tuple[LanguageCount, ...]:
        """The languages, the most frequent first."""
        raise NotImplementedError

    def get(self, article_id: str) -> Article:
        """The current revision of an article.

        Args:
            article_id: an id, or an unambiguous beginning of one of 4 letters or more.

        Raises:
            NotFound: there is no such article.
        """
        raise NotImplementedError

    def search(
        self,
        text: str,
        *,
        languages: Sequence[str] = (),
        sources: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        sort: Sort = "relevance",
        exact: bool = False,
        cross: bool = True,
        passages: bool = True,
        typing: bool = False,
        limit: int = 20,
        cancelled: Callable[[], bool] = never,
    ) -> Results:
        """Find articles; a half-typed query never fails.

        Args:
            text: what the reader typed, in the query language.
            languages: codes of the articles to search; empty for all.
            sources: names of the sources to search, `""` for unknown; empty for all.
            since: ISO date, month or year; articles from it on.
            until: the same; articles up to and with it.
            sort: best first, or newest first (full matches stay before partial ones).
            exact: no other form, case, accent or script than what was typed.
            cross: also find other languages' words.
            passages: find the matching passages of the hits.
            typing: the last word is still being typed: from two letters it is a prefix.
            limit: how many hits.
            cancelled: asked often; when true the search stops.

        Raises:
            Cancelled: `cancelled()` was true.
            ValueError: `since` or `until` is no date; the message names it.
        """
        raise NotImplementedError

    def matches(
        self, article_id: str, text: str, *, exact: bool = False, cross: bool = True
    ) -> tuple[MatchingPassage, ...]:
        """The passages of one article that a query finds, in reading order.

        Raises:
            NotFound: there is no such article.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Give back files and memory."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
