"""What an archive knows that helps with what was kept: where it stands now, forms of
words, stories. No Textual."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import NotFound
from reader.notebook import anchor
from reader.notebook.choosing import Forms, Known, asks_of_stories, words_of

if TYPE_CHECKING:
    from index import Archive, Article, Story
    from reader.notebook.highlight import Highlight


def known(archive: "Archive", query: str, kept: "Sequence[Highlight]") -> Known:
    """What choosing among highlights by a query needs to know, and no more."""
    named = names_of_stories(archive, kept) if asks_of_stories(query) else {}
    return Known(forms(archive, words_of(query)), named)


def forms(archive: "Archive", words: Iterable[str]) -> Forms:
    """What each word stands for in the archive, in all its languages."""
    answers = {word: archive.search(word, passages=False, limit=0) for word in words}
    return {
        word: frozenset(form.text for each in answer.expansion for form in each.forms)
        for word, answer in answers.items()
    }


def placed(archive: "Archive", kept: "Iterable[Highlight]") -> "dict[str, Highlight]":
    """Highlights by id as they stand in the articles as these are now: place and state.

    What was made in another archive is left as it is; what has no article is an orphan.
    """
    articles: dict[str, Article | None] = {}
    found = {}
    for each in kept:
        if each.archive != archive.uuid:
            # What was imported without a place is in no archive.
            found[each.id] = each if each.archive else replace(each, state="orphan")
            continue
        if each.article not in articles:
            articles[each.article] = _article(archive, each.article)
        article = articles[each.article]
        if article is None:
            found[each.id] = replace(each, state="orphan")
        elif article.revision == each.revision:
            found[each.id] = each
        else:
            earlier = archive.earlier(article.id, each.revision)
            found[each.id] = anchor.resolve(each, article, earlier)
    return found


def _article(archive: "Archive", article_id: str) -> "Article | None":
    try:
        return archive.get(article_id)
    except NotFound:
        return None


def stories_of(archive: "Archive", ids: Collection[str]) -> "dict[str, Story]":
    """The stories of several articles that any of these articles are in, by article.

    What is in no story, is not linked yet or is not in the archive any more has none.
    """
    found = archive.stories_of(ids)
    return {each: found[each] for each in ids if each in found and len(found[each].articles) > 1}


def stories(archive: "Archive", kept: "Iterable[Highlight]") -> "dict[tuple[str, str], Story]":
    """The stories of what was kept in this archive, by its uuid and the article's id."""
    ids = {each.article for each in kept if each.archive == archive.uuid}
    return {(archive.uuid, one): story for one, story in stories_of(archive, ids).items()}


def names_of_stories(
    archive: "Archive", kept: "Iterable[Highlight]"
) -> dict[tuple[str, str], tuple[str, ...]]:
    """`Known.stories` of what was kept in this archive."""
    return {
        place: (story.id, story.title, *story.articles)
        for place, story in stories(archive, kept).items()
    }
