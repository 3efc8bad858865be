"""A request over a snapshot: postings in, a ranking out, whole columns at a time.

Every sum is taken in the order in which `index.ranking` and the plain engine take it,
so that scores agree to the last bit.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from index import ranking
from index.engines import Clause, Group, PhraseGroup, Ranking, Request
from index.engines.whoosh import order, phrases, terms
from index.engines.whoosh.columns import Numbers, joined
from index.engines.whoosh.order import Matches
from index.engines.whoosh.snapshot import Snapshot, View
from index.errors import Cancelled
from index.model import Field, Occur
from index.ranking import BOOSTS, FIELDS, K1

#: With fewer postings than one for so many documents, they are sorted rather than
#: spread over an array of all documents.
_SPARSE = 64


class _Held(NamedTuple):
    """Documents, ascending, each once, and a number for each of them."""

    documents: Numbers
    values: Numbers


_NOTHING = _Held(np.empty(0, np.intp), np.empty(0))


class _Sought(NamedTuple):
    """An alternative looked up: its terms in each segment, word by word.

    `slop` is a phrase's; None for a group, which is one word.
    """

    words: Sequence[Sequence[Sequence[terms.Run]]]
    slop: int | None


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
        self._ask()
        self._passing = snapshot.passing(request.filter)

    def ranking(self) -> Ranking:
        """The answer."""
        scored: dict[int, _Held] = {}
        refused: list[Numbers] = []
        for index, clause in enumerate(self._request.clauses):
            if clause.occur is Occur.MUST_NOT:
                refused += [held.documents for held in self._alternatives(clause)]
            else:
                scored[index] = self._clause(clause)
        self._ask()
        return order.ranking(
            self._snapshot, self._request, self._matches(scored, refused), scored, self._ask
        )

    def _matches(self, scored: dict[int, _Held], refused: list[Numbers]) -> Matches:
        required = [
            scored[at].documents
            for at, clause in enumerate(self._request.clauses)
            if clause.occur is Occur.MUST
        ]
        if not scored:
            matches = self._everything()
        elif len(scored) == 1:
            (held,) = scored.values()
            matches = Matches(held.documents, held.values, None)
        elif required:
            matches = self._with(reduce(_common, sorted(required, key=len)), scored)
        else:
            matches = self._any(scored)
        if not refused:
            return matches
        kept = np.ones(self._snapshot.size, bool)
        for documents in refused:
            kept[documents] = False
        return matches.where(kept[matches.documents])

    def _everything(self) -> Matches:
        kept = np.ones(self._snapshot.size, bool)
        for mask in (self._snapshot.living, self._passing):
            if mask is not None:
                kept &= mask
        documents = np.flatnonzero(kept)
        return Matches(documents, np.zeros(len(documents)), None)

    def _with(self, documents: Numbers, scored: dict[int, _Held]) -> Matches:
        """Documents that are known to match, with their scores."""
        scores, lacking = np.zeros(len(documents)), np.zeros(len(documents), np.intp)
        for held in scored.values():
            at, there = located(held.documents, documents)
            scores[there] += held.values[at[there]]
            lacking += ~there
        return Matches(documents, scores, lacking)

    def _any(self, scored: dict[int, _Held]) -> Matches:
        """Documents that any clause found, with their scores."""
        scores, found = np.zeros(self._snapshot.size), np.zeros(self._snapshot.size, np.int32)
        for held in scored.values():
            scores[held.documents] += held.values
            found[held.documents] += 1
        documents = np.flatnonzero(found)
        return Matches(documents, scores[documents], len(scored) - found[documents])

    def _clause(self, clause: Clause) -> _Held:
        """What a clause adds to each document that matches it and passes the filter."""
        points = [self._points(held) for held in self._alternatives(clause)]
        return reduce(_added, points, _NOTHING)

    def _points(self, found: _Held) -> _Held:
        """What documents score for a word, whose frequencies are given, normalised."""
        documents, pseudo = found
        langs, names = self._snapshot.langs
        of = langs[documents]
        rarities = np.zeros(len(names))
        for lang, holding in enumerate(np.bincount(of, minlength=len(names)).tolist()):
            if holding:
                rarities[lang] = ranking.inverse_document_frequency(
                    self._snapshot.statistics[lang].documents, holding
                )
        if self._passing is not None:
            kept = self._passing[documents]
            documents, pseudo, of = documents[kept], pseudo[kept], of[kept]
        return _Held(documents, rarities[of] * pseudo / (K1 + pseudo))

    def _alternatives(self, clause: Clause) -> Iterator[_Held]:
        """The documents of each alternative with their frequencies, normalised and weighted."""
        for alternative in clause.any_of:
            sought = self._sought(alternative)
            both = _NOTHING
            for field, boost, norms in zip(FIELDS, BOOSTS, self._snapshot.norms, strict=True):
                if clause.field in (None, field):
                    documents, frequencies = self._frequencies(sought, field)
                    pseudo = boost * frequencies / norms[documents]
                    both = _added(both, _Held(documents, pseudo))
            yield both

    def _frequencies(self, alternative: _Sought, field: Field) -> _Held:
        """The documents of an alternative in one field, with their frequencies."""
        parts: list[_Held] = []
        each_once = True
        for view, words in zip(self._snapshot.segments, alternative.words, strict=True):
            self._ask()
            if alternative.slop is not None:
                parts.append(self._phrase(view, words, field, alternative.slop))
            elif words[0]:
                parts.append(_weighted(view, field, words[0]))
                each_once &= len(words[0]) == 1 and words[0][0].single
        found = _chained(parts)
        return found if each_once else self._summed(found)

    def _phrase(
        self, view: View, words: Sequence[Sequence[terms.Run]], field: Field, slop: int
    ) -> _Held:
        if not all(words):
            return _NOTHING
        living = np.ones(view.size, bool) if view.living is None else view.living
        documents, frequencies = phrases.begins(
            view.terms.fields[field], words, living, slop, self._ask
        )
        return _Held(documents + view.base, frequencies)

    def _summed(self, held: _Held) -> _Held:
        """Documents that can stand there several times, each once, its values added up."""
        size = self._snapshot.size
        if len(held.documents) * _SPARSE < size:
            each, at = np.unique(held.documents, return_inverse=True)
            return _Held(each, np.bincount(at, held.values, minlength=len(each)))
        sums, there = np.zeros(size), np.zeros(size, bool)
        np.add.at(sums, held.documents, held.values)
        there[held.documents] = True
        each = np.flatnonzero(there)
        return _Held(each, sums[each])

    def _sought(self, alternative: Group | PhraseGroup) -> _Sought:
        if isinstance(alternative, PhraseGroup):
            groups, slop = alternative.groups, alternative.slop
        else:
            groups, slop = (alternative,), None
        words = [terms.sought(group) for group in groups]
        return _Sought(
            [
                [terms.runs(view.terms.lexicon, word) for word in words]
                for view in self._snapshot.segments
            ],
            slop,
        )

    def _ask(self) -> None:
        if self._cancelled():
            raise Cancelled("the search was stopped")


def _weighted(view: View, field: Field, runs: Sequence[terms.Run]) -> _Held:
    """Postings of runs: documents, and their frequencies times the forms' weights."""
    reader = view.terms.fields[field]
    weights: float | Numbers
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
    return _Held(np.add(documents, view.base, dtype=np.intp), values)


def _added(one: _Held, other: _Held) -> _Held:
    """The documents of both; where they share one its values are added."""
    few, many = (one, other) if len(one.documents) < len(other.documents) else (other, one)
    if not len(few.documents):
        return many
    at, there = located(many.documents, few.documents)
    values = many.values.copy()
    values[at[there]] += few.values[there]
    if there.all():
        return _Held(many.documents, values)
    documents = np.concatenate((many.documents, few.documents[~there]))
    order = np.argsort(documents, kind="stable")
    return _Held(documents[order], np.concatenate((values, few.values[~there]))[order])


def _chained(parts: Sequence[_Held]) -> _Held:
    if len(parts) == 1:
        return parts[0]
    return _Held(
        joined((part.documents for part in parts), np.intp),
        joined((part.values for part in parts), np.float64),
    )


def located(held: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Where each of `wanted` stands among ascending documents, and whether it does."""
    if not len(held):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    return at, held[at] == wanted


def _common(one: Numbers, other: Numbers) -> Numbers:
    return one[located(other, one)[1]]
