"""Whether an index may be opened, and every failure to read it as one error."""

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import EngineError, HexaplaError

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def refuse_foreign(folder: Path, trusted: Collection[int] = ()) -> None:
    """Refuse an index that somebody else could have written.

    Whoosh keeps its table of contents as a pickle, and reading a pickle can run any
    code. So the folder and all in it must belong to this user, to root or to a trusted
    owner, and nobody else may write them.

    Args:
        folder: of the index.
        trusted: user ids of the owners that the archive's configuration names.

    Raises:
        EngineError: the index is not there, or not to be trusted.
    """
    owners = {os.geteuid(), 0, *trusted}
    try:
        _refuse(folder, folder.stat(), owners)
        for path in folder.iterdir():
            try:
                _refuse(path, path.lstat(), owners)
            except FileNotFoundError:  # a writer's passing file
                continue
    except OSError as error:
        raise EngineError(f"{folder}: no readable index ({error.strerror or error})") from error


def _refuse(path: Path, status: os.stat_result, owners: Collection[int]) -> None:
    if status.st_uid not in owners:
        raise EngineError(f"{path}: the index belongs to somebody else")
    if stat.S_ISLNK(status.st_mode):
        raise EngineError(f"{path}: a link has no place in an index")
    if status.st_mode & _WRITABLE_BY_OTHERS:
        raise EngineError(f"{path}: others can write the index")


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn whatever goes wrong while an index is read into `EngineError`.

    This is the one place. Checksums make most damage a `Damaged`; but a file can be
    missing, cut, of another size or another program's, and what is then met depends on
    the byte: FileNotFoundError, struct.error, EOFError, UnpicklingError, ValueError,
    AttributeError, MemoryError or one of Whoosh's own errors; hence all of them.
    """
    try:
        yield
    except HexaplaError:
        raise
    except Exception as error:
        raise EngineError(
            f"{folder}: the index is missing or damaged ({type(error).__name__})"
        ) from error
