"""From what was typed to hits: parse, expand, ask the engine, find the passages."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from index.derived.corpus import Corpus
from index.derived.offsets import NO_OFFSETS
from index.engines import (
    Clause,
    Filter,
    Ranked,
    Ranking,
    Request,
)
from index.errors import Cancelled
from index.language.lexicon import Translation
from index.language.lexicon.layers import Layers
from index.language.tokens import normalize
from index.model import Article, Expansion, Hit, MatchingPassage, Occur, Results, Sort
from index.search import resolved
from index.search.crossing import translate
from index.search.expand import Expanded, expand
from index.search.nearness import FIRST, nearest_first
from index.search.passages import Match, Matcher, SoughtCondition, SoughtWord
from index.search.query import Condition, Kept, Query, Word, words_of
from index.search.translated import Standing

#: More than any archive holds: the engine's answer is needed whole.
_ALL = 2**31

#: Articles read at a time, between two looks at `cancelled`.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may ask beside the text; see `Archive.search`."""

    languages: Sequence[str] = ()
    sources: Sequence[str] = ()
    since: int | None = None
    until: int | None = None
    sort: Sort = "relevance"
    exact: bool = False
    cross: bool = True
    passages: bool = True
    typing: bool = False
    without: Collection[tuple[str, str]] = ()
    limit: int = 20
    kept: Callable[[Kept], Collection[str]] | None = None


