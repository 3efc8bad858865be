"""A request over a snapshot: postings in, a ranking out."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping

from whoosh.reading import SegmentReader

from index import ranking
from index.engines import Clause, Group, PhraseGroup, Ranking, Request
from index.engines.whoosh import snapshot as postings
from index.engines.whoosh.schema import encoded, unpacked
from index.engines.whoosh.snapshot import Snapshot
from index.errors import Cancelled
from index.model import Field, Occur
from index.ranking import FIELDS, Match, asking

#: Documents and how often each holds a word. One that is here holds it, even if the
#: weights of its forms make that 0 times.
_Frequencies = dict[int, float]


def search(snapshot: Snapshot, request: Request, cancelled: Callable[[], bool]) -> Ranking:
    """Answer a request.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    if cancelled():
        raise Cancelled("the search was stopped")
    matches = _Search(snapshot, request, cancelled).matches()
    return ranking.rank(matches, request.sort, request.limit, cancelled)


class _Search:
    """One request over one snapshot."""

    def __init__(self, snapshot: Snapshot, request: Request, cancelled: Callable[[], bool]) -> None:
        self._snapshot = snapshot
        self._columns = snapshot.columns
        self._cancelled = cancelled
        self._clauses = request.clauses
        self._passing = snapshot.passing(request.filter, cancelled)

    def matches(self) -> Iterable[Match]:
        """The documents that match, in no order."""
        scores: dict[int, Mapping[int, float]] = {}
        refused: set[int] = set()
        for index, clause in enumerate(self._clauses):
            if clause.occur is Occur.MUST_NOT:
                refused.update(*(found for _, found in self._alternatives(clause)))
            else:
                scores[index] = self._scores(clause)
        passing = self._passing
        for document in asking(self._candidates(scores), self._cancelled):
            if document not in refused and passing[document]:
                yield self._match(document, scores)

    def _match(self, document: int, scores: Mapping[int, Mapping[int, float]]) -> Match:
        score, missing = 0.0, []
        for index, points in scores.items():
            if document in points:
                score += points[document]
            else:
                missing.append(index)
        columns = self._columns
        return Match(
            columns.keys[document],
            columns.langs[document],
            columns.sources[document],
            columns.days[document],
            score,
            tuple(missing),
        )

    def _candidates(self, scores: Mapping[int, Mapping[int, float]]) -> Iterable[int]:
        """Documents that have all that must be, or else any of what should be."""
        if not scores:
            return self._snapshot.documents
        required = [
            points for index, points in scores.items() if self._clauses[index].occur is Occur.MUST
        ]
        if required:
            rarest, *others = sorted(required, key=len)
            return [at for at in rarest if all(at in points for points in others)]
        return set().union(*scores.values())

    def _scores(self, clause: Clause) -> Mapping[int, float]:
        """What a clause adds to each document that matches it and passes the filter."""
        scores: dict[int, float] = {}
        for by_field, found in self._alternatives(clause):
            self._add_scores(scores, by_field, found)
        return scores

    def _add_scores(
        self, scores: dict[int, float], by_field: list[_Frequencies], found: Iterable[int]
    ) -> None:
        """Add what one alternative scores, found `by_field` (in the order of `FIELDS`)."""
        langs, lengths, passing = self._columns.langs, self._columns.lengths, self._passing
        statistics, rarities = self._snapshot.statistics, self._rarities(found)
        title, body = by_field
        for document in asking(found, self._cancelled):
            if passing[document]:
                lang = langs[document]
                points = ranking.word_score(
                    statistics[lang],
                    rarities[lang],
                    (title.get(document, 0.0), body.get(document, 0.0)),
                    lengths[document],
                )
                scores[document] = scores.get(document, 0.0) + points

    def _rarities(self, found: Iterable[int]) -> dict[str, float]:
        langs, holding = self._columns.langs, defaultdict[str, int](int)
        for document in asking(found, self._cancelled):
            holding[langs[document]] += 1
        return {
            lang: ranking.inverse_document_frequency(
                self._snapshot.statistics[lang].documents, number
            )
            for lang, number in holding.items()
        }

    def _alternatives(self, clause: Clause) -> Iterable[tuple[list[_Frequencies], Iterable[int]]]:
        """Each alternative's frequencies by field, and the documents that match it."""
        for alternative in clause.any_of:
            by_field = [
                self._frequencies(alternative, field) if clause.field in (None, field) else {}
                for field in FIELDS
            ]
            yield by_field, by_field[0].keys() | by_field[1].keys()

    def _frequencies(self, alternative: Group | PhraseGroup, field: Field) -> _Frequencies:
        if isinstance(alternative, PhraseGroup):
            return self._phrase(alternative, field)
        found: _Frequencies = {}
        for reader, base in self._snapshot.segments():
            for term, weight in self._terms(reader, field, alternative):
                held = postings.frequencies(reader, field, term)
                for number, frequency in asking(held, self._cancelled):
                    document = base + number
                    found[document] = found.get(document, 0.0) + weight * frequency
        return found

    def _phrase(self, phrase: PhraseGroup, field: Field) -> _Frequencies:
        words: list[dict[int, list[int]]] = []
        for group in phrase.groups:
            words.append(self._places(group, field, words[-1] if words else None))
        found: _Frequencies = {}
        for document in asking(words[-1] if words else (), self._cancelled):
            number = ranking.phrase_frequency([places[document] for places in words], phrase.slop)
            if number:
                found[document] = float(number)
        return found

    def _places(
        self, group: Group, field: Field, within: Container[int] | None
    ) -> dict[int, list[int]]:
        """Where a group's forms stand, ascending, in documents that are `within`."""
        found: dict[int, list[int]] = {}
        for reader, base in self._snapshot.segments():
            for term, _ in self._terms(reader, field, group):
                held = postings.values(reader, field, term)
                for number, value in asking(held, self._cancelled):
                    document = base + number
                    if within is None or document in within:
                        found.setdefault(document, []).extend(unpacked(value))
        for places_of_all in found.values():
            places_of_all.sort()
        return found

    def _terms(
        self, reader: SegmentReader, field: Field, group: Group
    ) -> list[tuple[bytes, float]]:
        """A group's terms, in order, each with its greatest weight."""
        weights: dict[bytes, float] = {}
        for form in group.forms:
            term = encoded(form.text)
            for text in (
                asking(postings.terms(reader, field, term), self._cancelled)
                if form.prefix
                else (term,)
            ):
                weights[text] = max(form.weight, weights.get(text, form.weight))
        return sorted(weights.items())
