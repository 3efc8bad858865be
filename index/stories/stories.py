"""The stories of an archive as linking left them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.errors import EngineError
from index.model import ArticleSummary, Story
from index.storage.store import Store
from index.stories.linked import Words
from index.stories.links import Links
from index.stories.nearby import RELATED

#: Words that explain a story.
_MOST_SHARED = 8

#: Related stories that are named.
_MOST_RELATED = 10

_Answer = TypeVar("_Answer")


class Stories:
    """Reads stories; every call sees what the last run of the job left.

    Threads: the store's. Without links there are no stories. Only what is asked for is
    read, but for the sizes of all.
    """

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._path = path

    def listed(self, limit: int | None, offset: int) -> tuple[Story, ...]:
        """See `index.across.Across.stories`."""

        def chosen(links: Links, gone: Set[int]) -> list[Story]:
            several = links.largest(gone)
            end = None if limit is None else offset + limit
            wanted = several[offset:end]
            if end is None or end > len(several):
                alone = _alone(links, several, gone)
                wanted += [*several, *alone][max(offset, len(several)) : end]
            return list(self._described(links, wanted, gone).values())

        return tuple(self._read(chosen) or ())

    def count(self) -> int:
        """How many stories have several articles."""
        return self._read(lambda links, gone: len(links.largest(gone))) or 0

    def of(self, articles: Collection[int]) -> dict[int, Story]:
        """The stories of articles, of those that are linked."""

        def found(links: Links, gone: Set[int]) -> dict[int, Story]:
            # What is gone was linked; what has its key now was not.
            stories = links.stories_of(set(articles) - gone)
            named = self._described(links, sorted(set(stories.values())), gone)
            return {one: named[story] for one, story in stories.items() if story in named}

        return self._read(found) or {}

    def _read(self, ask: Callable[[Links, Set[int]], _Answer]) -> _Answer | None:
        """What the links say, given the articles that were removed since; None without any."""
        try:
            links = Links.open(self._path, write=False)
        except EngineError:
            return None
        try:
            with links.reported():
                return ask(links, set(self._store.keys_removed_after(links.state.through)))
        finally:
            links.close()

    def _described(self, links: Links, stories: Sequence[int], gone: Set[int]) -> dict[int, Story]:
        """Those of some stories that have articles, in this order."""
        related = _related(links, stories)
        members = links.members(stories)
        wanted = {one for some in (*members.values(), *related.values()) for one in some}
        articles = self._store.summaries(wanted - gone)
        left = {story: [one for one in members[story] if one in articles] for story in stories}
        shared = _explained(links, left)
        return {
            story: _story(
                [articles[one] for one in some],
                [articles[one].id for one in related[story] if one in articles],
                shared.get(story, ()),
            )
            for story, some in left.items()
            if some
        }


def _alone(links: Links, several: Collection[int], gone: Set[int]) -> list[int]:
    """The articles that are in no story of several but related to one, the latest first."""
    told = set(several)
    near = links.beside(several) - told - gone
    related = _related(links, near)
    return sorted((story for story in near if told & set(related[story])), reverse=True)


def _story(
    articles: Sequence[ArticleSummary], related: Iterable[str], shared: tuple[str, ...]
) -> Story:
    titled = next((article for article in articles if not article.title_derived), articles[0])
    languages = Counter(article.lang for article in articles)
    return Story(
        id=articles[0].id,
        title=titled.title,
        languages=tuple(lang for lang, _ in languages.most_common()),
        sources=tuple(sorted({article.source for article in articles if article.source})),
        articles=tuple(article.id for article in articles),
        related=tuple(related),
        shared=shared,
    )


def _explained(
    links: Links, members: Mapping[int, Collection[int]]
) -> Mapping[int, tuple[str, ...]]:
    """What the articles of each story of several have in common."""
    told = {story: articles for story, articles in members.items() if len(articles) > 1}
    words = links.words([article for articles in told.values() for article in articles])
    return {story: _shared([words[one] for one in told[story]]) for story in told}


def _shared(articles: Sequence[Words]) -> tuple[str, ...]:
    """The words that most articles have, those first that more have, then the weightiest."""
    counted = [len(each.texts) for each in articles]
    spelled = [text for each in articles for text in each.texts]
    keys = np.frombuffer(b"".join(each.keys for each in articles), np.int64)
    sizes = np.frombuffer(b"".join(each.sizes for each in articles), np.uint8)
    if not len(keys):
        return ()
    # Of each key, which word it is of, and of which article.
    words = np.repeat(np.arange(len(spelled)), sizes)
    owners = np.repeat(np.arange(len(articles)), counted)[words]
    places = words - (np.cumsum(counted) - counted)[owners]
    # Each key once an article, where it is weightiest: sorting leaves that first.
    order = np.lexsort((owners, keys))
    changes = (np.diff(keys[order]) != 0) | (np.diff(owners[order]) != 0)
    once = order[np.concatenate(([True], changes))]
    _, starts, holders = np.unique(keys[once], return_index=True, return_counts=True)
    common = []
    for at in np.flatnonzero(holders >= max(2, len(articles) / 2)).tolist():
        some = once[starts[at] : starts[at] + holders[at]]
        spellings = list(dict.fromkeys(spelled[word] for word in words[some].tolist()))
        common.append((-int(holders[at]), int(places[some].sum()), spellings))
    return _named(sorted(common))


def _named(common: Iterable[tuple[int, int, Sequence[str]]]) -> tuple[str, ...]:
    """The spellings of the first words, none of them twice."""
    named: set[str] = set()
    found: list[str] = []
    for _, _, spellings in common:
        if named.isdisjoint(spellings):
            found.append(" / ".join(spellings))
            named.update(spellings)
    return tuple(found[:_MOST_SHARED])


def _related(links: Links, stories: Collection[int]) -> Mapping[int, Sequence[int]]:
    """For each of some stories the others that are near on the average, the nearest first."""
    sums = links.near_stories(stories)
    sizes = links.sizes({story for link in sums for story in link})
    found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), total in sums.items():
        average = total / (sizes[one] * sizes[other])
        if average >= RELATED:
            found[one].append((-average, other))
    nearest = {
        story: [other for _, other in sorted(near)[:_MOST_RELATED]] for story, near in found.items()
    }
    return defaultdict(list, nearest)
