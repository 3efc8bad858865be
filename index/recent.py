"""In how many articles forms are, beside the tables that count them.

An update of some articles changes the counts of some ten thousand forms, which lie all
over the tables: to write them takes longer than all else that is done for a few articles.
So such changes are put aside, one row an update, until they are worth a walk through the
tables. Meanwhile counts are too small, by what few articles hold.
"""

import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Mapping

SCHEMA = """
CREATE TABLE recent (
    lang TEXT NOT NULL,
    forms INTEGER NOT NULL,        -- how many have a change
    changes BLOB NOT NULL          -- their numbers, then as many changes, packed
);
"""

#: In a smaller vocabulary all counts are written at once, which takes some milliseconds.
_SMALL = 50_000

#: Changes are put aside until there is one for so many forms of the vocabulary.
_SHARE = 8

#: See `index.offsets`.
_LEVEL = 1


def put_aside(connection: sqlite3.Connection, counts: Mapping[str, Counter[int]]) -> bool:
    """Keep changes for later, unless it is time to write them.

    Args:
        connection: to the vocabulary, within a transaction.
        counts: by language, of how many articles more each form is.

    Returns:
        Whether they were kept. What takes articles away never is: whether a form is
        still in any must be known.
    """
    (forms,) = connection.execute("SELECT coalesce(max(id), 0) FROM form").fetchone()
    (waiting,) = connection.execute("SELECT coalesce(sum(forms), 0) FROM recent").fetchone()
    waiting += sum(map(len, counts.values()))
    if forms < _SMALL or waiting * _SHARE > forms:
        return False
    if any(min(changes.values(), default=0) < 0 for changes in counts.values()):
        return False
    for lang, changes in counts.items():
        packed = array("I", changes.keys()).tobytes() + array("I", changes.values()).tobytes()
        connection.execute(
            "INSERT INTO recent VALUES (?, ?, ?)",
            (lang, len(changes), zlib.compress(packed, _LEVEL)),
        )
    return True


def take_out(connection: sqlite3.Connection, counts: dict[str, Counter[int]]) -> None:
    """Add what was put aside to changes that are about to be written.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    for lang, forms, packed in connection.execute("SELECT * FROM recent").fetchall():
        try:
            numbers = array("I", zlib.decompress(packed))
        except (zlib.error, ValueError) as error:
            raise sqlite3.DatabaseError("counts that were put aside are damaged") from error
        changes = Counter(dict(zip(numbers[:forms], numbers[forms:], strict=True)))
        counts.setdefault(lang, Counter()).update(changes)
    connection.execute("DELETE FROM recent")
