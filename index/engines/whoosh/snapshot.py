"""One commit of an index: its documents, its postings, its statistics.

Documents are numbered from 0 through all segments; numbers of removed ones are left
out everywhere. A snapshot belongs to one thread.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from time import sleep
from typing import Any

from whoosh.index import TOC
from whoosh.reading import SegmentReader, TermNotFound

from index.engines import Filter
from index.engines.whoosh.schema import INDEX_NAME, LENGTH_COLUMNS, SCHEMA, decoded
from index.engines.whoosh.storage import IndexStorage
from index.model import Field
from index.ranking import FIELDS, LanguageStatistics, asking

#: A reader that opens while a writer commits can find a table of contents whose
#: segments, or which itself, has just been removed. The next look finds the new one.
_OPENINGS = 3
_PAUSE_SECONDS = 0.02

#: A reader narrows a search down by a few filters at a time; a filter of 100,000
#: articles takes 100 KB.
_KEPT_FILTERS = 16


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of each document, by document number; see `Document`."""

    keys: list[int]
    langs: list[str]
    sources: list[str]
    days: list[int]
    #: Tokens in each of `FIELDS`.
    lengths: list[tuple[int, int]]


class Snapshot:
    """The newest commit at the time of opening.

    Args:
        storage: the index's folder.
        before: an older snapshot, whose columns of unchanged segments are used again.
    """

    def __init__(self, storage: IndexStorage, before: "Snapshot | None" = None) -> None:
        self._known = before._segment_columns if before else {}
        self.generation, self._readers = _open(storage)
        counts = [reader.doc_count_all() for reader in self._readers]
        self._bases = list(accumulate(counts, initial=0))[:-1]
        self._segment_columns: dict[str, Columns] = {}
        self._filters: dict[Filter, bytearray] = {}

    def close(self) -> None:
        """Give back the files."""
        for reader in self._readers:
            reader.close()
        self._readers = []

    @cached_property
    def columns(self) -> Columns:
        """The columns of all segments, one after the other."""
        whole = Columns([], [], [], [], [])
        for reader in self._readers:
            name = reader.segment().segment_id()
            part = self._known.get(name) or _columns(reader)
            self._segment_columns[name] = part
            whole.keys.extend(part.keys)
            whole.langs.extend(part.langs)
            whole.sources.extend(part.sources)
            whole.days.extend(part.days)
            whole.lengths.extend(part.lengths)
        return whole

    @cached_property
    def documents(self) -> list[int]:
        """The numbers of the documents that are not removed, ascending."""
        return [
            base + number
            for reader, base in zip(self._readers, self._bases, strict=True)
            for number in reader.all_doc_ids()
        ]

    @cached_property
    def statistics(self) -> Mapping[str, LanguageStatistics]:
        """The statistics of each language, over all documents."""
        totals: dict[str, list[int]] = {}
        langs, lengths = self.columns.langs, self.columns.lengths
        for document in self.documents:
            total = totals.setdefault(langs[document], [0, 0, 0])
            total[0] += 1
            total[1] += lengths[document][0]
            total[2] += lengths[document][1]
        return {lang: LanguageStatistics(*total) for lang, total in totals.items()}

    def passing(self, wanted: Filter, cancelled: Callable[[], bool]) -> bytearray:
        """For each document number 1 if it passes a filter, else 0; kept for the next time.

        Raises:
            Cancelled: `cancelled()` was true.
        """
        if (known := self._filters.get(wanted)) is not None:
            return known
        columns = self.columns
        if wanted == Filter():
            return bytearray(b"\x01") * len(columns.keys)
        mask = bytearray(len(columns.keys))
        for document in asking(self.documents, cancelled):
            mask[document] = (
                _admits(columns.langs[document], wanted.languages, wanted.without_languages)
                and _admits(columns.sources[document], wanted.sources, wanted.without_sources)
                and _dated(columns.days[document], wanted)
            )
        if len(self._filters) >= _KEPT_FILTERS:
            self._filters.pop(next(iter(self._filters)))
        self._filters[wanted] = mask
        return mask

    def segments(self) -> Iterable[tuple[SegmentReader, int]]:
        """The segments' readers, each with the number of its first document."""
        return zip(self._readers, self._bases, strict=True)


def frequencies(reader: SegmentReader, field: Field, term: bytes) -> Iterator[tuple[int, float]]:
    """The documents of a segment that hold a term, and how often."""
    matcher = _matcher(reader, field, term)
    while matcher is not None and matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def values(reader: SegmentReader, field: Field, term: bytes) -> Iterator[tuple[int, bytes]]:
    """The documents of a segment that hold a term, and where (see `unpacked`)."""
    matcher = _matcher(reader, field, term)
    while matcher is not None and matcher.is_active():
        yield matcher.id(), matcher.value()
        matcher.next()


def terms(reader: SegmentReader, field: Field, prefix: bytes) -> Iterator[bytes]:
    """The terms of a segment that begin with some bytes, ascending."""
    found: Iterator[bytes] = reader.expand_prefix(field, prefix)
    return found


def _matcher(reader: SegmentReader, field: Field, term: bytes) -> Any:
    try:
        return reader.postings(field, term)
    except TermNotFound:
        return None


def _open(storage: IndexStorage) -> tuple[int, list[SegmentReader]]:
    """The newest generation and a reader for each of its segments that has documents."""
    for opening in range(1, _OPENINGS + 1):
        try:
            toc = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
            with ExitStack() as opened:
                readers = []
                for segment in toc.segments:
                    readers.append(SegmentReader(storage, SCHEMA, segment, toc.generation))
                    opened.callback(readers[-1].close)
                opened.pop_all()
        except FileNotFoundError:
            if opening == _OPENINGS:
                raise
            sleep(_PAUSE_SECONDS)
        else:
            return toc.generation, readers
    raise AssertionError("unreachable: the last opening returns or raises")


def _columns(reader: SegmentReader) -> Columns:
    lengths = [_column(reader, LENGTH_COLUMNS[field]) for field in FIELDS]
    return Columns(
        keys=_column(reader, "key"),
        langs=_texts(_column(reader, "lang")),
        sources=_texts(_column(reader, "source")),
        days=_column(reader, "day"),
        lengths=list(zip(*lengths, strict=True)),
    )


def _column(reader: SegmentReader, name: str) -> list[Any]:
    return list(reader.column_reader(name, translate=False))


def _texts(values: list[bytes]) -> list[str]:
    # A few texts for many documents, each kept once.
    known = {value: decoded(value) for value in set(values)}
    return [known[value] for value in values]


def _admits(value: str, wanted: frozenset[str], unwanted: frozenset[str]) -> bool:
    return (not wanted or value in wanted) and value not in unwanted


def _dated(day: int, wanted: Filter) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    return (
        day != 0
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )
