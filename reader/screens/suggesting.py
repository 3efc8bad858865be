"""What helps to ask: corrections, saved searches, a query in words."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from index.errors import HexaplaError
from reader.i18n import _, language
from reader.panes.prompt import PromptPane
from reader.panes.results import ResultsPane
from reader.panes.search import SearchPane
from reader.screens.searching import SearchingScreen
from reader.session import Offer

if TYPE_CHECKING:
    from index import Archive
    from index.search.explain import Explanation

#: What the prompt is asked for when it is the name of a search.
SAVE = "save"


class SuggestingScreen(SearchingScreen):
    """Suggestions after nothing was found; searches by name."""

    @on(ResultsPane.Offered)
    def _offer_taken(self, event: ResultsPane.Offered) -> None:
        self.search.put(event.text)
        self.become(self.session.asked(event.text))
        self._look_up(settle=True)

    # --- saved searches ------------------------------------------------------------------

    @on(SearchPane.SavedWanted)
    def _saved_wanted(self) -> None:
        self._list_saved()
        if self.session.lists_saved:
            self.desk.focus_list()

    def _list_saved(self) -> None:
        """List the saved searches in place of the articles."""
        searches = self.keeper.searches()
        self.become(
            self.session.offering(
                Offer(f"@{each.name}", each.name, instead=each.query) for each in searches
            ),
            again=False,
        )
        self.mention_trouble()
        if not searches:
            self.say(_("no search is saved; @ saves the one that is asked"))

    def leave_saved(self) -> None:
        """List the articles again in place of the saved searches, if these are listed."""
        if self.session.lists_saved:
            self.become(self.session.offering(()), again=False)

    @on(ResultsPane.Forgotten)
    def _forgotten(self, event: ResultsPane.Forgotten) -> None:
        try:
            done = self.keeper.forget_search(event.name)
        except HexaplaError as error:
            self.say(str(error))
            return
        self._list_saved()
        self.say(done)

    def action_save_search(self) -> None:
        """Ask under what name to keep what is asked."""
        if self.session.question.is_blank:
            self.say(_("nothing is asked that could be saved"))
        else:
            self.prompt.ask(SAVE, _("name of the search"))

    @on(PromptPane.Answered)
    def _named(self, event: PromptPane.Answered) -> None:
        if event.purpose != SAVE:
            return
        self.desk.focus_list()
        try:
            self.say(self.keeper.save_search(event.text, self.session.text))
        except HexaplaError as error:
            self.say(str(error))

    # --- in words --------------------------------------------------------------------------

    @work(group="dialog", exclusive=True)
    async def action_explain(self) -> None:
        """Say in words what is asked; what its words stand for can be switched off there."""
        from reader.explained import explained  # noqa: PLC0415 - loaded when asked for
        from reader.screens.explain import ExplainScreen  # noqa: PLC0415 - see above

        question = self.session.question
        if question.is_blank:
            self.say(_("nothing is asked; / searches"))
            return
        explain = partial(_explanation, text=self.asked_for, locale=language())
        try:
            explanation = await self.finder.ask(explain)
        except HexaplaError as error:
            self.say(str(error))
            return
        lines = explained(
            explanation, languages=question.languages, sources=question.sources, forms=False
        )
        words = {each.word: each for each in explanation.expansions.values()}
        screen = ExplainScreen(
            question.text, tuple(lines), tuple(words.values()), self.session.without
        )
        without = await self.app.push_screen_wait(screen)
        if without != self.session.without:
            self.become(self.session.doing_without(without))
            self.search_again()


def _explanation(archive: "Archive", text: str, locale: str) -> "Explanation":
    return archive.explain(text, locale=locale)
