"""A quote that another tool kept, and the place it is given in an archive."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from index import Archive, Article, ArticleSummary
from reader.notebook.anchor import resolve
from reader.notebook.highlight import Highlight, quoted


@dataclass(frozen=True, slots=True)
class Clipping:
    """A quote with what is known of where it is from; texts are `""` when unknown.

    `passage` is the place in whatever counting the other tool has; `created` is as the
    notebook writes times, None when the tool does not say.
    """

    id: str
    quote: str
    prefix: str
    suffix: str
    title: str
    source: str
    url: str
    lang: str
    note: str
    tags: tuple[str, ...]
    passage: int
    created: str | None


def placed(clippings: Iterable[Clipping], archive: Archive, now: str) -> list[Highlight]:
    """Clippings as highlights: in the article of their address or title if it has them.

    What has no sure place there is kept all the same, without an archive.

    Args:
        clippings: the quotes.
        archive: where to look.
        now: when those were kept that do not say.
    """
    articles = archive.articles()
    by_url = {each.url: each for each in reversed(articles) if each.url}
    by_title = {each.title: each for each in reversed(articles)}
    return [_placed(each, by_url, by_title, archive, now) for each in clippings]


def _placed(
    clipping: Clipping,
    by_url: dict[str, ArticleSummary],
    by_title: dict[str, ArticleSummary],
    archive: Archive,
    now: str,
) -> Highlight:
    kept = _without_place(clipping, now)
    found = by_url.get(clipping.url) or by_title.get(clipping.title)
    return (found and _in_article(kept, archive.get(found.id), archive.uuid)) or kept


def _in_article(kept: Highlight, article: Article, archive: str) -> Highlight | None:
    at = resolve(kept, article)
    if at.state == "orphan":
        return None
    passage = next(each for each in article.passages if each.n == at.passage)
    made = quoted(article, passage, at.start, at.end)
    return replace(
        made,
        id=kept.id,
        archive=archive,
        note=kept.note,
        tags=kept.tags,
        created=kept.created,
    )


def _without_place(clipping: Clipping, now: str) -> Highlight:
    return Highlight(
        id=clipping.id,
        archive="",
        article=clipping.url or clipping.title or clipping.id,
        # There is no revision to name; the quote's own hash tells one quote from another.
        revision=sha256(clipping.quote.encode()).hexdigest()[:16],
        source=clipping.source or None,
        url=clipping.url or None,
        lang=clipping.lang or "und",
        title=clipping.title,
        date=None,
        passage=max(clipping.passage, 1),
        start=0,
        end=len(clipping.quote),
        quote=clipping.quote,
        prefix=clipping.prefix,
        suffix=clipping.suffix,
        note=clipping.note,
        tags=clipping.tags,
        colour="",
        created=clipping.created or now,
        state="orphan",
        pair=(),
    )
