"""A file of named columns of numbers that is read where it lies, and checked as it is.

    blocks       the columns' bytes, each column at a multiple of 8
    directory    JSON: where each column is, and a few facts
    checksums    CRC-32 of every block of 16 KiB, little-endian
    tail         lengths of the two before it and their CRC-32

A file is mapped into memory and never copied. A block is checked when something in
it is read for the first time: a flipped bit is found before it is believed, while
opening costs nothing and what is not read is not paged in. All numbers are
little-endian.
"""

import json
import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]

#: Small, so that a rare word costs little; its checksum takes four microseconds.
_BLOCK_BITS = 14
_BLOCK = 1 << _BLOCK_BITS

#: Lengths of directory and checksums, CRC-32 of both.
_TAIL = Struct("<III")

#: See `counts`: it pays for so few different numbers among so many.
_FEW = 16
_MANY = 4096

#: What is written at once: whole blocks, few calls.
_WRITTEN_AT_ONCE = 64 * _BLOCK


class Damaged(Exception):
    """A file is not what was written."""


class Parts:
    """A column that is made when it is written.

    Args:
        dtype: of its numbers, little-endian.
        length: how many there are.
        make: gives them, in order.
    """

    def __init__(
        self, dtype: np.dtype[Any], length: int, make: Callable[[], Iterator[Numbers]]
    ) -> None:
        self.dtype = dtype
        self._length = length
        self._make = make

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Numbers]:
        return self._make()


