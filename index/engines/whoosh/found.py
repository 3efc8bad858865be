"""What an alternative of a clause finds in all segments, and what it gives to a document.

Documents are numbered through all segments, see `snapshot`. A query asks little of most
of the documents that its words find, so nothing is computed here before it is asked for.
"""

from collections.abc import Sequence
from functools import reduce
from operator import iadd, ior
from typing import Final, NamedTuple

import numpy as np

from index import ranking
from index.engines.whoosh import scoring, terms
from index.engines.whoosh.columns import Numbers, counts
from index.engines.whoosh.snapshot import Snapshot, View
from index.model import Field

#: Of fewer postings than one for so many documents of the archive, a sort is cheaper
#: than an array of all documents.
_SPARSE = 64

#: Looking up a document by bisection takes as long as entering so many into a table.
_BISECTION = 16

#: An alternative that finds so many times fewer documents than are asked about is asked
#: about its own.
_MUCH_FEWER = 2

#: No documents.
NO_NUMBERS: Final[Numbers] = np.empty(0, np.intp)


class Documents:
    """Some documents, each once, in any order; what counting and scoring ask is kept."""

    __slots__ = ("_holding", "_langs", "_norms", "_snapshot", "numbers")

    def __init__(self, snapshot: Snapshot, numbers: Numbers) -> None:
        self.numbers = numbers
        self._snapshot = snapshot
        self._langs: Numbers | None = None
        self._holding: Sequence[int] | None = None
        self._norms: dict[int, Numbers] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def langs(self) -> Numbers:
        """The language of each, as a place in `Snapshot.langs`."""
        if self._langs is None:
            self._langs = self._snapshot.langs[0][self.numbers]
        return self._langs

    @property
    def holding(self) -> Sequence[int]:
        """How many there are of each language."""
        if self._holding is None:
            self._holding = counts(self.langs, len(self._snapshot.langs[1]))
        return self._holding

    def norms(self, at: int) -> Numbers:
        """See `Snapshot.norms`; `at` is the field's place in `index.ranking.FIELDS`."""
        if at not in self._norms:
            self._norms[at] = self._snapshot.norms[at][self.numbers]
        return self._norms[at]


class Postings(NamedTuple):
    """The documents of one field, ascending, each once, and how often each holds it.

    `values` are numbers of occurrences, or sums of weights.
    """

    documents: Numbers
    values: Numbers


