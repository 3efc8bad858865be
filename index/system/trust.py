"""Whose index is opened: one that nobody else could have written."""

import os
import pwd
import stat
from collections.abc import Collection
from pathlib import Path

from index.errors import EngineError

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def refuse_foreign(folder: Path, trusted: Collection[int] = ()) -> None:
    """Refuse a folder of an index that somebody else could have written.

    An index can hold what is run when it is read (Whoosh's table of contents is a pickle).
    So the folder and all in it must belong to this user, to root or to a trusted owner,
    and nobody else may write them.

    Args:
        folder: whose entries are looked at, those of folders in it are not.
        trusted: user ids of the owners that the archive's reader trusts like root.

    Raises:
        EngineError: the folder is not there, or not to be trusted.
    """
    owners = {os.geteuid(), 0, *trusted}
    try:
        _refuse(folder, folder.stat(), owners)
        for path in folder.iterdir():
            try:
                _refuse(path, path.lstat(), owners)
            except FileNotFoundError:  # a writer's passing file
                continue
    except FileNotFoundError as error:
        raise EngineError(f"{folder}: no index there") from error
    except OSError as error:
        raise EngineError(f"{folder}: no readable index ({error.strerror or error})") from error


def _refuse(path: Path, status: os.stat_result, owners: Collection[int]) -> None:
    if status.st_uid not in owners:
        owner = account(status.st_uid)
        raise EngineError(f"{path}: the index belongs to {owner}, who is not trusted")
    if stat.S_ISLNK(status.st_mode):
        raise EngineError(f"{path}: a link has no place in an index")
    if status.st_mode & _WRITABLE_BY_OTHERS:
        raise EngineError(f"{path}: others can write the index")


def account(number: int) -> str:
    """The name of an account, its number when it has none."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def for_owner_only(path: str | Path, flags: int) -> int:
    """An opener: what is made can be written by its owner only, whatever the umask says."""
    return os.open(path, flags, 0o644)
