"""Which articles make one story, given how near they are: average linkage.

The two groups that are nearest in the average of all their pairs are joined, again and
again, until no two are near enough. Chains are not followed: one article between two
events does not make them one. What a person decided stands first.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

#: Two articles, the smaller number first.
Link = tuple[int, int]


def link(one: int, other: int) -> Link:
    """Two articles in order."""
    return (one, other) if one < other else (other, one)


def groups(
    articles: Sequence[int],
    scores: Mapping[Link, float],
    near: float,
    *,
    together: Collection[Link] = (),
    apart: Collection[Link] = (),
) -> list[list[int]]:
    """Part articles into groups.

    Args:
        articles: in an order that does not depend on when they came; it breaks ties.
        scores: of pairs; one that is not there is 0.
        near: the least average by which groups are joined.
        together: pairs that stay in one group whatever their score.
        apart: pairs that are never joined.
    """
    rank = {article: at for at, article in enumerate(articles)}
    joined = _Groups(
        {link(rank[one], rank[other]): score for (one, other), score in scores.items()},
        {link(rank[one], rank[other]) for one, other in apart},
        len(articles),
    )
    for one, other in sorted(link(rank[one], rank[other]) for one, other in together):
        joined.join_anyway(one, other)
    joined.join_near(near)
    return [[articles[at] for at in sorted(members)] for members in joined.members.values()]


class _Groups:
    """Groups that are being joined, named by their first member."""

    def __init__(self, scores: Mapping[Link, float], apart: Iterable[Link], count: int) -> None:
        self.members = {at: [at] for at in range(count)}
        self._group = list(range(count))
        self._sums: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for (one, other), score in scores.items():
            self._sums[one][other] = self._sums[other][one] = score
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join_anyway(self, one: int, other: int) -> None:
        """Join the groups of two members, unless someone keeps them apart."""
        first, second = sorted((self._group[one], self._group[other]))
        if first != second and second not in self._apart[first]:
            self._join(first, second)

    def join_near(self, near: float) -> None:
        """Join the nearest groups until none are near enough."""
        heap = [
            (-self._average(one, other), one, other)
            for one in self.members
            for other in self._sums[one]
            if one < other
        ]
        heapq.heapify(heap)
        while heap:
            average, one, other = heapq.heappop(heap)
            if -average < near:
                return
            if one not in self.members or other not in self.members:
                continue
            if -average != self._average(one, other) or other in self._apart[one]:
                continue
            self._join(one, other)
            for third in self._sums[one]:
                pair = link(one, third)
                heapq.heappush(heap, (-self._average(*pair), *pair))

    def _average(self, one: int, other: int) -> float:
        return self._sums[one][other] / (len(self.members[one]) * len(self.members[other]))

    def _join(self, one: int, other: int) -> None:
        for member in self.members[other]:
            self._group[member] = one
        self.members[one] += self.members.pop(other)
        for third, total in self._sums.pop(other, {}).items():
            del self._sums[third][other]
            if third != one:
                both = total + self._sums[one].get(third, 0.0)
                self._sums[one][third] = self._sums[third][one] = both
        for third in self._apart.pop(other, set()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart[one].add(third)


def pairs_within(articles: Iterable[int]) -> list[Link]:
    """All pairs of some articles."""
    return [link(one, other) for one, other in combinations(sorted(articles), 2)]
