"""What is open, selected and asked: frozen state and its transitions, no Textual."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from reader.columns import MAX_PANES, Column, Mark, MarkKind, Position, places
from reader.links import NO_LINKS, Links

if TYPE_CHECKING:
    from index.model import ArticleSummary, Pair, Results, Sort


class Offer(NamedTuple):
    """A query that the reader may want: choosing it asks it.

    Attributes:
        text: the query.
        name: of a saved search, `""` of a correction.
        failed: the word that no article has, for which `text` has another; `""` of a saved
            search.
        instead: that other word, `""` when there is none near and nothing to be chosen; of
            a saved search the query it stands for.
    """

    text: str
    name: str = ""
    failed: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be asked of the archive.

    `languages` and `sources` are those to keep, empty for all (`""` is the unknown
    source). A blank `text` asks for the list of articles. `without` as for
    `Archive.search`.
    """

    text: str
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    sort: Sort
    without: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Whether all articles are wanted, not those that match something."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Session:
    """All that the reader has open, chosen and asked; every transition gives the next one.

    Attributes:
        text: the query as it stands in the search box.
        without: words of it, each with a form that it shall not stand for.
        sort: how results are ordered.
        languages: all languages of the archive.
        hidden: those of them that are filtered out, never all.
        source: the one source kept: None for all, `""` for unknown.
        articles: the answer to a blank query, the first of them.
        count: how many articles answer a blank query.
        untitled: ids of those of the answer whose title was made from their lead.
        results: the answer to any other, None for a blank one.
        offers: queries that are offered on top of the list.
        columns: open articles from left to right, at most `MAX_PANES`; a column's
            position is where its pane stands now.
        active: the column that keys act on; 0 when there is none.
        locked: whether the panes scroll together.
        sought: what is looked for inside an article; while it is not empty `n` goes
            from one found place to the next, not from hit to hit.
        stop: the place of `stops` the reader stands on, None between them.
        read, starred: ids of the archive's articles that the reader marked so.
        links: which passages of open articles say the same, as far as that is known.
        lit_from: the article and passage whose counterparts are lit, None for none.
    """

    text: str = ""
    without: frozenset[tuple[str, str]] = frozenset()
    sort: Sort = "relevance"
    languages: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    source: str | None = None
    articles: tuple[ArticleSummary, ...] = ()
    count: int = 0
    untitled: frozenset[str] = frozenset()
    results: Results | None = None
    offers: tuple[Offer, ...] = ()
    columns: tuple[Column, ...] = ()
    active: int = 0
    locked: bool = False
    sought: str = ""
    stop: int | None = None
    read: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    links: Links = NO_LINKS
    lit_from: tuple[str, int] | None = None

    @property
    def question(self) -> Question:
        """What the archive is to be asked in this state."""
        kept = tuple(code for code in self.languages if code not in self.hidden)
        return Question(
            text=self.text,
            languages=kept if self.hidden else (),
            sources=() if self.source is None else (self.source,),
            sort=self.sort,
            without=self.without,
        )

    @property
    def active_column(self) -> Column | None:
        """The column that keys act on, None when nothing is open."""
        return self.columns[self.active] if self.columns else None

    @property
    def lists_saved(self) -> bool:
        """Whether the list is that of saved searches."""
        return any(offer.name for offer in self.offers)

    @property
    def place(self) -> tuple[str, int] | None:
        """The article and the passage the reader stands on, None when nothing is open."""
        column = self.active_column
        return None if column is None else (column.article.id, column.position.passage)

    @property
    def stops(self) -> tuple[tuple[int, Position], ...]:
        """Where `n` stops, in reading order: numbers of columns and places in them."""
        kind: MarkKind = "found" if self.sought else "hit"
        return tuple(
            (number, place)
            for number, column in enumerate(self.columns)
            for place in places(column.marks, kind)
        )

    @property
    def counter(self) -> tuple[int, int]:
        """The number of the stop the reader stands on, 0 between them, and of how many."""
        return (0 if self.stop is None else self.stop + 1, len(self.stops))

    def over(self, languages: Iterable[str]) -> Self:
        """The archive has these languages."""
        known = tuple(languages)
        hidden = self.hidden & frozenset(known)
        return replace(
            self, languages=known, hidden=frozenset() if len(hidden) == len(known) else hidden
        )

    def asked(self, text: str) -> Self:
        """The search box says this; the answer comes later."""
        said = text.casefold()
        kept = frozenset(pair for pair in self.without if pair[0].casefold() in said)
        return replace(self, text=text, without=kept)

    def doing_without(self, pairs: frozenset[tuple[str, str]]) -> Self:
        """Words of the query do not stand for these forms, but for all others."""
        return replace(self, without=pairs)

    def answered(self, results: Results, untitled: frozenset[str] = frozenset()) -> Self:
        """The archive has answered a query, with hits of which these have no title."""
        return replace(self, results=results, untitled=untitled, offers=())

    def listed(self, articles: Sequence[ArticleSummary], count: int | None = None) -> Self:
        """The archive has answered a blank query with the first of `count` articles, or all;
        saved searches stay listed instead."""
        return replace(
            self,
            articles=tuple(articles),
            count=len(articles) if count is None else count,
            untitled=frozenset(each.id for each in articles if each.title_derived),
            results=None,
            offers=self.offers if self.lists_saved else (),
        )

    def offering(self, offers: Iterable[Offer]) -> Self:
        """Queries are offered until the next answer, saved searches until they are left."""
        return replace(self, offers=tuple(offers))

    def noting(self, read: frozenset[str], starred: frozenset[str]) -> Self:
        """These articles are read and starred now."""
        return replace(self, read=read, starred=starred)

    @property
    def listed_ids(self) -> tuple[str, ...]:
        """The articles in the list, in its order."""
        return tuple(each.id for each in (self.results.hits if self.results else self.articles))

    def next_unread(self) -> str | None:
        """The first unread article of the list behind the one being read, round the end."""
        ids = self.listed_ids
        column = self.active_column
        here = ids.index(column.article.id) + 1 if column and column.article.id in ids else 0
        return next((each for each in (*ids[here:], *ids[:here]) if each not in self.read), None)

    def toggled_sort(self) -> Self:
        """The other order of results."""
        return replace(self, sort="date" if self.sort == "relevance" else "relevance")

    def toggled_language(self, code: str) -> Self:
        """Keep a language or leave it out; when none would be left, all are kept."""
        return self._hiding(self.hidden ^ {code})

    def only_language(self, code: str) -> Self:
        """Keep this language alone; all again when it was alone already."""
        others = frozenset(self.languages) - {code}
        return self._hiding(frozenset() if self.hidden == others else others)

    def chose_source(self, name: str | None) -> Self:
        """Keep one source: None for all, `""` for unknown."""
        return replace(self, source=name)

    def number_of(self, article_id: str) -> int | None:
        """The column in which an article is open, None when it is not."""
        for number, column in enumerate(self.columns):
            if column.article.id == article_id:
                return number
        return None

    @property
    def is_full(self) -> bool:
        """Whether no other article can be opened beside these."""
        return len(self.columns) >= MAX_PANES

    def opened(self, column: Column) -> Self:
        """Open an article in the active pane, or go to the pane where it is open."""
        at = self.number_of(column.article.id)
        if at is None:
            at = self.active
        columns = (*self.columns[:at], column, *self.columns[at + 1 :])
        return replace(self, columns=columns, active=at)._standing_on(column.position)

    def opened_beside(self, column: Column) -> Self:
        """Open an article to the right of the active pane; unchanged when that is full."""
        if not self.columns or self.number_of(column.article.id) is not None:
            return self.opened(column)
        if self.is_full:
            return self
        at = self.active + 1
        columns = (*self.columns[:at], column, *self.columns[at:])
        return replace(self, columns=columns, active=at)._standing_on(column.position)

    def together(self, columns: Sequence[Column]) -> Self:
        """Open these articles side by side, and nothing else."""
        shown = tuple(columns)[:MAX_PANES]
        return replace(self, columns=shown, active=0, stop=None, lit_from=None)

    def closed(self) -> Self:
        """Close the active pane."""
        columns = self.columns[: self.active] + self.columns[self.active + 1 :]
        active = max(0, min(self.active, len(columns) - 1))
        return replace(self, columns=columns, active=active, stop=None)

    def activated(self, number: int) -> Self:
        """Keys act on another column."""
        if not 0 <= number < len(self.columns):
            return self
        return replace(self, active=number)

    def moved(self, number: int, position: Position) -> Self:
        """The reader moved in a column, or its pane tells where a jump ended."""
        if not 0 <= number < len(self.columns):
            return self
        moved = replace(self.columns[number], position=position)
        columns = (*self.columns[:number], moved, *self.columns[number + 1 :])
        stop = self.stop
        if stop is not None:
            pane, place = self.stops[stop]
            # A pane reports the passage it stands on, not the place it jumped to.
            if pane == number and place.passage != position.passage:
                stop = None
        return replace(self, columns=columns, stop=stop)

    def toggled_lock(self) -> Self:
        """Scroll the panes together, or no longer."""
        return replace(self, locked=not self.locked)

    def marked(self, article_id: str, kind: MarkKind, marks: Iterable[Mark]) -> Self:
        """The marks of one kind in an open article are these now."""
        number = self.number_of(article_id)
        if number is None:
            return self
        column = self.columns[number]
        kept = tuple(mark for mark in column.marks if mark.kind != kind)
        changed = replace(column, marks=(*kept, *marks))
        columns = (*self.columns[:number], changed, *self.columns[number + 1 :])
        shown: MarkKind = "found" if self.sought else "hit"
        return replace(self, columns=columns, stop=None if kind == shown else self.stop)

    def seeking(self, text: str, marks: Iterable[Mark]) -> Self:
        """Look for a text in the active column, which has it at `marks`; `""` ends it."""
        bare = replace(
            self,
            columns=tuple(
                replace(column, marks=tuple(m for m in column.marks if m.kind != "found"))
                for column in self.columns
            ),
            sought=text,
            stop=None,
        )
        active = bare.active_column
        return bare.marked(active.article.id, "found", marks) if active and text else bare

    def next_stop(self, step: Literal[1, -1]) -> Self:
        """Go to the next stop or the one before, across columns and round the end."""
        stops = self.stops
        if not stops:
            return self
        if self.stop is not None:
            at = (self.stop + step) % len(stops)
        else:
            column = self.columns[self.active]
            here = bisect_left(stops, (self.active, column.position))
            at = (here if step > 0 else here - 1) % len(stops)
        number, place = stops[at]
        moved = replace(self.columns[number], position=place)
        columns = (*self.columns[:number], moved, *self.columns[number + 1 :])
        return replace(self, columns=columns, active=number, stop=at)

    def linked(self, left: str, right: str, pairs: tuple[Pair, ...]) -> Self:
        """Two articles were compared."""
        return replace(self, links=self.links.learned(left, right, pairs))

    def _hiding(self, hidden: frozenset[str]) -> Self:
        known = frozenset(self.languages)
        kept = known - hidden
        return replace(self, hidden=(hidden & known) if kept else frozenset())

    def _standing_on(self, position: Position) -> Self:
        """Stand on the stop at a place of the active column, if there is one."""
        stops = self.stops
        place = (self.active, position)
        return replace(self, stop=stops.index(place) if place in stops else None)
