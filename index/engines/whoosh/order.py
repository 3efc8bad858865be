"""The order of `index.ranking`, on arrays: all matches counted, the first of them sorted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.engines import Ranked, Ranking, Request
from index.engines.whoosh.columns import Numbers, counts
from index.engines.whoosh.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that match, ascending: their scores, and how many clauses they lack.

    `lacking` None means that none lacks any.
    """

    documents: Numbers
    scores: Numbers
    lacking: Numbers | None

    def where(self, kept: Numbers) -> "Matches":
        """Those that a mask or a list of places names."""
        lacking = None if self.lacking is None else self.lacking[kept]
        return Matches(self.documents[kept], self.scores[kept], lacking)


def ranking(
    snapshot: Snapshot,
    request: Request,
    matches: Matches,
    clauses: Mapping[int, Numbers],
    ask: Callable[[], None],
) -> Ranking:
    """Count the matches and put the first of them in order; see `Ranking`.

    Args:
        snapshot: what was searched.
        request: what was asked.
        matches: all there are.
        clauses: the documents of each clause that scores, by its index.
        ask: called between steps; what it raises is passed on.
    """
    everything = len(matches.documents)
    full = matches if matches.lacking is None else matches.where(matches.lacking == 0)
    total = len(full.documents)
    counted = full if total else matches
    first: list[Ranked] = []
    for tier in _tiers(matches, full):
        ask()
        if len(first) >= request.limit:
            break
        places = _order(snapshot, tier, request, request.limit - len(first))
        first += _ranked(snapshot, tier.where(places), clauses)
    return Ranking(
        ranked=tuple(first),
        total=total,
        partial=everything - total,
        languages=_counted(*snapshot.langs, counted.documents),
        sources=_counted(*snapshot.sources, counted.documents),
    )


def _tiers(matches: Matches, full: Matches) -> Iterator[Matches]:
    """Full matches, then those that lack one clause, and so on."""
    yield full
    if matches.lacking is not None:
        for number in np.flatnonzero(np.bincount(matches.lacking)).tolist():
            if number:
                yield matches.where(matches.lacking == number)


def _order(snapshot: Snapshot, tier: Matches, request: Request, limit: int) -> Numbers:
    """The places of the first `limit` of a tier, in order."""
    if request.sort == "date":
        return _newest(snapshot, tier, limit)
    return _fused(snapshot, tier, limit)


def _newest(snapshot: Snapshot, tier: Matches, limit: int) -> Numbers:
    days = snapshot.days[tier.documents]
    some = _greatest(days, limit)
    keys = snapshot.keys[tier.documents[some]]
    ordered: Numbers = some[np.lexsort((keys, -days[some]))]
    return ordered[: max(limit, 0)]


def _fused(snapshot: Snapshot, tier: Matches, limit: int) -> Numbers:
    """Each language in itself by score, and then all the first, all the second ..."""
    langs = snapshot.langs[0][tier.documents]
    some = np.arange(len(langs))
    if len(langs) > limit:
        present = np.flatnonzero(counts(langs, len(snapshot.langs[1]))).tolist()
        of_each = [some] if len(present) == 1 else [np.flatnonzero(langs == it) for it in present]
        some = np.concatenate([of[_greatest(tier.scores[of], limit)] for of in of_each])
    langs, scores = langs[some], tier.scores[some]
    keys = snapshot.keys[tier.documents[some]]
    by_lang = np.lexsort((keys, -scores, langs))
    sorted_langs = langs[by_lang]
    # How far a document is behind the first of its language.
    ranks = np.arange(len(some)) - np.searchsorted(sorted_langs, sorted_langs)
    fused = np.lexsort((keys[by_lang], -scores[by_lang], ranks))
    ordered: Numbers = some[by_lang[fused[: max(limit, 0)]]]
    return ordered


def _greatest(values: Numbers, limit: int) -> Numbers:
    """The places of the `limit` greatest values, and of all that equal the last of them."""
    if len(values) <= limit:
        return np.arange(len(values))
    if limit <= 0:
        return np.empty(0, np.intp)
    least = np.partition(values, len(values) - limit)[len(values) - limit]
    return np.flatnonzero(values >= least)


def _ranked(
    snapshot: Snapshot, matches: Matches, clauses: Mapping[int, Numbers]
) -> Iterator[Ranked]:
    langs, names = snapshot.langs
    documents = matches.documents
    missing = _missing(matches, clauses)
    for key, lang, score, lacked in zip(
        snapshot.keys[documents].tolist(),
        langs[documents].tolist(),
        matches.scores.tolist(),
        missing,
        strict=True,
    ):
        yield Ranked(key, names[lang], score, lacked)


def _missing(matches: Matches, clauses: Mapping[int, Numbers]) -> list[tuple[int, ...]]:
    """For each document the clauses it lacks."""
    if matches.lacking is None or not matches.lacking.any():
        return [()] * len(matches.documents)
    lacked = {index: ~np.isin(matches.documents, held) for index, held in clauses.items()}
    return [
        tuple(index for index, mask in lacked.items() if mask[at])
        for at in range(len(matches.documents))
    ]


def _counted(numbers: Numbers, names: Sequence[str], documents: Numbers) -> dict[str, int]:
    """How many documents have each name, the most frequent first, then by code points."""
    found = zip(names, counts(numbers[documents], len(names)), strict=True)
    pairs = [(name, count) for name, count in found if count]
    return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
