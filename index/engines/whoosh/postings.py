"""A segment's content in memory: documents turned into columns sorted by term.

Of each field a segment has five columns. Term `t` has the postings from `starts[t]`
up to `starts[t + 1]`: ascending `documents` and their `frequencies`; and the
`positions` from `places[t]` up to `places[t + 1]`, posting by posting. A run of terms,
such as a prefix, is then one range of each column.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from index.engines import Document, FieldTokens
from index.engines.whoosh import lexicon
from index.engines.whoosh.columns import ColumnsWriter, Numbers, Parts
from index.engines.whoosh.lexicon import encoded
from index.ranking import FIELDS

#: A segment holds no more documents, so that two bytes are enough for each posting's.
MOST_DOCUMENTS = 1 << 16

#: A segment holds no more tokens, since its terms are put together in memory. many
#: articles as above have as many when they are 600 words long.
MOST_TOKENS = 40_000_000

#: The columns of a field.
COLUMNS = ("starts", "places", "documents", "frequencies", "positions")


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The columns of one field, see above; `lengths` are each document's tokens.

    Those that have an item a posting or a token may come in parts.
    """

    lengths: Numbers
    starts: Numbers
    places: Numbers
    documents: Numbers | Parts
    frequencies: Numbers | Parts
    positions: Numbers | Parts


@dataclass(frozen=True, slots=True)
class Documents:
    """What is known of each document beside its words; see `index.engines.Document`.

    `langs` and `sources` are numbers of what stands in the lists beside them.
    """

    keys: Numbers
    langs: Numbers
    sources: Numbers
    days: Numbers
    lang_names: Sequence[str]
    source_names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Content:
    """All of a segment; `fields` are in the order of `index.ranking.FIELDS`."""

    documents: Documents
    terms: Sequence[bytes]
    fields: Sequence[FieldPostings]

    def write(self, file: ColumnsWriter) -> tuple[int, int]:
        """Write all columns and complete the file; see `ColumnsWriter.close`."""
        documents = self.documents
        file.add("keys", documents.keys)
        file.add("langs", documents.langs)
        file.add("sources", documents.sources)
        file.add("days", documents.days)
        lexicon.write(file, self.terms)
        for name, field in zip(FIELDS, self.fields, strict=True):
            file.add(f"{name}.lengths", field.lengths)
            for column in COLUMNS:
                numbers = getattr(field, column)
                add = file.add_parts if isinstance(numbers, Parts) else file.add
                add(f"{name}.{column}", numbers)
        return file.close(
            {
                "documents": len(documents.keys),
                "terms": len(self.terms),
                "langs": list(documents.lang_names),
                "sources": list(documents.source_names),
            }
        )


class _Numbered:
    """Numbers for values, from 0 in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.numbers = defaultdict[str, int](count().__next__)
        self.of = self.numbers.__getitem__


class _Forms(_Numbered):
    """The same for forms, many at a time."""

    def __init__(self) -> None:
        super().__init__()
        #: What is known of forms by the numbers that come with them, -1 of most.
        self._known = np.empty(0, np.int32)

    def of_tokens(self, tokens: FieldTokens) -> Numbers:
        """The number of each token's form."""
        if not len(tokens.numbers):
            return np.fromiter(map(self.of, tokens.forms), np.uint32, len(tokens.forms))
        given = np.asarray(tokens.numbers)
        missing = int(given.max()) + 1 - len(self._known)
        if missing > 0:
            # Twice as many as are needed, so that it does not happen often.
            more = np.full(missing + len(self._known), -1, np.int32)
            self._known = np.concatenate((self._known, more))
        numbers: Numbers = self._known[given]
        # Forms are more than processors keep at hand: only new ones are looked up.
        new = np.flatnonzero(numbers < 0)
        if len(new):
            numbers[new] = [self.of(tokens.forms[at]) for at in new.tolist()]
            self._known[given[new]] = numbers[new]
        return numbers


