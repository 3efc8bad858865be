"""Phrases: where some words stand next to each other, for all segments at once.

A place is one number, the document above the position, so that order, equality and
distance of places are those of numbers; a document's fields count as so many documents.
Which documents have all the words is asked first; only their positions are looked at.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

import numpy as np

from index.engines import Group, NearGroup, PhraseGroup
from index.engines.whoosh.columns import Numbers, joined, ranges
from index.engines.whoosh.found import NO_NUMBERS, Postings, first_of_each, located
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.terms import Run
from index.model import Field

#: Where the document begins in a place. Positions have 32 bits; the bit above keeps
#: the places of two documents further apart than any phrase is long.
_DOCUMENT = 33

#: Longer distances than this are no phrase; it fits below `_DOCUMENT`.
_MOST_SLOP = 1 << 32

#: So many times smaller, the smaller list's places are looked up in the larger one,
#: one by one; else both are merged.
_MUCH_SMALLER = 16


class _Word(NamedTuple):
    """The postings of a word in some fields: of all segments of the first, of the second ...

    Attributes:
        documents: the place of the field times the number of all documents, and above
            that the document. `ascending` says that they are, and no two alike.
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
    postings = [_word(snapshot, fields, runs) for runs in words]
    places = []
    for held, kept in zip(postings, _in_all(snapshot, postings), strict=True):
        ask()
        places.append(_places(held, kept))
    if not all(map(len, places)):
        return []
    found = _begins(phrase, places)
    documents = found >> _DOCUMENT
    first = first_of_each(documents).nonzero()[0]
    frequencies = np.diff(first, append=len(documents))
    if isinstance(phrase, PhraseGroup) and phrase.weight != 1:
        frequencies = frequencies * phrase.weight
    documents = documents[first]
    bounds = documents.searchsorted(np.arange(len(fields) + 1) * snapshot.size).tolist()
    return [
        (at, Postings(documents[start:stop] - place * snapshot.size, frequencies[start:stop]))
        for place, ((at, _), start, stop) in enumerate(
            zip(fields, bounds, bounds[1:], strict=False)
        )
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
        return _in_order(places, phrase.slop) if phrase.slop else _adjacent(places)
    waiting = iter(places)
    parts = [
        _begins(part, list(islice(waiting, len(part.groups))))
        if isinstance(part, PhraseGroup)
        else next(waiting)
        for part in phrase.parts
    ]
    return _within(parts, min(phrase.distance, _MOST_SLOP))


def _word(
    snapshot: Snapshot, fields: Sequence[tuple[int, Field]], words: Sequence[Sequence[Run]]
) -> _Word:
    documents, frequencies = [], []
    positions: list[Callable[[], Numbers]] = []
    for place, (_, field) in enumerate(fields):
        for view, runs in zip(snapshot.segments, words, strict=True):
            reader = view.terms.fields[field]
            for start, stop, _ in runs:
                some, held = reader.postings(start, stop)
                if len(some):
                    base = place * snapshot.size + view.base
                    documents.append(np.add(some, base, dtype=np.int64))
                    frequencies.append(held)
                    positions.append(partial(reader.positions, start, stop))
    if not documents:
        return _Word(NO_NUMBERS, NO_NUMBERS, (), ascending=True)
    return _Word(
        np.concatenate(documents),
        np.concatenate(frequencies),
        positions,
        all(len(runs) < 2 and all(run.single for run in runs) for runs in words),
    )


def _in_all(snapshot: Snapshot, words: Sequence[_Word]) -> Sequence[Numbers]:
    """Which postings of each word are of documents that have all words."""
    if not words:
        return ()
    fewest = min(words, key=lambda word: len(word.documents))
    wanted = fewest.documents
    if not fewest.ascending:
        wanted = np.sort(wanted)
        wanted = wanted[first_of_each(wanted)]
    if snapshot.living is not None:
        wanted = wanted[snapshot.living[wanted % snapshot.size]]
    # The places of the wanted documents among those of words that have each once.
    places: dict[int, Numbers] = {}
    for at in sorted(range(len(words)), key=lambda at: len(words[at].documents)):
        if words[at].ascending:
            places[at], there = located(words[at].documents, wanted, snapshot.table)
        else:
            there = _marked(snapshot, words[at].documents)[wanted]
        if not there.all():
            wanted = wanted[there]
            places = {word: held[there] for word, held in places.items()}
    if len(places) == len(words):
        return [places[at] for at in range(len(words))]
    marked = _marked(snapshot, wanted)
    return [
        places[at] if word.ascending else marked[word.documents].nonzero()[0]
        for at, word in enumerate(words)
    ]


def _marked(snapshot: Snapshot, documents: Numbers) -> Numbers:
    """Whether a document is among some, for each field of each."""
    mask = np.zeros(len(snapshot.table), bool)
    mask[documents] = True
    return mask


def _places(word: _Word, kept: Numbers) -> Numbers:
    """Where a word stands in the documents of some of its postings: ascending, each once."""
    if not len(kept):
        return np.empty(0, np.int64)
    parts = [read() for read in word.positions]
    positions = parts[0] if len(parts) == 1 else np.concatenate(parts)
    lengths = word.frequencies[kept]
    if len(kept) < len(word.documents):
        firsts = np.cumsum(word.frequencies, dtype=np.intp)[kept] - lengths
        positions = positions[ranges(firsts, lengths)]
    places = np.repeat(word.documents[kept] << _DOCUMENT, lengths)
    places |= positions
    if not word.ascending:
        places.sort()
    return _each_once(places)


def _each_once(places: Numbers) -> Numbers:
    """Ascending places without their repetitions; tokens can share a position."""
    first = first_of_each(places)
    return places if first.all() else places[first]


def _adjacent(places: Sequence[Numbers]) -> Numbers:
    found = places[0]
    for distance, following in enumerate(places[1:], start=1):
        found = _common(found, following - distance)
    return found


def _common(one: Numbers, other: Numbers) -> Numbers:
    """What two ascending arrays without repetitions have in common."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if not len(few):
        return few
    if len(few) * _MUCH_SMALLER < len(many):
        at = np.minimum(np.searchsorted(many, few), len(many) - 1)
        return np.asarray(few[many[at] == few])
    both = np.concatenate((one, other))
    # That sort sees two ascending lists, and merges them: it takes three fifths of the time
    # of the one that processors do with vectors.
    both.sort(kind="stable")
    return np.asarray(both[:-1][both[1:] == both[:-1]])


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
    whole = joined(found, np.int64)
    whole.sort()
    return _each_once(whole)
