"""Phrases: where some words stand next to each other, for several segments at once.

A place is one number, the document above the position, so that order, equality and
distance of places are those of numbers; a document's fields count as so many documents.
Which documents have all the words is asked first; only their positions are looked at.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from index.engines import Group, NearGroup, PhraseGroup
from index.engines.whoosh.columns import Numbers, joined, ranges
from index.engines.whoosh.found import NO_NUMBERS, Postings, first_of_each, located, numbered
from index.engines.whoosh.snapshot import Snapshot, View
from index.engines.whoosh.terms import Run
from index.model import Field

#: Where the document begins in a place. Positions have 32 bits; the bit above keeps
#: the places of two documents further apart than any phrase is long.
_DOCUMENT = 33

#: Places below fit, with a bit to spare, into the 32 bits of numbers that have a sign. So do
#: most where no more than a few words lie between the ends of a phrase: the document then
#: begins where positions, and those before the first, end.
_MOST_NARROW = 1 << 30

#: Longer distances than this are no phrase; it fits below `_DOCUMENT`.
_MOST_SLOP = 1 << 32

#: Postings of all words that are looked through at once: their places are what processors
#: keep at hand.
_AT_ONCE = 100_000

#: The places of so few postings of all words are looked at sooner than it is asked which
#: documents have all words.
_FEW = 7_000

#: If one of so many documents of a word has all words, its places in others are left out;
#: else that takes longer than to look at them.
_MOST_KEPT = 2

#: So many times smaller, the smaller list's places are looked up in the larger one,
#: one by one; else both are sorted together.
_MUCH_SMALLER = 16


class _Piece(NamedTuple):
    """The postings of a word in one field of one segment.

    Attributes:
        documents, frequencies: of all its terms, one after the other.
        positions: gives as many for each as `frequencies` says.
        ascending: whether the documents are, and no two alike.
    """

    documents: Numbers
    frequencies: Numbers
    positions: Callable[[], Numbers]
    ascending: bool


#: No postings.
_NO_PIECE = _Piece(NO_NUMBERS, NO_NUMBERS, lambda: NO_NUMBERS, ascending=True)


class _Stretch(NamedTuple):
    """Segments that follow each other and are looked through at once.

    Attributes:
        base, size: the number of their first document, and how many they have.
        pieces: of the segments that have all words: the number of the first document, and
            for each word the postings of each field.
        living: see `Snapshot`.
        table: a part of the snapshot's, as long as they have documents in all fields.
    """

    base: int
    size: int
    pieces: Sequence[tuple[int, Sequence[Sequence[_Piece]]]]
    living: Numbers | None
    table: Numbers


class _Word(NamedTuple):
    """The postings of a word in some fields: of all segments of the first, of the second ...

    Attributes:
        documents: the place of the field times the number of the stretch's documents, and
            above that the document, from the stretch's first on. `ascending` says that they
            are, and no two alike.
        frequencies: of each.
        positions: as many for each.
    """

    documents: Numbers
    frequencies: Numbers
    positions: Sequence[Callable[[], Numbers]]
    ascending: bool


def begins(
    snapshot: Snapshot,
    fields: Sequence[tuple[int, Field]],
    words: Sequence[Sequence[Sequence[Run]]],
    phrase: PhraseGroup | NearGroup,
    ask: Callable[[], None],
) -> list[tuple[int, Postings]]:
    """The documents that have a phrase, and how often it begins there, for each field.

    Args:
        snapshot: what is searched.
        fields: which, and what to name them by.
        words: for each word (of all parts, one after the other) and each segment the
            runs of terms that stand for it.
        phrase: how the words belong together; see `index.ranking.phrase_begins` and
            `near_begins`.
        ask: called between steps; what it raises is passed on.
    """
    found: list[tuple[list[Numbers], list[Numbers]]] = [([], []) for _ in fields]
    for stretch in _stretches(snapshot, fields, words):
        documents, frequencies = _of_stretch(stretch, phrase, ask)
        bounds = documents.searchsorted(np.arange(len(fields) + 1) * stretch.size).tolist()
        for place, (start, stop) in enumerate(pairwise(bounds)):
            if start < stop:
                base = stretch.base - place * stretch.size
                found[place][0].append(np.add(documents[start:stop], base, dtype=np.intp))
                found[place][1].append(frequencies[start:stop])
    return [
        (at, Postings(np.concatenate(documents), np.concatenate(frequencies)))
        for (at, _), (documents, frequencies) in zip(fields, found, strict=True)
        if documents
    ]


def groups(phrase: PhraseGroup | NearGroup) -> tuple[Group, ...]:
    """The words of a phrase, those of all its parts one after the other."""
    if isinstance(phrase, PhraseGroup):
        return phrase.groups
    return tuple(
        group
        for part in phrase.parts
        for group in (groups(part) if isinstance(part, PhraseGroup) else (part,))
    )


def _begins(phrase: PhraseGroup | NearGroup, places: Sequence[Numbers]) -> Numbers:
    """Where a phrase begins, from the places of its words."""
    if isinstance(phrase, PhraseGroup):
        if not places:
            return np.empty(0, np.int64)
        if not phrase.slop:
            return _adjacent(places)
        return _in_order(list(map(_ascending, places)), phrase.slop)
    waiting = iter(places)
    parts = [
        _begins(part, list(islice(waiting, len(part.groups))))
        if isinstance(part, PhraseGroup)
        else _ascending(next(waiting))
        for part in phrase.parts
    ]
    return _within(parts, min(phrase.distance, _MOST_SLOP))


def _stretches(
    snapshot: Snapshot,
    fields: Sequence[tuple[int, Field]],
    words: Sequence[Sequence[Sequence[Run]]],
) -> Iterator[_Stretch]:
    """All segments: many at once where there is little in them."""
    first = held = 0
    pieces: list[tuple[int, Sequence[Sequence[_Piece]]]] = []
    last = len(snapshot.segments) - 1
    for at, view in enumerate(snapshot.segments):
        some = [[_piece(view, field, runs[at]) for _, field in fields] for runs in words]
        if all(any(len(piece.documents) for piece in word) for word in some):
            pieces.append((view.base, some))
            held += sum(len(piece.documents) for word in some for piece in word)
        if pieces and (held > _AT_ONCE or at == last):
            base, end = snapshot.segments[first].base, view.base + view.size
            yield _Stretch(
                base,
                end - base,
                pieces,
                None if snapshot.living is None else snapshot.living[base:end],
                snapshot.table[: (end - base) * len(fields)],
            )
            first, held, pieces = at + 1, 0, []


def _piece(view: View, field: Field, runs: Sequence[Run]) -> _Piece:
    reader = view.terms.fields[field]
    if not runs:
        return _NO_PIECE
    if len(runs) == 1:
        ((start, stop, _),) = runs
        some, held = reader.postings(start, stop)
        return _Piece(some, held, partial(reader.positions, start, stop), runs[0].single)
    starts, stops = np.array([run[:2] for run in runs]).T
    some, held, _ = reader.gather(starts, stops)
    return _Piece(some, held, partial(reader.gather_positions, starts, stops), ascending=False)


def _of_stretch(
    stretch: _Stretch, phrase: PhraseGroup | NearGroup, ask: Callable[[], None]
) -> tuple[Numbers, Numbers]:
    """The documents of a stretch that have a phrase, as in `_Word`, and how often."""
    postings = list(map(partial(_word, stretch), range(len(stretch.pieces[0][1]))))
    kept: Sequence[Numbers | None] = [None] * len(postings)
    if sum(len(word.documents) for word in postings) > _FEW:
        kept = some = _in_all(stretch, postings)
        if not all(map(len, some)):
            return NO_NUMBERS, NO_NUMBERS
    positions = []
    for word in postings:
        ask()
        positions.append(np.concatenate([read() for read in word.positions]))
    shift = _shift(stretch, phrase, positions)
    places = list(map(partial(_places, shift), postings, kept, positions))
    ask()
    documents = _begins(phrase, places) >> shift
    first = first_of_each(documents).nonzero()[0]
    frequencies: Numbers = np.empty_like(first)
    np.subtract(first[1:], first[:-1], out=frequencies[:-1])
    frequencies[-1:] = len(documents) - first[-1:]
    if isinstance(phrase, PhraseGroup) and phrase.weight != 1:
        frequencies = frequencies * phrase.weight
    documents = documents[first]
    if stretch.living is None:
        return documents, frequencies
    living = stretch.living[documents % stretch.size]
    return documents[living], frequencies[living]


def _word(stretch: _Stretch, word: int) -> _Word:
    pieces = [
        (place * stretch.size + base - stretch.base, piece)
        for place in range(len(stretch.pieces[0][1][word]))
        for base, of_words in stretch.pieces
        if len((piece := of_words[word][place]).documents)
    ]
    return _Word(
        numbered([base for base, _ in pieces], [piece.documents for _, piece in pieces]),
        np.concatenate([piece.frequencies for _, piece in pieces]),
        [piece.positions for _, piece in pieces],
        all(piece.ascending for _, piece in pieces),
    )


def _in_all(stretch: _Stretch, words: Sequence[_Word]) -> Sequence[Numbers]:
    """Which postings of each word are of documents that have all words: there is one at least."""
    fewest, *others = sorted(range(len(words)), key=lambda at: len(words[at].documents))
    wanted = words[fewest].documents
    # The places of the wanted documents among those of words that have each once.
    places: dict[int, Numbers] = {}
    if words[fewest].ascending:
        places[fewest] = np.arange(len(wanted))
    else:
        wanted = np.sort(wanted)
        wanted = wanted[first_of_each(wanted)]
    for at in others:
        if words[at].ascending:
            places[at], there = located(words[at].documents, wanted, stretch.table)
        else:
            there = _marked(stretch, words[at].documents)[wanted]
        if not there.all():
            wanted = wanted[there]
            places = {word: held[there] for word, held in places.items()}
    if len(places) == len(words):
        return [places[at] for at in range(len(words))]
    marked = _marked(stretch, wanted)
    return [
        places[at] if word.ascending else marked[word.documents].nonzero()[0]
        for at, word in enumerate(words)
    ]


def _marked(stretch: _Stretch, documents: Numbers) -> Numbers:
    """Whether a document is among some, for each field of each."""
    mask = np.zeros(len(stretch.table), bool)
    mask[documents] = True
    return mask


def _shift(stretch: _Stretch, phrase: PhraseGroup | NearGroup, positions: Sequence[Numbers]) -> int:
    """Where the document begins in a place."""
    if isinstance(phrase, PhraseGroup) and positions and not phrase.slop:
        farthest = max(int(held.max()) for held in positions) + len(positions)
        if len(stretch.table) << farthest.bit_length() < _MOST_NARROW:
            return farthest.bit_length()
    return _DOCUMENT


def _places(shift: int, word: _Word, kept: Numbers | None, positions: Numbers) -> Numbers:
    """Where a word stands: in the documents of some of its postings at least, or in all."""
    documents, lengths = word.documents, word.frequencies
    if kept is not None and len(kept) * _MOST_KEPT < len(documents):
        ends = np.cumsum(lengths, dtype=np.intp)[kept]
        documents, lengths = documents[kept], lengths[kept]
        positions = positions[ranges(ends - lengths, lengths)]
    above = (documents << shift).astype(np.int64 if shift == _DOCUMENT else np.int32)
    places = np.repeat(above, lengths)
    places |= positions
    return places


def _ascending(places: Numbers) -> Numbers:
    """Places in order and each once; tokens can share a position."""
    places.sort()
    first = first_of_each(places)
    return places if first.all() else places[first]


def _adjacent(places: Sequence[Numbers]) -> Numbers:
    found = places[0] if len(places) > 1 else _ascending(places[0])
    for distance, following in enumerate(places[1:], start=1):
        found = _common(found, following - distance)
    return found


def _common(one: Numbers, other: Numbers) -> Numbers:
    """What two arrays have in common: ascending, each once."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if not len(few):
        return few
    if len(few) * _MUCH_SMALLER < len(many) and (many[1:] >= many[:-1]).all():
        at = np.minimum(np.searchsorted(many, few), len(many) - 1)
        return _ascending(few[many[at] == few])
    # The lowest bit says of which it is, so that what repeats itself is not common.
    both = np.concatenate((one, other))
    both <<= 1
    both[len(one) :] |= 1
    both.sort()
    return np.asarray(both[:-1][(both[1:] ^ both[:-1]) == 1] >> 1)


def _in_order(places: Sequence[Numbers], slop: int) -> Numbers:
    """The places of the first word from which the nearest following ones lead to an end."""
    first, *rest = places
    most = len(rest) + min(slop, _MOST_SLOP)
    starts = ends = first
    for following in rest:
        at = np.searchsorted(following, ends, side="right")
        inside = at < len(following)
        starts, ends = starts[inside], following[at[inside]]
        near = ends - starts <= most
        starts, ends = starts[near], ends[near]
    return starts


def _within(parts: Sequence[Numbers], distance: int) -> Numbers:
    """The places from which every other part begins behind within the distance."""
    found = []
    for at, part in enumerate(parts):
        starts = part
        for other, following in enumerate(parts):
            if other != at:
                behind = np.searchsorted(following, starts, side="right")
                inside = behind < len(following)
                starts, nearest = starts[inside], following[behind[inside]]
                starts = starts[nearest - starts <= distance]
        found.append(starts)
    return _ascending(joined(found, np.int64))
