"""A request over a snapshot: postings in, a ranking out, whole columns at a time.

Every sum is taken in the order in which `index.ranking` and the plain engine take it,
so that scores agree to the last bit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np

from index import ranking
from index.engines import Alternative, Group, NearGroup, PhraseGroup, Ranking, Request
from index.engines.whoosh import order, phrases, scoring, terms
from index.engines.whoosh.columns import Numbers, counts, joined
from index.engines.whoosh.order import Matches
from index.engines.whoosh.snapshot import Snapshot, View
from index.errors import Cancelled
from index.model import Field, Occur
from index.ranking import FIELDS

#: With fewer postings than one for so many documents, they are sorted rather than
#: spread over an array of all documents.
_SPARSE = 64


class _Postings(NamedTuple):
    """Documents and a number for each; `each_once` if they are ascending and no two alike."""

    documents: Numbers
    values: Numbers
    each_once: bool


@dataclass(frozen=True, slots=True)
class _Sought:
    """An alternative looked up: its terms in each segment, word by word.

    `phrase` says how they belong together; None for a group, which is one word.
    """

    words: Sequence[Sequence[Sequence[terms.Run]]]
    phrase: PhraseGroup | NearGroup | None

    @property
    def weight(self) -> float:
        """What an occurrence of a phrase weighs."""
        return self.phrase.weight if isinstance(self.phrase, PhraseGroup) else 1.0


@dataclass(frozen=True, slots=True)
class _Found:
    """What an alternative finds, whatever the filter: `documents`, ascending, each once.

    `fields` are its frequencies in each field, with the field's place in `FIELDS`;
    `counted` says that they are numbers of occurrences, not sums of weights.
    """

    documents: Numbers
    fields: Sequence[tuple[int, _Postings]]
    counted: bool


def search(snapshot: Snapshot, request: Request, cancelled: Callable[[], bool]) -> Ranking:
    """Answer a request.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    return _Search(snapshot, request, cancelled).ranking()


