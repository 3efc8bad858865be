"""Files written whole or not at all.

What is written goes to a new file in the same folder, is flushed to the disk and only
then gets its name, so that a reader, a crash or a full disk never meets half a file.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import WriteError

# What `link` answers on file systems that have no hard links (FAT, some network and
# FUSE file systems).
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class FileTaken(WriteError):
    """There is a file by that name, and it was not to be overwritten."""


def write_file(path: Path, data: bytes, *, overwrite: bool = False, mode: int = 0o666) -> None:
    """Write a file so that it is there whole and durable, or not at all.

    Args:
        path: the file; its folder must be there.
        data: all of its content.
        overwrite: replace a regular file of that name. Links, devices and pipes are
            never replaced.
        mode: permissions of the file, less the process's umask.

    Raises:
        FileTaken: there is a file by that name and `overwrite` is false.
        WriteError: the folder or the disk refuses it.
    """
    with new_file(path, overwrite=overwrite, mode=mode) as temporary:
        temporary.write_bytes(data)


def write_files(
    folder: Path, files: Sequence[tuple[str, bytes]], *, overwrite: bool = False
) -> None:
    """Write files into a folder, which is made if need be.

    Raises:
        FileTaken: one of them is there already; none was written.
        WriteError: the folder or the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from error
    for name, _document in files:
        if not overwrite and (folder / name).exists():
            raise FileTaken(f"{folder / name}: there is a file already")
    for name, document in files:
        write_file(folder / name, document, overwrite=overwrite)


def make_folder(path: Path) -> None:
    """Make a folder for this user only, with those above it, unless it is there.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from error


@contextmanager
def new_file(path: Path, *, overwrite: bool = False, mode: int = 0o666) -> Iterator[Path]:
    """Give an empty file to fill, which gets the name `path` when the block ends well.

    The arguments and errors are those of `write_file`; an `OSError` in the block is
    reported as a `WriteError` too.
    """
    _refuse_taken(path, overwrite)
    # Not derived from the name, which may already be as long as a name can be.
    temporary = path.parent / f".hexapla-{secrets.token_hex(8)}"
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        try:
            yield temporary
            _flush(temporary)
            _name(temporary, path, overwrite)
        finally:
            with suppress(FileNotFoundError):  # an overwrite moved it
                temporary.unlink()
        _flush(path.parent)
    except FileExistsError as error:
        raise FileTaken(f"{path}: there is a file already") from error
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from error


def _refuse_taken(path: Path, overwrite: bool) -> None:
    try:
        kind = path.lstat().st_mode
    except OSError:
        return  # nothing there, or writing will say what is wrong
    if not overwrite:
        raise FileTaken(f"{path}: there is a file already")
    if not stat.S_ISREG(kind):
        raise WriteError(f"{path}: not a regular file")


def _name(temporary: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(path)
        return
    try:
        # Unlike a rename, a link fails when the name was taken in the meantime.
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # The name is reserved by an empty file of ours, which the rename replaces.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        temporary.replace(path)


def _flush(path: Path) -> None:
    """Bring a file's content, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot flush a folder; there is nothing more to be done.
        if not path.is_dir() or error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)
