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
        return points[0] if len(points) == 1 else self._summed(points)

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
            fields = []
            for field, boost, norms in zip(FIELDS, BOOSTS, self._snapshot.norms, strict=True):
                if clause.field in (None, field):
                    documents, frequencies = self._frequencies(alternative, field)
                    if len(documents):
                        pseudo = boost * frequencies / norms[documents]
                        fields.append(_Held(documents, pseudo))
            yield fields[0] if len(fields) == 1 else self._summed(fields)

    def _frequencies(self, alternative: Group | PhraseGroup, field: Field) -> _Held:
        if isinstance(alternative, PhraseGroup):
            return self._phrase(alternative, field)
        forms = terms.sought(alternative)
        parts: list[_Held] = []
        each_once = True
        for view in self._snapshot.segments:
            self._ask()
            runs = terms.runs(view.terms.lexicon, forms)
            each_once &= len(runs) <= 1 and all(run.single for run in runs)
            parts += [held for run in runs if len((held := _weighted(view, field, run)).documents)]
        if each_once:
            return _chained(parts)
        return self._summed(parts)

    def _phrase(self, phrase: PhraseGroup, field: Field) -> _Held:
        words = [terms.sought(group) for group in phrase.groups]
        parts: list[_Held] = []
        for view in self._snapshot.segments:
            runs = [terms.runs(view.terms.lexicon, word) for word in words]
            if not all(runs):
                continue
            living = np.ones(view.size, bool) if view.living is None else view.living
            documents, frequencies = phrases.begins(
                view.terms.fields[field], runs, living, phrase.slop, self._ask
            )
            parts.append(_Held(documents + view.base, frequencies))
        return _chained(parts)

    def _summed(self, parts: Sequence[_Held]) -> _Held:
        """The documents of all parts, each with its values added up in the parts' order."""
        documents, values = _chained(parts)
        size = self._snapshot.size
        if len(documents) * _SPARSE < size:
            each, at = np.unique(documents, return_inverse=True)
            return _Held(each, np.bincount(at, values, minlength=len(each)))
        sums, there = np.zeros(size), np.zeros(size, bool)
        np.add.at(sums, documents, values)
        there[documents] = True
        each = np.flatnonzero(there)
        return _Held(each, sums[each])

    def _ask(self) -> None:
        if self._cancelled():
            raise Cancelled("the search was stopped")


def _weighted(view: View, field: Field, run: terms.Run) -> _Held:
    """A run's postings: documents, and their frequencies times the forms' weights."""
    reader = view.terms.fields[field]
    documents, frequencies = reader.postings(run.start, run.stop)
    weights = run.weight
    if not isinstance(weights, float | int):
        weights = np.repeat(weights, reader.counts(run.start, run.stop))
    values = np.multiply(weights, frequencies, dtype=np.float64)
    if view.living is not None:
        kept = view.living[documents]
        documents, values = documents[kept], values[kept]
    return _Held(np.add(documents, view.base, dtype=np.intp), values)


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
