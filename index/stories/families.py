"""Makes stories of the articles that have none: those that could be in one, together.

Two groups are joined only if some pair of them is near enough by itself. So what such
pairs do not lead to need not be in memory, and most articles are stories of their own at
once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator

import numpy as np

from index.stories import affinity
from index.stories.grouping import Link, groups
from index.stories.links import Links
from index.stories.nearby import STORY
from index.stories.verdicts import Verdicts

#: What is a form is near to what has such a title, whatever both say else.
_SAME_TITLE = 0.9

#: Articles that are grouped at once, but for families that are larger.
_AT_ONCE = 5_000


class Families:
    """Groups what is not grouped yet.

    Args:
        links: within a transaction.
        verdicts: what a person decided.
    """

    def __init__(self, links: Links, verdicts: Verdicts) -> None:
        self._links = links
        self._verdicts = verdicts

    def group(self) -> None:
        """Give every article its story."""
        links, state = self._links, self._links.state
        if state.verdicts != self._verdicts.last:
            links.ungroup(self._verdicts.articles)
            links.save_state(state._replace(verdicts=self._verdicts.last))
        links.ungroup(links.twins(links.ungrouped()))
        alone: list[list[int]] = []
        several: list[int] = []
        for family in self._families(links.ungrouped()):
            if len(family) == 1:
                alone.append(family)
                continue
            several += family
            if len(several) > _AT_ONCE:
                links.group(self._stories(several))
                several = []
        links.group(alone)
        links.group(self._stories(several))

    def _families(self, articles: Collection[int]) -> Iterator[list[int]]:
        """All articles that could be in one story with these: each family by itself."""
        near, left = self._near(articles)
        while left:
            family = [left.pop()]
            for one in family:
                fresh = near.get(one, set()) & left
                left -= fresh
                family += fresh
            yield family

    def _near(self, articles: Collection[int]) -> tuple[dict[int, set[int]], set[int]]:
        """Which articles are near enough to which, and all that these lead to."""
        joined: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in self._verdicts.together:
            joined[one].add(other)
            joined[other].add(one)
        near: defaultdict[int, set[int]] = defaultdict(set)
        found: set[int] = set()
        fresh = self._links.known(articles)
        while fresh:
            found |= fresh
            pairs = set(self._links.edges(fresh, STORY))
            pairs.update((one, other) for one in fresh & joined.keys() for other in joined[one])
            for one, other in pairs:
                near[one].add(other)
                near[other].add(one)
            fresh = self._links.known({one for pair in pairs for one in pair} - found)
        return near, found

    def _stories(self, articles: Collection[int]) -> list[list[int]]:
        """Parts articles into stories, that nothing else could be in one story with."""
        links, verdicts = self._links, self._verdicts
        waiting = set(articles)
        near = {
            pair: score for pair, score in links.edges(waiting).items() if waiting.issuperset(pair)
        }
        strangers = self._strangers(near)
        allowed = {
            pair: score
            for pair, score in near.items()
            if score > 0 and pair not in strangers and verdicts.alone.isdisjoint(pair)
        }
        never = {pair for pair, score in near.items() if score < 0} - verdicts.together
        names = links.revisions(waiting)
        return groups(
            sorted(waiting, key=lambda article: (names[article], article)),
            allowed,
            STORY,
            together=[pair for pair in verdicts.together if waiting.issuperset(pair)],
            apart=never | {pair for pair in verdicts.apart if waiting.issuperset(pair)},
        )

    def _strangers(self, near: Collection[Link]) -> set[Link]:
        """The pairs of which one is a form, and whose titles do not say the same."""
        forms = self._links.forms({article for pair in near for article in pair})
        pairs = [pair for pair in near if not forms.isdisjoint(pair)]
        some = self._links.columns.tellings(sorted({article for pair in pairs for article in pair}))
        place = {article: at for at, article in enumerate(some.articles.tolist())}
        ones, others = (
            np.array([place[pair[side]] for pair in pairs], np.int64) for side in (0, 1)
        )
        same = affinity.headlines(some.titles, ones, some.titles, others) >= _SAME_TITLE
        return {pair for pair, is_same in zip(pairs, same.tolist(), strict=True) if not is_same}
