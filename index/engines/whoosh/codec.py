"""Our codec for Whoosh: segments of numpy columns, read where they lie on disk.

Whoosh's own segments are read posting by posting, as pickles, and are copied into
memory as a whole when they are opened. These give postings as arrays. What Whoosh
asks of a codec's readers is here too, so that everything Whoosh can do with an index
it can do with this one; segments are written by `writer` only.

No private name of Whoosh is used in this package.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, Segment, TermsReader
from whoosh.matching import ListMatcher
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound

from index.engines.whoosh.columns import Columns, ColumnsWriter, Numbers, joined
from index.engines.whoosh.lexicon import Lexicon, encoded
from index.engines.whoosh.postings import Content
from index.engines.whoosh.schema import INDEX_NAME, STORED_FIELDS
from index.engines.whoosh.storage import IndexStorage
from index.model import Field
from index.ranking import FIELDS

_SUFFIX = ".seg"


class ColumnarSegment(Segment):  # type: ignore[misc]  # Whoosh publishes no types
    """What the table of contents says of a segment: it is pickled there.

    Attributes:
        size, checksum: of its file, see `columns`; they tie it to the table.
        documents: how many it has, those removed among them.
        tokens: of all fields together.
        removed: the numbers of the documents that are removed.
    """

    def __init__(self) -> None:
        super().__init__(INDEX_NAME)
        self.size = self.checksum = self.documents = self.tokens = 0
        self.removed: set[int] = set()

    @classmethod
    def written(cls, storage: IndexStorage, content: Content) -> "ColumnarSegment":
        """Write a segment's file; it is durable after the next commit."""
        segment = cls()
        segment.documents = len(content.documents.keys)
        segment.tokens = sum(len(field.positions) for field in content.fields)
        with segment.create_file(storage, _SUFFIX) as file:
            segment.size, segment.checksum = content.write(ColumnsWriter(file))
        return segment

    def columns(self, folder: Path) -> Columns:
        """The segment's file.

        Raises:
            Damaged: it is not what was written.
            OSError: it cannot be opened.
        """
        return Columns(folder / self.make_filename(_SUFFIX), self.size, self.checksum)

    def living(self) -> Numbers:
        """For each document whether it is not removed."""
        mask = np.ones(self.documents, bool)
        mask[list(self.removed)] = False
        return mask

    def codec(self) -> "ColumnarCodec":
        """See `Segment`; the others are too."""
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """How many documents it has, those removed among them."""
        self.documents = doccount

    def doc_count_all(self) -> int:
        """The same."""
        return self.documents

    def deleted_count(self) -> int:
        """How many of them are removed."""
        return len(self.removed)

    def deleted_docs(self) -> set[int]:
        """Which."""
        return self.removed

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Remove a document, or take that back."""
        (self.removed.add if delete else self.removed.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is removed."""
        return docnum in self.removed