class _FieldTokens:
    """The tokens of one field of all documents, one after the other."""

    def __init__(self) -> None:
        self.forms = array("I")
        self.positions = array("I")
        self.lengths = array("I")


class Inverter:
    """Collects documents and turns them into `Content`.

    A token costs no object here: forms become numbers by one dictionary, numbers go
    into arrays, and one sort of machine words puts them in order.
    """

    def __init__(self) -> None:
        self.keys = array("Q")
        self.tokens = 0
        self._days = array("q")
        self._langs = array("I")
        self._sources = array("I")
        self._lang_names = _Numbered()
        self._source_names = _Numbered()
        self._forms = _Forms()
        self._fields = tuple(_FieldTokens() for _ in FIELDS)

    def add(self, document: Document) -> None:
        """Take a document.

        Raises:
            ValueError: forms and positions differ in number, or a number is negative;
                the inverter is of no use after it.
        """
        for field, tokens in zip(self._fields, (document.title, document.body), strict=True):
            if len(tokens.forms) != len(tokens.positions):
                raise ValueError("forms and positions differ in number")
            if len(tokens.numbers) not in (0, len(tokens.forms)):
                raise ValueError("forms and their numbers differ in number")
            self._append(field, tokens)
        if document.day < 0:
            raise ValueError("a day is negative")
        self.keys.append(document.key)
        self._days.append(document.day)
        self._langs.append(self._lang_names.of(document.lang))
        self._sources.append(self._source_names.of(document.source))

    def content(self) -> Content:
        """All that was added."""
        terms = [encoded(form) for form in self._forms.numbers]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        ranks = np.empty(len(terms), np.uint64)
        ranks[order] = np.arange(len(terms), dtype=np.uint64)
        return Content(
            Documents(
                np.frombuffer(self.keys, np.uint64),
                np.frombuffer(self._langs, np.uint32),
                np.frombuffer(self._sources, np.uint32),
                np.frombuffer(self._days, np.int64),
                list(self._lang_names.numbers),
                list(self._source_names.numbers),
            ),
            [terms[at] for at in order],
            [_inverted(field, ranks) for field in self._fields],
        )

    def _append(self, field: _FieldTokens, tokens: FieldTokens) -> None:
        field.forms.frombytes(self._forms.of_tokens(tokens).tobytes())
        field.positions.extend(tokens.positions)
        field.lengths.append(len(tokens.forms))
        self.tokens += len(tokens.forms)


def _inverted(field: _FieldTokens, ranks: Numbers) -> FieldPostings:
    lengths = np.frombuffer(field.lengths, np.uint32)
    forms = np.frombuffer(field.forms, np.uint32)
    # The token's number makes the order complete, so that any sort keeps positions
    # ascending; and sorting whole machine words is what processors do best.
    keys = ranks[forms]
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    tokens = (keys & np.uint64(0xFFFFFFFF)).astype(np.intp)
    keys >>= np.uint64(32)
    terms = keys.astype(np.uint32)
    documents = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)[tokens]
    begins = np.empty(len(terms), bool)
    begins[:1] = True
    begins[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(begins)
    return FieldPostings(
        lengths,
        offsets(np.bincount(terms[first], minlength=len(ranks))),
        offsets(np.bincount(terms, minlength=len(ranks))),
        documents[first],
        np.diff(first, append=len(terms)),
        np.frombuffer(field.positions, np.uint32)[tokens],
    )


def offsets(lengths: Numbers) -> Numbers:
    """Where ranges of these lengths begin, one after the other, and where the last ends."""
    whole = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=whole[1:])
    return whole


def chunks(bounds: Numbers, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of ranges: as many at a time as have up to `most` items, at least one.

    Args:
        bounds: what `offsets` gave.
        most: items at a time.
    """
    start, end = 0, len(bounds) - 1
    while start < end:
        stop = int(np.searchsorted(bounds, int(bounds[start]) + most, side="right")) - 1
        stop = min(max(stop, start + 1), end)
        yield start, stop
        start = stop
