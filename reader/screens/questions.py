"""What the screen asks of the archive; every function here runs in the archive's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.errors import ArchiveLocked, NotFound, WriteError
from reader.i18n import language
from reader.screens._view import Holdings
from reader.session import Offer, Question

if TYPE_CHECKING:
    from index import Archive
    from index.model import (
        Article,
        ArticleSummary,
        Coverage,
        Gloss,
        MatchingPassage,
        Pair,
        Results,
        Standing,
        Story,
    )
    from index.search.query import Kept

#: Articles of an archive that is linked while the reader waits: a second at most.
_LINKED_AT_ONCE = 300

#: Articles that are asked for when all are wanted: four pages of the list. Where the next
#: unread one is looked for, too.
LISTED = 800

#: Stories that are asked for at once: a screen of them, the largest in a seventh of a second.
STORIES = 25


class Overview(NamedTuple):
    """What the archive says of itself when the application starts."""

    uuid: str
    notice: str | None
    holdings: Holdings
    standing: Standing


class News(NamedTuple):
    """What another process did to the archive: how many articles are new, if any."""

    standing: Standing
    holdings: Holdings
    added: int


def overview(archive: Archive) -> Overview:
    """The archive's name, its trouble if any, and what it holds."""
    standing = archive.standing()
    return Overview(archive.uuid, archive.notice, _holdings(archive), standing)


def news(archive: Archive, since: Standing) -> tuple[News | None, str | None]:
    """What is new, None when nothing is; and the archive's trouble."""
    standing = archive.standing()
    if standing == since:
        return None, archive.notice
    return News(standing, _holdings(archive), archive.added_since(since)), archive.notice


def _holdings(archive: Archive) -> Holdings:
    return Holdings(archive.sources(), archive.languages())


@dataclass(frozen=True, slots=True)
class Listing:
    """The first articles of an archive in a filter's order, and how many there are."""

    articles: tuple[ArticleSummary, ...]
    count: int


class Found(NamedTuple):
    """What a query found, which of the hits have no title of their own, and while the reader
    types a word that the last one may become, `""` for none."""

    results: Results
    untitled: frozenset[str]
    word: str = ""


def listing(archive: Archive, question: Question, *, limit: int) -> Listing:
    """The articles that a blank question asks for."""
    kept = question.languages, question.sources
    articles = archive.articles(languages=kept[0], sources=kept[1], limit=max(limit, LISTED))
    if len(articles) < max(limit, LISTED):
        return Listing(articles, len(articles))
    return Listing(articles, archive.count(languages=kept[0], sources=kept[1]))


