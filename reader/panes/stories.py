"""Stories, and their articles below them when they are unfolded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from index.model import ArticleSummary, Story
from reader.i18n import N_, _, date_text, ngettext
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable

#: In the margin: ticked, folded, unfolded.
_TICKED, _FOLDED, _OPEN = "×", "▸", "▾"


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A row of the list: a story, or one article of the story above it."""

    story: Story
    article: ArticleSummary | None = None

    @property
    def id(self) -> str:
        """What is ticked: of an article its own id, of a story the story's with a sign,
        since that is also an article's."""
        return f"={self.story.id}" if self.article is None else self.article.id


class StoriesPane(RowList):
    """One row for each story or article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("open"), id="stories.open"),
        Binding("l,right", "fold(False)", N_("show articles"), show=False, id="stories.unfold"),
        Binding("h,left", "fold(True)", N_("hide articles"), show=False, id="stories.fold"),
        Binding("space", "tick", N_("tick"), id="stories.tick"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The reader opens a story, or one article of it."""

        row: StoryRow

    @dataclass(eq=False, repr=False)
    class Folded(Message):
        """The reader hides the articles of a story, or shows them."""

        row: StoryRow
        folded: bool

    @dataclass(eq=False, repr=False)
    class Ticked(Message):
        """The reader ticks a row, or no longer."""

        row: StoryRow

    @dataclass(eq=False, repr=False)
    class Nearing(Message):
        """The reader comes near the end of what is listed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[StoryRow, ...] = ()

    def move_to(self, index: int) -> None:
        """Put the cursor on an entry, and say so where the end of the list shows next."""
        super().move_to(index)
        self._tell_end()

    def _tell_end(self) -> None:
        if self.cursor >= len(self.entries) - self._visible:
            self.post_message(self.Nearing())

    def fill(
        self,
        rows: Iterable[StoryRow],
        count: int,
        unfolded: Collection[str],
        ticked: Collection[str],
    ) -> None:
        """Show rows; the cursor stays.

        Args:
            rows: in order, articles below their story.
            count: how many stories there are of several articles, listed or not.
            unfolded: ids of stories whose articles are shown.
            ticked: ids of rows.
        """
        self._rows = tuple(rows)
        heading = Row((Part(_("STORIES")),), (Part(str(count), "rows--muted"),))
        nothing: Entry = (Row((Part(_("no stories yet"), "rows--muted"),)),)
        entries = tuple((_row(row, unfolded, row.id in ticked),) for row in self._rows)
        self.show(heading, entries or (nothing,))
        self._tell_end()

    @property
    def current(self) -> StoryRow | None:
        """The row with the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def choose(self, index: int) -> None:
        """Open a story or an article."""
        if index < len(self._rows):
            self.post_message(self.Opened(self._rows[index]))

    def action_fold(self, folded: bool) -> None:
        """Hide or show the articles of the story with the cursor."""
        if self.current is not None:
            self.post_message(self.Folded(self.current, folded))

    def action_tick(self) -> None:
        """Tick the row with the cursor and go on to the next."""
        if self.current is not None:
            self.post_message(self.Ticked(self.current))
            self.action_step(1)


def _row(row: StoryRow, unfolded: Collection[str], ticked: bool) -> Row:
    tick = _TICKED if ticked else " "
    story, article = row.story, row.article
    if article is not None:
        source = article.source or _("unknown source")
        said = " · ".join(part for part in (source, date_text(article.date)) if part)
        return Row(
            (
                Part(f"{tick}     {printable(article.lang)}  ", "rows--muted"),
                Part(printable(article.title)),
            ),
            (Part(printable(said), "rows--muted"),),
        )
    fold = " " if len(story.articles) == 1 else _OPEN if story.id in unfolded else _FOLDED
    counted = ngettext("{n} article", "{n} articles", len(story.articles))
    related = _("related: {n}").format(n=len(story.related)) if story.related else ""
    told = (counted.format(n=len(story.articles)), " ".join(story.languages), related)
    return Row(
        (Part(f"{tick}{fold} "), Part(printable(story.title), "rows--chosen")),
        (Part(printable(" · ".join(part for part in told if part)), "rows--muted"),),
    )
