"""What the screen asks of the archive; every function here runs in the archive's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import NotFound
from index.model import Article, ArticleSummary, MatchingPassage, Results, Standing
from reader.screens._view import Holdings
from reader.session import Question

if TYPE_CHECKING:
    from index import Archive


@dataclass(frozen=True, slots=True)
class Overview:
    """What the archive says of itself when the application starts."""

    uuid: str
    notice: str | None
    holdings: Holdings
    standing: Standing


@dataclass(frozen=True, slots=True)
class News:
    """What another process did to the archive: how many articles are new, if any."""

    standing: Standing
    holdings: Holdings
    added: int


def overview(archive: "Archive") -> Overview:
    """The archive's name, its trouble if any, and what it holds."""
    standing = archive.standing()
    return Overview(archive.uuid, archive.notice, _holdings(archive), standing)


def news(archive: "Archive", since: Standing) -> tuple[News | None, str | None]:
    """What is new, None when nothing is; and the archive's trouble."""
    standing = archive.standing()
    if standing == since:
        return None, archive.notice
    return News(standing, _holdings(archive), archive.added_since(since)), archive.notice


def _holdings(archive: "Archive") -> Holdings:
    return Holdings(archive.sources(), archive.languages())


def answer(
    archive: "Archive",
    question: Question,
    *,
    limit: int,
    typing: bool,
    cancelled: Callable[[], bool],
) -> Results | tuple[ArticleSummary, ...]:
    """The archive's answer: hits, or articles when the question is blank.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    if question.is_blank:
        return archive.articles(languages=question.languages, sources=question.sources)
    return archive.search(
        question.text,
        languages=question.languages,
        sources=question.sources,
        sort=question.sort,
        typing=typing,
        limit=limit,
        cancelled=cancelled,
    )


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
