"""A dictionary as one piece of bytes, which is looked up where it lies.

    runs         64 words each, with what they stand for: 0xFF word 0xFE value ...
    first words  of each run, in the same way
    directory    where each run begins, where its first word does, and its CRC-32
    tail         the lengths of the parts

The words ascend as bytes, and no UTF-8 holds these two bytes, forwards or backwards. A
look-up bisects the first words and looks through one run with `bytes.find`, which takes
2 us; it neither needs nor makes an object for any other word. A file of such bytes is
mapped, so that processes share it and what is not looked up is not read; a run is
checked when it is first looked through. A reader asks for a word or two: the first words
become objects, which takes milliseconds, only for who asks for many.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from struct import Struct
from typing import Protocol
from zlib import crc32

_BEFORE, _BETWEEN = b"\xff", b"\xfe"
_RUN = 64

#: After so many look-ups it pays to have the first words as objects.
_FEW = 500

#: Runs that are kept, 2 KB each: who asks for many words mostly does so in their order.
_KEPT = 64

#: Version, whether words are reversed, their number, the lengths of first words and
#: directory.
_LENGTHS = Struct("<5I")

#: CRC-32 of first words, directory and lengths.
_CHECKSUM = Struct("<I")
VERSION = 3


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
    first, starts, begins, checksums = bytearray(), array("I"), array("I"), array("I")
    count = 0
    waiting = iter(entries)
    while some := list(islice(waiting, _RUN)):
        run = b"".join([_BEFORE + word + _BETWEEN + value for word, value in some]) + _BEFORE
        starts.append(len(runs))
        checksums.append(crc32(run))
        begins.append(len(first))
        first += _BEFORE + some[0][0]
        runs += run
        count += len(some)
    starts.append(len(runs))
    begins.append(len(first))
    directory = starts.tobytes() + begins.tobytes() + checksums.tobytes()
    lengths = _LENGTHS.pack(VERSION, reversed_, count, len(first), len(directory))
    footer = bytes(first) + directory + lengths
    return b"".join((runs, footer, _CHECKSUM.pack(crc32(footer))))


class WordFile:
    """A dictionary in such bytes.

    Threads: any.

    Raises:
        Damaged: they are not what `made` gave; so can `get` and iterating.
    """

    def __init__(self, data: Buffer) -> None:
        self._data = data
        end = len(data) - _CHECKSUM.size
        if end < _LENGTHS.size:
            raise Damaged("cut short")
        self.count: int
        version, reversed_, self.count, first, directory = _LENGTHS.unpack(
            data[end - _LENGTHS.size : end]
        )
        begin = end - _LENGTHS.size - first - directory
        if version != VERSION or begin < 0:
            raise Damaged("of another kind")
        # Parts of a view are no copies.
        footer = memoryview(data[begin:end])
        if crc32(footer) != _CHECKSUM.unpack(data[end:])[0]:
            raise Damaged("its directory")
        self._reversed = bool(reversed_)
        self._first = footer[:first]
        numbers = footer[first : first + directory].cast("I")
        # Of as many runs, two columns have one more.
        runs = len(numbers) // 3
        self._starts, self._begins = numbers[: runs + 1], numbers[runs + 1 : 2 * runs + 2]
        self._checksums = numbers[2 * runs + 2 :]
        self._checked = bytearray(runs)
        self._run = lru_cache(maxsize=_KEPT)(self._read)
        self._first_words: list[bytes] | None = None
        self._asked = 0

    def get(self, word: str) -> str | None:
        """What a word stands for, None when it is not there."""
        sought = self._turned(word.encode("utf-8", "surrogatepass"))
        first = self._first_words
        number = self._run_of(sought) if first is None else bisect_right(first, sought) - 1
        if number < 0:
            return None
        run = self._run(number)
        at = run.find(_BEFORE + sought + _BETWEEN)
        if at < 0:
            return None
        at += len(sought) + 2
        return self._turned(run[at : run.index(_BEFORE, at)]).decode()

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._checksums)):
            for entry in self._run(number).split(_BEFORE)[1:-1]:
                yield self._turned(entry.partition(_BETWEEN)[0]).decode()

    def _run_of(self, sought: bytes) -> int:
        """The last run that begins with the word or before it, -1 if none does."""
        if self._first_words is None:
            self._asked += 1
            if self._asked < _FEW:
                numbers = range(len(self._checksums))
                return bisect_right(numbers, sought, key=self._first_word) - 1
            self._first_words = bytes(self._first).split(_BEFORE)[1:]
        return bisect_right(self._first_words, sought) - 1

    def _first_word(self, number: int) -> bytes:
        return bytes(self._first[self._begins[number] + 1 : self._begins[number + 1]])

    def _turned(self, text: bytes) -> bytes:
        return text[::-1] if self._reversed else text

    def _read(self, number: int) -> bytes:
        run = self._data[self._starts[number] : self._starts[number + 1]]
        if not self._checked[number]:
            if crc32(run) != self._checksums[number]:
                raise Damaged("one of its runs")
            self._checked[number] = 1
        return run
