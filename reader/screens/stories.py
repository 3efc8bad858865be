"""The stories of the archive: opened side by side, and put right where they are wrong."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from index.errors import HexaplaError
from index.model import ArticleSummary, Story
from reader.i18n import N_, _
from reader.panes.status import KeysPane, StatusPane
from reader.panes.stories import StoriesPane, StoryRow
from reader.screens import questions
from reader.screens.finder import Finder
from reader.screens.over import OverScreen


class StoriesScreen(OverScreen[tuple[str, ...] | None]):
    """A list of stories. Closes with the ids of the articles to open, or None.

    Args:
        finder: the archive.
        article: the one that is being read: the cursor begins at its story.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J", "merge", N_("one story"), id="stories.merge"),
        Binding("P", "split", N_("a story of their own"), id="stories.split"),
        Binding("X", "exclude", N_("no story"), id="stories.exclude"),
        Binding("escape,q,S", "dismiss(None)", N_("back"), id="stories.back"),
    ]

    def __init__(self, finder: Finder, article: str | None) -> None:
        super().__init__()
        self._finder = finder
        self._article = article
        self._stories: tuple[Story, ...] = ()
        self._articles: dict[str, ArticleSummary] = {}
        self._count = 0
        self._offset = 0
        #: Whether there are more after those, and none have been asked for yet.
        self._has_more = False
        self._unfolded: frozenset[str] = frozenset()
        self._ticked: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """The list, and the rows below."""
        yield StoriesPane(id="stories")
        yield StatusPane(id="stories-status")
        yield KeysPane(id="keys")

    def on_mount(self) -> None:
        """Ask for the stories."""
        self.follow_keys()
        self.set_focus(self._pane)
        self._say(_("looking for stories …"))
        self._load()

    @property
    def _pane(self) -> StoriesPane:
        return self.query_one(StoriesPane)

    def _say(self, text: str) -> None:
        self.query_one(StatusPane).say("", text)

    @work(exclusive=True, group="stories")
    async def _load(self, done: str = "") -> None:
        """Show the archive's stories as they are now, as many as were listed."""
        limit = max(self._offset, questions.STORIES)
        ask = partial(questions.stories, limit=limit, article=self._article)
        try:
            found = await self._finder.ask(ask)
        except HexaplaError as error:
            self._say(str(error))
            return
        first = not self._stories
        # That of the article comes first where the reader would have to go far for it.
        near = found.mine is None or found.mine in found.stories
        self._stories = () if near or found.mine is None else (found.mine,)
        self._articles = {}
        self._offset = 0
        self._append(found, limit)
        self._say(done)
        if first and self._article is not None:
            mine = (n for n, row in enumerate(self._rows) if self._article in row.story.articles)
            self._pane.move_to(next(mine, 0))

    @on(StoriesPane.Nearing)
    @work
    async def _load_more(self) -> None:
        """List those that come next, once."""
        if not self._has_more:
            return
        self._has_more, before = False, self._stories
        limit = questions.STORIES
        try:
            found = await self._finder.ask(
                partial(questions.more_stories, limit=limit, offset=self._offset)
            )
        except HexaplaError as error:
            self._say(str(error))
            return
        if self._stories is before:  # else all were asked for anew meanwhile
            self._append(found, limit)

    def _append(self, found: questions.Told, limit: int) -> None:
        """List stories after the others, but for what another process moved or is there."""
        there = {story.id for story in self._stories}
        self._stories += tuple(story for story in found.stories if story.id not in there)
        self._articles |= found.articles
        self._count = found.count
        self._offset += len(found.stories)
        self._has_more = len(found.stories) == limit
        self._list()

    def look_again(self) -> None:
        """List the stories that were found since."""
        self._load()

    @property
    def _rows(self) -> list[StoryRow]:
        rows = []
        for story in self._stories:
            rows.append(StoryRow(story))
            if story.id in self._unfolded:
                rows += [
                    StoryRow(story, self._articles[one])
                    for one in story.articles
                    if one in self._articles
                ]
        return rows

    def _list(self) -> None:
        self._pane.fill(self._rows, self._count, self._unfolded, self._ticked)

    @on(StoriesPane.Opened)
    def _opened(self, event: StoriesPane.Opened) -> None:
        row = event.row
        self.dismiss(row.story.articles if row.article is None else (row.article.id,))

    @on(StoriesPane.Folded)
    def _folded(self, event: StoriesPane.Folded) -> None:
        one = frozenset([event.row.story.id])
        self._unfolded = self._unfolded - one if event.folded else self._unfolded | one
        self._list()

    @on(StoriesPane.Ticked)
    def _tick(self, event: StoriesPane.Ticked) -> None:
        self._ticked ^= {event.row.id}
        self._list()

    def _chosen(self, *, stories: bool) -> tuple[str, ...]:
        """The ticked stories or articles, or the one with the cursor; said if there is none."""
        ticked = tuple(each for each in sorted(self._ticked) if each.startswith("=") == stories)
        current = self._pane.current
        if not ticked and current is not None and (current.article is None) == stories:
            ticked = (current.id,)
        if not ticked:
            self._say(
                _("tick stories first") if stories else _("tick articles first (l shows them)")
            )
        return tuple(each.removeprefix("=") for each in ticked)

    def action_merge(self) -> None:
        """Make one story of the ticked ones; one alone stays as it is, whatever comes."""
        if ids := self._chosen(stories=True):
            self._decide(partial(questions.merge, ids=ids), _("one story now"))

    def action_split(self) -> None:
        """Make a story of its own of the ticked articles."""
        if ids := self._chosen(stories=False):
            self._decide(partial(questions.split, ids=ids), _("a story of their own now"))

    def action_exclude(self) -> None:
        """Keep the ticked articles out of every story."""
        if ids := self._chosen(stories=False):
            self._decide(partial(questions.exclude, ids=ids), _("in no story now"))

    @work(exclusive=True, group="stories")
    async def _decide(self, decision: Callable[..., object], done: str) -> None:
        try:
            await self._finder.ask(decision)
        except HexaplaError as error:
            self._say(str(error))
            return
        self._ticked = frozenset()
        self._load(done)