class ColumnsWriter:
    """Writes columns one after the other; `close` completes the file.

    Args:
        file: empty and open for writing; the caller closes it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting = bytearray()
        self._size = 0
        self._checksums: list[int] = []
        self._directory: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, numbers: Numbers) -> None:
        """Append a column, in the smallest type of unsigned integers that takes it."""
        narrow = np.ascontiguousarray(numbers, dtype=narrowest(numbers))
        self.add_as_is(name, narrow)

    def add_as_is(self, name: str, numbers: Numbers) -> None:
        """Append a column of little-endian numbers in the type it has."""
        self._put(bytes(-self._size % 8))
        self._directory[name] = (numbers.dtype.str, self._size, len(numbers))
        self._put(numbers.view("u1").data)

    def add_parts(self, name: str, parts: "Parts") -> None:
        """Append a column that is made part by part, so that it need never be in memory."""
        self._put(bytes(-self._size % 8))
        self._directory[name] = (parts.dtype.str, self._size, len(parts))
        for part in parts:
            self._put(part.view("u1").data)

    def close(self, facts: Mapping[str, Any]) -> tuple[int, int]:
        """Append directory and checksums; returns the file's size and its directory's CRC-32."""
        self._flush(len(self._waiting))
        directory = json.dumps({"columns": self._directory, "facts": facts}).encode()
        checksums = np.array(self._checksums, "<u4").tobytes()
        checksum = crc32(checksums, crc32(directory))
        tail = _TAIL.pack(len(directory), len(checksums), checksum)
        self._file.write(directory + checksums + tail)
        return self._size + len(directory) + len(checksums) + len(tail), checksum

    def _put(self, data: bytes | memoryview) -> None:
        self._waiting += data
        self._size += len(data)
        if len(self._waiting) >= _WRITTEN_AT_ONCE:
            self._flush(len(self._waiting) & -_BLOCK)

    def _flush(self, size: int) -> None:
        with memoryview(self._waiting) as waiting:
            self._checksums += [
                crc32(waiting[at : min(at + _BLOCK, size)]) for at in range(0, size, _BLOCK)
            ]
            self._file.write(waiting[:size])
        del self._waiting[:size]


class Column:
    """A column of an open file: `read` gives a part of it, without a copy."""

    __slots__ = ("_file", "_itemsize", "_numbers", "_offset", "_view")

    def __init__(self, file: "Columns", numbers: Numbers, offset: int) -> None:
        self._file = file
        self._numbers = numbers
        self._offset = offset
        self._itemsize = numbers.itemsize
        # Gives one number as Python's own, in a tenth of the time an array takes.
        self._view = numbers.data

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the numbers."""
        return self._numbers.dtype

    def read(self, start: int, stop: int) -> Numbers:
        """The numbers from `start` up to `stop`, checked.

        Raises:
            Damaged: they are not what was written.
        """
        if start < stop:
            first = self._offset + start * self._itemsize
            self._file.check(first, self._offset + stop * self._itemsize)
        return self._numbers[start:stop]

    def take(self, places: Numbers) -> Numbers:
        """The numbers at ascending places; checks all between the first and the last."""
        if len(places):
            self.read(int(places[0]), int(places[-1]) + 1)
        return np.asarray(self._numbers[places])

    def parts(self, starts: Numbers, stops: Numbers) -> list[Numbers]:
        """What `read` gives for each of some ranges, none of them empty."""
        size, offset, numbers = self._itemsize, self._offset, self._numbers
        self._file.check_each(offset + starts * size, offset + stops * size)
        return [
            numbers[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        ]

    def whole(self) -> Numbers:
        """All numbers; see `read`."""
        return self.read(0, len(self._numbers))

    def at(self, index: int) -> int:
        """One number; see `read`."""
        first = self._offset + index * self._itemsize
        self._file.check(first, first + self._itemsize)
        number: int = self._view[index]
        return number

    def both(self, one: int, other: int) -> tuple[int, int]:
        """Two numbers, the second behind the first; checks what is between them."""
        first = self._offset + one * self._itemsize
        self._file.check(first, self._offset + (other + 1) * self._itemsize)
        return self._view[one], self._view[other]

    def bytes(self, start: int, stop: int) -> bytes:
        """A part of a column of bytes; see `read`."""
        if start < stop:
            self._file.check(self._offset + start, self._offset + stop)
        return self._view[start:stop].tobytes()


class Columns:
    """An open file. It is unmapped when nothing of it is used any more.

    Args:
        path: of the file.
        size: what `ColumnsWriter.close` returned, and
        checksum: the same.

    Raises:
        Damaged: it is not that file.
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path, size: int, checksum: int) -> None:
        with path.open("rb") as file:
            if path.stat().st_size != size:
                raise Damaged(f"{path.name}: of another size")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._name = path.name
        lengths = _TAIL.unpack(self._map[-_TAIL.size :])
        data = size - _TAIL.size - lengths[0] - lengths[1]
        footer = self._map[max(data, 0) : size - _TAIL.size]
        if lengths[2] != checksum or crc32(footer) != checksum:
            raise Damaged(f"{path.name}: its directory is damaged")
        directory = json.loads(footer[: lengths[0]])
        self.facts: dict[str, Any] = directory["facts"]
        self._data = data
        self._checksums = np.frombuffer(footer, "<u4", offset=lengths[0])
        self._checked = bytearray(len(self._checksums))
        self._columns = {
            name: Column(self, np.frombuffer(self._map, dtype, count, offset), offset)
            for name, (dtype, offset, count) in directory["columns"].items()
        }

    def __getitem__(self, name: str) -> Column:
        return self._columns[name]

    def check(self, start: int, stop: int) -> None:
        """Check the blocks of a range of bytes that were not yet read.

        Raises:
            Damaged: one of them is not what was written.
        """
        first, end = start >> _BLOCK_BITS, ((stop - 1) >> _BLOCK_BITS) + 1
        if self._checked.find(0, first, end) < 0:
            return
        with memoryview(self._map) as data:
            for block in range(first, end):
                at = block << _BLOCK_BITS
                if self._checked[block]:
                    continue
                if crc32(data[at : min(at + _BLOCK, self._data)]) != self._checksums[block]:
                    raise Damaged(f"{self._name}: block {block} is damaged")
                self._checked[block] = 1

    def check_each(self, starts: Numbers, stops: Numbers) -> None:
        """The same for many ranges, none of them empty."""
        first, last = starts >> _BLOCK_BITS, (stops - 1) >> _BLOCK_BITS
        known = np.frombuffer(self._checked, bool)
        if known[first].all() and known[last].all() and (last - first <= 1).all():
            return
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
            self.check(start, stop)

    def release(self) -> None:
        """Give back the memory of what was read; it can be read again."""
        self._map.madvise(mmap.MADV_DONTNEED)


def narrowest(numbers: Numbers) -> np.dtype[Any]:
    """The smallest little-endian unsigned type that takes numbers of zero and above."""
    most = int(numbers.max()) if len(numbers) else 0
    return np.dtype(next(code for code in ("<u1", "<u2", "<u4", "<u8") if most <= _most(code)))


def _most(code: str) -> int:
    return int(np.iinfo(code).max)


def counts(numbers: Numbers, end: int) -> list[int]:
    """How often each number from 0 up to `end` stands in an array of no others."""
    if numbers.itemsize == 1 and end <= _FEW and len(numbers) > _MANY:
        # Comparing bytes is so much faster than counting them that it pays several times.
        counted, left = [0] * end, len(numbers)
        for number in (int(numbers[0]), *range(end)):
            if left and not counted[number]:
                counted[number] = int(np.count_nonzero(numbers == number))
                left -= counted[number]
        return counted
    return np.bincount(numbers, minlength=end).tolist()  # type: ignore[no-any-return]  # of ints


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers of consecutive ranges, one range after the other.

    `ranges([5, 1], [2, 3])` is `[5, 6, 1, 2, 3]`.
    """
    lengths = lengths.astype(np.intp)
    ends = np.cumsum(lengths)
    whole: Numbers = np.repeat(starts - (ends - lengths), lengths)
    whole += np.arange(len(whole))
    return whole


def joined(parts: Iterable[Numbers], dtype: Any) -> Numbers:
    """Arrays one after the other, also where there are none."""
    listed = list(parts)
    return np.concatenate(listed).astype(dtype, copy=False) if listed else np.empty(0, dtype)
