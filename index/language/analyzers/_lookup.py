"""simplemma's dictionaries, looked up where they lie.

simplemma unpacks a dictionary into Python's own, which is fast but large (five
languages 240 MB, Polish alone 356), or reads the packed one, which takes 10 to 20 us a
question and is walked through when it is opened (German: 0.8 s). Here it is walked
through once for all processes of an account: what a look-up needs is kept in the cache
as a `WordFile`. Where that cannot be written it is made for the process alone.

It is made in a process of its own, since the 20 to 60 MB that this takes would stay with
a reader's session, and read piece by piece rather than mapped: a session looks up few
words, and the pages around each would count as its memory.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from weakref import finalize
from zlib import crc32

from simplemma import __version__
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DictionaryFactory, dictionary_factory, frontcode
from simplemma.strategies.dictionaries.dictionary_factory import DATA_FOLDER, SUPPORTED_LANGUAGES

from index.language.analyzers._wordfile import VERSION, Damaged, WordFile, made
from index.language.lexicon.cache import default_folder, sweep
from index.system.beside import run_beside


class Dictionary(Mapping[str, str]):
    """Words and their lemmas, as simplemma has them.

    Args:
        lang: its code in simplemma.
        folder: of the cache.
    """

    def __init__(self, lang: str, folder: Path) -> None:
        self._lang = lang
        self._words = _kept(lang, folder)
        # One form is asked about in many ways, some of them twice, and the pieces of
        # compounds come again and again; 2 MB.
        self._answer = lru_cache(maxsize=1 << 14)(self._asked)

    def __getitem__(self, word: str) -> str:
        lemma = self._answer(word)
        if lemma is None:
            raise KeyError(word)
        return lemma

    def get(self, word: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The lemma. (Mapping's own `get` would raise and catch at every miss.)"""
        lemma = self._answer(word)
        return default if lemma is None else lemma

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return self._words.count

    def _asked(self, word: str) -> str | None:
        try:
            return self._words.get(word)
        except Damaged:
            self._words = WordFile(_made(self._lang))
            return self._words.get(word)


class _Factory(DictionaryFactory):
    """Hands out one `Dictionary` a language, for the life of the process."""

    def __init__(self) -> None:
        self._made: dict[str, Dictionary] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """See simplemma."""
        made = self._made.get(lang)
        if made is None:
            if lang not in SUPPORTED_LANGUAGES:
                raise ValueError(f"simplemma does not know {lang}")
            made = self._made[lang] = Dictionary(lang, default_folder())
        return made


@cache
def factory() -> DictionaryFactory:
    """The one factory, so that analyzers share what they load."""
    return _Factory()


@cache
def strategy() -> DefaultStrategy:
    """simplemma's way to a lemma, over the factory's dictionaries."""
    return DefaultStrategy(dictionary_factory=factory())


def _kept(lang: str, folder: Path) -> WordFile:
    """A dictionary from the cache; put there first when it is missing or damaged."""
    path = folder / f"words-{lang}-{_stamp(lang)}"
    with suppress(OSError, Damaged):
        return _opened(path)
    with suppress(OSError, Damaged, subprocess.SubprocessError):
        path.parent.mkdir(parents=True, exist_ok=True)
        run_beside(__name__, lang, str(path))
        return _opened(path)
    data = _made(lang)  # no other process for this account
    with suppress(OSError):
        _write(path, data)
        return _opened(path)
    return WordFile(data)


def _stamp(lang: str) -> str:
    """What differs with simplemma's dictionary and with how it is kept. (To read all of
    the dictionary takes 2 ms.)"""
    size = (DATA_FOLDER / f"{lang}.plzma").stat().st_size
    return f"{crc32(f'{__version__} {size} {VERSION}'.encode()):08x}"


class _Pieces:
    """The bytes of a file, each piece read when it is asked for; a `_wordfile.Buffer`.

    The file stays open for as long as this lives, also when another takes its place.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        finalize(self, os.close, self._file)
        self._size = os.fstat(self._file).st_size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, stop, _ = part.indices(self._size)
        return os.pread(self._file, max(0, stop - start), start)


def _opened(path: Path) -> WordFile:
    return WordFile(_Pieces(path))


def _write(path: Path, data: bytes) -> None:
    """Put a file in its place at once: two processes may do so at the same time."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}-new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
        sweep(path, f"{path.name.rpartition('-')[0]}-")
    finally:
        Path(name).unlink(missing_ok=True)


def _made(lang: str) -> bytes:
    # The packed form is simplemma's own, hence the upper bound in pyproject.toml.
    packed = dictionary_factory._read_decompressed(lang)
    reversed_, _, at = frontcode._read_header(packed)
    entries = ((word, lemma) for _, word, lemma in frontcode._iter_records(packed, at))
    return made(entries, reversed_=reversed_)


if __name__ == "__main__":
    _write(Path(sys.argv[2]), _made(sys.argv[1]))
