"""The order of `index.ranking`, on arrays: all matches counted, the first of them sorted."""

from collections.abc import Callable, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, Protocol

import numpy as np

from index.engines import Ranked, Ranking, Request
from index.engines.whoosh.columns import Numbers, counts
from index.engines.whoosh.found import Documents
from index.engines.whoosh.snapshot import Snapshot

#: No more documents than this are sorted as quickly as the first of them are looked for.
_SORTED = 200

#: Of more values than these, most are told to be small in a table of so many rows.
_MANY = 8_000
_ROWS = 32

#: Of a name and a number.
_NUMBER = itemgetter(1)


class Matches(Protocol):
    """Documents that match, by the number of clauses that they lack.

    Attributes:
        counts: how many lack none, one, two ...
    """

    counts: Sequence[int]

    def lacking(self, number: int) -> Documents:
        """Those that lack so many."""
        ...

    def all(self) -> Documents:
        """All."""
        ...

    def points(self, documents: Documents) -> Numbers:
        """The scores of some."""
        ...

    def missing(self, documents: Numbers) -> Sequence[tuple[int, ...]]:
        """Which clauses each of some lacks."""
        ...


def ranking(
    snapshot: Snapshot, request: Request, matches: Matches, ask: Callable[[], None]
) -> Ranking:
    """Count the matches and put the first of them in order; see `Ranking`.

    Args:
        snapshot: what was searched.
        request: what was asked.
        matches: all there are.
        ask: called between steps; what it raises is passed on.
    """
    total = matches.counts[0]
    counted = full = matches.lacking(0)
    if not total and any(matches.counts):
        counted = matches.all()
    first: list[Ranked] = []
    for lacking, number in enumerate(matches.counts):
        ask()
        limit = request.limit - len(first)
        if number and limit > 0:
            tier = matches.lacking(lacking) if lacking else full
            if request.sort == "date":
                some = _newest(snapshot, tier, limit)
                scores = matches.points(some)
            else:
                some, scores = _fused(snapshot, tier, matches.points(tier), limit)
            missing = matches.missing(some.numbers) if lacking else [()] * len(some)
            first += _ranked(snapshot, some, scores, missing)
    return Ranking(
        ranked=tuple(first),
        total=total,
        partial=sum(matches.counts) - total,
        languages=_named(snapshot.langs[1], counted.holding),
        sources=_counted(*snapshot.sources, counted.numbers),
    )


def _newest(snapshot: Snapshot, tier: Documents, limit: int) -> Documents:
    days = snapshot.days[tier.numbers]
    some = _greatest(days, limit)
    chosen = tier.numbers[some]
    ordered = chosen[np.lexsort((snapshot.keys[chosen], -days[some]))]
    return Documents(snapshot, ordered[:limit])


def _fused(
    snapshot: Snapshot, tier: Documents, scores: Numbers, limit: int
) -> tuple[Documents, Numbers]:
    """Each language in itself by score, and then all the first, all the second ..."""
    langs = tier.langs
    present = [lang for lang, number in enumerate(tier.holding) if number]
    if len(present) == 1:
        numbers = tier.numbers
        if len(numbers) > _SORTED:
            some = _greatest(scores, limit)
            numbers, scores = numbers[some], scores[some]
        order = np.lexsort((snapshot.keys[numbers], -scores))[:limit]
        return Documents(snapshot, numbers[order]), scores[order]
    some = np.arange(len(langs))
    if len(langs) > limit:
        of_each = [(langs == lang).nonzero()[0] for lang in present]
        some = np.concatenate([of[_greatest(scores[of], limit)] for of in of_each])
    langs = langs[some]
    keys, worst_first = snapshot.keys[tier.numbers[some]], -scores[some]
    by_lang = np.lexsort((keys, worst_first, langs))
    sorted_langs = langs[by_lang]
    # How far a document is behind the first of its language.
    ranks = np.arange(len(some)) - sorted_langs.searchsorted(sorted_langs)
    fused = np.lexsort((keys[by_lang], worst_first[by_lang], ranks))
    some = some[by_lang[fused[:limit]]]
    return Documents(snapshot, tier.numbers[some]), scores[some]


def _greatest(values: Numbers, limit: int) -> Numbers:
    """The places of the `limit` greatest values, and of all that equal the last of them."""
    if len(values) <= limit:
        return np.arange(len(values))
    width = len(values) // _ROWS
    if len(values) > _MANY and width > limit:
        # As many of them as there are columns are the greatest of a column.
        tops = values[: _ROWS * width].reshape(_ROWS, width).max(axis=0)
        some = (values >= _last(tops, limit)).nonzero()[0]
        values = values[some]
        return np.asarray(some[values >= _last(values, limit)])
    return np.asarray((values >= _last(values, limit)).nonzero()[0])


def _last(values: Numbers, limit: int) -> Any:
    """The last of the `limit` greatest values."""
    return np.partition(values, len(values) - limit)[len(values) - limit]


def _ranked(
    snapshot: Snapshot,
    documents: Documents,
    scores: Numbers,
    missing: Sequence[tuple[int, ...]],
) -> list[Ranked]:
    langs, names = snapshot.langs
    of = map(names.__getitem__, langs[documents.numbers].tolist())
    rows = zip(snapshot.keys[documents.numbers].tolist(), of, scores.tolist(), missing, strict=True)
    # As `Ranked._make`, without a call of Python's for each.
    return list(map(tuple.__new__, repeat(Ranked), rows))


def _counted(numbers: Numbers, names: Sequence[str], documents: Numbers) -> dict[str, int]:
    return _named(names, counts(numbers[documents], len(names)))


def _named(names: Sequence[str], numbers: Sequence[int]) -> dict[str, int]:
    """How many documents have each name, the most frequent first, then by code points.

    Args:
        names: ascending.
        numbers: of each.
    """
    held = filter(_NUMBER, zip(names, numbers, strict=True))
    # What is alike stays in its order.
    return dict(sorted(held, key=_NUMBER, reverse=True))
