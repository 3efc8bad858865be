"""What a query found, or all articles: the list from which articles are opened."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.i18n import N_, _
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.printable import printable

#: Before an article that was not opened yet.
UNREAD = "•"

#: Cells before the first marked word of a snippet, so that it is seen in its context.
LEAD = 10


class ResultRow(NamedTuple):
    """An article of the list.

    `snippet` is its best passage with `spans` to mark, or where it comes from;
    `missing` are the query words it lacks; `is_open` says that a pane shows it.
    """

    id: str
    lang: str
    title: str
    snippet: str
    spans: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()
    is_open: bool = False
    is_read: bool = True
    is_starred: bool = False


class OfferRow(NamedTuple):
    """A query that is offered above the articles: two lines, and whether Enter asks it."""

    text: str
    title: str
    detail: str
    name: str = ""


class ResultsPane(RowList):
    """Two rows for each article: its title, and its best passage or its origin."""

    ENTRY_HEIGHT = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("open"), id="results.open"),
        # i18n: open beside what is open already
        Binding("o", "beside", N_("beside"), id="results.beside"),
        # i18n: the key that changes how the list is ordered
        Binding("r", "sort", N_("order"), id="results.sort"),
        Binding("delete", "forget", N_("forget a saved search"), show=False, id="results.forget"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The reader opens an article, beside the others or in place of one."""

        id: str
        beside: bool

    @dataclass(eq=False, repr=False)
    class Offered(Message):
        """The reader takes a query that was offered."""

        text: str

    @dataclass(eq=False, repr=False)
    class Forgotten(Message):
        """The reader no longer wants the saved search of that name."""

        name: str

    class SortToggled(Message):
        """The reader wants the other order."""

    @dataclass(eq=False, repr=False)
    class More(Message):
        """The reader wants more rows than were listed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[ResultRow, ...] = ()
        self._offers: tuple[OfferRow, ...] = ()

    def fill(
        self,
        rows: tuple[ResultRow, ...],
        *,
        heading: str,
        order: str,
        more: int,
        again: bool,
        offers: tuple[OfferRow, ...] = (),
    ) -> None:
        """Show articles.

        Args:
            rows: the articles, in order.
            heading: what they are.
            order: how they are ordered.
            more: how many there are beyond `rows`; they get one entry, "more".
            again: whether this is the same list in another state, so that the cursor stays
                on its article.
            offers: queries to choose instead, above the articles. What is listed is what
                was meant more often than what is offered beside it, so the cursor is there.
        """
        kept = self.current if again else None
        self._rows, self._offers = rows, offers
        entries = (*map(_offer, offers), *map(_entry, rows))
        if more > 0:
            line = _("more ({n})").format(n=more)
            entries += ((Row((Part(f"   {line}", "rows--muted"),)), Row()),)
        found = (number for number, row in enumerate(rows, len(offers)) if row.id == kept)
        first = len(offers) if rows and not any(offer.name for offer in offers) else 0
        self.show(
            Row((Part(heading),), (Part(order, "rows--muted"),)),
            entries,
            cursor=next(found, None) if again else first,
        )

    @property
    def current(self) -> str | None:
        """The id of the article with the cursor."""
        index = self.cursor - len(self._offers)
        return self._rows[index].id if 0 <= index < len(self._rows) else None

    def choose(self, index: int) -> None:
        """Open an article, or list more of them."""
        self._open(index, beside=False)

    def action_beside(self) -> None:
        """Open the article with the cursor beside the others."""
        self._open(self.cursor, beside=True)

    def action_sort(self) -> None:
        """Ask for the other order."""
        self.post_message(self.SortToggled())

    def action_forget(self) -> None:
        """Let go the saved search with the cursor."""
        if self.cursor < len(self._offers) and (name := self._offers[self.cursor].name):
            self.post_message(self.Forgotten(name))

    def _open(self, index: int, *, beside: bool) -> None:
        if index < len(self._offers):
            if text := self._offers[index].text:
                self.post_message(self.Offered(text))
            return
        index -= len(self._offers)
        if index < len(self._rows):
            self.post_message(self.Opened(self._rows[index].id, beside))
        elif index < len(self.entries) - len(self._offers):
            self.post_message(self.More())


def _offer(row: OfferRow) -> Entry:
    title = Part(f"  {printable(row.title)}", "rows--chosen" if row.text else "")
    return (Row((title,)), Row((Part(f"     {printable(row.detail)}", "rows--muted"),)))


def _entry(row: ResultRow) -> Entry:
    style = "rows--chosen" if row.is_open else ""
    sign = "▸" if row.is_open else " "
    state = "*" if row.is_starred else UNREAD if not row.is_read else " "
    title = (
        Part(f"{sign}{state}{printable(row.lang)} ", "rows--muted"),
        Part(printable(row.title), style),
    )
    return (Row(title), Row((Part("     ", "rows--muted"), *_snippet(row))))


def _snippet(row: ResultRow) -> tuple[Part, ...]:
    """The snippet from a little before its first marked word on."""
    text = printable(row.snippet)
    without = _("(without {words})").format(words=printable(" ".join(row.missing)))
    missing = (Part(f"{without} ", "rows--muted"),)
    start = 0
    if row.spans and row.spans[0][0] > LEAD:
        start = text.find(" ", row.spans[0][0] - LEAD) + 1
        if not 0 < start <= row.spans[0][0]:
            start = row.spans[0][0]
    parts = [Part("…", "rows--muted")] if start else []
    for begin, end in row.spans:
        if begin >= start:
            parts += [Part(text[start:begin], "rows--muted"), Part(text[begin:end], "rows--hit")]
            start = end
    parts.append(Part(text[start:], "rows--muted"))
    return (*(missing if row.missing else ()), *(part for part in parts if part.text))
