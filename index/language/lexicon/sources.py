"""What the lexicon of an archive is made from, and where it is kept."""

from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from index.language.lexicon import cache, concepts, dictionaries, names, table
from index.language.lexicon.concepts import Concepts
from index.language.lexicon.layers import Layers, Recipe
from index.model import Via

#: Of the tables of layers; another number makes them anew.
_VERSION = "1"


def core(folder: Path) -> Recipe:
    """The core lexicon that comes along."""
    files = table.core_files()
    told = (f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files)
    name = cache.digest([_VERSION, *told])
    return Recipe(
        folder / f"lexicon-core-{name}.sqlite",
        lambda connection: concepts.fill(connection, table.concepts(files)),
        partial(Concepts, Via.LEXICON),
    )


def cldr(folder: Path, languages: Collection[str]) -> Recipe:
    """CLDR's names in some languages."""
    covered = sorted(names.covered(languages))
    name = cache.digest([_VERSION, names.version(), *covered])
    return Recipe(
        folder / f"lexicon-names-{name}.sqlite",
        lambda connection: concepts.fill(connection, names.concepts(covered)),
        partial(Concepts, Via.NAME),
    )


#: The languages of the core lexicon, in which questions are asked whatever the archive has.
ASKED_IN = frozenset("en id uk cs de pl ru fr es".split())


def lexicon(folder: Path, languages: Iterable[str], dictionary: Path | None) -> Layers:
    """The lexicon of an archive in some languages."""
    recipes = [cldr(folder, {*languages} | ASKED_IN), core(folder)]
    if dictionary is not None:
        databases, _ = dictionaries.found(dictionary)
        recipes += dictionaries.recipes(dictionaries.needed(databases), folder)
    return Layers(recipes)
