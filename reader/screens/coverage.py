"""What each telling of a story says and leaves out."""

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from index.errors import HexaplaError
from index.model import ArticleSummary, Coverage, Fact
from reader.columns import Position
from reader.i18n import N_, _, ngettext
from reader.panes.coverage import CoveragePane
from reader.panes.status import KeysPane, StatusPane
from reader.screens import questions
from reader.screens.finder import Finder
from reader.screens.over import OverScreen


class CoverageScreen(OverScreen[tuple[str, Position] | None]):
    """A table of facts against articles. Closes with the place to read, or None.

    Args:
        finder: the archive.
        article: any of the story's; its column is chosen first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # i18n: show what no other article of the story says
        Binding("o", "only", N_("only in this one"), id="coverage.only"),
        # i18n: show what other articles of the story say and this one does not
        Binding("O", "lacking", N_("not in this one"), id="coverage.lacking"),
        Binding("escape,q,C", "dismiss(None)", N_("back"), id="coverage.back"),
    ]

    def __init__(self, finder: Finder, article: str) -> None:
        super().__init__()
        self._finder = finder
        self._article = article
        self._coverage = Coverage(article, (), ())
        self._articles: tuple[ArticleSummary, ...] = ()
        self._chosen = 0
        self._narrowed = ""

    def compose(self) -> ComposeResult:
        """The table, and the rows below."""
        yield CoveragePane(id="coverage")
        yield StatusPane(id="coverage-status")
        yield KeysPane(id="keys")

    def on_mount(self) -> None:
        """Ask for the facts."""
        self.follow_keys()
        self.query_one(CoveragePane).fill((), (), 0)
        self.query_one(StatusPane).say("", _("comparing the articles …"))
        self.set_focus(self.query_one(CoveragePane))
        self._load()

    @work(exclusive=True, group="coverage")
    async def _load(self) -> None:
        mine = self._articles[self._chosen].id if self._articles else self._article
        ask = partial(questions.coverage, article_id=mine)
        try:
            self._coverage, self._articles = await self._finder.ask(ask)
        except HexaplaError as error:
            self.query_one(StatusPane).say("", str(error))
            return
        self._chosen = self._coverage.articles.index(mine)
        self._show()

    def look_again(self) -> None:
        """Compare the articles with more words."""
        self._load()

    @property
    def _shown(self) -> tuple[Fact, ...]:
        """The facts of the table as it is narrowed now."""
        mine = self._coverage.articles[self._chosen]
        if self._narrowed == "only":
            return self._coverage.only_in(mine)
        facts = self._coverage.facts
        if self._narrowed == "lacking":
            return tuple(f for f in facts if mine not in {one.article for one in f.mentions})
        return facts

    def _show(self) -> None:
        facts = self._shown
        self.query_one(CoveragePane).fill(facts, self._articles, self._chosen)
        article = self._articles[self._chosen]
        number = ngettext("{n} fact", "{n} facts", len(facts)).format(n=len(facts))
        place = f"{number} · {article.lang} · {article.title}"
        narrowed = {"only": _("only in this one"), "lacking": _("not in this one")}
        self.query_one(StatusPane).say(place, narrowed.get(self._narrowed, ""))

    @on(CoveragePane.Sided)
    def _sided(self, event: CoveragePane.Sided) -> None:
        if self._articles:
            self._chosen = max(0, min(self._chosen + event.step, len(self._articles) - 1))
            self._show()

    @on(CoveragePane.Opened)
    def _opened(self, event: CoveragePane.Opened) -> None:
        """Read it in the chosen article, or in the first that says it."""
        mine = self._coverage.articles[self._chosen]
        mentions = sorted(event.fact.mentions, key=lambda one: one.article != mine)
        if mentions:
            self.dismiss((mentions[0].article, Position(mentions[0].passages[0])))

    def _narrow(self, to: str) -> None:
        if self._articles:
            self._narrowed = "" if self._narrowed == to else to
            self._show()

    def action_only(self) -> None:
        """Show what this article alone says, or everything again."""
        self._narrow("only")

    def action_lacking(self) -> None:
        """Show what this article leaves out, or everything again."""
        self._narrow("lacking")
