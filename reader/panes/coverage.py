"""A table of what each article of a story says: a row for a fact, a column for an article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from index.model import ArticleSummary, Fact, FactKind
from reader.i18n import N_, _, country_name
from reader.panes._cells import Part, Row, cells, fit
from reader.panes._rows import RowList
from reader.printable import printable

#: Cells of the columns: the kind of a fact, the fact, and the least an article gets.
_KIND, _FACT, _LEAST = 8, 26, 10


class CoveragePane(RowList):
    """One row for each fact; the column of one article is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("read it there"), id="coverage.open"),
        Binding("l,right", "side(1)", N_("article to the right"), show=False, id="coverage.right"),
        Binding("h,left", "side(-1)", N_("article to the left"), show=False, id="coverage.left"),
    ]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The reader wants to read a fact in the chosen article."""

        fact: Fact

    @dataclass(eq=False, repr=False)
    class Sided(Message):
        """The reader chooses the column to the right, or to the left."""

        step: int

    def fill(self, facts: Iterable[Fact], articles: Sequence[ArticleSummary], chosen: int) -> None:
        """Show facts; the cursor stays.

        Args:
            facts: in order.
            articles: the columns; none as long as the facts are not known.
            chosen: the number of the chosen one.
        """
        self._facts = tuple(facts)
        self._articles, self._chosen = articles, chosen
        self._draw()

    def _draw(self) -> None:
        entries = tuple((self._row(fact),) for fact in self._facts)
        known = _("nothing") if self._articles else "…"
        nothing = (Row((Part(known, "rows--muted"),)),)
        self.show(self._head(), entries or (nothing,))

    def on_resize(self) -> None:
        """Give the articles the room there is."""
        super().on_resize()
        self._draw()

    @property
    def current(self) -> Fact | None:
        """The fact with the cursor."""
        return self._facts[self.cursor] if self.cursor < len(self._facts) else None

    @property
    def _column(self) -> int:
        room = self.size.width - _KIND - _FACT
        return max(_LEAST, room // max(1, len(self._articles)))

    def _head(self) -> Row:
        parts = [Part(_padded(_("WHAT IS SAID"), _KIND + _FACT))]
        for number, article in enumerate(self._articles):
            name = f"{article.lang} {article.source or ''}".strip()
            sign = "▸" if number == self._chosen else " "
            parts.append(Part(_padded(f"{sign}{printable(name)}", self._column)))
        return Row(tuple(parts))

    def _row(self, fact: Fact) -> Row:
        said = {mention.article: mention for mention in fact.mentions}
        label = country_name(fact.code) if fact.code else fact.text
        parts = [
            Part(_padded(kind_name(fact.kind), _KIND), "rows--muted"),
            Part(_padded(printable(label), _FACT), "rows--chosen"),
        ]
        for number, article in enumerate(self._articles):
            mention = said.get(article.id)
            text = "·"
            if mention is not None:
                places = " ".join(map(str, mention.passages))
                text = f"{mention.text} {places}" if mention.text != label else places
            style = "rows--muted" if mention is None else ""
            sign = "▸" if number == self._chosen and mention is not None else " "
            parts.append(Part(_padded(f"{sign}{printable(text)}", self._column), style))
        return Row(tuple(parts))

    def choose(self, index: int) -> None:
        """Read a fact in its article."""
        if index < len(self._facts):
            self.post_message(self.Opened(self._facts[index]))

    def action_side(self, step: int) -> None:
        """Choose another article."""
        self.post_message(self.Sided(step))


def kind_name(kind: FactKind) -> str:
    """What kind of fact it is, in the reader's language."""
    names = {
        "name": _("name"),
        "number": _("number"),
        "date": _("date"),
        "place": _("place"),
    }
    return names[kind]


def _padded(text: str, width: int) -> str:
    """A text in exactly `width` cells, the last of them empty."""
    short = fit(text, width - 1)
    return short + " " * (width - cells((Part(short),)))