class Found:
    """What an alternative finds, whatever the filter.

    Args:
        snapshot: what was searched.
        fields: the postings of fields that have any, with the field's place in `FIELDS`.
        counted: whether their values are numbers of occurrences, not sums of weights.
    """

    def __init__(
        self, snapshot: Snapshot, fields: Sequence[tuple[int, Postings]], *, counted: bool
    ) -> None:
        self._snapshot = snapshot
        self._counted = counted
        # There are two fields, so that the order of their sum makes no difference.
        self.fields = sorted(fields, key=lambda field: -len(field[1].documents))
        #: Where the documents of each field but the first are in `documents`.
        self._places: list[Numbers] = []
        self._documents: Documents | None = None

    def __len__(self) -> int:
        """How many postings there are."""
        return sum(len(postings.documents) for _, postings in self.fields)

    @property
    def documents(self) -> Documents:
        """All of them."""
        if self._documents is None:
            self._documents = Documents(self._snapshot, self._united())
        return self._documents

    def holds(self, documents: Numbers) -> Numbers:
        """Which of some documents it finds."""
        if not self.fields:
            return np.zeros(len(documents), bool)
        table = self._snapshot.table
        masks = [located(held, documents, table)[1] for _, (held, _) in self.fields]
        return np.asarray(reduce(ior, masks))

    def points(self, asked: Documents) -> Numbers:
        """What it gives to each of some documents: 0 to one that it does not find."""
        if not self.fields or not len(asked):
            return np.zeros(len(asked))
        if self._counted:
            if asked is self.documents:
                return scoring.points(self._rarities(asked), self._pseudo())
            values = self._values(asked.numbers)
            pseudo = reduce(
                iadd, [scoring.normalised(at, value, asked.norms(at)) for at, value in values]
            )
            points = scoring.points(self._rarities(asked), pseudo)
            points *= pseudo > 0
            return points
        values = self._own() if asked is self.documents else self._values(asked.numbers)
        present = np.maximum.reduce([value for _, value in values]).nonzero()[0]
        if len(present) == len(asked):
            return self._weighed(asked, values)
        some = Documents(self._snapshot, asked.numbers[present])
        points = np.zeros(len(asked))
        points[present] = self._weighed(some, [(at, value[present]) for at, value in values])
        return points

    def add_points(self, asked: Documents, places: Numbers, total: Numbers) -> None:
        """Add what it gives to each of some documents; little work where it finds few.

        Args:
            asked: these.
            places: where each of them stands there, by its number; of others, any numbers.
            total: what they have been given.
        """
        own = self.documents
        if len(own) * _MUCH_FEWER > len(asked):
            total += self.points(asked)
            return
        at, there = _looked_up(asked.numbers, own.numbers, places)
        if not there.all():
            own, at = Documents(self._snapshot, own.numbers[there]), at[there]
        total[at] += self.points(own)

    def _pseudo(self) -> Numbers:
        """What the occurrences in each of `documents` count for."""
        norms = self._snapshot.norms
        (at, (documents, values)), *others = self.fields
        pseudo = scoring.normalised(at, values, norms[at][documents])
        if len(pseudo) < len(self.documents):
            pseudo = np.concatenate((pseudo, np.zeros(len(self.documents) - len(pseudo))))
        for (at, (documents, values)), places in zip(others, self._places, strict=True):
            pseudo[places] += scoring.normalised(at, values, norms[at][documents])
        return pseudo

    def _weighed(self, asked: Documents, values: Sequence[tuple[int, Numbers]]) -> Numbers:
        strongest = scoring.tiers([value for _, value in values])
        pseudo = np.zeros(len(asked))
        for at, value in values:
            number = scoring.occurrences(value, strongest)
            pseudo += scoring.normalised(at, number, asked.norms(at))
        return scoring.points(self._rarities(asked), pseudo, strongest)

    def _rarities(self, asked: Documents) -> Numbers | float:
        """How rare it is in the language of each of some documents, or in all of them."""
        holding = self.documents.holding
        statistics = self._snapshot.statistics
        rarities = [
            ranking.inverse_document_frequency(statistics[lang].documents, number)
            if number
            else 0.0
            for lang, number in enumerate(holding)
        ]
        if holding.count(0) == len(holding) - 1:
            return max(rarities)
        return np.array(rarities)[asked.langs]

    def _united(self) -> Numbers:
        if not self.fields:
            return NO_NUMBERS
        (_, (documents, _)), *others = self.fields
        for _, postings in others:
            at, there = located(documents, postings.documents, self._snapshot.table)
            missing = (~there).nonzero()[0]
            if len(missing):
                at[missing] = np.arange(len(documents), len(documents) + len(missing))
                documents = np.concatenate((documents, postings.documents[missing]))
            self._places.append(at)
        return documents

    def _values(self, documents: Numbers) -> Sequence[tuple[int, Numbers]]:
        """The values of each field for some documents, 0 where there is none."""
        some = []
        for field, postings in self.fields:
            at, there = located(postings.documents, documents, self._snapshot.table)
            some.append((field, postings.values.take(at, mode="clip") * there))
        return some

    def _own(self) -> Sequence[tuple[int, Numbers]]:
        """The same for all of `documents`."""
        (first, (_, values)), *others = self.fields
        size = len(self.documents)
        some = [(first, np.concatenate((values, np.zeros(size - len(values)))))]
        for (field, postings), places in zip(others, self._places, strict=True):
            held = np.zeros(size)
            held[places] = postings.values
            some.append((field, held))
        return some


