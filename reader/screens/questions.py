"""What the screen asks of the archive; every function here runs in the archive's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import NotFound
from index.model import Article, ArticleSummary, MatchingPassage, Results
from reader.screens._view import Holdings
from reader.session import Question

if TYPE_CHECKING:
    from index import Archive

#: Articles that are asked for when all are wanted: four pages of the list. Where the next
#: unread one is looked for, too.
LISTED = 800


@dataclass(frozen=True, slots=True)
class Overview:
    """What the archive says of itself when the application starts."""

    uuid: str
    notice: str | None
    holdings: Holdings


def overview(archive: "Archive") -> Overview:
    """The archive's name, its trouble if any, and what it holds."""
    holdings = Holdings(archive.sources(), archive.languages())
    return Overview(archive.uuid, archive.notice, holdings)


@dataclass(frozen=True, slots=True)
class Listing:
    """The first articles of an archive in a filter's order, and how many there are."""

    articles: tuple[ArticleSummary, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, and which of the hits have no title of their own."""

    results: Results
    untitled: frozenset[str]


def listing(archive: "Archive", question: Question, *, limit: int) -> Listing:
    """The articles that a blank question asks for."""
    kept = question.languages, question.sources
    articles = archive.articles(languages=kept[0], sources=kept[1], limit=max(limit, LISTED))
    if len(articles) < max(limit, LISTED):
        return Listing(articles, len(articles))
    return Listing(articles, archive.count(languages=kept[0], sources=kept[1]))


def answer(
    archive: "Archive",
    question: Question,
    *,
    limit: int,
    typing: bool,
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
        limit=limit,
        cancelled=cancelled,
    )
    return Found(results, archive.untitled([hit.id for hit in results.hits[:LISTED]]))


def matches(archive: "Archive", article_id: str, text: str) -> tuple[MatchingPassage, ...]:
    """The passages of an article that a query finds; none for a blank one."""
    return archive.matches(article_id, text) if text.strip() else ()


def forms(archive: "Archive", words: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """What each word stands for in the archive, in all its languages."""
    answers = {word: archive.search(word, passages=False, limit=0) for word in words}
    return {
        word: frozenset(form.text for each in answer.expansion for form in each.forms)
        for word, answer in answers.items()
    }


def article_with_matches(
    archive: "Archive", article_id: str, text: str
) -> tuple[Article, tuple[MatchingPassage, ...]]:
    """An article and its passages that a query finds.

    Raises:
        NotFound: there is no such article.
    """
    return archive.get(article_id), matches(archive, article_id, text)


def still_there(archive: "Archive", ids: tuple[str, ...]) -> tuple[Article, ...]:
    """Those of the articles that the archive still has."""
    found = []
    for article_id in ids:
        try:
            found.append(archive.get(article_id))
        except NotFound:
            continue
    return tuple(found)
