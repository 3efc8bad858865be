"""Phrases: where some words stand next to each other, for whole segments at once.

A place in a segment is one number, the document above the position, so that order,
equality and distance of places are those of numbers. Which documents have all the
words is asked first; only their positions are looked at.
"""

from collections.abc import Callable, Sequence
from itertools import islice

import numpy as np

from index.engines import Group, NearGroup, PhraseGroup
from index.engines.whoosh.codec import FieldReader
from index.engines.whoosh.columns import Numbers, joined, ranges
from index.engines.whoosh.terms import Run

#: Where the document begins in a place. Positions have 32 bits; the bit above keeps
#: the places of two documents further apart than any phrase is long.
_DOCUMENT = 33

#: Longer distances than this are no phrase; it fits below `_DOCUMENT`.
_MOST_SLOP = 1 << 32

#: So many times smaller, the smaller list's places are looked up in the larger one,
#: one by one; else both are sorted together.
_MUCH_SMALLER = 16

_Postings = list[tuple[Run, Numbers, Numbers]]


def begins(
    field: FieldReader,
    words: Sequence[Sequence[Run]],
    living: Numbers,
    phrase: PhraseGroup | NearGroup,
    ask: Callable[[], None],
) -> tuple[Numbers, Numbers]:
    """The documents that have a phrase, ascending, and how often it begins there.

    Args:
        field: of one segment.
        words: for each word (of all parts, one after the other) the runs of terms that
            stand for it.
        living: for each document of the segment whether it counts.
        phrase: how the words belong together; see `index.ranking.phrase_begins` and
            `near_begins`.
        ask: called between steps; what it raises is passed on.
    """
    postings = [_postings(field, runs) for runs in words]
    # Titles seldom have all of a phrase's words, so this is asked before anything.
    possible = all(any(len(documents) for _, documents, _ in held) for held in postings)
    wanted = _with_all(postings, living) if possible else living[:0]
    if not wanted.any():
        return np.empty(0, np.intp), np.empty(0)
    places = []
    for held in postings:
        ask()
        places.append(_places(field, held, wanted))
    found = _begins(phrase, places)
    documents = found >> _DOCUMENT
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    return documents[first], np.diff(first, append=len(documents)).astype(np.float64)


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


def _postings(field: FieldReader, runs: Sequence[Run]) -> _Postings:
    return [(run, *field.postings(run.start, run.stop)) for run in runs]


def _with_all(words: Sequence[_Postings], living: Numbers) -> Numbers:
    """For each document whether it has a posting of every word."""
    wanted = living
    for postings in sorted(words, key=lambda held: sum(len(it[1]) for it in held)):
        held = np.zeros(len(living), bool)
        for _, documents, _ in postings:
            held[documents] = True
        held &= wanted
        wanted = held
    return wanted


def _places(field: FieldReader, postings: _Postings, wanted: Numbers) -> Numbers:
    """Where a word stands in the wanted documents, ascending, each place once."""
    parts = []
    for run, documents, frequencies in postings:
        kept = np.flatnonzero(wanted[documents])
        if not len(kept):
            continue
        positions = field.positions(run.start, run.stop)
        lengths = frequencies[kept]
        if len(kept) < len(documents):
            firsts = np.cumsum(frequencies, dtype=np.intp)[kept] - lengths
            positions = positions[ranges(firsts, lengths)]
        places = np.repeat(documents[kept].astype(np.int64) << _DOCUMENT, lengths)
        places |= positions
        parts.append(places)
    whole = joined(parts, np.int64)
    if len(parts) > 1 or any(run.stop - run.start > 1 for run, _, _ in postings):
        whole.sort()
    return _each_once(whole)


def _each_once(places: Numbers) -> Numbers:
    """Ascending places without their repetitions; tokens can share a position."""
    new = np.ones(len(places), bool)
    np.not_equal(places[1:], places[:-1], out=new[1:])
    return places if new.all() else places[new]


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
    both.sort()
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
