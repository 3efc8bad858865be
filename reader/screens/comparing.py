"""Comparing: the counterpart passage in the other panes, lit, followed and kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding, BindingType

from index.errors import HexaplaError
from reader.columns import MAX_PANES, Position, Selection, Stretch
from reader.i18n import N_, _, language
from reader.lighting import lit, unlit
from reader.panes.prompt import PromptPane
from reader.screens import questions
from reader.screens.keeping import KeepingScreen
from reader.session import Session
from reader.wordpair import read_pair, written_pair

if TYPE_CHECKING:
    from index.model import Article, Gloss, Pair

#: What the prompt is asked for here.
_GLOSSARY = "glossary"

#: Words in common that are named.
_SHARED = 5

#: The keys of comparing; they stand among the others of the reading screen.
COMPARING_KEYS: Final[tuple[BindingType, ...]] = (
    # i18n: the passage of another article that says the same
    Binding("c", "counterpart", N_("counterpart"), id="counterpart"),
    Binding("M", "keep_paired", N_("highlight with counterparts"), show=False, id="highlight.pair"),
    Binding("S", "stories", N_("stories"), show=False, id="stories"),
    # i18n: what the articles of a story say and leave out
    Binding("C", "coverage", N_("coverage"), show=False, id="coverage"),
    # i18n: what a word means
    Binding("d", "gloss", N_("meaning of a word"), show=False, id="gloss"),
    # i18n: a key; words of two panes that mean the same
    Binding("D", "pair_words", N_("words into the glossary"), show=False, id="glossary.add"),
    Binding("equals_sign", "lock", N_("lock scrolling"), show=False, id="lock"),
)


class ComparingScreen(KeepingScreen):
    """What the articles in the panes say of each other."""

    _glossed: Selection | None = None
    """The word whose meaning was said last."""

    def become(self, after: Session, *, again: bool = True) -> None:
        """As before; and panes that scroll together are compared and lit."""
        before = self.session
        super().become(after, again=again)
        if after.locked and before.place != after.place:
            self._follow()

    def action_lock(self) -> None:
        """Lock or unlock synchronized scrolling."""
        self.become(self.session.toggled_lock())
        if not self.session.locked:
            self.become(unlit(self.session))

    @work(exclusive=True, group="compare")
    async def _follow(self) -> None:
        """Light the counterparts of the passage the reader stands on."""
        if await self._compared():
            self._light_counterparts()

    @work(exclusive=True, group="compare")
    async def action_counterpart(self) -> None:
        """Light the counterparts of this passage; go to the next of them if they are lit."""
        if self.session.active_column is None or not await self._compared():
            return
        lit = self.session.lit_from
        here = self.session.place
        if len(self.session.columns) == 1:
            await self._open_telling()
            return
        pairs = self._light_counterparts()
        if not pairs:
            self.say(_("no counterpart in what is open"))
        elif lit is not None and lit == here:
            self._go_to_counterpart(pairs)
        else:
            best = max(pairs.values(), key=lambda pair: pair.score)
            self.say(_shared(best))

    async def _open_telling(self) -> None:
        """Open the article of the same story that has the best counterpart beside this one."""
        column = self.session.active_column
        assert column is not None, "there is one column"
        name, n = column.article.id, column.position.passage
        found = await self.finder.ask(partial(questions.telling, article_id=name, passage=n))
        if found is None:
            self.say(_("no counterpart in this story; o opens another article beside"))
            return
        article, pair = found
        await self._know(article)
        # In one transition, so that the focus never leaves what is being read.
        beside = self.session.opened_beside(self._column(article, Position(pair.right)))
        self.become(beside.activated(beside.number_of(name) or 0))
        self.opened(article)
        if await self._compared():
            self._light_counterparts()
        self.say(_shared(pair))
        self.call_after_refresh(self.desk.focus_panes)

    def _go_to_counterpart(self, pairs: dict[int, Pair]) -> None:
        """Put the focus on the next pane to the right that has one, round the end."""
        active = self.session.active
        number = min(pairs, key=lambda each: (each <= active, each))
        place = Position(pairs[number].right)
        # The pane stands there already, and will not say that it came.
        self.become(self.session.moved(number, place).activated(number))
        self.desk.go_to(place)
        self.desk.focus_panes()

    async def _compared(self) -> bool:
        """Compare the active article with the others that are open; whether that went well."""
        session = self.session
        active = session.active_column
        if active is None:
            return False
        name = active.article.id
        others = [c.article.id for c in session.columns if c is not active]
        new = [(name, each) for each in others if not session.links.knows(name, each)]
        try:
            found = (
                await self.finder.ask(partial(questions.counterparts, wanted=new)) if new else {}
            )
        except HexaplaError as error:
            self.say(str(error))
            return False
        for (left, right), pairs in found.items():
            super().become(self.session.linked(left, right, pairs))
        return True

    def _light_counterparts(self) -> dict[int, Pair]:
        """Mark the counterparts of the passage the reader stands on, and show them.

        Returns:
            By the number of the column, the passage here and there.
        """
        session, pairs = lit(self.session)
        super().become(session)
        self.desk.show_counterparts({n: Position(pair.right) for n, pair in pairs.items()})
        return pairs

    def action_keep_paired(self) -> None:
        """Highlight the selection or passage and its counterparts as one entry."""
        self._keep_paired()

    @work(exclusive=True, group="compare")
    async def _keep_paired(self) -> None:
        column, chosen = self.session.active_column, self.chosen()
        if column is None or not chosen or not await self._compared():
            return
        pairs = self._light_counterparts()
        if not pairs:
            self.say(_("no counterpart in what is open; m highlights this alone"))
            return
        columns = self.session.columns
        others = [
            (columns[n].article, whole(columns[n].article, pair.right))
            for n, pair in sorted(pairs.items())
        ]
        kept = [*((column.article, each) for each in chosen), *others]
        self.keeping(lambda: self.keeper.pair(self.archive, kept))

    # --- stories and meanings ------------------------------------------------------------

    @work(group="dialog", exclusive=True)
    async def action_stories(self) -> None:
        """List the stories; what is chosen there is opened side by side."""
        from reader.screens.stories import StoriesScreen  # noqa: PLC0415 - loaded when asked for

        place = self.session.place
        screen = StoriesScreen(self.finder, place[0] if place else None)
        chosen = await self.app.push_screen_wait(screen)
        if chosen:
            await self._open_together(chosen[:MAX_PANES])

    async def _open_together(self, ids: tuple[str, ...]) -> None:
        """Show these articles, and no others."""
        try:
            articles = await self.finder.ask(partial(questions.still_there, ids=ids))
        except HexaplaError as error:
            self.say(str(error))
            return
        await self._know(*articles)
        self.become(self.session.together([self._column(one, None) for one in articles]))
        for article in articles:
            self.opened(article)
        self.call_after_refresh(self.desk.focus_panes)

    @work(group="dialog", exclusive=True)
    async def action_coverage(self) -> None:
        """Show what the articles of this story say; Enter goes to where one says it."""
        from reader.screens.coverage import CoverageScreen  # noqa: PLC0415 - see above

        if self.session.place is None:
            return
        chosen = await self.app.push_screen_wait(CoverageScreen(self.finder, self.session.place[0]))
        if chosen is not None:
            self.open_article(chosen[0], at=chosen[1])

    @work(group="gloss", exclusive=True)
    async def action_gloss(self) -> None:
        """Say what the word at the cursor means; again, the next word."""
        column, pane = self.session.active_column, self.desk.panes.active_pane
        if column is None or pane is None:
            return
        if pane.selection is None or pane.selection == self._glossed:
            pane.select_word()
        self._glossed = pane.selection
        ask = partial(
            questions.gloss,
            word=pane.selected_text,
            lang=column.article.lang,
            into=language(),
        )
        try:
            found = await self.finder.ask(ask)
        except HexaplaError as error:
            self.say(str(error))
            return
        self.say(_glossed(found))

    # --- the glossary ----------------------------------------------------------------------

    def action_pair_words(self) -> None:
        """Ask whether what is selected in the panes, or the words at their cursors, mean the
        same; the answer can be edited."""
        active = self.session.active
        columns, panes = self.session.columns, self.desk.panes.panes
        if len(columns) < 2:
            self.say(_("two articles must be open; o opens another beside"))
            return
        ring = [(active + step) % len(columns) for step in range(len(columns))]
        shown = {pane.column.article.id: pane for pane in panes if pane.column is not None}
        chosen: dict[str, str] = {}
        for number in ring:
            article = columns[number].article
            pane = shown.get(article.id)
            # The active pane and the next speak; others only where something is selected.
            if pane is None or (len(chosen) > 1 and pane.selection is None):
                continue
            if pane.selection is None:
                pane.select_word()
            if article.lang not in chosen and pane.selected_text.strip():
                chosen[article.lang] = " ".join(pane.selected_text.split())
        if len(chosen) < 2:
            self.say(_("words of two languages are needed; v or d selects them"))
            return
        self.prompt.ask(_GLOSSARY, _("the same word?"), written_pair(chosen))

    @on(PromptPane.Answered)
    async def _words_paired(self, event: PromptPane.Answered) -> None:
        if event.purpose != _GLOSSARY:
            return
        words = read_pair(event.text)
        if len(words) < 2:
            self.say(
                _("not added; it is written so: {example}").format(example="uk: чип = de: Chip")
            )
            return
        try:
            await self.finder.ask(lambda archive: archive.add_to_glossary(words))
        except HexaplaError as error:
            self.say(str(error))
            return
        for pane in self.desk.panes.panes:
            pane.clear_selection()
        self.say(_("in the glossary: {words}").format(words=written_pair(words)))
        self.search_again()


def _glossed(gloss: Gloss) -> str:
    """A word with its lemma and meanings: `odložila (odložit): delay, postpone`."""
    lemma = next((each for each in gloss.lemmas if each != gloss.word.lower()), "")
    word = f"{gloss.word} ({lemma})" if lemma else gloss.word
    meanings = ", ".join(each.text for each in gloss.meanings)
    return f"{word}: {meanings}" if meanings else _("{word}: not known").format(word=word)


def _shared(pair: Pair) -> str:
    """What a passage and its counterpart have in common, in words."""
    return _("counterpart: {words}").format(words=" · ".join(pair.shared[:_SHARED]))


def whole(article: Article, n: int) -> Stretch:
    """A passage from its beginning to its end."""
    return Stretch(n, 0, len(article.passages[n - 1].text))
