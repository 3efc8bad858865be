"""A dictionary as one piece of bytes, which is looked up where it lies.

    runs         64 words each, with what they stand for: 0xFF word 0xFE value ...
    first words  of each run, in the same way
    directory    where each run begins and its CRC-32, then the lengths of the parts

The words ascend as bytes, and no UTF-8 holds these two bytes, forwards or backwards. A
look-up bisects the first words and looks through one run with `bytes.find`, which takes
2 us; it neither needs nor makes an object for any other word. A file of such bytes is
mapped, so that processes share it and what is not looked up is not read; a run is
checked when it is first looked through.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from struct import Struct
from typing import Protocol
from zlib import crc32

_BEFORE, _BETWEEN = b"\xff", b"\xfe"
_RUN = 64

#: Version, whether words are reversed, their number, the lengths of first words and
#: directory, CRC-32 of these two.
_TAIL = Struct("<6I")
_VERSION = 1


class Buffer(Protocol):
    """`bytes`, or a file that is mapped."""

    def __getitem__(self, part: slice, /) -> bytes: ...
    def __len__(self) -> int: ...


class Damaged(Exception):
    """The bytes are not what was made."""


def made(entries: Iterable[tuple[bytes, bytes]], *, reversed_: bool) -> bytes:
    """The bytes of a dictionary.

    Args:
        entries: words and what they stand for, in UTF-8, ascending by word.
        reversed_: the bytes of both are in reverse order.
    """
    runs = bytearray()
    first, starts, checksums, count = bytearray(), array("I"), array("I"), 0
    waiting = iter(entries)
    while some := list(islice(waiting, _RUN)):
        run = b"".join([_BEFORE + word + _BETWEEN + value for word, value in some]) + _BEFORE
        starts.append(len(runs))
        checksums.append(crc32(run))
        first += _BEFORE + some[0][0]
        runs += run
        count += len(some)
    starts.append(len(runs))
    directory = starts.tobytes() + checksums.tobytes()
    checksum = crc32(directory, crc32(first))
    tail = _TAIL.pack(_VERSION, reversed_, count, len(first), len(directory), checksum)
    return b"".join((runs, first, directory, tail))


class WordFile:
    """A dictionary in such bytes.

    Threads: any.

    Raises:
        Damaged: they are not what `made` gave; so can `get` and iterating.
    """

    def __init__(self, data: Buffer) -> None:
        self._data = data
        tail = data[-_TAIL.size :]
        if len(tail) != _TAIL.size:
            raise Damaged("cut short")
        self.count: int
        version, reversed_, self.count, first, directory, checksum = _TAIL.unpack(tail)
        end = len(data) - _TAIL.size
        begin = end - first - directory
        if version != _VERSION or begin < 0:
            raise Damaged("of another kind")
        footer = data[begin:end]
        if crc32(footer) != checksum:
            raise Damaged("its directory")
        self._reversed = bool(reversed_)
        self._first = footer[:first].split(_BEFORE)[1:]
        numbers = array("I", footer[first:])
        self._starts, self._checksums = numbers[: -len(self._first)], numbers[-len(self._first) :]
        self._checked = bytearray(len(self._first))

    def get(self, word: str) -> str | None:
        """What a word stands for, None when it is not there."""
        sought = self._turned(word.encode("utf-8", "surrogatepass"))
        number = bisect_right(self._first, sought) - 1
        if number < 0:
            return None
        run = self._run(number)
        at = run.find(b"%b%b%b" % (_BEFORE, sought, _BETWEEN))
        if at < 0:
            return None
        at += len(sought) + 2
        return self._turned(run[at : run.index(_BEFORE, at)]).decode()

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._first)):
            for entry in self._run(number).split(_BEFORE)[1:-1]:
                yield self._turned(entry.partition(_BETWEEN)[0]).decode()

    def _turned(self, text: bytes) -> bytes:
        return text[::-1] if self._reversed else text

    def _run(self, number: int) -> bytes:
        run = self._data[self._starts[number] : self._starts[number + 1]]
        if not self._checked[number]:
            if crc32(run) != self._checksums[number]:
                raise Damaged("one of its runs")
            self._checked[number] = 1
        return run
