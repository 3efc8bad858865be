"""One reader's highlights, in a SQLite file of its own (WAL).

The file outlives archives and the program: a highlight carries the text it quotes and
all that is needed to cite it. What a highlight was made on is never changed; where it
stands in a later revision is found anew each time (`anchor`). Marks on whole articles are
tables of their own (`article_marks`).
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Self
from uuid import UUID

from index.errors import NotFound
from index.model import Article, Passage
from reader.notebook import database
from reader.notebook.article_marks import ArticleMarks
from reader.notebook.colours import COLOURS
from reader.notebook.database import NotebookUnreadable
from reader.notebook.highlight import Highlight, HighlightState, order, quoted
from reader.notebook.records import (
    SCHEMA,
    clean,
    insert,
    join,
    read,
    set_colour,
    set_note,
    set_tags,
    stamp,
)
from reader.notebook.saved import SavedSearches

__all__ = [
    "Highlight",
    "HighlightState",
    "Notebook",
    "NotebookUnreadable",
    "Taken",
    "utc_now",
]

#: No other revision of an article is at hand.
NOTHING_EARLIER: Mapping[str, Article] = MappingProxyType({})

_SAME_PLACE = (
    'archive = ? AND article = ? AND revision = ? AND passage = ? AND start = ? AND "end" = ?'
)


def utc_now() -> datetime:
    """The clock a notebook uses unless it is given another."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of highlights that were given to a notebook.

    `conflicts` pairs what was given with what the notebook has at its id or its place
    and keeps: they say different things.
    """

    added: tuple[Highlight, ...]
    unchanged: tuple[Highlight, ...]
    conflicts: tuple[tuple[Highlight, Highlight], ...]


class Notebook:
    """An open notebook: highlights, and in `articles` the marks on whole articles.

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
        self.articles = ArticleMarks(connection, path, now)
        """What is read, starred and tagged."""
        self.searches = SavedSearches(connection, path)
        """Queries kept under names."""

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
        return cls(database.connect(path, SCHEMA, now=now, patience=patience), path, now)

    @property
    def refusal(self) -> str | None:
        """Why nothing can be written, in one line; None when it can.

        It stays: a notebook on a disk that has room again is opened anew.
        """
        return database.refusal(self._connection)

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
        colour: str = COLOURS[0],
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
                found = quoted(article, place, start, end)
                found = replace(
                    found,
                    id=_new_id(now, self._count(stamp(now))),
                    archive=archive,
                    colour=clean(colour),
                    created=stamp(now),
                )
                insert(self._connection, found)
            self._add_note(found, clean(note))
            set_tags(self._connection, found.id, (*found.tags, *tags))
            return self._one(found.id)

    def annotate(self, highlight_id: str, note: str) -> Highlight:
        """Replace a highlight's note.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            self._one(highlight_id)
            set_note(self._connection, highlight_id, clean(note))
            return self._one(highlight_id)

    def tag(self, highlight_id: str, tags: Iterable[str]) -> Highlight:
        """Replace a highlight's tags; white space in them is evened out, doubles fall.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            self._one(highlight_id)
            set_tags(self._connection, highlight_id, tags)
            return self._one(highlight_id)

    def pair(self, highlight_ids: Iterable[str]) -> tuple[Highlight, ...]:
        """Make one entry of highlights that say the same thing in several articles.

        Entries that they are in already become part of it.

        Returns:
            The whole entry, in the order (created, id).

        Raises:
            NotFound: there is no such highlight; nothing was paired.
            WriteError: the notebook cannot be written.
        """
        wanted = list(highlight_ids)  # making them may be a change too
        with database.change(self._connection, self._path):
            ids = [self._one(each).id for each in wanted]
            join(self._connection, ids)
            whole = {other for each in ids for other in (each, *self._one(each).pair)}
            return tuple(sorted(map(self._one, whole), key=order))

    def take(self, given: Iterable[Highlight]) -> Taken:
        """Take highlights as they are, with their ids and times: undone or imported.

        What is there already is not doubled, and what is there is never changed, but
        that pairs are joined. A colour of `""` is whatever there is.

        Raises:
            WriteError: the notebook cannot be written; nothing was taken.
        """
        added, unchanged, conflicts = [], [], []
        here: dict[str, Highlight] = {}
        given = list(given)
        with database.change(self._connection, self._path):
            for each in given:
                found = self._same(each)
                here[each.id] = found or each
                if found is None:
                    insert(self._connection, replace(each, colour=each.colour or COLOURS[0]))
                    set_tags(self._connection, each.id, each.tags)
                    added.append(each)
                elif _says(found) == _says(replace(each, colour=each.colour or found.colour)):
                    unchanged.append(each)
                else:
                    conflicts.append((each, found))
            for each in given:
                others = (here.get(other) or self._at_id(other) for other in each.pair)
                join(self._connection, [here[each.id].id, *(it.id for it in others if it)])
        return Taken(tuple(added), tuple(unchanged), tuple(conflicts))

    def recolour(self, highlight_id: str, colour: str) -> Highlight:
        """Replace a highlight's colour.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            self._one(highlight_id)
            set_colour(self._connection, highlight_id, clean(colour) or COLOURS[0])
            return self._one(highlight_id)

    def remove(self, *highlight_ids: str) -> tuple[Highlight, ...]:
        """Forget highlights, all or none; to `take` what is returned undoes it.

        Raises:
            NotFound: there is no such highlight.
            WriteError: the notebook cannot be written.
        """
        with database.change(self._connection, self._path):
            gone = tuple(map(self._one, dict.fromkeys(highlight_ids)))
            self._connection.executemany(
                "DELETE FROM highlight WHERE id = ?", [(each.id,) for each in gone]
            )
            return gone

    def highlights(
        self, *, archive: str | None = None, article: str | None = None
    ) -> tuple[Highlight, ...]:
        """Highlights in the order (created, id), of one archive or article if given.

        Each is as it was made: its place is one in its own revision.
        """
        with database.explained(self._path):
            return read(
                self._connection,
                "(?1 IS NULL OR archive = ?1) AND (?2 IS NULL OR article = ?2)",
                archive,
                article,
            )

    def revisions(self, archive: str, article: str) -> frozenset[str]:
        """The revisions of an article in which something of it was highlighted."""
        with database.explained(self._path):
            rows = self._connection.execute(
                "SELECT DISTINCT revision FROM highlight WHERE archive = ? AND article = ?",
                (archive, article),
            )
            return frozenset(revision for (revision,) in rows)

    def resolve(
        self, archive: str, article: Article, earlier: Mapping[str, Article] = NOTHING_EARLIER
    ) -> tuple[Highlight, ...]:
        """An article's highlights with their places in the revision that is given.

        Nothing is written: two sessions may look at different revisions.

        Args:
            archive: its uuid.
            article: the revision.
            earlier: by their hashes, other revisions as far as they are at hand: they
                help to find places.

        Returns:
            All of them in the order (created, id), as `reader.notebook.anchor.resolve` says;
            an orphan has no place in this revision and must not be drawn.
        """
        found = self.highlights(archive=archive, article=article.id)
        if not found:
            return ()
        from reader.notebook.anchor import resolve  # noqa: PLC0415 - 10 ms that most articles need not

        return tuple(resolve(each, article, earlier.get(each.revision)) for each in found)

    def highlighted(self, archive: str) -> frozenset[str]:
        """The ids of the articles of an archive that have a highlight."""
        with database.explained(self._path):
            rows = self._connection.execute(
                "SELECT DISTINCT article FROM highlight WHERE archive = ?", (archive,)
            )
            return frozenset(article for (article,) in rows)

    def tagged(self, archive: str) -> frozenset[tuple[str, str]]:
        """The ids of the articles of an archive that have a tagged highlight, with the tag."""
        with database.explained(self._path):
            rows = self._connection.execute(
                "SELECT DISTINCT article, tag.name FROM highlight"
                " JOIN tag ON tag.highlight = id WHERE archive = ?",
                (archive,),
            )
            return frozenset((article, tag) for article, tag in rows)

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

    def _count(self, created: str) -> int:
        (count,) = self._connection.execute(
            "SELECT count(*) FROM highlight WHERE created = ?", (created,)
        ).fetchone()
        return int(count)

    def _add_note(self, found: Highlight, note: str) -> None:
        if note and f"\n{note}\n" not in f"\n{found.note}\n":
            set_note(self._connection, found.id, f"{found.note}\n{note}" if found.note else note)

    def _same(self, given: Highlight) -> Highlight | None:
        """What the notebook has at the id, or else at the place, of one that is given."""
        place = (given.archive, given.article, given.revision)
        at = (given.passage, given.start, given.end)
        there = read(self._connection, _SAME_PLACE, *place, *at)
        return self._at_id(given.id) or next(iter(there), None)

    def _at_id(self, highlight_id: str) -> Highlight | None:
        return next(iter(read(self._connection, "id = ?", highlight_id)), None)

    def _one(self, highlight_id: str) -> Highlight:
        found = self._at_id(highlight_id)
        if found is None:
            raise NotFound(f"{highlight_id}: no such highlight")
        return found


def _says(highlight: Highlight) -> Highlight:
    """What two highlights of one place or id must agree in to be the same."""
    tags = tuple(sorted(highlight.tags))
    return replace(highlight, id="", created="", state="anchored", pair=(), tags=tags)


def _passage(article: Article, n: int) -> Passage:
    for passage in article.passages:
        if passage.n == n:
            return passage
    raise NotFound(f"{article.id}: there is no passage {n}")


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
