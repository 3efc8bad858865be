"""What can be asked of an archive with a query: the part of `Archive` that searches."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

from index.language.dates import date_range
from index.model import MatchingPassage, Results, Sort, Suggestions
from index.storage.store import Store

if TYPE_CHECKING:
    from index.derived.corpus import Corpus
    from index.language.lexicon.layers import Layers
    from index.search.explain import Explanation
    from index.search.query import Kept

_Answer = TypeVar("_Answer")


class Asking:
    """Searches, completion, suggestions; `index.archive.Archive` is one.

    Threads and lifetime: the archive's. What searching needs is imported when it is.
    """

    _store: Store

    def search(
        self,
        text: str,
        *,
        languages: Sequence[str] = (),
        sources: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        sort: Sort = "relevance",
        exact: bool = False,
        cross: bool = True,
        passages: bool = True,
        typing: bool = False,
        without: Collection[tuple[str, str]] = (),
        limit: int = 20,
        locale: str = "en",
        kept: "Callable[[Kept], Collection[str]] | None" = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Results:
        """Find articles; a half-typed query never fails.

        Args:
            text: what the reader typed, in the query language.
            languages, sources: codes, and names (`""` for unknown), to search; empty for all.
            since, until: first and last day: ISO date, month or year, or words (`last week`).
            sort, limit: best or newest first (full matches before partial ones); how many.
            exact: no other form, case, accent or script than what was typed.
            cross, passages: also find other languages' words; find the passages of the hits.
            typing: the last word is still being typed: from two letters it is a prefix.
            without: pairs of a query word and what of `Results.expansion` it shall not stand for.
            locale: the language of dates in the query, beside English (BCP 47).
            kept: the ids of which the reader's notebook says what `is:` or `tag:` asks; else none.
            cancelled: asked often; when true the search stops.

        Raises:
            Cancelled: `cancelled()` was true.
            ValueError: `since` or `until` is no date; the message names it.
        """
        from index.engines import never
        from index.search.query import parse
        from index.search.search import Options, Search

        options = Options(
            languages=languages,
            sources=sources,
            since=_days(since, locale)[0],
            until=_days(until, locale)[1],
            sort=sort,
            exact=exact,
            cross=cross,
            passages=passages,
            typing=typing,
            without=without,
            limit=limit,
            kept=kept,
        )
        query, stop = parse(text, typing=typing, locale=locale), cancelled or never
        return self._answered(
            lambda corpus: Search(corpus, query, options, self.lexicon()).results(stop)
        )

    def matches(
        self,
        article_id: str,
        text: str,
        *,
        exact: bool = False,
        cross: bool = True,
        without: Collection[tuple[str, str]] = (),
    ) -> tuple[MatchingPassage, ...]:
        """The passages of one article that a query finds, in reading order; the rest is
        as for `search`.

        Raises:
            NotFound: there is no such article.
        """
        from index.search.query import parse
        from index.search.search import Options, Search

        stored = self._store.get(article_id)
        options = Options(exact=exact, cross=cross, without=without)
        query = parse(text)
        return self._answered(
            lambda corpus: Search(corpus, query, options, self.lexicon()).matches(
                stored.key, stored.article
            )
        )

    def complete(
        self, text: str, *, languages: Sequence[str] = (), limit: int = 5
    ) -> tuple[str, ...]:
        """What the last word of a query may become, the forms of most articles first.

        Args:
            text: what the reader has typed so far.
            languages: codes of the languages whose forms count; empty for all.
            limit: how many.
        """
        from index.search.suggest import completions

        return self._answered(
            lambda corpus: completions(text, corpus.vocabulary, languages=languages, limit=limit)
        )

    def suggest(self, text: str, *, results: Results | None = None, limit: int = 3) -> Suggestions:
        """Which words of a query no article has, with the nearest forms of the archive.

        Args:
            text: the query.
            results: its answer, where there is one: what it found is not asked for again.
            limit: how many forms for a word.
        """
        from index.search.suggest import suggestions

        return self._answered(
            lambda corpus: suggestions(text, corpus.vocabulary, results=results, limit=limit)
        )

    def explain(
        self, text: str, *, exact: bool = False, cross: bool = True, locale: str = "en"
    ) -> "Explanation":
        """What a query asks for: how it is read, and what its words stand for here.

        The arguments are those of `search`.
        """
        from index.search.explain import explain
        from index.search.query import parse

        query = parse(text, locale=locale)
        return self._answered(
            lambda corpus: explain(query, corpus, self.lexicon(), exact=exact, cross=cross)
        )

    def lexicon(self) -> "Layers":
        """See `Archive.lexicon`."""
        raise NotImplementedError

    def _answered(self, ask: "Callable[[Corpus], _Answer]") -> _Answer:
        raise NotImplementedError


def _days(date: str | None, locale: str) -> tuple[int | None, int | None]:
    """First and last day of a date that a caller gave."""
    days = date_range(date or "", locale=locale)
    if date and None in days:
        raise ValueError(f"{date}: not a date (2025, 2025-08 or 2025-08-14)")
    return days
