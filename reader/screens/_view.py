"""What a session looks like: pure functions from frozen state to the rows of the panes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from reader.expanded import expanded
from reader.i18n import _, date_text, language_name, ngettext
from reader.panes.languages import LanguageRow
from reader.panes.results import OfferRow, ResultRow
from reader.panes.sources import SourceRow
from reader.session import Session

if TYPE_CHECKING:
    from index.model import ArticleSummary, Hit, LanguageCount, Results, SourceCount

#: Rows the list of results holds before "more": beyond, it is the query that helps.
PAGE = 200

#: The same at first, and while the reader types: what a screen holds. Finding the passages of
#: each is most of what a letter costs.
GLANCE = 30

#: Forms of a word that the search line names before "…".
_FORMS = 6


class Holdings(NamedTuple):
    """What the archive holds, whatever is asked: its sources and languages with counts."""

    sources: tuple[SourceCount, ...] = ()
    languages: tuple[LanguageCount, ...] = ()

    @property
    def articles(self) -> int:
        """The number of articles."""
        return sum(source.articles for source in self.sources)


def origin(article: ArticleSummary) -> str:
    """Where an article comes from: source, language and date, in the reader's language."""
    parts = (
        _source(article.source),
        language_name(article.lang),
        date_text(article.date),
    )
    return " · ".join(part for part in parts if part)


def _source(name: str | None) -> str:
    return name or _("unknown source")


def source_rows(session: Session, holdings: Holdings) -> tuple[SourceRow, ...]:
    """The sources, all of them first; counts are those of the answer, if there is one."""
    named = [("" if each.name is None else each.name, each.articles) for each in holdings.sources]
    results = session.results
    if results is None:
        everything = SourceRow(None, holdings.articles)
        return (everything, *(SourceRow(name, count) for name, count in named))
    counts = results.sources
    everything = SourceRow(None, sum(counts.values()))
    return (everything, *(SourceRow(name, counts.get(name, 0)) for name, _all in named))


def language_rows(session: Session, holdings: Holdings) -> tuple[LanguageRow, ...]:
    """The languages of the archive; counts are those of the answer, if there is one."""
    counts = None if session.results is None else session.results.languages
    return tuple(
        LanguageRow(
            each.code,
            each.articles if counts is None else counts.get(each.code, 0),
            each.code not in session.hidden,
        )
        for each in holdings.languages
    )


def result_rows(session: Session, limit: int) -> tuple[ResultRow, ...]:
    """The hits, or all articles when nothing is asked, at most `limit`; none below saved
    searches."""
    if session.lists_saved:
        return ()
    shown = {column.article.id for column in session.columns}
    if session.results is None:
        rows = [_article_row(each, shown) for each in session.articles[:limit]]
    else:
        rows = [_hit_row(hit, shown, session.untitled) for hit in session.results.hits[:limit]]
    return tuple(
        row._replace(is_read=row.id in session.read, is_starred=row.id in session.starred)
        for row in rows
    )


def _titled(title: str, derived: bool) -> str:
    # i18n: how the article begins stands for its title
    return _("(no title) {beginning}").format(beginning=title) if derived else title


def _article_row(article: ArticleSummary, shown: Iterable[str]) -> ResultRow:
    title = _titled(article.title, article.title_derived)
    where = _where_and_when(article)
    return ResultRow(article.id, article.lang, title, where, is_open=article.id in shown)


def _where_and_when(article: ArticleSummary | Hit) -> str:
    parts = (_source(article.source), date_text(article.date))
    return " · ".join(part for part in parts if part)


def _hit_row(hit: Hit, shown: Iterable[str], derived: Iterable[str]) -> ResultRow:
    best = hit.passages[0] if hit.passages else None
    return ResultRow(
        id=hit.id,
        lang=hit.lang,
        title=_titled(hit.title, hit.id in derived),
        snippet=best.text if best else _where_and_when(hit),
        spans=tuple((span.start, span.end) for span in best.spans) if best else (),
        missing=hit.missing,
        is_open=hit.id in shown,
    )


