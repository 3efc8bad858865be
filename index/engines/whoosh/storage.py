"""The folder of an index: durable at a commit, and writable by its owner only.

A table of contents ends in its checksum, so that it is read as it was written or not
at all; it has those of the segments' files.

What holds after a loss of power: a commit that returned is on the disk, as far as
the system and the disk keep what `fsync` promises. One that did not return is either
whole or not there, for a table of contents gets its name only after the segments it
names, and itself, are on the disk.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import Any, Self
from zlib import crc32

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from index.engines.whoosh.columns import Damaged
from index.system.trust import for_owner_only

#: Others read an index if the owner's umask lets them, but never write it (see
#: `index.system.trust`).
_FOLDER_MODE = 0o755
_WRITABLE_BY_OTHERS = 0o022

#: How the names of tables of contents end, and how long their checksums are.
_TABLE = ".toc"
_CHECKSUM_BYTES = 4


class IndexStorage(FileStorage):  # type: ignore[misc]  # Whoosh publishes no types
    """Whoosh's files in a folder, with the two promises of this module."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(str(folder))
        self.path = Path(folder)
        self._unsynced: set[str] = set()

    def create(self) -> Self:
        """Make the folder; one that is there is closed to others' writing."""
        self.path.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
        mode = self.path.stat().st_mode
        if mode & _WRITABLE_BY_OTHERS:
            self.path.chmod(mode & ~_WRITABLE_BY_OTHERS)
        return self

    def create_file(self, name: str, **options: Any) -> StructFile:
        """A file to write, synced with the next `rename_file`; Whoosh's options."""
        options.pop("excl", None)
        mode = options.pop("mode", "wb")
        self._unsynced.add(name)
        path = self.path / name
        # `Path.open` takes no opener.
        return StructFile(open(path, mode, opener=for_owner_only), name=name, **options)

    def open_file(self, name: str, **options: Any) -> StructFile:
        """A file to read; a table of contents from memory, and only if it is whole."""
        if name.endswith(_TABLE):
            table = (self.path / name).read_bytes()
            content, checksum = table[:-_CHECKSUM_BYTES], table[-_CHECKSUM_BYTES:]
            if crc32(content).to_bytes(_CHECKSUM_BYTES, "little") != checksum:
                raise Damaged(f"{name}: not what was written")
            return StructFile(BytesIO(content), name=name, **options)
        return super().open_file(name, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file: the moment of a commit, so everything is on disk around it."""
        if newname.endswith(_TABLE):
            content = (self.path / oldname).read_bytes()
            with (self.path / oldname).open("ab") as file:
                file.write(crc32(content).to_bytes(_CHECKSUM_BYTES, "little"))
        for name in self._unsynced:
            # A segment that was merged into another is gone by now.
            if (path := self.path / name).exists():
                _sync(path)
        self._unsynced.clear()
        super().rename_file(oldname, newname, safe=safe)
        _sync(self.path)

    def lock(self, name: str) -> Any:
        """Whoosh's lock, with a file that others cannot write."""
        os.close(for_owner_only(str(self.path / name), os.O_CREAT | os.O_WRONLY))
        return super().lock(name)


def _sync(path: Path) -> None:
    """Wait until a file's or a folder's content is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
