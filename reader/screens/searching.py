"""Asking the archive, as the reader types and when they are done, and opening what it found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from index.errors import Cancelled, HexaplaError
from reader.columns import Column, Position, best_position, hit_marks
from reader.i18n import _
from reader.notebook.conditions import kept_in
from reader.panes.languages import LanguagesPane
from reader.panes.results import ResultsPane
from reader.panes.search import SearchPane
from reader.panes.sources import SourcesPane
from reader.panes.sparing import is_sparing
from reader.screens import _view, questions
from reader.screens.base import PATIENCE
from reader.screens.following import FollowingScreen
from reader.session import Offer, Session

if TYPE_CHECKING:
    from index import Archive
    from index.model import Article, MatchingPassage
    from reader.state import State

#: Seconds after the last key before the archive is asked.
PAUSE = 0.12

#: The same while bytes are dear: only for who stops to look.
LONG_PAUSE = 0.8

#: Seconds from the content to the work that makes the first search fast.
CALM = 0.3


class SearchingScreen(FollowingScreen):
    """Filters, query and list of results; at most one search runs."""

    class ContentShown(Message):
        """What the archive holds is on the terminal for the first time."""

    class Warmed(Message):
        """What searching needs is loaded, for the first time."""

    _is_warm = False
    _text_before = ""
    """What the search box said when the reader went into it."""
    _next_open: bool | None = None
    """An article to open when it comes: the best, beside the others or not."""

    def first_shown(self) -> None:
        """The frame is painted: look into the archive, and paint what it holds at once."""
        held = ExitStack()
        held.enter_context(self.app.batch_update())
        self.set_timer(PATIENCE, held.close)  # a slow archive must not freeze the screen
        self._begin(held)

    # --- the start -----------------------------------------------------------------------

    @work(group="start")
    async def _begin(self, held: ExitStack) -> None:
        """Show what the archive holds and what was open, then get ready to search.

        Args:
            held: the frames between the empty one and the content, let go here.
        """
        try:
            with held:
                seen = await self._look_in()
        except HexaplaError as error:
            self.say(str(error))
            return
        self.call_after_refresh(self.post_message, self.ContentShown())
        if seen.notice:
            self.say(seen.notice)
        elif self.launch.is_sample:
            self.say(_("a sample; hexapla add PATH starts your own archive"))
        # What it loads would compete with the content for being painted.
        await asyncio.sleep(CALM)
        self.do_chores()
        try:
            with self.waiting(_("building the index …")):
                await self.finder.ask(lambda archive: archive.prepare())
        except HexaplaError as error:
            self.say(str(error))
        if not self.launch.is_sample:
            self.follow()

    async def _look_in(self) -> questions.Overview:
        """Show what the archive holds and what was open."""
        # Loaded behind the first frame, which does without.
        from reader.state import load  # noqa: PLC0415

        seen = await self.finder.ask(questions.overview)
        self.archive, self.holdings = seen.uuid, seen.holdings
        self.standing, self.notice = seen.standing, seen.notice
        await self._restore(load(self.launch.places.state, seen.uuid))
        return seen

    @work(group="warm", exclusive=True)
    async def warm(self) -> None:
        """Get ready to search while the reader begins to type; trouble shows in the search."""
        with suppress(HexaplaError):
            await self.finder.ask(lambda archive: archive.warm())
        if not self._is_warm:
            self._is_warm = True
            self.post_message(self.Warmed())

    async def _restore(self, state: State) -> None:
        """Open what was open, or what the command line names, or the first article."""
        session = restored(self.session, state, [each.code for each in self.holdings.languages])
        asked = session.question
        listing = await self.finder.ask(
            partial(questions.listing, question=asked, limit=self.limit)
        )
        articles = listing.articles
        session = session.listed(articles, listing.count)
        with suppress(HexaplaError):  # a notebook that fails says so itself
            session = session.noting(*self.keeper.read_and_starred(self.archive))
        selected = self.launch.selected[:1]
        places = {} if selected else {each.id: each.position for each in state.articles}
        wanted = selected or tuple(places) or tuple(each.id for each in articles[:1])
        found = await self.finder.ask(lambda archive: questions.still_there(archive, wanted))
        await self._know(*found)
        for article in found:
            session = session.opened_beside(self._column(article, places.get(article.id)))
        if places:
            session = session.activated(state.active)
        self.become(session, again=False)
        choosing = len(articles) > 1 and not places and len(self.launch.selected) != 1
        self.call_after_refresh(self.desk.focus_list if choosing else self.desk.focus_panes)
        if state.query and not selected:
            self.search.put(state.query)
            self.become(self.session.asked(state.query))
            self._look_up(settle=True)
        self.mention_trouble()

    async def _know(self, *articles: Article) -> None:
        """Learn what helps to find the highlights of articles that have changed since."""
        with suppress(HexaplaError):  # a notebook that fails says so itself
            for article in articles:
                wanted = self.keeper.wants_earlier(self.archive, article)
                if wanted:
                    asked = partial(questions.earlier, article_id=article.id, revisions=wanted)
                    self.keeper.learn(self.archive, await self.finder.ask(asked))

    def _column(
        self, article: Article, place: Position | None, hits: tuple[MatchingPassage, ...] = ()
    ) -> Column:
        """An article as a pane shows it: with its hits and highlights."""
        marks = (*hit_marks(hits), *self.keeper.marks(self.archive, article))
        return Column(article, _view.origin(article), marks, place or Position())

    @property
    def asked_for(self) -> str:
        """What is asked, with the saved searches in it written out."""
        return self.keeper.written_out(self.session.text)

    def ask_again(self) -> None:
        """The answer to what is asked may be another one now."""
        self._look_up(typing=self.focused is self.search.box, again=True)

    # --- searching ---------------------------------------------------------------------------

    @work(exclusive=True, group="search")
    async def _look_up(
        self, *, typing: bool = False, settle: bool = False, again: bool = False
    ) -> None:
        """Ask the archive what the session asks now.

        Args:
            typing: whether the reader may still be typing: wait for the next key.
            settle: whether open articles shall show the hits of this query.
            again: whether it was asked before, so that the cursor stays on its article.
        """
        if self.settling:  # also if this takes the place of the search that Enter began
            typing, settle, again = False, True, False
        if typing:
            await asyncio.sleep(LONG_PAUSE if is_sparing(self) else PAUSE)
        worker = get_current_worker()
        question = replace(self.session.question, text=self.asked_for)
        at_once = question.is_blank or (again and not typing)
        ask = partial(
            questions.answer,
            question=question,
            typing=typing,
            kept=kept_in(self.archive, self.launch.has_notebook, self.launch.open_notebook),
            cancelled=lambda: worker.is_cancelled,
        )
        try:
            with nullcontext() if typing else self.waiting(_("searching …")):
                limit = self.limit if at_once else min(self.limit, _view.GLANCE)
                answer = await self.finder.ask(partial(ask, limit=limit))
            if not self.app.is_running:  # all is being taken down
                return
            self.become(await self._with(answer, typing=typing), again=again)
            if not typing:  # a letter is to cost little, and `follow` looks by itself
                self.look_again()
            if settle:
                self._settle()
                await self._light()
            if not (typing or at_once):
                await self._list_the_rest(partial(ask, limit=self.limit))
        except Cancelled:
            return
        except HexaplaError as error:
            self.settling = False
            self.say(str(error))

    async def _with(self, answer: questions.Found | questions.Listing, *, typing: bool) -> Session:
        """The session with an answer; with what may have been meant where nothing is found."""
        if isinstance(answer, questions.Listing):
            return self.session.listed(answer.articles, answer.count)
        found, offers = answer.results, tuple[Offer, ...]()
        if typing or found.total:
            pass
        elif self.making:  # a word that no article has may be another language's
            self.say(_("the words of other languages are being made ready …"))
        else:
            offers = await self.finder.ask(partial(questions.corrections, results=found))
        self.search.suggest(answer.word)
        return self.session.answered(found, answer.untitled).offering(offers)

    async def _list_the_rest(
        self, ask: Callable[[Archive], questions.Found | questions.Listing]
    ) -> None:
        """List what else was found, when the reader has had time to act on the first of it."""
        results = self.session.results
        if results is None or len(results.hits) < _view.GLANCE:
            return
        await asyncio.sleep(CALM)
        answer = await self.finder.ask(ask)
        if isinstance(answer, questions.Found):
            offers = self.session.offers  # saved searches may have been listed meanwhile
            after = self.session.answered(answer.results, answer.untitled)
            self.become(after.offering(offers))

    def search_again(self) -> None:
        """Ask the same again: words stand for more, or for less."""
        if not self.session.question.is_blank:
            self._look_up(settle=True, again=True)

    def _settle(self) -> None:
        """The answer to Enter is listed: open its best article if the reader was quicker."""
        wanted, self.settling, self._next_open = self._next_open, False, None
        results = self.session.results
        if wanted is not None and results is not None and results.hits:
            self.open_article(results.hits[0].id, beside=wanted)

    async def _light(self) -> None:
        """Mark the hits of the query in every open article."""
        for column in self.session.columns:
            name = column.article.id
            found = await self.finder.ask(
                partial(
                    questions.matches,
                    article_id=name,
                    text=self.asked_for,
                    without=self.session.without,
                )
            )
            self.become(self.session.marked(name, "hit", hit_marks(found)))

    @on(SearchPane.Changed)
    def _typed(self, event: SearchPane.Changed) -> None:
        self.limit = _view.PAGE
        self.settling = False
        self.become(self.session.asked(event.text))
        self._look_up(typing=True)

    @on(SearchPane.Submitted)
    def _asked(self, event: SearchPane.Submitted) -> None:
        self.become(self.session.asked(event.text))
        self.settling, self._next_open = True, None
        self._look_up()
        self.desk.focus_list()

    @on(SearchPane.Escaped)
    def _left_search(self) -> None:
        """Leave the box as it was before the reader went into it."""
        if self.session.text != self._text_before:
            self.search.put(self._text_before)
            self.become(self.session.asked(self._text_before))
            self._look_up()
        self.leave_for_reading()

    def opened(self, article: Article) -> None:
        """An article was opened because the reader wanted it."""

    def leave_for_reading(self) -> None:
        """Put the focus on the panes, on the results when nothing is open."""
        if self.session.columns:
            self.desk.focus_panes()
        else:
            self.desk.focus_list()

    @on(SourcesPane.Chosen)
    def _source_chosen(self, event: SourcesPane.Chosen) -> None:
        self.become(self.session.chose_source(event.name))
        self._look_up()

    @on(LanguagesPane.Toggled)
    def _language_toggled(self, event: LanguagesPane.Toggled) -> None:
        self.become(self.session.toggled_language(event.code))
        self._look_up()

    @on(LanguagesPane.Alone)
    def _language_alone(self, event: LanguagesPane.Alone) -> None:
        self.become(self.session.only_language(event.code))
        self._look_up()

    @on(ResultsPane.SortToggled)
    def _sort_toggled(self) -> None:
        self.become(self.session.toggled_sort())
        self._look_up()

    @on(ResultsPane.More)
    def _more_wanted(self) -> None:
        self.limit += _view.PAGE
        self._look_up(again=True)

    @on(ResultsPane.Opened)
    def _opened(self, event: ResultsPane.Opened) -> None:
        if self.settling:
            # The list is still that of another query; what is meant is not on it yet.
            self._next_open = event.beside
        elif event.beside and self.session.is_full:
            self.say(_("four panes are open; x closes one"))
        else:
            self.open_article(event.id, beside=event.beside)

    @work(exclusive=True, group="open")
    async def open_article(
        self, article_id: str, *, beside: bool = False, at: Position | None = None
    ) -> None:
        """Open an article where it matches the query best, or at a place."""
        try:
            article, found = await self.finder.ask(
                partial(
                    questions.article_with_matches,
                    article_id=article_id,
                    text=self.asked_for,
                    without=self.session.without,
                )
            )
        except HexaplaError as error:
            self.say(str(error))
            return
        await self._know(article)
        best = _hits_of(self.session, article_id) or found
        column = self._column(article, at or best_position(best), found)
        session = self.session
        after = session.opened_beside(column) if beside else session.opened(column)
        was_open = session.number_of(article_id) is not None
        self.become(after)
        self.opened(article)
        self.call_after_refresh(self.desk.focus_panes)
        if was_open:
            self.call_after_refresh(self.desk.go_to, column.position)
        self.mention_trouble()


def restored(session: Session, state: State, languages: Sequence[str]) -> Session:
    """A session with the filters and the order that were kept; nothing is open yet."""
    session = session.over(languages)
    for code in state.hidden:
        session = session.toggled_language(code) if code in languages else session
    session = session.chose_source(state.sources[0] if state.sources else None)
    session = session if state.sort == session.sort else session.toggled_sort()
    return session.toggled_lock() if state.locked else session


def _hits_of(session: Session, article_id: str) -> tuple[MatchingPassage, ...]:
    """The matching passages of an article in the answer, best first."""
    hits = session.results.hits if session.results else ()
    return next((hit.passages for hit in hits if hit.id == article_id), ())
