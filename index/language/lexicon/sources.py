"""What the lexicon of an archive is made from, and where that is kept."""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.errors import InputError
from index.language.lexicon import (
    cache,
    concepts,
    dictd,
    dictionaries,
    glossary,
    learned,
    names,
    table,
    tbx,
)
from index.language.lexicon.concepts import Concepts
from index.language.lexicon.dictd import Database
from index.language.lexicon.layers import Layers, Recipe
from index.model import Via

#: Of the tables of layers; another number makes them anew.
_VERSION = "5"

#: The languages of the core lexicon, in which questions are asked whatever the archive has.
ASKED_IN = frozenset(["en", "id", "uk", "cs", "de", "pl", "ru", "fr", "es"])

#: The folder of dictionaries that stands for none.
NO_DICTIONARIES = "none"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a lexicon is made from beside what comes along.

    Attributes:
        cache: the folder for what is made from the others; it need not be writable.
        dictionaries: a folder of DICT databases, None for none.
        glossaries: files as `index.language.lexicon.glossary` reads them; the first is
            the strongest. They need not exist.
        learned: what the archive taught, see `index.language.lexicon.learned`; it need
            not exist. None leaves it out.
    """

    cache: Path
    dictionaries: Path | None
    glossaries: tuple[Path, ...] = ()
    learned: Path | None = None

    @classmethod
    def of(
        cls,
        wanted: Path | str | None,
        folder: Path | str | None,
        glossaries: tuple[Path, ...] = (),
        environ: Mapping[str, str] = os.environ,
        learned: Path | None = None,
    ) -> "Sources":
        """The sources that a caller and the environment name.

        Args:
            wanted: a folder of dictionaries or `none`; None leaves it to
                `HEXAPLA_DICTIONARIES`, and without that takes the system's.
            folder: of the cache; None takes the account's.
            glossaries: see above.
            environ: the environment.
            learned: see above.
        """
        said = wanted or environ.get("HEXAPLA_DICTIONARIES") or dictd.SYSTEM_FOLDER
        return cls(
            Path(folder) if folder else cache.default_folder(environ),
            None if str(said) == NO_DICTIONARIES else Path(said),
            glossaries,
            learned,
        )

    def lexicon(self, languages: Collection[str], *, wait: bool = True) -> Layers:
        """The lexicon for an archive in some languages; nothing is opened yet.

        Args:
            languages: the archive's.
            wait: see `Layers`.
        """
        return Layers(partial(self._recipes, frozenset(languages)), wait=wait)

    def databases(self) -> tuple[Database, ...]:
        """The dictionaries that can be taken."""
        return dictionaries.found(self.dictionaries)[0] if self.dictionaries is not None else ()

    def errors(self) -> tuple[InputError, ...]:
        """What cannot be taken of dictionaries and glossaries; reads all of the latter."""
        wrong = [error for path in self.glossaries for error in glossary.read(path)[1]]
        if self.dictionaries is not None:
            wrong += dictionaries.found(self.dictionaries)[1]
        return tuple(wrong)

    def termbase(self) -> str:
        """All glossaries as one TBX file, the strongest first."""
        rows = [row for path in self.glossaries for row in glossary.read(path)[0]]
        return tbx.written(rows, "Hexapla glossary")

    def _recipes(self, languages: Collection[str]) -> list[Recipe]:
        own = [self._glossary(path) for path in self.glossaries if path.is_file()]
        made = [*own, self._names(languages), self._core()]
        if self.dictionaries is not None:
            made += dictionaries.recipes(self.dictionaries, self.cache)
        if self.learned is not None and self.learned.is_file():
            made.append(self._learned(self.learned))
        return made

    def _core(self) -> Recipe:
        files = table.core_files()
        name = cache.digest([_VERSION, *map(cache.stamp, files)])
        return Recipe(
            self.cache / f"lexicon-core-{name}.sqlite",
            Via.LEXICON,
            lambda connection: concepts.fill(connection, table.concepts(files)),
            Concepts,
            kind="lexicon-core-",
        )

    def _names(self, languages: Collection[str]) -> Recipe:
        covered = sorted(names.covered({*languages} | ASKED_IN))
        # Archives in other languages have others of the same version.
        version, name = cache.digest([_VERSION, names.version()]), cache.digest(covered)
        return Recipe(
            self.cache / f"lexicon-names-{version}-{name}.sqlite",
            Via.NAME,
            lambda connection: concepts.fill(connection, names.concepts(covered)),
            Concepts,
            kind="lexicon-names-",
        )

    def _glossary(self, path: Path) -> Recipe:
        return Recipe(
            self._newest("glossary", path),
            Via.GLOSSARY,
            lambda connection: concepts.fill(connection, glossary.read(path)[0]),
            Concepts,
        )

    def _learned(self, path: Path) -> Recipe:
        return Recipe(
            self._newest("learned", path),
            Via.LEARNED,
            lambda connection: concepts.fill(connection, learned.read(path)),
            Concepts,
        )

    def _newest(self, kind: str, path: Path) -> Path:
        """The place in the cache of what is made from a file that changes often: what was
        made of it before is of no more use."""
        own = f"lexicon-{kind}-{cache.digest([str(path.absolute())])}"
        target = self.cache / f"{own}-{cache.digest([_VERSION, cache.stamp(path)])}.sqlite"
        if not target.exists():
            for old in self.cache.glob(f"{own}-*.sqlite"):
                with suppress(OSError):
                    old.unlink()
        return target
