"""Installed dictionaries as layers of the lexicon.

Two databases that are one dictionary turned around (Debian's deu-eng and eng-deu) are
read once: both directions are made from either.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from index.errors import InputError
from index.language.lexicon import cache, dictd, pairs
from index.language.lexicon.dictd import Database
from index.language.lexicon.layers import Recipe
from index.language.lexicon.pairs import Pairs
from index.model import Via
from index.system.beside import run_beside

#: Of the tables and of how entries are read; another number makes them anew.
_VERSION = "3"

#: A database with fewer headwords than this share of its opposite's is another dictionary.
_AS_LARGE = 0.5


def found(folder: Path) -> tuple[tuple[Database, ...], tuple[InputError, ...]]:
    """The dictionaries of two languages in a folder, and what is wrong with the others."""
    databases: list[Database] = []
    errors: list[InputError] = []
    for path in dictd.paths(folder):
        try:
            databases.append(dictd.database(path))
        except InputError as error:
            errors.append(error)
    return tuple(databases), tuple(errors)


def needed(databases: Iterable[Database]) -> tuple[Database, ...]:
    """Those whose opposites do not say the same already, the largest first."""
    kept: list[Database] = []
    for database in sorted(databases, key=lambda each: (-each.headwords, each.name)):
        if not any(_is_opposite(database, other) for other in kept):
            kept.append(database)
    return tuple(kept)


def recipes(folder: Path, cached: Path) -> list[Recipe]:
    """How the layers of the dictionaries in a folder are made.

    Args:
        folder: of the dictionaries.
        cached: of the cache.
    """
    made = []
    for database in needed(_remembered(folder, cached)):
        with suppress(InputError):  # gone since it was found
            name = cache.digest([_VERSION, database.fingerprint])
            made.append(
                Recipe(
                    cached / f"lexicon-{database.name}-{name}.sqlite",
                    Via.DICTIONARY,
                    partial(_fill, database),
                    partial(Pairs, languages=(database.source, database.target)),
                    kind=f"lexicon-{database.name}-",
                )
            )
    return made


def _remembered(folder: Path, cached: Path) -> Sequence[Database]:
    """The dictionaries in a folder. To ask them takes 0.1 s, so that is done once."""
    paths = dictd.paths(folder)
    if not paths:
        return ()
    stamps = (text for path in paths for text in (str(path.absolute()), cache.stamp(path)))
    note = cached / f"lexicon-databases-{cache.digest([_VERSION, *stamps])}.json"
    with suppress(OSError, ValueError, TypeError):
        return _noted(note)
    with suppress(OSError, ValueError, TypeError, subprocess.SubprocessError):
        cached.mkdir(parents=True, exist_ok=True)
        # Names of all languages take 10 MB.
        run_beside(__name__, str(folder), str(note))
        return _noted(note)
    with suppress(OSError):  # no other process for this account
        return _take_note(folder, note)
    return found(folder)[0]


def _noted(note: Path) -> list[Database]:
    rows = json.loads(note.read_text("utf-8"))
    return [Database(Path(row[0]), *row[1:]) for row in rows]


def _take_note(folder: Path, note: Path) -> Sequence[Database]:
    databases, _ = found(folder)
    rows = [[str(one.path), one.title, one.source, one.target, one.headwords] for one in databases]
    fresh = note.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(rows), "utf-8")
    fresh.replace(note)
    return databases


def _fill(database: Database, connection: sqlite3.Connection) -> None:
    pairs.fill(connection, database.source, database.target, dictd.entries(database))


def _is_opposite(database: Database, other: Database) -> bool:
    return (database.source, database.target) == (
        other.target,
        other.source,
    ) and database.headwords >= _AS_LARGE * other.headwords


if __name__ == "__main__":
    _take_note(Path(sys.argv[1]), Path(sys.argv[2]))