def offer_rows(session: Session) -> tuple[OfferRow, ...]:
    """The queries that are offered: corrections of words, or saved searches."""
    rows: list[OfferRow] = []
    told: set[str] = set()
    for offer in session.offers:
        if offer.name:
            rows.append(OfferRow(offer.text, f"@{offer.name}", offer.instead, offer.name))
            continue
        failed = _("«{word}» is in no article").format(word=offer.failed)
        if not offer.instead:
            rows.append(OfferRow("", failed, _("no word is like it")))
        else:
            meant = _("did you mean {word}?").format(word=offer.instead)
            rows.append(OfferRow(offer.text, meant, "" if offer.failed in told else failed))
        told.add(offer.failed)
    return tuple(rows)


def beyond(session: Session, limit: int) -> int:
    """How many articles the list does not show."""
    if session.lists_saved:
        return 0
    if session.results is None:
        return max(0, session.count - limit)
    listed = min(limit, len(session.results.hits))
    return session.results.total + session.results.partial - listed


def heading(session: Session) -> str:
    """What the list under the filters is."""
    if session.lists_saved:
        return _("SAVED SEARCHES")
    return _("ARTICLES") if session.results is None else _("RESULTS")


def order(session: Session) -> str:
    """How the list is ordered."""
    if session.lists_saved:
        return _("by name")
    if session.results is None:
        return _("newest first")
    return _("by date") if session.sort == "date" else _("by relevance")


def scope(session: Session) -> str:
    """Where was searched and how much was found: `everywhere · 4 languages · 5 articles`."""
    where = _("everywhere") if session.source is None else _source(session.source)
    kept = len(session.languages) - len(session.hidden)
    languages = ngettext("{n} language", "{n} languages", kept).format(n=kept)
    off = len(session.without)
    # i18n: words that a query word does not stand for, because the reader said so
    told = [ngettext("{n} word off", "{n} words off", off).format(n=off)] if off else []
    # First, so that a narrow line says it too.
    return " · ".join((*told, where, languages, _found(session)))


def _found(session: Session) -> str:
    results = session.results
    if results is None:
        return _articles(session.count)
    if not results.total and not results.partial:
        return _("nothing found")
    if not results.total:
        count = _articles(results.partial)
        # i18n: {count} is "{n} articles"
        return _("{count} with some of the words").format(count=count)
    if results.total > len(results.hits):  # the passages of the others were not looked for
        return _articles(results.total)
    passages = sum(len(hit.passages) for hit in results.hits if not hit.missing)
    if not passages:  # no word was asked for
        return _articles(results.total)
    within = ngettext("{n} passage", "{n} passages", passages).format(n=passages)
    return f"{_articles(results.total)}, {within}"


def _articles(number: int) -> str:
    return ngettext("{n} article", "{n} articles", number).format(n=number)


def expansion(results: Results | None) -> str:
    """What the words were taken for: `čip → чип · Chip · chip`."""
    if results is None:
        return ""
    return "   ".join(filter(None, (expanded(each, _FORMS) for each in results.expansion)))


def place(session: Session, *, shown: int) -> str:
    """Where the reader is: `3/14 · passage 4 of 9 · locked`.

    Args:
        session: with what is open.
        shown: how many of the articles are on the screen: panes are counted too when not
            all are, and when none is, it is said which one the lists stand before.
    """
    column = session.active_column
    if column is None:
        return ""
    if not shown:
        # i18n: the article that is open behind the list
        return _("open: {title}").format(title=column.article.title)
    parts = []
    number, stops = session.counter
    if stops:
        parts.append(f"{number}/{stops}" if number else f"–/{stops}")
    elif session.sought:
        parts.append(_("not in this article"))
    last = len(column.article.passages)
    parts.append(_("passage {n} of {last}").format(n=column.position.passage, last=last))
    if shown < len(session.columns):
        number, panes = session.active + 1, len(session.columns)
        parts.append(_("pane {n} of {last}").format(n=number, last=panes))
    if session.locked and len(session.columns) > 1:
        parts.append(_("locked"))
    return " · ".join(parts)
