"""The stories of an archive as linking left them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from index.errors import EngineError
from index.model import Article, Story
from index.storage.store import Store
from index.stories.grouping import Link
from index.stories.linked import Word
from index.stories.links import Links
from index.stories.nearby import RELATED

#: Words that explain a story.
_MOST_SHARED = 8

#: Related stories that are named.
_MOST_RELATED = 10


class Stories:
    """Reads stories; every call sees what the last run of the job left.

    Threads: the store's. Without links there are no stories.
    """

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._path = path

    def all(self) -> tuple[Story, ...]:
        """Stories of two articles or more, and those that are related to one: the largest
        first, then the latest."""
        links = self._opened()
        if links is None:
            return ()
        try:
            with links.reported():
                members = links.stories()
                related = _related(links.near_stories(), members)
                shared = _explained(links, members)
        finally:
            links.close()
        told = {story for story, articles in members.items() if len(articles) > 1}
        shown = {story for story in members if story in told or told & set(related[story])}
        found = self._stories({story: members[story] for story in shown}, related, shared)
        return tuple(sorted(found, key=lambda story: -len(story.articles)))

    def of(self, article: int) -> Story | None:
        """The story of an article, None while it is not linked."""
        links = self._opened()
        if links is None:
            return None
        try:
            with links.reported():
                story = links.story_of(article)
                if story is None:
                    return None
                near = links.near_stories(story)
                around = {one for pair in near for one in pair} | {story}
                members = {one: links.members(one) for one in sorted(around)}
                shared = _explained(links, {story: members[story]})
        finally:
            links.close()
        related = _related(near, members)
        return next(iter(self._stories({story: members[story]}, related, shared)), None)

    def _opened(self) -> Links | None:
        try:
            return Links.open(self._path, write=False)
        except EngineError:
            return None

    def _stories(
        self,
        members: Mapping[int, Sequence[int]],
        related: Mapping[int, Sequence[int]],
        shared: Mapping[int, tuple[str, ...]],
    ) -> list[Story]:
        """The latest first, as articles are listed."""
        named = {one for story in members for one in related[story]} | set(members)
        wanted = {article for articles in members.values() for article in articles}
        articles = self._store.by_keys(sorted(wanted | named))
        return [
            _story(
                [articles[one] for one in keys if one in articles],
                [articles[one].id for one in related[story] if one in articles],
                shared.get(story, ()),
            )
            for story, keys in sorted(members.items(), reverse=True)
            if any(one in articles for one in keys)
        ]


def _story(articles: Sequence[Article], related: Iterable[str], shared: tuple[str, ...]) -> Story:
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


def _shared(articles: Sequence[Sequence[Word]]) -> tuple[str, ...]:
    """The words that most articles have, those first that more have, then the weightiest."""
    holders: defaultdict[int, set[int]] = defaultdict(set)
    spellings: defaultdict[int, dict[str, None]] = defaultdict(dict)
    places: Counter[int] = Counter()
    for at, article in enumerate(articles):
        for place, word in enumerate(article):
            for key in word.keys:
                if at not in holders[key]:  # where it is weightiest
                    places[key] += place
                    spellings[key][word.text] = None
                holders[key].add(at)
    enough = max(2, len(articles) / 2)
    common = [key for key, some in holders.items() if len(some) >= enough]
    common.sort(key=lambda key: (-len(holders[key]), places[key], list(spellings[key])))
    named: set[str] = set()
    found: list[str] = []
    for key in common:
        if named.isdisjoint(spellings[key]):
            found.append(" / ".join(spellings[key]))
            named.update(spellings[key])
    return tuple(found[:_MOST_SHARED])


def _related(
    sums: Mapping[Link, float], members: Mapping[int, Collection[int]]
) -> Mapping[int, Sequence[int]]:
    """For each story the others that are near on the average, the nearest first."""
    found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), total in sums.items():
        if one in members and other in members:
            average = total / (len(members[one]) * len(members[other]))
            if average >= RELATED:
                found[one].append((-average, other))
    nearest = {
        story: [other for _, other in sorted(near)[:_MOST_RELATED]] for story, near in found.items()
    }
    return defaultdict(list, nearest)