class FieldReader:
    """The postings of one field of an open segment; see `postings`."""

    def __init__(self, file: Columns, name: Field) -> None:
        self._starts = file[f"{name}.starts"]
        self._places = file[f"{name}.places"]
        self._documents = file[f"{name}.documents"]
        self._frequencies = file[f"{name}.frequencies"]
        self._positions = file[f"{name}.positions"]
        self._none = self._documents.read(0, 0), self._frequencies.read(0, 0)

    def count(self, start: int, stop: int) -> int:
        """How many postings some terms have."""
        return self._starts.at(stop) - self._starts.at(start)

    def counts(self, start: int, stop: int) -> Numbers:
        """How many postings each of some terms has."""
        return np.diff(self._starts.read(start, stop + 1).astype(np.intp))

    def postings(self, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Documents and frequencies of the terms from `start` up to `stop`."""
        low, high = self._starts.both(start, stop)
        if low == high:
            return self._none
        return self._documents.read(low, high), self._frequencies.read(low, high)

    def gather(self, starts: Numbers, stops: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The same for several ranges of terms, ascending and apart; and how many each has."""
        lows, highs = self._starts.take(starts).astype(np.intp), self._starts.take(stops)
        counts = highs - lows
        held = counts.nonzero()[0]
        lows, highs = lows[held], lows[held] + counts[held]
        documents = joined(self._documents.parts(lows, highs), self._documents.dtype)
        frequencies = joined(self._frequencies.parts(lows, highs), self._frequencies.dtype)
        return documents, frequencies, counts

    def positions(self, start: int, stop: int) -> Numbers:
        """The positions of the terms from `start` up to `stop`, for each posting as many as
        its frequency says."""
        return self._positions.read(*self._places.both(start, stop))

    def gather_positions(self, starts: Numbers, stops: Numbers) -> Numbers:
        """The same for several ranges of terms, as `gather` has them."""
        lows, highs = self._places.take(starts), self._places.take(stops)
        held = (lows < highs).nonzero()[0]
        lows, highs = lows[held].astype(np.intp), highs[held].astype(np.intp)
        return joined(self._positions.parts(lows, highs), self._positions.dtype)


class ColumnarTerms(TermsReader):  # type: ignore[misc]  # Whoosh publishes no types
    """Terms and postings of an open segment; see Whoosh's `TermsReader`."""

    def __init__(self, file: Columns) -> None:
        self.lexicon = Lexicon(file, file.facts["terms"])
        self.fields: dict[Field, FieldReader] = {name: FieldReader(file, name) for name in FIELDS}

    def __contains__(self, term: tuple[Field, bytes]) -> bool:
        try:
            self._number(*term)
        except KeyError:
            return False
        return True

    def indexed_field_names(self) -> tuple[Field, ...]:
        """The fields that have postings."""
        return FIELDS

    def terms(self) -> Iterator[tuple[Field, bytes]]:
        """All terms, field by field."""
        for name in sorted(FIELDS):
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: Field, prefix: bytes) -> Iterator[tuple[Field, bytes]]:
        """The terms of a field from some bytes on."""
        first, last = self.lexicon.from_(prefix), self.lexicon.count
        counts = self.fields[fieldname].counts(first, last).tolist()
        for term, held in zip(self.lexicon.between(first, last), counts, strict=True):
            if held:
                yield fieldname, term

    def items(self) -> Iterator[tuple[tuple[Field, bytes], TermInfo]]:
        """All terms and what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: Field, prefix: bytes
    ) -> Iterator[tuple[tuple[Field, bytes], TermInfo]]:
        """The same, in one field and from some bytes on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: Field, text: bytes) -> TermInfo:
        """How often a term stands where."""
        number = self._number(fieldname, text)
        documents, frequencies = self.fields[fieldname].postings(number, number + 1)
        return TermInfo(
            weight=float(frequencies.sum(dtype=np.int64)),
            df=len(documents),
            minlength=1,
            # Whoosh takes these two for the best a document can score.
            maxlength=1,
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def matcher(
        self, fieldname: Field, text: bytes, format_: Any, scorer: Any = None
    ) -> "ColumnarMatcher":
        """The postings of a term, one by one."""
        try:
            number = self._number(fieldname, text)
        except KeyError as error:
            raise TermNotFound(*error.args) from error
        field = self.fields[fieldname]
        documents, frequencies = field.postings(number, number + 1)
        places = np.split(
            field.positions(number, number + 1).astype("<u4"),
            np.cumsum(frequencies[:-1], dtype=int),
        )
        return ColumnarMatcher(
            documents.tolist(),
            frequencies.astype(float).tolist(),
            [place.tobytes() for place in places],
            format_,
            scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def cursor(self, fieldname: Field, fieldobj: Any) -> "ColumnarCursor":
        """The terms of a field, to go through by leaps: Whoosh's way to those spelled alike."""
        return ColumnarCursor(self, fieldname)

    def _number(self, fieldname: Field, text: bytes) -> int:
        number = self.lexicon.find(text)
        if number is None or not self.fields[fieldname].count(number, number + 1):
            raise KeyError(f"{fieldname}:{text!r}")
        return number


class ColumnarCursor(FieldCursor):  # type: ignore[misc]  # Whoosh publishes no types
    """A place among the terms of a field, the first of them at the beginning.

    Every step returns the term it comes to, None behind the last.
    """

    def __init__(self, terms: ColumnarTerms, fieldname: Field) -> None:
        self._lexicon = terms.lexicon
        self._field = terms.fields[fieldname]
        self._number = 0
        self._text: str | None = None
        self.first()

    def first(self) -> str | None:
        """Go to the first."""
        return self._go(0)

    def find(self, string: str) -> str | None:
        """Go to the first that is not before some text."""
        return self._go(self._lexicon.from_(encoded(string)))

    def next(self) -> str | None:
        """Go on by one."""
        return self._go(self._number + 1)

    def text(self) -> str | None:
        """The term it is at."""
        return self._text

    def is_valid(self) -> bool:
        """Whether it is at one."""
        return self._text is not None

    def _go(self, number: int) -> str | None:
        end = self._lexicon.count
        # A segment's fields share their terms; some are not in this one.
        while number < end and not self._field.count(number, number + 1):
            number += 1
        self._number, self._text = number, None
        for term in self._lexicon.between(number, min(number + 1, end)):
            self._text = term.decode("utf-8", "surrogatepass")
        return self._text


class ColumnarMatcher(ListMatcher):  # type: ignore[misc]  # Whoosh publishes no types
    """The postings of a term, for Whoosh."""

    def supports_block_quality(self) -> bool:
        """There are no blocks of postings that could be passed over."""
        return False

    def spans(self) -> list[Span]:
        """Where in the document the term stands."""
        return [Span(position) for position in self.value_as("positions")]


class ColumnarDocuments(PerDocumentReader):  # type: ignore[misc]  # Whoosh publishes no types
    """The documents of an open segment; see Whoosh's `PerDocumentReader`."""

    def __init__(self, file: Columns, segment: ColumnarSegment) -> None:
        self.file = file
        self.segment = segment

    def lengths(self, name: Field) -> Numbers:
        """The tokens of each document in a field."""
        return self.file[f"{name}.lengths"].whole()

    def doc_count(self) -> int:
        """How many documents there are, without those removed."""
        return int(self.segment.doc_count())

    def doc_count_all(self) -> int:
        """How many there are, those removed among them."""
        return self.segment.documents

    def has_deletions(self) -> bool:
        """Whether one is removed."""
        return bool(self.segment.removed)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is."""
        return docnum in self.segment.removed

    def deleted_docs(self) -> set[int]:
        """Which are."""
        return self.segment.removed

    def doc_field_length(self, docnum: int, fieldname: Field, default: int = 0) -> int:
        """The tokens of one document in a field."""
        return self.file[f"{fieldname}.lengths"].at(docnum) or default

    def field_length(self, fieldname: Field) -> int:
        """The tokens of all."""
        return int(self.lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: Field) -> int:
        """The tokens of the shortest."""
        return int(self.lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: Field) -> int:
        """The tokens of the longest."""
        return int(self.lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """What is known of a document beside its words, as numbers."""
        return {name: self.file[column].at(docnum) for name, column in STORED_FIELDS.items()}


class ColumnarCodec(Codec):  # type: ignore[misc]  # Whoosh publishes no types
    """How Whoosh gets at the above."""

    length_stats = False

    def terms_reader(self, storage: IndexStorage, segment: ColumnarSegment) -> ColumnarTerms:
        """Terms and postings of a segment."""
        return ColumnarTerms(segment.columns(storage.path))

    def per_document_reader(
        self, storage: IndexStorage, segment: ColumnarSegment
    ) -> ColumnarDocuments:
        """Documents of a segment."""
        return ColumnarDocuments(segment.columns(storage.path), segment)