class Search:
    """One query against one corpus. Made for a question, thrown away after it."""

    def __init__(
        self, corpus: Corpus, query: Query, options: Options, lexicon: Layers | None = None
    ) -> None:
        self._corpus = corpus
        self._query = query
        self._options = options
        self._translations = self._translated(lexicon)
        meant = [some for some in self._translations.values() if some]
        self._standing = Standing(meant, corpus.vocabulary) if meant else None
        self._expanded = {
            word: self._expand(word)
            for condition in query.conditions
            for alternative in condition.any_of
            for word in words_of(alternative)
        }

    def results(self, cancelled: Callable[[], bool]) -> Results:
        """The answer.

        Raises:
            Cancelled: `cancelled()` was true.
            EngineError: the index is damaged.
        """
        restriction = self._filter()
        if restriction is None:
            return self._answer(Ranking((), 0, 0, {}, {}))
        request = Request(
            clauses=self._clauses(),
            filter=restriction,
            sort=self._options.sort,
            limit=_ALL if self._is_exact else self._looked_at,
        )
        ranking = self._corpus.engine.search(request, cancelled)
        if self._is_exact:
            ranking = self._verified(ranking, cancelled)
        return self._answer(ranking)

    def matches(self, key: int, article: Article) -> tuple[MatchingPassage, ...]:
        """The passages of one article that match, in reading order."""
        found = self._matches({key: article})[key]
        return tuple(sorted(found.passages, key=lambda passage: passage.n))

    def expansions(self) -> dict[Word, Expansion]:
        """What each word of the query stands for, excluded ones too."""
        return {word: expanded.expansion for word, expanded in self._expanded.items()}

    def _expand(self, word: Word) -> Expanded:
        return expand(
            word.text,
            self._corpus.vocabulary,
            exact=self._options.exact or word.exact,
            cross=self._options.cross,
            prefix=word.prefix,
            typing=word.typing,
            slips=word.slips,
            analyse=not self._options.typing,
            translations=self._translations.get(word, ()),
            standing=self._standing,
            without=self._without(word),
        )

    def _translated(self, lexicon: Layers | None) -> Mapping[Word, tuple[Translation, ...]]:
        """What the words of the query that are whole and may be others mean."""
        if lexicon is None or self._options.exact or not self._options.cross:
            return {}
        words = [
            word
            for condition in self._query.conditions
            for alternative in condition.any_of
            for word in words_of(alternative)
            if not (word.exact or word.prefix or word.typing)
        ]
        forms = [normalize(word.text) for word in words]
        found = translate(forms, self._corpus.vocabulary, lexicon, analyse=not self._options.typing)
        return {word: found[form] for word, form in zip(words, forms, strict=True)}

    def _without(self, word: Word) -> list[str]:
        form = normalize(word.text)
        return [
            normalize(text) for query, text in self._options.without if normalize(query) == form
        ]

    @property
    def _is_exact(self) -> bool:
        return any(self._exactly(word) for word in self._expanded)

    @property
    def _nearness_counts(self) -> bool:
        """Whether the order depends on how near to each other words stand."""
        wanted = [it for it in self._query.conditions if it.occur is not Occur.MUST_NOT]
        return len(wanted) > 1 and self._options.sort == "relevance"

    @property
    def _looked_at(self) -> int:
        """How many hits are looked up; more than are wanted, where their order changes, so
        that the first are the same however many are wanted."""
        limit = self._options.limit
        return max(limit, FIRST) if limit and self._nearness_counts else limit

    def _exactly(self, word: Word) -> bool:
        """Whether the word must stand in the text letter by letter.

        A prefix and a word that is being typed are not whole yet.
        """
        return (self._options.exact or word.exact) and not (word.prefix or word.typing)

    def _filter(self) -> Filter | None:
        """The restrictions of the line and of the caller together, None if they clash."""
        languages = _both(self._query.languages, frozenset(self._options.languages))
        sources = _both(self.sources_of(self._query.sources), frozenset(self._options.sources))
        if languages is None or sources is None or (self._query.sources and not sources):
            return None
        within, without = self._kept()
        return Filter(
            languages=languages,
            sources=sources,
            since=max(filter(None, (self._query.since, self._options.since)), default=None),
            until=min(filter(None, (self._query.until, self._options.until)), default=None),
            without_languages=self._query.without_languages,
            without_sources=self.sources_of(self._query.without_sources),
            without_days=self._query.without_days,
            within=within,
            without=without,
        )

    def _kept(self) -> tuple[frozenset[int] | None, frozenset[int]]:
        """The articles of which the notebook says what was asked, and those it must not."""
        within: frozenset[int] | None = None
        without: frozenset[int] = frozenset()
        for condition in self._query.kept:
            ids = self._options.kept(condition) if self._options.kept else ()
            keys = self._corpus.store.keys(ids)
            if condition.refused:
                without |= keys
            else:
                within = keys if within is None else within & keys
        return within, without

    def sources_of(self, typed: frozenset[str]) -> frozenset[str]:
        """The archive's sources whose name holds what was typed; `unknown` is `""`."""
        if not typed:
            return frozenset()
        names = [source.name or "" for source in self._corpus.store.sources()]
        return frozenset(
            name
            for name in names
            for part in typed
            if (part in name.lower() if name else part == "unknown")
        )

    def _clauses(self) -> tuple[Clause, ...]:
        """The engine's clauses, one for each condition, so that numbers agree."""
        return tuple(
            Clause(
                ()
                if self._decided_by_text(condition)
                else tuple(
                    alternative
                    for typed in condition.any_of
                    for alternative in resolved.asked(typed, self._expanded)
                ),
                condition.occur,
                condition.field,
            )
            for condition in self._query.conditions
        )

    def _decided_by_text(self, condition: Condition) -> bool:
        """An exclusion that postings would take too far: they know no upper case."""
        return condition.occur is Occur.MUST_NOT and any(
            self._exactly(word)
            for alternative in condition.any_of
            for word in words_of(alternative)
        )

    def _matches(self, articles: Mapping[int, Article]) -> dict[int, Match]:
        """What the query finds in each of some articles."""
        offsets = self._corpus.offsets(articles)
        matcher = self._matcher
        return {
            key: matcher.match(article, offsets.get(key, NO_OFFSETS))
            for key, article in articles.items()
        }

    @cached_property
    def _matcher(self) -> Matcher:
        known = {} if self._standing is None else self._standing.numbers
        forms = {form for expanded in self._expanded.values() for form in expanded.texts()}
        numbers = self._corpus.vocabulary.ids(forms - known.keys()) | known
        return Matcher(
            [
                SoughtCondition(
                    tuple(
                        sought
                        for typed in condition.any_of
                        for sought in resolved.sought(
                            typed, self._expanded, numbers, partial(self._sought_word, numbers)
                        )
                    ),
                    condition.occur,
                    condition.field,
                )
                for condition in self._query.conditions
            ]
        )

    def _sought_word(self, numbers: Mapping[str, int], word: Word) -> SoughtWord:
        vias = {numbers[form]: via for form, via in self._expanded[word].via_of.items()}
        return SoughtWord(vias, word.text if self._exactly(word) else None)

    def _verified(self, ranking: Ranking, cancelled: Callable[[], bool]) -> Ranking:
        """The ranking without what only looks alike in lower case, counted anew."""
        occurs = [condition.occur for condition in self._query.conditions]
        kept: list[tuple[Ranked, str]] = []
        for at in range(0, len(ranking.ranked), _BATCH):
            if cancelled():
                raise Cancelled
            batch = ranking.ranked[at : at + _BATCH]
            articles = self._corpus.store.by_keys([ranked.key for ranked in batch])
            matches = self._matches(articles)
            for ranked in (each for each in batch if each.key in articles):
                missing = _missing(occurs, matches[ranked.key].holds)
                if missing is not None:
                    source = articles[ranked.key].source or ""
                    kept.append((ranked._replace(missing=missing), source))
        return _recounted(kept, self._looked_at)

    def _answer(self, ranking: Ranking) -> Results:
        articles = self._corpus.store.by_keys([ranked.key for ranked in ranking.ranked])
        matches = self._matches(articles)
        found = [
            (ranked, articles[ranked.key], matches[ranked.key])
            for ranked in ranking.ranked
            if ranked.key in articles
        ]
        if self._nearness_counts:
            found = _nearest_first(found)
        hits = tuple(self._hit(*one) for one in found[: self._options.limit])
        return Results(
            query=self._query.text,
            total=ranking.total,
            partial=ranking.partial,
            languages=ranking.languages,
            sources=ranking.sources,
            expansion=tuple(self._expansions()),
            hits=hits,
        )

    def _expansions(self) -> list[Expansion]:
        return [self._expanded[word].expansion for word in dict.fromkeys(self._query.words())]

    def _hit(self, ranked: Ranked, article: Article, found: Match) -> Hit:
        return Hit(
            id=article.id,
            title=article.title,
            lang=article.lang,
            source=article.source,
            date=article.date,
            score=ranked.score,
            via=found.via,
            missing=tuple(self._query.conditions[at].text for at in ranked.missing),
            passages=found.passages if self._options.passages else (),
        )


