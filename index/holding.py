"""What an archive holds, without asking its index: the part of `Archive` that lists and reads."""

from collections.abc import Collection, Sequence

from index.model import Article, ArticleSummary, LanguageCount, SourceCount, Standing
from index.storage.store import Store


class Holding:
    """Articles, sources and languages; `index.archive.Archive` is one.

    Threads and lifetime: the archive's.
    """

    _store: Store

    def standing(self) -> Standing:
        """How far the archive has come; costs next to nothing, so ask as often as you like."""
        return Standing(self._store.last_change(), self._store.last_key())

    def added_since(self, standing: Standing) -> int:
        """How many of its articles were added after it stood there."""
        return self._store.count_after(standing.article)

    def articles(
        self,
        *,
        languages: Sequence[str] = (),
        sources: Sequence[str] = (),
        limit: int | None = None,
    ) -> tuple[ArticleSummary, ...]:
        """The articles, newest first, undated ones after them in the order of adding.

        Args:
            languages: codes to keep; empty for all.
            sources: names to keep; `""` is unknown; empty for all.
            limit: how many at most; None for all.
        """
        return self._store.articles(languages, sources, limit)

    def summaries(self, ids: Collection[str]) -> dict[str, ArticleSummary]:
        """What lists show of articles, by id; what is not there is left out."""
        found = self._store.summaries(self._store.keys(ids))
        return {each.id: each for each in found.values()}

    def count(self, *, languages: Sequence[str] = (), sources: Sequence[str] = ()) -> int:
        """How many articles there are in these languages and from these sources."""
        return self._store.count(languages, sources)

    def untitled(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the articles (900 ids at most) whose title was made from their lead."""
        return self._store.untitled(ids)

    def sources(self) -> tuple[SourceCount, ...]:
        """The sources by name, unknown last."""
        return self._store.sources()

    def languages(self) -> tuple[LanguageCount, ...]:
        """The languages, the most frequent first."""
        return self._store.languages()

    def get(self, article_id: str) -> Article:
        """The current revision of an article.

        Args:
            article_id: an id, or an unambiguous beginning of one of 4 letters or more.

        Raises:
            NotFound: there is no such article.
        """
        return self._store.get(article_id).article

    def earlier(self, article_id: str, revision: str) -> Article | None:
        """An article as it was in a revision, None where the archive never had that.

        Args:
            article_id: the whole id.
            revision: the hash of the text.
        """
        return self._store.revision(article_id, revision)
