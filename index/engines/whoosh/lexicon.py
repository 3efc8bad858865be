"""The terms of a segment: sorted, numbered from 0, found without reading them all.

The terms lie one after the other, each behind a byte that no term can hold. The first
of every 64 is kept in memory; a lookup bisects those and looks through one run of 64
with `bytes.find`: about a microsecond.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from index.engines.whoosh.columns import Columns, ColumnsWriter

#: UTF-8 never uses it, not even for lone surrogates; and it sorts after all that is.
_BEFORE = b"\xff"

_RUN = 64

#: Terms whose numbers are remembered: those of some searches, while a query is typed.
_REMEMBERED = 10_000


def encoded(form: str) -> bytes:
    """A form as a term. Bytes sort like code points, and a prefix stays a prefix.

    Lone surrogates pass, since a text that has them must not break the index.
    """
    return form.encode("utf-8", "surrogatepass")


def write(file: ColumnsWriter, terms: Sequence[bytes]) -> None:
    """Append the columns of a lexicon.

    Args:
        file: the segment.
        terms: ascending.
    """
    runs = [_joined(terms[at : at + _RUN]) for at in range(0, len(terms), _RUN)]
    lengths = np.fromiter(map(len, runs), np.int64, len(runs))
    file.add_as_is("terms", np.frombuffer(b"".join([*runs, _BEFORE]), "u1"))
    file.add("terms.runs", np.concatenate(([0], np.cumsum(lengths))))
    file.add_as_is("terms.first", np.frombuffer(_joined(terms[::_RUN]), "u1"))


class Lexicon:
    """The terms of an open segment.

    Args:
        file: the segment.
        count: how many terms it has.
    """

    def __init__(self, file: Columns, count: int) -> None:
        self.count = count
        self._file = file
        self._terms = file["terms"]
        self._known: dict[bytes, int | None] = {}

    def find(self, term: bytes) -> int | None:
        """The number of a term, None when it is not there."""
        try:
            return self._known[term]
        except KeyError:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            number = self._known[term] = self._looked_up(term)
            return number

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """The terms that begin with some bytes: the first, and one past the last."""
        return self.from_(prefix), self.from_(prefix + _BEFORE)

    def from_(self, term: bytes) -> int:
        """The number of the first term that is not before some bytes."""
        run = bisect_left(self._first, term) - 1
        if run < 0:
            return 0
        return run * _RUN + bisect_left(_split(self._run(run)), term)

    def between(self, start: int, stop: int) -> Iterator[bytes]:
        """Terms by their numbers."""
        for run in range(start // _RUN, -(-stop // _RUN)):
            first = run * _RUN
            yield from _split(self._run(run))[max(start - first, 0) : stop - first]

    def all(self) -> list[bytes]:
        """All terms, ascending."""
        return _split(self._terms.bytes(0, len(self._terms))) if self.count else []

    def _looked_up(self, term: bytes) -> int | None:
        run = bisect_right(self._first, term) - 1
        if run < 0:
            return None
        terms = self._run(run)
        at = terms.find(_BEFORE + term + _BEFORE)
        return None if at < 0 else run * _RUN + terms.count(_BEFORE, 0, at)

    @cached_property
    def _first(self) -> list[bytes]:
        firsts = self._file["terms.first"]
        return firsts.bytes(0, len(firsts)).split(_BEFORE)[1:]

    @cached_property
    def _bounds(self) -> list[int]:
        bounds: list[int] = self._file["terms.runs"].whole().tolist()
        return bounds

    def _run(self, number: int) -> bytes:
        """Some terms, each between two of the separating bytes."""
        return self._terms.bytes(self._bounds[number], self._bounds[number + 1] + 1)


def _joined(terms: Sequence[bytes]) -> bytes:
    return _BEFORE + _BEFORE.join(terms) if terms else b""


def _split(run: bytes) -> list[bytes]:
    return run.split(_BEFORE)[1:-1]
