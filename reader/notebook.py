"""One reader's highlights, in a SQLite file of its own (WAL).

The file outlives archives and the program: a highlight carries the text it quotes and
all that is needed to cite it. What a highlight was made on is never changed; where it
stands in a later revision is found anew each time (`reader.anchor`). Pairs, read marks
and saved searches are to be tables of their own that name a highlight by its id and an
article by its archive and id.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from index.errors import NotFound
from index.model import Article, Passage
from reader import database
from reader.database import NotebookUnreadable
from reader.highlight import CONTEXT, Highlight, HighlightState

__all__ = [
    "Highlight",
    "HighlightState",
    "Notebook",
    "NotebookUnreadable",
    "utc_now",
]

_SCHEMA = database.Schema(
    application=int.from_bytes(b"HXnb", "big"),
    steps=(
        (
            """
            CREATE TABLE highlight (
                id TEXT NOT NULL PRIMARY KEY,
                archive TEXT NOT NULL,
                article TEXT NOT NULL,
                revision TEXT NOT NULL,
                source TEXT,
                url TEXT,
                lang TEXT NOT NULL,
                title TEXT NOT NULL,
                date TEXT,
                passage INTEGER NOT NULL,
                start INTEGER NOT NULL,
                "end" INTEGER NOT NULL,
                quote TEXT NOT NULL,
                prefix TEXT NOT NULL,
                suffix TEXT NOT NULL,
                note TEXT NOT NULL,
                colour TEXT NOT NULL,
                created TEXT NOT NULL,
                CHECK (0 <= start AND start < "end"),
                UNIQUE (archive, article, revision, passage, start, "end")
            )
            """,
            "CREATE INDEX highlight_order ON highlight (created, id)",
            """
            CREATE TABLE tag (
                highlight TEXT NOT NULL REFERENCES highlight (id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (highlight, name)
            ) WITHOUT ROWID
            """,
            "CREATE INDEX tag_name ON tag (name)",
        ),
    ),
)

# The columns of `highlight` are the type's fields, but for tags (a table), state (found
# anew each time) and pair.
_COLUMNS = tuple(
    field.name for field in fields(Highlight) if field.name not in {"tags", "state", "pair"}
)
_SELECTED = ", ".join(f'"{name}"' for name in _COLUMNS)


def utc_now() -> datetime:
    """The clock a notebook uses unless it is given another."""
    return datetime.now(UTC)


class Notebook:
    """An open notebook.

    Threads: one. Several processes may have the same file open.
    Every change is on disk when the method returns.

    Any method can raise `WriteError` (the disk is full or read-only, or another process
    has been writing for too long; nothing was changed) and `NotebookUnreadable` (the
    file is damaged).
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._path = path
        self._now = now

    @classmethod
    def open(
        cls, path: Path, *, now: Callable[[], datetime] = utc_now, patience: float = 5.0
    ) -> Self:
        """Open a notebook, making it if there is none.

        Args:
            path: the file; missing folders are made.
            now: the clock that dates highlights.
            patience: seconds a change waits while another process writes.

        Raises:
            WriteError: it cannot be made or opened.
            NotebookUnreadable: there is something else, which is left as it is.
        """
        return cls(database.connect(path, _SCHEMA, now=now, patience=patience), path, now)

    def add(
        self,
        archive: str,
        article: Article,
        passage: int,
        *,
        start: int = 0,
        end: int | None = None,
        note: str = "",
        tags: Iterable[str] = (),
        colour: str = "yellow",
    ) -> Highlight:
        """Keep part of a passage, the whole of it without `start` and `end`.

        What is highlighted already is not doubled: the highlight there is gets the
        note (after its own, if that says something else) and the tags, and is returned.

        Raises:
            NotFound: the article has no such passage, or the passage no such place.
            WriteError: the notebook cannot be written.
        """
        place = _passage(article, passage)
        if end is None:
            end = len(place.text)
        if not 0 <= start < end <= len(place.text):
            raise NotFound(f"{article.id}: passage {passage} has no text from {start} to {end}")
        with database.change(self._connection, self._path):
            found = self._at(archive, article, (passage, start, end))
            if found is None:
                now = self._now().astimezone(UTC)
                found = _quoted(article, place, start, end)
                found = replace(
                    found,
                    id=_new_id(now, self._count(_stamp(now))),
                    archive=archive,
                    colour=_clean(colour),
                    created=_stamp(now),
                )
                self._insert(found)
            self._add_note(found, _clean(note))
            self._set_tags(found.id, (*found.tags, *tags))
            return self._one(found.id)

    def annotate(self, highlight_id: str, note: str) -> Highlight:
        """Replace a highlight's note.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            self._one(highlight_id)
            self._set_note(highlight_id, _clean(note))
            return self._one(highlight_id)

    def tag(self, highlight_id: str, tags: Iterable[str]) -> Highlight:
        """Replace a highlight's tags; white space in them is evened out, doubles fall.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            self._one(highlight_id)
            self._set_tags(highlight_id, tags)
            return self._one(highlight_id)

    def remove(self, highlight_id: str) -> None:
        """Forget a highlight.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            self._one(highlight_id)
            self._connection.execute("DELETE FROM highlight WHERE id = ?", (highlight_id,))

    def highlights(
        self, *, archive: str | None = None, article: str | None = None
    ) -> tuple[Highlight, ...]:
        """Highlights in the order (created, id), of one archive or article if given.

        Each is as it was made: its place is one in its own revision.
        """
        with database.explained(self._path):
            return self._read(
                "(?1 IS NULL OR archive = ?1) AND (?2 IS NULL OR article = ?2)", archive, article
            )

    def resolve(self, archive: str, article: Article) -> tuple[Highlight, ...]:
        """An article's highlights with their places in the revision that is given.

        Nothing is written: two sessions may look at different revisions.

        Returns:
            All of them in the order (created, id), as `reader.anchor.resolve` says;
            an orphan has no place in this revision and must not be drawn.
        """
        found = self.highlights(archive=archive, article=article.id)
        if not found:
            return ()
        from reader.anchor import resolve  # noqa: PLC0415 - 10 ms that most articles need not

        return tuple(resolve(each, article) for each in found)

    def close(self) -> None:
        """Give back the file."""
        with database.explained(self._path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _at(self, archive: str, article: Article, place: tuple[int, int, int]) -> Highlight | None:
        """The highlight of exactly this place, whatever revision it was made on."""
        for each in self.resolve(archive, article):
            if each.state != "orphan" and (each.passage, each.start, each.end) == place:
                return each
        return None

    def _insert(self, made: Highlight) -> None:
        marks = ", ".join("?" * len(_COLUMNS))
        self._connection.execute(
            f"INSERT INTO highlight ({_SELECTED}) VALUES ({marks})",
            [getattr(made, name) for name in _COLUMNS],
        )

    def _count(self, created: str) -> int:
        (count,) = self._connection.execute(
            "SELECT count(*) FROM highlight WHERE created = ?", (created,)
        ).fetchone()
        return int(count)

    def _add_note(self, found: Highlight, note: str) -> None:
        if note and f"\n{note}\n" not in f"\n{found.note}\n":
            self._set_note(found.id, f"{found.note}\n{note}" if found.note else note)

    def _set_note(self, highlight_id: str, note: str) -> None:
        self._connection.execute("UPDATE highlight SET note = ? WHERE id = ?", (note, highlight_id))

    def _set_tags(self, highlight_id: str, tags: Iterable[str]) -> None:
        self._connection.execute("DELETE FROM tag WHERE highlight = ?", (highlight_id,))
        names = dict.fromkeys(" ".join(_clean(tag).split()) for tag in tags)
        self._connection.executemany(
            "INSERT INTO tag (highlight, name, position) VALUES (?, ?, ?)",
            [(highlight_id, name, position) for position, name in enumerate(names) if name],
        )

    def _one(self, highlight_id: str) -> Highlight:
        found = self._read("id = ?", highlight_id)
        if not found:
            raise NotFound(f"{highlight_id}: no such highlight")
        return found[0]

    def _read(self, condition: str, *values: str | None) -> tuple[Highlight, ...]:
        # One statement, so that it sees one state of the file.
        rows = self._connection.execute(
            f"""
            SELECT {_SELECTED}, tag.name
            FROM (SELECT * FROM highlight WHERE {condition})
            LEFT JOIN tag ON tag.highlight = id
            ORDER BY created, id, position
            """,
            values,
        )
        return tuple(_highlight(list(same)) for _, same in groupby(rows, key=itemgetter(0)))


def _highlight(rows: list[tuple[Any, ...]]) -> Highlight:
    """A highlight from its rows, one for each tag."""
    described = dict(zip(_COLUMNS, rows[0], strict=False))
    tags = tuple(row[-1] for row in rows if row[-1] is not None)
    return Highlight(**described, tags=tags, state="anchored", pair=())


def _passage(article: Article, n: int) -> Passage:
    for passage in article.passages:
        if passage.n == n:
            return passage
    raise NotFound(f"{article.id}: there is no passage {n}")


def _quoted(article: Article, passage: Passage, start: int, end: int) -> Highlight:
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


def _stamp(now: datetime) -> str:
    """A time in UTC to the millisecond; all of one length, so that text sorts as time."""
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _clean(text: str) -> str:
    """Text that can be stored: a command line may bring bytes that are no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def _new_id(now: datetime, before: int) -> str:
    """A UUID of version 7 (RFC 9562): unique without asking, and sorted by time.

    Milliseconds come first, then how many highlights the notebook has of the same
    millisecond (method 1 of section 6.2), then chance.
    """
    milliseconds = int(now.timestamp() * 1000)
    version, variant = 7, 0b10
    count = min(before, 0xFFF)  # 12 bits; what is over is left to chance
    number = milliseconds << 80 | version << 76 | count << 64 | variant << 62
    return str(UUID(int=number | secrets.randbits(62)))
