"""Installed dictionaries as layers of the lexicon.

Two databases that are one dictionary turned around (Debian's deu-eng and eng-deu) are
read once: both directions are made from either.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from index.errors import InputError
from index.language.lexicon import cache, dictd, pairs
from index.language.lexicon.dictd import Database
from index.language.lexicon.layers import Recipe
from index.language.lexicon.pairs import Pairs
from index.model import Via

#: Of the tables and of how entries are read; another number makes them anew.
_VERSION = "2"

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


def recipes(databases: Sequence[Database], folder: Path) -> list[Recipe]:
    """How the layers of some dictionaries are made.

    Args:
        databases: those that are `needed`.
        folder: of the cache.
    """
    made = []
    for database in databases:
        try:
            name = cache.digest([_VERSION, database.fingerprint])
        except InputError:  # gone since it was found
            continue
        made.append(
            Recipe(
                folder / f"lexicon-{database.name}-{name}.sqlite",
                partial(_fill, database),
                partial(Pairs, Via.DICTIONARY, languages=(database.source, database.target)),
            )
        )
    return made


def _fill(database: Database, connection: sqlite3.Connection) -> None:
    pairs.fill(connection, database.source, database.target, dictd.entries(database))


def _is_opposite(database: Database, other: Database) -> bool:
    return (
        (database.source, database.target) == (other.target, other.source)
        and database.headwords >= _AS_LARGE * other.headwords
    )
