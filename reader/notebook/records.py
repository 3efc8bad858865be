"""The notebook's tables, and highlights as their rows.

Every function works inside whatever transaction its caller has begun.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import uuid4

from reader.notebook import database
from reader.notebook.highlight import Highlight

SCHEMA = database.Schema(
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
        (
            # Highlights that say the same thing in several languages are one entry; a
            # highlight is in one entry at most.
            """
            CREATE TABLE pair (
                highlight TEXT NOT NULL PRIMARY KEY REFERENCES highlight (id) ON DELETE CASCADE,
                entry TEXT NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX pair_entry ON pair (entry)",
        ),
        (
            # What the reader marked on whole articles: see reader.notebook.article_marks.
            """
            CREATE TABLE article_mark (
                archive TEXT NOT NULL,
                article TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('mark', 'tag')),
                name TEXT NOT NULL,
                made TEXT NOT NULL,
                PRIMARY KEY (archive, kind, name, article)
            ) WITHOUT ROWID
            """,
            "CREATE INDEX article_mark_of ON article_mark (archive, article)",
        ),
        (
            # Queries under names: see reader.notebook.saved.
            """
            CREATE TABLE search (
                name TEXT NOT NULL PRIMARY KEY,
                query TEXT NOT NULL
            ) WITHOUT ROWID
            """,
        ),
    ),
)

# The columns of `highlight` are the type's fields, but for tags and pair (tables) and
# state (found anew each time).
_COLUMNS = tuple(
    field.name for field in fields(Highlight) if field.name not in {"tags", "state", "pair"}
)
_SELECTED = ", ".join(f'"{name}"' for name in _COLUMNS)

# The others of an entry, a line each: no id has a line feed in it.
_PAIR = """
    (SELECT group_concat(other.highlight, char(10)) FROM pair
     JOIN pair AS other ON other.entry = pair.entry AND other.highlight <> pair.highlight
     WHERE pair.highlight = id)
"""


def read(
    connection: sqlite3.Connection, condition: str, *values: str | int | None
) -> tuple[Highlight, ...]:
    """The highlights that meet a condition of SQL, in the order (created, id)."""
    # One statement, so that it sees one state of the file.
    rows = connection.execute(
        f"""
        SELECT {_SELECTED}, {_PAIR}, tag.name
        FROM (SELECT * FROM highlight WHERE {condition})
        LEFT JOIN tag ON tag.highlight = id
        ORDER BY created, id, position
        """,
        values,
    )
    return tuple(_highlight(list(same)) for _, same in groupby(rows, key=itemgetter(0)))


def _highlight(rows: list[tuple[Any, ...]]) -> Highlight:
    """A highlight from its rows, one for each tag."""
    *described, pair, _tag = rows[0]
    return Highlight(
        **dict(zip(_COLUMNS, described, strict=True)),
        tags=tuple(row[-1] for row in rows if row[-1] is not None),
        state="anchored",
        pair=tuple(sorted(pair.split("\n"))) if pair else (),
    )


def insert(connection: sqlite3.Connection, made: Highlight) -> None:
    """Write a new highlight, without its tags and pair."""
    marks = ", ".join("?" * len(_COLUMNS))
    connection.execute(
        f"INSERT INTO highlight ({_SELECTED}) VALUES ({marks})",
        [getattr(made, name) for name in _COLUMNS],
    )


def set_note(connection: sqlite3.Connection, highlight_id: str, note: str) -> None:
    """Replace a note."""
    connection.execute("UPDATE highlight SET note = ? WHERE id = ?", (note, highlight_id))


def set_colour(connection: sqlite3.Connection, highlight_id: str, colour: str) -> None:
    """Replace a colour."""
    connection.execute("UPDATE highlight SET colour = ? WHERE id = ?", (colour, highlight_id))


def set_tags(connection: sqlite3.Connection, highlight_id: str, tags: Iterable[str]) -> None:
    """Replace the tags; white space in them is evened out, doubles and empty ones fall."""
    connection.execute("DELETE FROM tag WHERE highlight = ?", (highlight_id,))
    names = dict.fromkeys(" ".join(clean(tag).split()) for tag in tags)
    connection.executemany(
        "INSERT INTO tag (highlight, name, position) VALUES (?, ?, ?)",
        [(highlight_id, name, position) for position, name in enumerate(names) if name],
    )


def join(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Make one entry of highlights, and of the entries that they are in already."""
    ids = list(dict.fromkeys(ids))
    if len(ids) < 2:
        return
    marks = ", ".join("?" * len(ids))
    entries = [
        entry
        for (entry,) in connection.execute(
            f"SELECT DISTINCT entry FROM pair WHERE highlight IN ({marks}) ORDER BY entry", ids
        )
    ]
    # By chance, not after a highlight: that may leave and come back without the others.
    entry = entries[0] if entries else uuid4().hex
    connection.executemany(
        "UPDATE pair SET entry = ? WHERE entry = ?", [(entry, other) for other in entries[1:]]
    )
    connection.executemany(
        "INSERT INTO pair (highlight, entry) VALUES (?, ?)"
        " ON CONFLICT (highlight) DO UPDATE SET entry = excluded.entry",
        [(each, entry) for each in ids],
    )


def clean(text: str) -> str:
    """Text that can be stored: a command line may bring bytes that are no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def stamp(now: datetime) -> str:
    """A time in UTC to the millisecond; all of one length, so that text sorts as time."""
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
