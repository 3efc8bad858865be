"""How near to each other the words of a query stand, and hits put in order by it.

Engines count words wherever in an article they are. A passage that has all of them says
more of their matter than two passages that have one each, and the nearer they stand the
more (after S. Büttcher, C. Clarke and B. Lushman, "Term Proximity Scoring for Ad-Hoc
Retrieval on Very Large Text Collections", SIGIR 2006, who add it to BM25 likewise; here
for the first hits only, whose passages are looked up anyway).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from index.engines import Ranked

#: So many of the first hits are put in order anew.
FIRST = 30

#: What words side by side add to a score. Measured on short pages in nine languages: from
#: 0.1 on no more articles come first that should, above 0.3 some no longer do.
_SHARE = 0.1

#: With so many other words between them, words count for half as near.
_HALF = 8


def nearness(places: Sequence[tuple[int, int]], wanted: int) -> float:
    """How near the words of a query stand in a passage, from 0 to 1.

    Args:
        places: positions, ascending, each with the number of the word that stands there.
        wanted: how many words the query has. What lacks some is less by their share.
    """
    within: Counter[int] = Counter()
    met = len({word for _, word in places})
    if met < 2:
        return 0.0
    shortest, first = places[-1][0] - places[0][0], 0
    for at, word in places:
        within[word] += 1
        while len(within) == met:
            begin, leaving = places[first]
            shortest = min(shortest, at - begin)
            within[leaving] -= 1
            if not within[leaving]:
                del within[leaving]
            first += 1
    between = max(0, shortest + 1 - met)
    return (met - 1) / (wanted - 1) * _HALF / (_HALF + between)


def nearest_first(ranked: Sequence[Ranked], near: Sequence[float]) -> list[tuple[int, Ranked]]:
    """The order by score and nearness, with the places before and the scores after.

    Only what is equally full changes places, each language is ordered in itself, and the
    languages are interleaved as `index.ranking.fuse` does it.

    Args:
        ranked: in the order of the engine.
        near: the nearness of each.
    """
    scored = [
        one._replace(score=one.score * (1 + _SHARE * nearness))
        for one, nearness in zip(ranked, near, strict=True)
    ]
    ordered: list[tuple[int, Ranked]] = []
    for _, tier in groupby(enumerate(scored), key=lambda placed: len(placed[1].missing)):
        ordered += _interleaved(tier)
    return ordered


def _interleaved(tier: Iterable[tuple[int, Ranked]]) -> list[tuple[int, Ranked]]:
    by_language = defaultdict[str, list[tuple[int, Ranked]]](list)
    for placed in tier:
        by_language[placed[1].lang].append(placed)
    ordered = [
        (place, *_best_first(placed), placed)
        for some in by_language.values()
        for place, placed in enumerate(sorted(some, key=_best_first))
    ]
    return [placed for *_, placed in sorted(ordered)]


def _best_first(placed: tuple[int, Ranked]) -> tuple[float, int]:
    return -placed[1].score, placed[1].key
