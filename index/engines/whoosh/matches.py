"""The documents that match a request: all counted, listed and scored when they are asked for."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.engines.whoosh.columns import Numbers
from index.engines.whoosh.found import NO_NUMBERS, Documents, Found, first_of_each, sparse
from index.engines.whoosh.snapshot import Snapshot


class Sought:
    """A clause: what each of its alternatives finds.

    Args:
        snapshot: what is searched.
        any_of: what they find.
        ask: called between steps; what it raises is passed on.
    """

    def __init__(
        self, snapshot: Snapshot, any_of: Sequence[Found], ask: Callable[[], None]
    ) -> None:
        self._snapshot = snapshot
        self._any_of = any_of
        self._ask = ask

    def __len__(self) -> int:
        """How many postings it has."""
        return sum(map(len, self._any_of))

    def documents(self) -> Documents:
        """All that it finds."""
        if len(self._any_of) == 1:
            return self._any_of[0].documents
        if not sparse(len(self), self._snapshot.size):
            return Documents(self._snapshot, self.marked().nonzero()[0])
        numbers = np.concatenate([NO_NUMBERS, *(it.documents.numbers for it in self._any_of)])
        numbers.sort()
        return Documents(self._snapshot, numbers[first_of_each(numbers)])

    def marked(self) -> Numbers:
        """For each document of the archive whether it is found."""
        there = np.zeros(self._snapshot.size, bool)
        for found in self._any_of:
            for _, postings in found.fields:
                there[postings.documents] = True
        return there

    def holds(self, documents: Numbers) -> Numbers:
        """Which of some documents it finds."""
        mask = np.zeros(len(documents), bool)
        for found in self._any_of:
            mask |= found.holds(documents)
        return mask

    def points(self, documents: Documents) -> Numbers:
        """What it gives to each of some documents, 0 to those that it does not find."""
        if len(self._any_of) == 1:
            self._ask()
            return self._any_of[0].points(documents)
        total = np.zeros(len(documents))
        places = self._snapshot.places
        places[documents.numbers] = np.arange(len(documents), dtype=places.dtype)
        for found in self._any_of:
            self._ask()
            found.add_points(documents, places, total)
        return total


class _Matches:
    """See `order.Matches`.

    Args:
        scoring: the clauses that score, by their places in the request.
        counts: see `order.Matches`.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        scoring: Mapping[int, Sought],
        counts: Sequence[int],
    ) -> None:
        self._snapshot = snapshot
        self._scoring = scoring
        self.counts = counts

    def points(self, documents: Documents) -> Numbers:
        """See `order.Matches`."""
        # A clause's sum is taken before it is added to those of others.
        points = [sought.points(documents) for sought in self._scoring.values()]
        total = points[0] if points else np.zeros(len(documents))
        for more in points[1:]:
            total += more
        return total

    def missing(self, documents: Numbers) -> Sequence[tuple[int, ...]]:
        """See `order.Matches`."""
        lacked = {at: ~sought.holds(documents) for at, sought in self._scoring.items()}
        return [
            tuple(at for at, mask in lacked.items() if mask[place])
            for place in range(len(documents))
        ]


class Listed(_Matches):
    """Matches as a list of documents; `lacking` None if none lacks a clause."""

    def __init__(
        self,
        snapshot: Snapshot,
        scoring: Mapping[int, Sought],
        documents: Documents,
        lacking: Numbers | None,
    ) -> None:
        counts = [len(documents)]
        if lacking is not None:
            counts = np.bincount(lacking, minlength=1).tolist()
        super().__init__(snapshot, scoring, counts)
        self._documents = documents
        self._lacking = lacking

    def lacking(self, number: int) -> Documents:
        """See `order.Matches`."""
        if self._lacking is None:
            return self._documents
        return Documents(self._snapshot, self._documents.numbers[self._lacking == number])

    def all(self) -> Documents:
        """See `order.Matches`."""
        return self._documents


class Spread(_Matches):
    """Matches as a column of all documents: how many clauses each has."""

    def __init__(self, snapshot: Snapshot, scoring: Mapping[int, Sought], having: Numbers) -> None:
        self._having = having
        super().__init__(
            snapshot,
            scoring,
            [int(np.count_nonzero(having == number)) for number in range(len(scoring), 0, -1)],
        )

    def lacking(self, number: int) -> Documents:
        """See `order.Matches`."""
        having = self._having == len(self._scoring) - number
        return Documents(self._snapshot, having.nonzero()[0])

    def all(self) -> Documents:
        """See `order.Matches`."""
        return Documents(self._snapshot, self._having.astype(bool).nonzero()[0])
