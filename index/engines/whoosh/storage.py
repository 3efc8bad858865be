"""The folder of an index: durable at a commit, and writable by its owner only.

What holds after a loss of power: a commit that returned is on the disk, as far as
the system and the disk keep what `fsync` promises. One that did not return is either
whole or not there, for a table of contents gets its name only after the segments it
names, and itself, are on the disk.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

#: Others read an index if the reader's umask lets them, but never write it: what is
#: in it gets executed (see `safety`).
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_WRITABLE_BY_OTHERS = 0o022


class IndexStorage(FileStorage):  # type: ignore[misc]  # Whoosh publishes no types
    """Whoosh's files in a folder, with the two promises of this module."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(str(folder))
        self._path = Path(folder)
        self._unsynced: set[str] = set()

    def create(self) -> Self:
        """Make the folder; one that is there is closed to others' writing."""
        self._path.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
        mode = self._path.stat().st_mode
        if mode & _WRITABLE_BY_OTHERS:
            self._path.chmod(mode & ~_WRITABLE_BY_OTHERS)
        return self

    def create_file(self, name: str, **options: Any) -> StructFile:
        """A file to write, synced with the next `rename_file`; Whoosh's options."""
        options.pop("excl", None)
        mode = options.pop("mode", "wb")
        self._unsynced.add(name)
        path = self._path / name
        # `Path.open` takes no opener.
        return StructFile(open(path, mode, opener=_opener), name=name, **options)

    def open_file(self, name: str, **options: Any) -> StructFile:
        """A file to read; a table of contents from memory, since Whoosh leaves it open."""
        if name.endswith(".toc"):
            return StructFile(BytesIO((self._path / name).read_bytes()), name=name, **options)
        return super().open_file(name, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file: the moment of a commit, so everything is on disk around it."""
        for name in self._unsynced:
            # What was put into a compound file is gone by now.
            if (path := self._path / name).exists():
                _sync(path)
        self._unsynced.clear()
        super().rename_file(oldname, newname, safe=safe)
        _sync(self._path)

    def lock(self, name: str) -> Any:
        """Whoosh's lock, with a file that others cannot write."""
        os.close(_opener(str(self._path / name), os.O_CREAT | os.O_WRONLY))
        return super().lock(name)

    def temp_storage(self, name: str | None = None) -> "IndexStorage":
        """A folder for passing files."""
        return IndexStorage(self._path / (name or "passing.tmp")).create()


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags, _FILE_MODE)


def _sync(path: Path) -> None:
    """Wait until a file's or a folder's content is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
