"""Which segments to merge, and merging them column by column, without a loop over postings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from index.engines.whoosh.columns import Columns, Numbers, Parts, joined, ranges
from index.engines.whoosh.lexicon import Lexicon
from index.engines.whoosh.postings import (
    MOST_DOCUMENTS,
    MOST_TOKENS,
    Content,
    Documents,
    FieldPostings,
    chunks,
    offsets,
)
from index.model import Field
from index.ranking import FIELDS

#: More segments than this make every search ask too many lexicons. Full ones, which
#: cannot be merged further, are not counted.
_MOST_SEGMENTS = 8

#: Segments up to this many times what is merged already go into the merge: sizes
#: then grow by such steps, and a document is rewritten a logarithmic number of times.
_STEP = 2

#: So many segments are merged at a time, unless there are too many. This, steps and the
#: order by size are those of Lucene's LogDocMergePolicy (`mergeFactor`, levels), but for
#: segments that need not be neighbours, as in its TieredMergePolicy: documents have keys,
#: and their order means nothing here.
_TOGETHER = 4

#: Postings or positions that are moved at a time; 16 bytes of memory each.
_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a segment is; `documents` without those removed."""

    documents: int
    tokens: int

    def __add__(self, other: "Size") -> "Size":
        return Size(self.documents + other.documents, self.tokens + other.tokens)

    @property
    def fits(self) -> bool:
        """Whether one segment can hold it."""
        return self.documents <= MOST_DOCUMENTS and self.tokens <= MOST_TOKENS


def groups(sizes: Sequence[Size], new: int, most: int = MOST_TOKENS) -> list[list[int]]:
    """Which segments become one: lists of their indexes, only those of two or more.

    Args:
        sizes: of all segments.
        new: how many of them, at the end, were written since the last commit; several
            are merged whatever their sizes.
        most: tokens of what one merge makes, but of new segments. Unless there are far
            too many segments: then as many as a segment holds.
    """
    waiting = sorted(range(len(sizes)), key=lambda at: sizes[at].documents)
    first_new = len(sizes) - (new if new > 1 else 0)
    full = sum(not (size + size).fits for size in sizes)
    spare = len(sizes) - full - _MOST_SEGMENTS
    if spare > _MOST_SEGMENTS:
        most = MOST_TOKENS
    found = []
    while waiting:
        group = [waiting.pop(0)]
        size = sizes[group[0]]
        while waiting and (size + sizes[waiting[0]]).fits:
            following = waiting[0]
            small = sizes[following].documents <= _STEP * size.documents
            wanted = small or len(group) <= spare
            if following < first_new and not (
                wanted and size.tokens + sizes[following].tokens <= most
            ):
                break
            group.append(waiting.pop(0))
            size += sizes[following]
        together = sum(at >= first_new for at in group) > 1
        if len(group) >= _TOGETHER or (len(group) > 1 and (together or spare > 0)):
            spare -= len(group) - 1
            found.append(group)
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """A segment that goes into a merge; `living` says which documents are not removed."""

    file: Columns
    living: Numbers


def merged(sources: Sequence[Source]) -> Content:
    """The documents of some segments, in the order of the segments, as one."""
    # Lexicons are read twice, one at a time, because all of them together take much memory.
    terms = sorted(set[bytes]().union(*(_terms(source) for source in sources)))
    numbers = dict(zip(terms, range(len(terms)), strict=True))
    maps = [np.fromiter(map(numbers.__getitem__, _terms(it)), np.int32) for it in sources]
    del numbers
    fields = [_field(name, sources, maps, len(terms)) for name in FIELDS]
    # What only removed documents had is left out.
    held = np.zeros(len(terms), bool)
    for field in fields:
        held |= field.starts[1:] != field.starts[:-1]
    if not held.all():
        terms = [term for term, holds in zip(terms, held.tolist(), strict=True) if holds]
        fields = [_without_empty(field, held) for field in fields]
    return Content(_documents(sources), terms, fields)


def _terms(source: Source) -> Iterator[bytes]:
    count = source.file.facts["terms"]
    return Lexicon(source.file, count).between(0, count)


def _documents(sources: Sequence[Source]) -> Documents:
    langs, lang_names = _names(sources, "langs")
    sources_, source_names = _names(sources, "sources")
    return Documents(
        _column(sources, "keys"),
        langs,
        sources_,
        _column(sources, "days"),
        lang_names,
        source_names,
    )


def _column(sources: Iterable[Source], name: str) -> Numbers:
    return joined((source.file[name].whole()[source.living] for source in sources), np.uint64)


def _names(sources: Iterable[Source], name: str) -> tuple[Numbers, list[str]]:
    """A column of numbers of names, with numbers that hold for all segments."""
    numbers: dict[str, int] = {}
    parts = []
    for source in sources:
        own = [numbers.setdefault(value, len(numbers)) for value in source.file.facts[name]]
        parts.append(np.array(own, np.int64)[source.file[name].whole()[source.living]])
    return joined(parts, np.int64), list(numbers)


def _without_empty(field: FieldPostings, held: Numbers) -> FieldPostings:
    """The postings without the terms that have none."""
    kept = np.append(held, True)
    return FieldPostings(
        field.lengths,
        field.starts[kept],
        field.places[kept],
        field.documents,
        field.frequencies,
        field.positions,
    )


