"""What a query asks for, in words, and what its words stand for: each to be switched off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from index.model import Expansion
from reader.explained import way
from reader.i18n import N_, _, language_name, ngettext
from reader.panes._cells import Part, Row
from reader.panes._rows import Entry, RowList
from reader.panes.status import KeysPane
from reader.printable import printable
from reader.screens.over import OverScreen

#: What a line that goes on begins with, beside its own indent.
_GOES_ON = "    "

#: A query word and a form that it may stand for.
Pair = tuple[str, str]

#: Before what is on, partly on and off.
_SIGNS = {True: "[x]", None: "[-]", False: "[ ]"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the list; `pairs` are what it switches on or off, none for mere words."""

    text: str
    muted: str = ""
    pairs: tuple[Pair, ...] = ()


class _Lines(RowList):
    """The lines as a list that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "choose", N_("on or off"), id="explain.toggle"),
    ]

    @dataclass(eq=False, repr=False)
    class Toggled(Message):
        """The reader switches what a line stands for on or off."""

        index: int

    def choose(self, index: int) -> None:
        """Switch what the line stands for."""
        self.post_message(self.Toggled(index))


class ExplainScreen(OverScreen[frozenset[Pair]]):
    """Lines of text over the reading screen. Closes with what is switched off.

    Args:
        query: as it was typed.
        lines: what it asks for; their indent is kept.
        expansions: what its words stand for, all of it.
        without: what of that is switched off.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("V", "all_on", N_("all on"), id="explain.all"),
        Binding("escape,q,W", "leave", N_("back, and search"), id="explain.back"),
    ]

    def __init__(
        self,
        query: str,
        lines: Sequence[str],
        expansions: Sequence[Expansion] = (),
        without: frozenset[Pair] = frozenset(),
    ) -> None:
        super().__init__()
        self._query = query
        self._texts = lines
        self._forms = tuple(line for each in expansions for line in _of_word(each))
        self._without = without
        self._listed: tuple[_Line, ...] = ()

    def compose(self) -> ComposeResult:
        """The list, and its keys."""
        yield _Lines(id="explain")
        yield KeysPane(id="keys")

    def on_mount(self) -> None:
        """Fill it; the cursor begins at the first word that can be switched off."""
        self.follow_keys()
        self._fill()
        first = (at for at, line in enumerate(self._listed) if line.pairs)
        lines = self.query_one(_Lines)
        self.set_focus(lines)
        # Without its size it would scroll to the cursor at once.
        self.call_after_refresh(lines.move_to, next(first, 0))

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._fill()

    def _fill(self) -> None:
        what = _("SEARCH")
        off = len(self._without)
        told = ngettext("{n} word off", "{n} words off", off).format(n=off) if off else ""
        heading = Row((Part(f"{what} {printable(self._query)}"),), (Part(told),))
        width = max(20, self.app.size.width - 4)
        broken = (_Line(piece) for text in self._texts for piece in _broken(text, width))
        self._listed = (*broken, *self._forms)
        self.query_one(_Lines).show(heading, tuple(map(self._entry, self._listed)))

    def _entry(self, line: _Line) -> Entry:
        if not line.pairs:
            style = "rows--muted" if line.text.startswith("   ") else ""
            return (Row((Part(line.text, style),)),)
        sign = _SIGNS[self._is_on(line)]
        said, muted = printable(line.text), printable(line.muted)
        indent = said[: len(said) - len(said.lstrip())]
        style = "rows--muted" if self._is_on(line) is False else ""
        shown = Part(f"{indent}{sign} {said.strip()}", style)
        return (Row((shown, Part(f"  {muted}", "rows--muted"))),)

    def _is_on(self, line: _Line) -> bool | None:
        """Whether all of it is on; None for some of it."""
        off = self._without.intersection(line.pairs)
        return None if off and len(off) < len(set(line.pairs)) else not off

    @property
    def without(self) -> frozenset[Pair]:
        """What is switched off now."""
        return self._without

    def on__lines_toggled(self, event: _Lines.Toggled) -> None:
        """Switch a form, or all of a language, on or off."""
        event.stop()
        line = self._listed[event.index] if event.index < len(self._listed) else _Line("")
        if self._is_on(line) is False:
            self._without -= set(line.pairs)
        else:
            self._without |= set(line.pairs)
        self._fill()

    def action_all_on(self) -> None:
        """Switch everything on again."""
        self._without = frozenset()
        self._fill()

    def action_leave(self) -> None:
        """Close with what is switched off."""
        self.dismiss(self._without)


def _of_word(expansion: Expansion) -> Iterator[_Line]:
    """A word, its languages, and in each the forms that it stands for."""
    if not expansion.forms:
        return
    yield _Line("")
    yield _Line(f"  {printable(expansion.word)} →")
    order = list(dict.fromkeys(form.lang for form in expansion.forms))
    for lang, forms in _grouped(expansion, order):
        pairs = tuple(dict.fromkeys((expansion.word, form) for form, _way in forms))
        yield _Line(f"    {language_name(lang)}", "", pairs)
        for form, told in forms:
            yield _Line(f"        {form}", told, ((expansion.word, form),))


def _grouped(
    expansion: Expansion, order: Sequence[str]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The languages, each with its forms and how these were found."""
    in_order = sorted(expansion.forms, key=lambda form: order.index(form.lang))
    for lang, forms in groupby(in_order, key=lambda form: form.lang):
        yield lang, [(form.text, way(form.via)) for form in forms]


def _broken(line: str, width: int) -> Iterable[str]:
    """A line in pieces that fit."""
    text = printable(line)
    indent = text[: len(text) - len(text.lstrip())]
    goes_on = indent + _GOES_ON
    return wrap(text.strip(), width, initial_indent=indent, subsequent_indent=goes_on) or [""]