def of_group(
    snapshot: Snapshot,
    fields: Sequence[tuple[int, Field]],
    words: Sequence[Sequence[terms.Run]],
) -> list[tuple[int, Postings]]:
    """The postings of a group of forms, for each field where there are any.

    Args:
        snapshot: what is searched.
        fields: which, and what to name them by.
        words: the terms of each segment that stand for the group.
    """
    views = [it for it in zip(snapshot.segments, words, strict=True) if it[1]]
    once = all(len(runs) == 1 and runs[0].single for _, runs in views)
    found = []
    for at, field in fields:
        bases, documents, values = [], [], []
        for view, runs in views:
            some, counted = _of_segment(view, field, runs)
            if len(some):
                bases.append(view.base)
                documents.append(some)
                values.append(counted)
        if documents:
            held = Postings(numbered(bases, documents), np.concatenate(values))
            found.append((at, held if once else _summed(held, snapshot.size)))
    return found


def numbered(bases: Sequence[int], parts: Sequence[Numbers]) -> Numbers:
    """Documents of some segments, one segment after the other: there is one at least.

    Args:
        bases: what to add to the numbers of each segment's.
        parts: these.
    """
    numbers = np.concatenate(parts, dtype=np.intp)
    start = 0
    for base, some in zip(bases, parts, strict=True):
        stop = start + len(some)
        if base:
            numbers[start:stop] += base
        start = stop
    return numbers


def sparse(postings: int, size: int) -> bool:
    """Whether so many postings of an archive of a size are few: see `_SPARSE`."""
    return postings * _SPARSE < size


def located(held: Numbers, wanted: Numbers, table: Numbers) -> tuple[Numbers, Numbers]:
    """Where each of `wanted` stands among ascending documents, and whether it does.

    Of those that do not, the first is a number without a meaning.

    A table of all documents need not be emptied for that, for what it says is looked up
    (P. Briggs and L. Torczon, "An efficient representation for sparse sets", ACM Letters
    on Programming Languages and Systems 2, 1993).

    Args:
        held: each once.
        wanted: in any order.
        table: of any numbers of 0 and above, longer than any document's number.
    """
    if not len(held):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), bool)
    if len(wanted) * _BISECTION > len(held):
        return _entered(held, wanted, table)
    at = held.searchsorted(wanted)
    return at, held.take(at, mode="clip") == wanted


def _entered(held: Numbers, wanted: Numbers, table: Numbers) -> tuple[Numbers, Numbers]:
    """The same by the table, of documents in any order; there is one at least."""
    table[held] = np.arange(len(held), dtype=table.dtype)
    return _looked_up(held, wanted, table)


def _looked_up(held: Numbers, wanted: Numbers, table: Numbers) -> tuple[Numbers, Numbers]:
    """The same where they are entered."""
    at = table[wanted]
    return at, held.take(at, mode="clip") == wanted


def first_of_each(ascending: Numbers) -> Numbers:
    """For each of ascending numbers whether it is the first of those alike."""
    first = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return first


def _of_segment(view: View, field: Field, runs: Sequence[terms.Run]) -> tuple[Numbers, Numbers]:
    """Documents of a segment as often as they hold a term, and what each counts for."""
    reader = view.terms.fields[field]
    if len(runs) == 1:
        ((start, stop, weight),) = runs
        documents, values = reader.postings(start, stop)
        if weight != 1:
            values = np.multiply(weight, values, dtype=np.float64)
    else:
        starts, stops, weights = map(np.array, zip(*runs, strict=True))
        documents, values, numbers = reader.gather(starts, stops)
        if (weights != 1).any():
            values = np.multiply(np.repeat(weights, numbers), values, dtype=np.float64)
    if view.living is not None:
        kept = view.living[documents]
        documents, values = documents[kept], values[kept]
    return documents, values


def _summed(held: Postings, size: int) -> Postings:
    """Documents that can stand there several times, each once, its values added up.

    They are added in the order in which they stand there.
    """
    documents, values = held
    if sparse(len(documents), size):
        order = documents.argsort(kind="stable")
        documents = documents[order]
        new = first_of_each(documents)
        return Postings(documents[new], np.bincount(new.cumsum() - 1, values[order]))
    sums = np.bincount(documents, values, minlength=size)
    # A weight is above zero.
    each = (sums > 0).nonzero()[0]
    return Postings(each, sums[each])