class _Part:
    """One field of one segment in a merge; `base` is its first document's new number."""

    def __init__(self, source: Source, name: Field, terms: Numbers, base: int) -> None:
        file = source.file
        self.file = file
        self.terms = terms
        self.starts = file[f"{name}.starts"].whole().astype(np.int64)
        self.places = file[f"{name}.places"].whole().astype(np.int64)
        self.documents = file[f"{name}.documents"]
        self.frequencies = file[f"{name}.frequencies"]
        self.positions = file[f"{name}.positions"]
        self.living = source.living
        self.all_living = bool(source.living.all())
        self.renumbered = offsets(source.living)[:-1] + base
        self.lengths = file[f"{name}.lengths"].whole()[source.living]

    def sizes(self) -> tuple[Numbers, Numbers]:
        """How many living postings and positions each of the segment's terms has."""
        postings, positions = np.diff(self.starts), np.diff(self.places)
        if not self.all_living:
            for start, stop in chunks(self.starts, _AT_ONCE):
                low, high = self.starts[start], self.starts[stop]
                living = self.living[self.documents.read(low, high)]
                held = self.frequencies.read(low, high) * living.astype(np.int64)
                bounds = self.starts[start : stop + 1] - low
                postings[start:stop] = np.diff(offsets(living)[bounds])
                positions[start:stop] = np.diff(offsets(held)[bounds])
        return postings, positions

    def renumbered_documents(self, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """The postings' documents, by their new numbers, of some of the segment's terms."""
        low, high = int(self.starts[start]), int(self.starts[stop])
        documents = self.documents.read(low, high)
        if self.all_living:
            return self.renumbered[documents], np.diff(self.starts[start : stop + 1])
        living = self.living[documents]
        counts = np.diff(offsets(living)[self.starts[start : stop + 1] - low])
        return self.renumbered[documents[living]], counts

    def living_counts(self, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Their frequencies, the same way."""
        low, high = int(self.starts[start]), int(self.starts[stop])
        frequencies = self.frequencies.read(low, high)
        if self.all_living:
            return frequencies, np.diff(self.starts[start : stop + 1])
        living = self.living[self.documents.read(low, high)]
        counts = np.diff(offsets(living)[self.starts[start : stop + 1] - low])
        return frequencies[living], counts

    def living_positions(self, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Their positions, the same way."""
        low, high = int(self.places[start]), int(self.places[stop])
        positions = self.positions.read(low, high)
        if self.all_living:
            return positions, np.diff(self.places[start : stop + 1])
        postings = int(self.starts[start]), int(self.starts[stop])
        living = np.repeat(
            self.living[self.documents.read(*postings)], self.frequencies.read(*postings)
        )
        counts = np.diff(offsets(living)[self.places[start : stop + 1] - low])
        return positions[living], counts


def _field(
    name: Field, sources: Sequence[Source], maps: Sequence[Numbers], terms: int
) -> FieldPostings:
    bases = offsets(np.array([np.count_nonzero(source.living) for source in sources]))
    parts = [
        _Part(source, name, map_, base)
        for source, map_, base in zip(sources, maps, bases.tolist(), strict=False)
    ]
    sizes = [part.sizes() for part in parts]
    starts, places = (offsets(_summed([size[at] for size in sizes], maps, terms)) for at in (0, 1))
    lengths = joined((part.lengths for part in parts), np.int64)
    documents, frequencies, positions = (
        Parts(dtype, int(bounds[-1]), partial(_blocks, parts, bounds, dtype, moved))
        for dtype, bounds, moved in (
            (np.dtype("<u2"), starts, _Part.renumbered_documents),
            (np.result_type(*(it.frequencies.dtype for it in parts)), starts, _Part.living_counts),
            (np.result_type(*(it.positions.dtype for it in parts)), places, _Part.living_positions),
        )
    )
    return FieldPostings(lengths, starts, places, documents, frequencies, positions)


def _blocks(
    parts: Sequence["_Part"],
    bounds: Numbers,
    dtype: np.dtype[Any],
    moved: Callable[["_Part", int, int], tuple[Numbers, Numbers]],
) -> Iterator[Numbers]:
    """A column of the merged field, some terms at a time.

    Args:
        parts: what is merged.
        bounds: where in the column each term begins, and where the last ends.
        dtype: of the column.
        moved: gives what a part has for a range of its terms, and how many for each.
    """
    for start, stop in chunks(bounds, _AT_ONCE):
        block = np.empty(bounds[stop] - bounds[start], dtype)
        free = bounds[start:stop] - bounds[start]
        for part in parts:
            first, end = np.searchsorted(part.terms, (start, stop)).tolist()
            items, counts = moved(part, first, end)
            terms = part.terms[first:end] - start
            block[ranges(free[terms], counts)] = items
            # A term stands once in a segment, so no addition is lost.
            free[terms] += counts
            part.file.release()
        yield block


def _summed(sizes: Sequence[Numbers], maps: Sequence[Numbers], terms: int) -> Numbers:
    total = np.zeros(terms, np.int64)
    for size, map_ in zip(sizes, maps, strict=True):
        total[map_] += size
    return total