def answer(
    archive: Archive,
    question: Question,
    *,
    limit: int,
    typing: bool,
    kept: Callable[[Kept], Collection[str]],
    cancelled: Callable[[], bool],
) -> Found | Listing:
    """The archive's answer: hits, or articles when the question is blank.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    if question.is_blank:
        return listing(archive, question, limit=limit)
    results = archive.search(
        question.text,
        languages=question.languages,
        sources=question.sources,
        sort=question.sort,
        typing=typing,
        without=question.without,
        limit=limit,
        locale=language(),
        kept=kept,
        cancelled=cancelled,
    )
    untitled = archive.untitled([hit.id for hit in results.hits[:LISTED]])
    return Found(results, untitled, _completed(archive, question) if typing else "")


def _completed(archive: Archive, question: Question) -> str:
    found = archive.complete(question.text, languages=question.languages, limit=1)
    return found[0] if found else ""


def corrections(archive: Archive, results: Results) -> tuple[Offer, ...]:
    """What may have been meant by the words that no article has."""
    from index.search.suggest import corrected  # noqa: PLC0415 - the archive has loaded it

    text = results.query
    return tuple(
        Offer(corrected(text, each.word, instead) if instead else "", "", each.word, instead)
        for each in archive.suggest(text, results=results).unknown
        for instead in each.nearest or ("",)
    )


def matches(
    archive: Archive, article_id: str, text: str, without: Collection[tuple[str, str]] = ()
) -> tuple[MatchingPassage, ...]:
    """The passages of an article that a query finds; none for a blank one."""
    return archive.matches(article_id, text, without=without) if text.strip() else ()


def earlier(archive: Archive, article_id: str, revisions: Iterable[str]) -> tuple[Article, ...]:
    """An article as it was in some revisions, in those that the archive had."""
    found = (archive.earlier(article_id, each) for each in revisions)
    return tuple(each for each in found if each is not None)


def counterparts(
    archive: Archive, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Pair, ...]]:
    """The passages that say the same, for each two articles."""
    return {(left, right): archive.counterparts(left, right) for left, right in wanted}


def chores(archive: Archive) -> int:
    """How much is to be made that takes long: dictionaries, stories."""
    return len(archive.lexicon().pending()) + (not archive.is_linked())


@dataclass(frozen=True, slots=True)
class Told:
    """Some stories of an archive, their articles by id, and how many there are in all of
    several articles. `mine` is the story of the article that is being read, if it has one."""

    stories: tuple[Story, ...]
    articles: dict[str, ArticleSummary]
    count: int
    mine: Story | None = None


def stories(archive: Archive, *, limit: int, article: str | None) -> Told:
    """The first stories as they are now; of a small archive, what is new is looked through
    first.

    Args:
        limit: how many.
        article: the one that is being read.
    """
    if archive.count() <= _LINKED_AT_ONCE:
        with suppress(WriteError, ArchiveLocked):
            archive.link()
    mine = None if article is None else archive.stories_of([article]).get(article)
    if mine is not None and len(mine.articles) == 1:
        mine = None
    return _told(archive, limit, 0, mine)


def more_stories(archive: Archive, *, limit: int, offset: int) -> Told:
    """Those that come after some that are listed."""
    return _told(archive, limit, offset)


def _told(archive: Archive, limit: int, offset: int, mine: Story | None = None) -> Told:
    found = archive.stories(limit=limit, offset=offset)
    described = found if mine is None else (mine, *found)
    wanted = {one for story in described for one in story.articles}
    return Told(found, archive.summaries(wanted), archive.count_stories(), mine)


def merge(archive: Archive, ids: tuple[str, ...]) -> None:
    """One story of several."""
    archive.merge_stories(ids)


def split(archive: Archive, ids: tuple[str, ...]) -> None:
    """A story of its own of some articles."""
    archive.split_story(ids)


def exclude(archive: Archive, ids: tuple[str, ...]) -> None:
    """Articles that are in no story."""
    archive.exclude(ids)


def coverage(archive: Archive, article_id: str) -> tuple[Coverage, tuple[ArticleSummary, ...]]:
    """What the tellings of an article's story say, and these articles."""
    found = archive.coverage(article_id)
    return found, tuple(archive.get(one) for one in found.articles)


def telling(archive: Archive, article_id: str, passage: int) -> tuple[Article, Pair] | None:
    """The article of the same story that says most nearly the same as a passage, and where."""
    story = archive.story_of(article_id)
    found = [
        (pair, other)
        for other in (story.articles if story else ())
        if other != article_id
        for pair in archive.counterparts(article_id, other)
        if pair.left == passage
    ]
    if not found:
        return None
    pair, other = max(found, key=lambda one: one[0].score)
    return archive.get(other), pair


def gloss(archive: Archive, word: str, lang: str, into: str) -> Gloss:
    """What a word means in the reader's language, in English when that has none for it."""
    found = archive.gloss(word, lang, into)
    return found if found.meanings or into == "en" else archive.gloss(word, lang, "en")


def article_with_matches(
    archive: Archive, article_id: str, text: str, without: Collection[tuple[str, str]] = ()
) -> tuple[Article, tuple[MatchingPassage, ...]]:
    """An article and its passages that a query finds.

    Raises:
        NotFound: there is no such article.
    """
    return archive.get(article_id), matches(archive, article_id, text, without)


def still_there(archive: Archive, ids: tuple[str, ...]) -> tuple[Article, ...]:
    """Those of the articles that the archive still has."""
    found = []
    for article_id in ids:
        try:
            found.append(archive.get(article_id))
        except NotFound:
            continue
    return tuple(found)
