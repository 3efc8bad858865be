"""Segments that are read where they lie on disk.

Whoosh maps a segment into memory and then copies every file in it; an archive of
100,000 articles would take a gigabyte at every opening. Here a window of the map
stands for a file, and only what is asked for is copied.
"""

import mmap
from pickle import load
from typing import Any, Self

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import StructFile


class _Window:
    """A part of a memory map as a file to read; as much as `StructFile` asks of one.

    The map's own position is moved along, so windows of a map belong to one thread.
    """

    def __init__(self, source: mmap.mmap, start: int, length: int) -> None:
        self.source = source
        self.start = start
        self.length = length
        self.position = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, as `io.IOBase.seek` does."""
        self.position = offset + (0, self.position, self.length)[whence]
        return self.position

    def tell(self) -> int:
        """The position."""
        return self.position

    def read(self, size: int = -1) -> bytes:
        """Bytes from the position on, all up to the end without `size`."""
        end = self.length if size < 0 else min(self.length, self.position + size)
        data = self.source[self.start + self.position : self.start + end]
        self.position += len(data)
        return data

    def readline(self) -> bytes:
        """Bytes from the position to the end of the line."""
        self.source.seek(self.start + self.position)
        data = self.source.readline()[: self.length - self.position]
        self.position += len(data)
        return data


class MappedFile(StructFile):  # type: ignore[misc]  # Whoosh publishes no types
    """A file inside a memory map; the map is freed with the last file that uses it."""

    def __init__(self, window: _Window, name: str | None = None) -> None:
        super().__init__(window, name=name)
        self._window = window

    @classmethod
    def of(cls, file: StructFile, name: str) -> Self:
        """Map an open file, which may be closed then."""
        source = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return cls(_Window(source, 0, len(source)), name)

    def get(self, position: int, length: int) -> bytes:
        """Bytes from a position, without moving; fewer at the end."""
        start = self._window.start + position
        end = self._window.start + min(position + length, self._window.length)
        return self._window.source[start:end]

    def subset(self, offset: int, length: int, name: str | None = None) -> "MappedFile":
        """A part of this file as a file."""
        return MappedFile(_Window(self._window.source, self._window.start + offset, length), name)

    def read_pickle(self) -> Any:
        """The pickled object at the position, read by the map itself: faster."""
        window = self._window
        window.source.seek(window.start + window.position)
        value = load(window.source)
        window.position = window.source.tell() - window.start
        return value


class MappedSegment(W3Segment):  # type: ignore[misc]  # Whoosh publishes no types
    """A segment in Whoosh's own format that opens as a `MappedFile`."""

    def open_compound_file(self, storage: Any) -> CompoundStorage:
        """The files inside the segment's one file."""
        name = self.make_filename(self.COMPOUND_EXT)
        with storage.open_file(name) as file:
            mapped = MappedFile.of(file, name)
        # Whoosh then takes the files from `subset`, and makes no map of its own.
        return CompoundStorage(mapped, use_mmap=False)


class MappedCodec(W3Codec):  # type: ignore[misc]  # Whoosh publishes no types
    """Whoosh's codec with `MappedSegment`s, and without its rounded lengths."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> MappedSegment:
        """A segment to write; `storage` is Whoosh's signature."""
        del storage
        return MappedSegment(self, indexname)
