"""DICT databases that a system has installed, read without a server.

A database is two files as dictfmt(1) writes them: `NAME.index`, a line for each headword
with the offset and the size of its definition in base 64 (dictd(8)), and `NAME.dict`, the
definitions, mostly compressed as `NAME.dict.dz`, which any gzip reader understands. Terms
are those of RFC 2229.
"""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from index.errors import InputError
from index.language.lexicon import definitions

#: Where Debian's packages and dictd itself put databases.
SYSTEM_FOLDER = Path("/usr/share/dictd")

_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUE_OF = {digit: value for value, digit in enumerate(_DIGITS)}

#: A line of the index: offset and size of a definition.
_PLACE = re.compile(rb"^[^\t\n]*\t([A-Za-z0-9+/]+)\t([A-Za-z0-9+/]+)", re.MULTILINE)

#: What dictfmt says of a database among its headwords; older versions with hyphens.
_TITLE = re.compile(rb"^00-?database-?short\t([A-Za-z0-9+/]+)\t([A-Za-z0-9+/]+)\r?$", re.MULTILINE)

#: The other lines of that kind are no words either.
_ABOUT = "00database"

#: No definition is so long, in bytes; a larger one tells of a damaged index.
_LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Database:
    """A dictionary from one language to another, on disk.

    Attributes:
        path: of its `.index` file.
        title: what it calls itself, one line, perhaps empty.
        source: BCP 47 code of the headwords' language.
        target: of the definitions'.
        headwords: how many lines its index has.
    """

    path: Path
    title: str
    source: str
    target: str
    headwords: int

    @property
    def name(self) -> str:
        """Its files' name without their endings, `freedict-eng-ces`."""
        return self.path.stem

    @property
    def fingerprint(self) -> str:
        """What differs as soon as its files do: made of their sizes and times.

        Raises:
            InputError: a file is gone.
        """
        with _reported(self.path):
            stats = [path.stat() for path in (self.path, _definitions_of(self.path))]
        told = "|".join([self.name, *(f"{stat.st_size} {stat.st_mtime_ns}" for stat in stats)])
        return hashlib.sha256(told.encode()).hexdigest()


def paths(folder: Path) -> tuple[Path, ...]:
    """The `.index` files in a folder, by name; none where there is no such folder."""
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.suffix == ".index"))
    except OSError:
        return ()


def database(path: Path) -> Database:
    """What a database says of itself.

    Args:
        path: of its `.index` file.

    Raises:
        InputError: it cannot be read, or is not known to be of two languages.
    """
    from index.language.lexicon.languages import pair_of  # noqa: PLC0415 - Babel takes 20 ms

    with _reported(path):
        index = path.read_bytes()
        place = _TITLE.search(index)
        title = ""
        if place is not None:
            with _opened(path) as text:
                text.seek(_number(place[1]))
                # The headword `00-database-short` stands before the title itself.
                lines = _decoded(text.read(_number(place[2]))).strip().split("\n")
                title = lines[-1].strip()
    pair = pair_of(path.stem, title)
    if pair is None:
        raise InputError(str(path), "not known to be a dictionary of two languages")
    return Database(path, title, *pair, headwords=index.count(b"\n"))


def entries(database: Database) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All words of a dictionary with their translations, the best first.

    Both as they are written there, in upper and lower case, without what belongs to
    them in a dictionary only (`to`, `sth.`). A headword comes once for each of its
    entries. Takes 20 to 60 microseconds an entry, and memory for the index only.

    Raises:
        InputError: it cannot be read, is truncated, or is none.
    """
    parse = definitions.parser(database.title)
    with _reported(database.path):
        places = _places(database.path.read_bytes())
        with _opened(database.path) as text:
            for definition in _definitions(text, places, database.path):
                if not definition.startswith(("00database", "00-database")):
                    yield from parse(definition)


def _places(index: bytes) -> list[tuple[int, int]]:
    """Offset and size of every definition, once each, in the order of the file."""
    found = {(match[1], match[2]) for match in _PLACE.finditer(index)}
    sizes = {size: _number(size) for _, size in found}
    return sorted((_number(offset), sizes[size]) for offset, size in found)


def _definitions(
    text: gzip.GzipFile | BufferedReader, places: Iterable[tuple[int, int]], path: Path
) -> Iterator[str]:
    """The definitions at some places, in their order."""
    # To seek and read in a compressed file takes longer than to parse what is there.
    window, start = b"", 0
    for offset, size in places:
        if size > _LONGEST:
            raise InputError(str(path), "its index is damaged")
        if offset + size > start + len(window):
            window = window[offset - start :] if offset - start < len(window) else b""
            if not window:
                text.seek(offset)
            window += text.read(_LONGEST)
            start = offset
        at = offset - start
        definition = window[at : at + size]
        if len(definition) < size:
            name = _definitions_of(path).name
            raise InputError(str(path), f"{name} is shorter than its index says")
        yield _decoded(definition)


def _decoded(text: bytes) -> str:
    # A wrong byte spoils one word; a dictionary has half a million.
    return text.decode("utf-8", "replace")


def _number(digits: bytes) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _VALUE_OF[digit]
    return value


def _definitions_of(path: Path) -> Path:
    compressed = path.with_suffix(".dict.dz")
    return compressed if compressed.exists() else path.with_suffix(".dict")


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    definitions_path = _definitions_of(path)
    if definitions_path.suffix == ".dz":
        return gzip.open(definitions_path)
    return definitions_path.open("rb")


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Pass on what goes wrong with a file as an error that names it."""
    try:
        yield
    except OSError as error:  # gzip.BadGzipFile is one, without an errno
        raise InputError(str(path), error.strerror or str(error)) from error
    except (EOFError, zlib.error) as error:
        raise InputError(str(path), f"{_definitions_of(path).name} is damaged") from error