class _Search:
    """One request over one snapshot."""

    def __init__(self, snapshot: Snapshot, request: Request, cancelled: Callable[[], bool]) -> None:
        self._snapshot = snapshot
        self._request = request
        self._cancelled = cancelled

    def ranking(self) -> Ranking:
        """The answer."""
        self._ask()
        found = [
            [self._found(alternative, clause.field) for alternative in clause.any_of]
            for clause in self._request.clauses
        ]
        held = [self._union([each.documents for each in alternatives]) for alternatives in found]
        scoring = {
            at: held[at]
            for at, clause in enumerate(self._request.clauses)
            if clause.occur is not Occur.MUST_NOT
        }
        wanted = self._wanted(scoring, held)
        matches = self._scored(wanted, {at: found[at] for at in scoring}, scoring)
        self._ask()
        return order.ranking(self._snapshot, self._request, matches, scoring, self._ask)

    def _wanted(self, scoring: Mapping[int, Numbers], held: Sequence[Numbers]) -> Numbers:
        """The documents that match."""
        clauses = self._request.clauses
        required = [held[at] for at in scoring if clauses[at].occur is Occur.MUST]
        if not scoring:
            living = self._snapshot.living
            wanted = np.arange(self._snapshot.size) if living is None else np.flatnonzero(living)
        elif required:
            wanted = reduce(_common, sorted(required, key=len))
        else:
            wanted = self._union(list(scoring.values()))
        if (passing := self._snapshot.passing(self._request.filter)) is not None:
            wanted = wanted[passing[wanted]]
        for at in range(len(held)):
            if at not in scoring:
                wanted = wanted[~located(held[at], wanted)[1]]
        return wanted

    def _scored(
        self,
        wanted: Numbers,
        found: Mapping[int, Sequence[_Found]],
        held: Mapping[int, Numbers],
    ) -> Matches:
        """The wanted documents with the sums of what the clauses give them."""
        places = _Places(wanted, self._snapshot.size)
        total = np.zeros(len(wanted))
        lacking = np.full(len(wanted), len(found), np.int32)
        for at, alternatives in found.items():
            points = total
            if len(alternatives) > 1:
                # A clause's sum is taken before it is added to those of others.
                points = np.zeros(len(wanted))
            for each in alternatives:
                self._ask()
                documents, inside = places.of(each.documents)
                values = self._points(each, documents)
                if inside is None:
                    points += values
                else:
                    points[inside] += values
            if points is not total:
                total += points
            inside = places.of(held[at])[1]
            lacking[slice(None) if inside is None else inside] -= 1
        return Matches(wanted, total, lacking if len(found) > 1 else None)

    def _points(self, found: _Found, documents: Numbers) -> Numbers:
        """What an alternative gives to some of the documents that it finds."""
        langs, names = self._snapshot.langs
        all_langs = langs[found.documents]
        rarities = np.zeros(len(names))
        holding = counts(all_langs, len(names))
        for lang, number in enumerate(holding):
            if number:
                rarities[lang] = ranking.inverse_document_frequency(
                    self._snapshot.statistics[lang].documents, number
                )
        if holding.count(0) == len(holding) - 1:
            of_each: Numbers | float = float(rarities.sum())
        elif documents is found.documents:
            of_each = rarities[all_langs]
        else:
            of_each = rarities[langs[documents]]
        return self._weighed(found, documents, of_each)

    def _weighed(self, found: _Found, documents: Numbers, rarities: Numbers | float) -> Numbers:
        if not len(documents):
            return np.empty(0)
        parts = []
        for at, postings in found.fields:
            whole = len(documents) == len(found.documents)
            held = postings if whole else self._only(postings, documents)
            parts.append((at, held if held.each_once else self._summed(held)))
        if found.counted:
            normal = [
                held._replace(
                    values=scoring.normalised(
                        at, held.values, self._snapshot.norms[at][held.documents]
                    )
                )
                for at, held in parts
            ]
            return scoring.points(rarities, self._spread(normal, documents))
        spread = [(at, self._spread([held], documents)) for at, held in parts]
        strongest = scoring.tiers([values for _, values in spread])
        pseudo = np.zeros(len(documents))
        for at, values in spread:
            number = scoring.occurrences(values, strongest)
            pseudo += scoring.normalised(at, number, self._snapshot.norms[at][documents])
        return scoring.points(rarities, pseudo, strongest)

    def _spread(self, parts: Sequence[_Postings], documents: Numbers) -> Numbers:
        """The sums of the parts' values for each of the documents, which hold all of theirs."""
        if len(parts) == 1 and len(parts[0].documents) == len(documents):
            return parts[0].values
        # What is read of this array is written before.
        spread = np.empty(self._snapshot.size)
        spread[documents] = 0
        for part in parts:
            spread[part.documents] += part.values
        return spread[documents]

    def _only(self, held: _Postings, documents: Numbers) -> _Postings:
        """The postings of some documents."""
        if held.each_once and len(documents) * _SPARSE < len(held.documents):
            at, there = located(held.documents, documents)
            return _Postings(documents[there], held.values[at[there]], True)
        wanted = np.zeros(self._snapshot.size, bool)
        wanted[documents] = True
        kept = wanted[held.documents]
        return _Postings(held.documents[kept], held.values[kept], held.each_once)

    def _found(self, alternative: Alternative, only: Field | None) -> _Found:
        sought = self._sought(alternative)
        fields = []
        for at, field in enumerate(FIELDS):
            if only in (None, field):
                held = self._frequencies(sought, field)
                if len(held.documents):
                    fields.append((at, held))
        once = all(held.each_once for _, held in fields)
        if isinstance(alternative, Group):
            counted = all(form.weight == 1 for form in alternative.forms)
        else:
            counted = not isinstance(alternative, PhraseGroup) or alternative.weight == 1
        documents = self._union([held.documents for _, held in fields], once)
        return _Found(documents, fields, counted)

    def _sought(self, alternative: Alternative) -> _Sought:
        phrase = None if isinstance(alternative, Group) else alternative
        groups = (alternative,) if isinstance(alternative, Group) else phrases.groups(alternative)
        words = [terms.sought(group) for group in groups]
        return _Sought(
            [
                [terms.runs(view.terms.lexicon, word) for word in words]
                for view in self._snapshot.segments
            ],
            phrase,
        )

    def _frequencies(self, sought: _Sought, field: Field) -> _Postings:
        """The documents of an alternative in one field, with their frequencies."""
        parts: list[_Postings] = []
        for view, words in zip(self._snapshot.segments, sought.words, strict=True):
            self._ask()
            if sought.phrase is not None:
                parts += self._phrase(view, words, field, sought.phrase, sought.weight)
            elif words[0]:
                parts.append(_weighted(view, field, words[0]))
        if len(parts) == 1:
            return parts[0]
        return _Postings(
            joined((part.documents for part in parts), np.intp),
            joined((part.values for part in parts), np.float64),
            all(part.each_once for part in parts),
        )

    def _phrase(
        self,
        view: View,
        words: Sequence[Sequence[terms.Run]],
        field: Field,
        phrase: PhraseGroup | NearGroup,
        weight: float,
    ) -> list[_Postings]:
        if not words or not all(words):
            return []
        living = np.ones(view.size, bool) if view.living is None else view.living
        documents, frequencies = phrases.begins(
            view.terms.fields[field], words, living, phrase, self._ask
        )
        return [_Postings(documents + view.base, frequencies * weight, True)]

    def _union(self, parts: Sequence[Numbers], each_once: bool = True) -> Numbers:
        """The documents of all parts, ascending, each once; `each_once` if each part is so."""
        if len(parts) == 1 and each_once:
            return parts[0]
        if sum(map(len, parts)) * _SPARSE < self._snapshot.size:
            return _distinct(joined(parts, np.intp))
        there = np.zeros(self._snapshot.size, bool)
        for part in parts:
            there[part] = True
        return np.flatnonzero(there)

    def _summed(self, held: _Postings) -> _Postings:
        """Documents that can stand there several times, each once, its values added up."""
        size = self._snapshot.size
        if len(held.documents) * _SPARSE < size:
            each = _distinct(held.documents)
            at = np.searchsorted(each, held.documents)
            return _Postings(each, np.bincount(at, held.values, minlength=len(each)), True)
        sums, there = np.zeros(size), np.zeros(size, bool)
        np.add.at(sums, held.documents, held.values)
        there[held.documents] = True
        each = np.flatnonzero(there)
        return _Postings(each, sums[each], True)

    def _ask(self) -> None:
        if self._cancelled():
            raise Cancelled("the search was stopped")


