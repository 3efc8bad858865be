"""Articles, their revisions and origins in SQLite: the truth. All else is derived.

The file keeps a rollback journal: a reader without write permission cannot open a
database in WAL mode. Transactions are short. Every change of an article takes the
next number of one sequence, by which derived parts catch up (`changes_after`).
"""

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Self

from index.errors import ArchiveMissing, ArchiveUnreadable, NotFound, WriteError
from index.model import Article, ArticleSummary, LanguageCount, Passage, SourceCount
from index.storage.schema import SCHEMA_VERSION, STEPS
from index.system.database import connect, reported, transaction, writable

#: An id can be given by its beginning from this length on, as in git.
SHORTEST_ID = 4

#: Sorts after every character: the end of a range of beginnings.
LAST = "\U0010ffff"

#: SQLite takes at most 32,766 variables in a statement; far below is as fast.
_CHUNK = 500

_SUMMARY = (
    "a.id, a.title, a.title_derived, a.lang, a.source, a.date, a.date_from, a.url, a.revision,"
    " a.gone"
)
# Null is below every date, so that the undated come last; the order is that of
# `article_by_date`, and the first of a hundred thousand are read without the others.
_NEWEST_FIRST = "ORDER BY a.date DESC, a.key"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its number in this archive and the number of its last change."""

    key: int
    change: int
    article: Article


class Store:
    """An open `articles.sqlite`, for reading; `index.ingest.intake` writes through it.

    Threads: the one that opened it. Any method can raise `ArchiveUnreadable` and
    `ArchiveLocked`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, write: bool) -> None:
        self.path = path
        self.uuid: str
        self.writable = write
        self.connection = connection
        """For `index.ingest.intake`, within `transaction`."""
        with self._reported():
            (self.uuid,) = connection.execute("SELECT uuid FROM archive").fetchone()

    @classmethod
    def create(cls, path: Path, archive_uuid: str | None = None) -> Self:
        """Make the file, empty.

        Raises:
            WriteError: it cannot be made, or there is one.
        """
        try:
            path.open("xb").close()
        except OSError as error:
            raise WriteError(f"{path}: {error.strerror}") from error
        import uuid  # noqa: PLC0415 - 3 ms of every start; only who makes an archive needs it

        with reported(path):
            connection = connect(path, write=True)
            with transaction(connection):
                _bring_up(connection)
                connection.execute(
                    "INSERT INTO archive VALUES (?, ?)",
                    (archive_uuid or str(uuid.uuid4()), datetime.now(UTC).isoformat()),
                )
        return cls(path, connection, write=True)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, for writing where that is allowed.

        Raises:
            ArchiveMissing: there is no such file.
            ArchiveUnreadable: it is no archive, or a newer program's, or an older one's
                that who may write it has not opened with this program yet.
        """
        try:
            path.open("rb").close()
        except FileNotFoundError as error:
            raise ArchiveMissing(f"{path.parent}: no archive there") from error
        except OSError as error:
            raise ArchiveUnreadable(f"{path}: {error.strerror}") from error
        write = writable(path) and not _is_anothers_to_root(path)
        with reported(path):
            connection = connect(path, write=write)
            version = _version(connection)
            if write and 0 < version < SCHEMA_VERSION:
                with transaction(connection):
                    version = _bring_up(connection)
            if version != SCHEMA_VERSION:
                connection.close()
                raise ArchiveUnreadable(
                    f"{path}: made for version {version}, this program reads {SCHEMA_VERSION}"
                )
            return cls(path, connection, write=write)

    def transaction(self) -> AbstractContextManager[None]:
        """A transaction; whatever writes does so within one."""
        return transaction(self.connection)

    def articles(
        self,
        languages: Sequence[str] = (),
        sources: Sequence[str] = (),
        limit: int | None = None,
    ) -> tuple[ArticleSummary, ...]:
        """Summaries, newest first, undated ones last in the order of adding; all for None."""
        if limit is not None and (languages or sources):
            with self._reported():
                keys = self._newest_of(languages, sources, limit)
            found = self.summaries(keys)
            return tuple(found[key] for key in keys if key in found)
        with self._reported():
            rows = self.connection.execute(
                f"SELECT {_SUMMARY} FROM article a WHERE {_kept(languages, sources)}"
                f" {_NEWEST_FIRST} LIMIT ?",
                (*languages, *sources, -1 if limit is None else limit),
            )
            return tuple(_summary(row) for row in rows)

    def _newest_of(self, languages: Sequence[str], sources: Sequence[str], limit: int) -> list[int]:
        """The keys of the newest articles of some languages and sources: the newest of each,
        merged, so that nothing else is read."""
        each = self.connection.execute(
            f"SELECT lang, source FROM tally a WHERE {_kept(languages, sources)}",
            (*languages, *sources),
        ).fetchall()
        newest = (
            self.connection.execute(
                "SELECT coalesce(date, ''), key FROM article"
                " WHERE lang = ? AND coalesce(source, '') = ? ORDER BY date DESC, key",
                of,
            )
            for of in each
        )
        merged = merge(*newest, key=lambda row: (row[0], -row[1]), reverse=True)
        return [key for _, key in islice(merged, max(limit, 0))]

    def count(self, languages: Sequence[str] = (), sources: Sequence[str] = ()) -> int:
        """How many articles `articles` would give without a limit."""
        with self._reported():
            (number,) = self.connection.execute(
                f"SELECT coalesce(sum(articles), 0) FROM tally a WHERE {_kept(languages, sources)}",
                (*languages, *sources),
            ).fetchone()
            return int(number)

    def untitled(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the articles whose title was made from their lead; 900 ids at most."""
        with self._reported():
            rows = self.connection.execute(
                f"SELECT id FROM article WHERE title_derived AND id IN ({_marks(ids)})", tuple(ids)
            )
            return frozenset(name for (name,) in rows)

    def sources(self) -> tuple[SourceCount, ...]:
        """The sources by name, unknown last."""
        with self._reported():
            rows = self.connection.execute(
                "SELECT nullif(source, ''), sum(articles) FROM tally GROUP BY source"
                " ORDER BY source = '', lower(source)"
            )
            return tuple(SourceCount(*row) for row in rows)

    def languages(self) -> tuple[LanguageCount, ...]:
        """The languages, the most frequent first."""
        with self._reported():
            rows = self.connection.execute(
                "SELECT lang, sum(articles) AS n FROM tally GROUP BY lang ORDER BY n DESC, lang"
            )
            return tuple(LanguageCount(*row) for row in rows)

    def languages_after(self, change: int) -> frozenset[str]:
        """The languages of what changed since, of all articles after 0."""
        query = "SELECT DISTINCT lang FROM article WHERE change > ?"
        with self._reported():
            rows = self.connection.execute(
                query if change else "SELECT lang FROM tally", (change,) if change else ()
            )
            return frozenset(lang for (lang,) in rows)

    def get(self, article_id: str) -> StoredArticle:
        """An article by its id or an unambiguous beginning of it.

        Raises:
            NotFound: there is none, or several begin so.
        """
        with self._reported():
            ids = self._ids_like(article_id)
        if len(ids) != 1:
            why = f"several articles begin so: {', '.join(ids)}" if ids else "no such article"
            raise NotFound(f"{article_id}: {why}")
        return next(iter(self._stored("a.id = ?", (ids[0],))))

    def keys(self, ids: Collection[str]) -> frozenset[int]:
        """The keys of those articles that are there."""
        with self._reported():
            rows = self.connection.execute(
                "SELECT key FROM article WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            return frozenset(key for (key,) in rows)

    def by_keys(self, keys: Sequence[int]) -> dict[int, Article]:
        """Articles by their numbers; a number that is gone is left out."""
        found: dict[int, Article] = {}
        for at in range(0, len(keys), _CHUNK):
            chunk = keys[at : at + _CHUNK]
            for stored in self._stored(f"a.key IN ({_marks(chunk)})", chunk):
                found[stored.key] = stored.article
        return found

    def summaries(self, keys: Collection[int]) -> dict[int, ArticleSummary]:
        """As `by_keys`, without their texts."""
        with self._reported():
            rows = self.connection.execute(
                f"SELECT a.key, {_SUMMARY} FROM article a"
                " WHERE a.key IN (SELECT value FROM json_each(?))",
                (json.dumps(list(keys)),),
            )
            return {key: _summary(row) for key, *row in rows}

    def keys_changed_after(self, change: int) -> list[int]:
        """The numbers of the articles changed since."""
        with self._reported():
            rows = self.connection.execute("SELECT key FROM article WHERE change > ?", (change,))
            return [key for (key,) in rows]

    def changes_after(self, change: int) -> Iterator[StoredArticle]:
        """Articles changed since, in the order of their changes."""
        return self._stored("a.change > ? ORDER BY a.change", (change,))

    def newest(self, limit: int) -> tuple[StoredArticle, ...]:
        """The newest articles by date, then by adding."""
        return tuple(self._stored(f"1 {_NEWEST_FIRST} LIMIT ?", (limit,)))

    def keys_removed_after(self, change: int) -> list[int]:
        """The numbers that removed articles had; a later article may have got one of them."""
        with self._reported():
            rows = self.connection.execute(
                "SELECT article FROM removed WHERE change > ?", (change,)
            )
            return [key for (key,) in rows]

    def last_change(self) -> int:
        """The number of the last change, 0 when nothing was ever added."""
        with self._reported():
            (last,) = self.connection.execute(
                "SELECT max(coalesce((SELECT max(change) FROM article), 0),"
                " coalesce((SELECT max(change) FROM removed), 0))"
            ).fetchone()
            return int(last)

    def last_key(self) -> int:
        """The number of the article added last, 0 in an empty archive."""
        with self._reported():
            (last,) = self.connection.execute("SELECT max(key) FROM article").fetchone()
            return last or 0

    def count_after(self, key: int) -> int:
        """How many articles were added after the one of this number."""
        with self._reported():
            (count,) = self.connection.execute(
                "SELECT count(*) FROM article WHERE key > ?", (key,)
            ).fetchone()
            return int(count)

    def close(self) -> None:
        """Give back the file."""
        self.connection.close()

    def _reported(self) -> AbstractContextManager[None]:
        return reported(self.path)

    def _stored(self, where: str, values: Sequence[object]) -> Iterator[StoredArticle]:
        with self._reported():
            rows = self.connection.execute(
                f"SELECT a.key, a.change, r.passages, {_SUMMARY} FROM article a"
                f" JOIN revision r ON r.article = a.key AND r.hash = a.revision WHERE {where}",
                tuple(values),
            )
            for key, change, passages, *summary in rows:
                yield StoredArticle(key, change, _article(summary, passages))

    def revision(self, article_id: str, revision: str) -> Article | None:
        """An article with the text that it had in a revision, None if it never had that."""
        with self._reported():
            row = self.connection.execute(
                f"SELECT r.passages, {_SUMMARY} FROM article a"
                " JOIN revision r ON r.article = a.key WHERE a.id = ? AND r.hash = ?",
                (article_id, revision),
            ).fetchone()
        if row is None:
            return None
        passages, *summary = row
        return replace(_article(summary, passages), revision=revision)

    def _ids_like(self, beginning: str) -> list[str]:
        exact = self.connection.execute("SELECT id FROM article WHERE id = ?", (beginning,))
        if row := exact.fetchone():
            return [row[0]]
        if len(beginning) < SHORTEST_ID:
            return []
        rows = self.connection.execute(
            "SELECT id FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT 3",
            (beginning, beginning + LAST),
        )
        return [row[0] for row in rows]


def _is_anothers_to_root(path: Path) -> bool:
    """Whether this is root and the file is not: what root makes beside it, the lock and the
    index, its owner could not write any more."""
    return os.geteuid() == 0 and path.stat().st_uid != 0


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _bring_up(connection: sqlite3.Connection) -> int:
    """Take the steps to the newest version, within a transaction; returns the version.

    Another process may have been first, so the version is read again.
    """
    version = _version(connection)
    for statement in (statement for step in STEPS[version:] for statement in step):
        connection.execute(statement)
    if version < SCHEMA_VERSION:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return max(version, SCHEMA_VERSION)


def _summary(row: Sequence[object]) -> ArticleSummary:
    *columns, gone = _columns(row)
    return ArticleSummary(*columns, gone=bool(gone))  # type: ignore[arg-type]  # a row has no types


def _article(row: Sequence[object], passages: str) -> Article:
    numbered = tuple(
        Passage(n, kind, text) for n, (kind, text) in enumerate(json.loads(passages), start=1)
    )
    *columns, gone = _columns(row)
    return Article(*columns, passages=numbered, gone=bool(gone))  # type: ignore[arg-type, misc]  # see above


def _columns(row: Sequence[object]) -> list[object]:
    """A row of `_SUMMARY` as the fields of a summary."""
    columns = list(row)
    columns[2] = bool(columns[2])
    return columns


def _kept(languages: Sequence[str], sources: Sequence[str]) -> str:
    """The condition for articles of the languages and sources, empty for all."""
    where = ["1"]
    if languages:
        where.append(f"a.lang IN ({_marks(languages)})")
    if sources:
        where.append(f"coalesce(a.source, '') IN ({_marks(sources)})")
    return " AND ".join(where)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