#: A hit that is looked up, and what was found there.
_Found = tuple[Ranked, Article, Match]


def _nearest_first(found: Sequence[_Found]) -> list[_Found]:
    """The first hits in the order that `index.search.nearness` gives them."""
    first = found[:FIRST]
    ordered = nearest_first(
        [ranked for ranked, _, _ in first], [match.nearness for _, _, match in first]
    )
    return [*((ranked, *first[at][1:]) for at, ranked in ordered), *found[FIRST:]]


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    """What two restrictions leave, where empty means all; None when nothing is left."""
    if not (one and other):
        return one | other
    return one & other or None


def _missing(occurs: Sequence[Occur], holds: Sequence[bool]) -> tuple[int, ...] | None:
    """The conditions that should hold and do not, None when the article is no match."""
    judged = list(zip(occurs, holds, strict=True))
    if (Occur.MUST_NOT, True) in judged or (Occur.MUST, False) in judged:
        return None
    wanted = [held for occur, held in judged if occur is not Occur.MUST_NOT]
    if wanted and not any(wanted):
        return None
    return tuple(at for at, pair in enumerate(judged) if pair == (Occur.SHOULD, False))


def _recounted(kept: Sequence[tuple[Ranked, str]], limit: int) -> Ranking:
    """A ranking of what was kept, in its order but full matches first again."""
    full = [(ranked, source) for ranked, source in kept if not ranked.missing]
    counted = full or kept
    ordered = sorted((ranked for ranked, _ in kept), key=lambda ranked: len(ranked.missing))
    return Ranking(
        ranked=tuple(ordered[:limit]),
        total=len(full),
        partial=len(kept) - len(full),
        languages=dict(Counter(ranked.lang for ranked, _ in counted)),
        sources=dict(Counter(source for _, source in counted)),
    )
