"""One commit of an index: its documents, its postings, its statistics.

Documents are numbered from 0 through all segments; those removed are left out of all
that is given. What is known of them is kept as arrays by these numbers. A snapshot
belongs to one thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from time import sleep

import numpy as np
from whoosh.index import TOC, EmptyIndexError

from index.engines import Filter
from index.engines.whoosh.codec import ColumnarSegment, ColumnarTerms
from index.engines.whoosh.columns import Columns, Numbers, joined, narrowest
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.storage import IndexStorage
from index.ranking import FIELDS, LENGTH_WEIGHTS, LanguageStatistics

#: A reader that opens while a writer commits can find a table of contents whose
#: segments, or which itself, has just been removed; or none at all, where the folder is
#: listed while the new one is renamed. The next look finds the new one.
_OPENINGS = 3
_PAUSE_SECONDS = 0.02

#: A reader narrows a search down by a few filters at a time; a filter of 100,000
#: articles takes 100 KB.
_KEPT_FILTERS = 16

_NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class View:
    """An open segment.

    Attributes:
        base: the number of its first document.
        size: how many documents it has, those removed among them.
        living: for each whether it is not removed; None where none is.
    """

    file: Columns
    terms: ColumnarTerms
    base: int
    size: int
    living: Numbers | None


class Snapshot:
    """The newest commit at the time of opening.

    Args:
        storage: the index's folder.
    """

    def __init__(self, storage: IndexStorage) -> None:
        self.generation, self.segments = _open(storage)
        self.size = sum(view.size for view in self.segments)
        self._filters: dict[Filter, Numbers] = {}

    @cached_property
    def living(self) -> Numbers | None:
        """For each document whether it is not removed; None where none is."""
        if all(view.living is None for view in self.segments):
            return None
        masks = (
            np.ones(view.size, bool) if view.living is None else view.living
            for view in self.segments
        )
        return joined(masks, bool)

    @property
    def present(self) -> Numbers:
        """All documents that are not removed, ascending."""
        return np.arange(self.size) if self.living is None else self.living.nonzero()[0]

    @cached_property
    def table(self) -> Numbers:
        """A number for each field of each document, to write over; see `found.located`."""
        return np.zeros(self.size * len(FIELDS), np.int32)

    @cached_property
    def places(self) -> Numbers:
        """A number for each document: where it stands among some, see `found.Found.add_points`."""
        return np.zeros(self.size, np.int32)

    @cached_property
    def keys(self) -> Numbers:
        """The key of each document."""
        return self._column("keys", np.uint64)

    @cached_property
    def days(self) -> Numbers:
        """The day of each document."""
        return self._column("days", np.int64)

    @cached_property
    def langs(self) -> tuple[Numbers, Sequence[str]]:
        """The language of each document, as a place in the list beside it, which is sorted."""
        return self._names("langs")

    @cached_property
    def sources(self) -> tuple[Numbers, Sequence[str]]:
        """The source of each document, the same way."""
        return self._names("sources")

    @cached_property
    def statistics(self) -> Sequence[LanguageStatistics]:
        """The statistics of each of `langs`."""
        langs, names = self.langs
        counted: list[Sequence[int]] = []
        for weights in (None, *self._lengths):
            if self.living is None:
                totals = np.bincount(langs, weights, minlength=len(names))
            else:
                some = None if weights is None else weights[self.living]
                totals = np.bincount(langs[self.living], some, minlength=len(names))
            # Sums of whole numbers are exact in a double.
            counted.append(totals.astype(np.int64).tolist())
        return [LanguageStatistics(*row) for row in zip(*counted, strict=True)]

    @cached_property
    def norms(self) -> Sequence[Numbers]:
        """What each document's length divides a frequency by, in each of `FIELDS`.

        See `index.ranking.word_score`, whose order of operations this keeps.
        """
        langs, _ = self.langs
        norms = []
        for at, (lengths, weight) in enumerate(zip(self._lengths, LENGTH_WEIGHTS, strict=True)):
            averages = np.array(
                # Where a field is empty in all articles nothing is ever divided.
                [
                    (row[at + 1] / row.documents if row.documents else 0) or 1
                    for row in self.statistics
                ]
            )
            norms.append(1 - weight + weight * lengths / averages[langs])
        return norms

    def passing(self, wanted: Filter) -> Numbers | None:
        """For each document whether it passes a filter, None when all do; kept but for keys."""
        if wanted.within is None and not wanted.without:
            return self._described(wanted)
        mask = self._described(replace(wanted, within=None, without=frozenset()))
        mask = np.ones(self.size, bool) if mask is None else mask.copy()
        if wanted.within is not None:
            mask &= np.isin(self.keys, _keys(wanted.within))
        mask &= ~np.isin(self.keys, _keys(wanted.without))
        return mask

    def _described(self, wanted: Filter) -> Numbers | None:
        """The same of what a filter says of languages, sources and days."""
        if wanted == _NO_FILTER:
            return None
        if (known := self._filters.get(wanted)) is not None:
            return known
        mask = _admitted(*self.langs, wanted.languages, wanted.without_languages)
        mask &= _admitted(*self.sources, wanted.sources, wanted.without_sources)
        if wanted.since is not None:
            mask &= self.days >= max(wanted.since, 1)
        if wanted.until is not None:
            mask &= (self.days <= wanted.until) & (self.days != 0)
        for since, until in wanted.without_days:
            mask &= (self.days < since) | (self.days > until)
        if len(self._filters) >= _KEPT_FILTERS:
            self._filters.pop(next(iter(self._filters)))
        self._filters[wanted] = mask
        return mask

    @cached_property
    def _lengths(self) -> Sequence[Numbers]:
        return [self._column(f"{name}.lengths", np.int64) for name in FIELDS]

    def _column(self, name: str, dtype: type) -> Numbers:
        return joined((view.file[name].whole() for view in self.segments), dtype)

    def _names(self, name: str) -> tuple[Numbers, Sequence[str]]:
        names = sorted(set[str]().union(*(view.file.facts[name] for view in self.segments)))
        numbers = {value: number for number, value in enumerate(names)}
        parts = []
        for view in self.segments:
            own = [numbers[value] for value in view.file.facts[name]]
            parts.append(np.array(own, np.intp)[view.file[name].whole()])
        whole = joined(parts, np.intp)
        # Narrow, because these are looked up for every match.
        return whole.astype(narrowest(whole)), names


def _open(storage: IndexStorage) -> tuple[int, Sequence[View]]:
    """The newest generation and its segments."""
    for opening in range(1, _OPENINGS + 1):
        try:
            table = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
            return table.generation, _views(storage, table.segments)
        except (FileNotFoundError, EmptyIndexError):
            if opening == _OPENINGS:
                raise
            sleep(_PAUSE_SECONDS)
    raise AssertionError("unreachable: the last opening returns or raises")


def _views(storage: IndexStorage, segments: Sequence[ColumnarSegment]) -> Sequence[View]:
    views, base = [], 0
    for segment in segments:
        file = segment.columns(storage.path)
        living = segment.living() if segment.removed else None
        views.append(View(file, ColumnarTerms(file), base, segment.documents, living))
        base += segment.documents
    return views


def _keys(keys: frozenset[int]) -> Numbers:
    return np.fromiter(keys, np.uint64, len(keys))


def _admitted(
    numbers: Numbers, names: Sequence[str], wanted: frozenset[str], unwanted: frozenset[str]
) -> Numbers:
    admitted = [(not wanted or name in wanted) and name not in unwanted for name in names]
    mask: Numbers = np.array(admitted, bool)[numbers]
    return mask