class _Places:
    """Where documents stand in a list of them.

    Args:
        wanted: ascending, each once.
        size: how many documents there are.
    """

    def __init__(self, wanted: Numbers, size: int) -> None:
        self._wanted = wanted
        self._at: Numbers | None = None
        if len(wanted) * _SPARSE >= size:
            self._at = np.full(size, -1, np.int32)
            self._at[wanted] = np.arange(len(wanted), dtype=np.int32)

    def of(self, documents: Numbers) -> tuple[Numbers, Numbers | None]:
        """Those of some documents that are in the list, and where; None if they are the list."""
        if documents is self._wanted:
            return documents, None
        if self._at is None:
            at, there = located(documents, self._wanted)
            return self._wanted[there], np.flatnonzero(there)
        at = self._at[documents]
        inside = at >= 0
        return (documents, at) if inside.all() else (documents[inside], at[inside])


def _weighted(view: View, field: Field, runs: Sequence[terms.Run]) -> _Postings:
    """Postings of runs: documents, and their frequencies times the forms' weights."""
    reader = view.terms.fields[field]
    weights: float | Numbers
    each_once = len(runs) == 1 and runs[0].single
    if len(runs) == 1 and runs[0].alike:
        documents, frequencies = reader.postings(runs[0].start, runs[0].stop)
        weights = runs[0].weight
    else:
        starts, stops, of_terms = terms.spread(runs)
        documents, frequencies, counts = reader.gather(starts, stops)
        weights = np.repeat(of_terms, counts)
    values = np.multiply(weights, frequencies, dtype=np.float64)
    if view.living is not None:
        kept = view.living[documents]
        documents, values = documents[kept], values[kept]
    return _Postings(np.add(documents, view.base, dtype=np.intp), values, each_once)


def located(held: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Where each of `wanted` stands among ascending documents, and whether it does."""
    if not len(held):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    return at, held[at] == wanted


def _distinct(documents: Numbers) -> Numbers:
    """Each document once, ascending. (NumPy's own `unique` loads 20 ms of masked arrays.)"""
    ordered = np.sort(documents)
    distinct: Numbers = ordered[np.diff(ordered, prepend=-1) != 0]
    return distinct


def _common(one: Numbers, other: Numbers) -> Numbers:
    return one[located(other, one)[1]]
