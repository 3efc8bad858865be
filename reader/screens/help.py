"""Every key, from the bindings themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.i18n import N_, _
from reader.keys import key_text
from reader.panes._cells import Part, Row, cells, cut
from reader.panes._rows import Entry, RowList
from reader.panes.article import ArticlePane
from reader.panes.highlights import HighlightsPane
from reader.panes.languages import LanguagesPane
from reader.panes.parallel import ParallelPane
from reader.panes.prompt import PromptPane
from reader.panes.results import ResultsPane
from reader.panes.search import SearchInput
from reader.panes.sources import SourcesPane
from reader.screens.notebook import NotebookScreen
from reader.screens.over import OverScreen

#: Cells for the keys, wide enough for `Ctrl-D PageDown Space`.
_KEYS = 24


#: One line of a column.
Line = tuple[Part, ...]

#: A heading, marked by `N_`, and bindings.
_Section = tuple[str, Iterable[BindingType]]


class _KeyList(RowList):
    """The keys in columns that scroll together: there is nothing to choose."""

    SHOWS_CURSOR = False

    def choose(self, index: int) -> None:
        """Enter does nothing here."""

    def _follow(self) -> bool:
        """The cursor, which nobody sees, is the first row in sight."""
        before = self._top
        last = max(0, len(self._entries) - self._visible)
        self._top = self.cursor = min(self.cursor, last)
        return self._top != before


class HelpScreen(OverScreen[None]):
    """The keys of the screen, of the panes and of the lists, as they are bound now.

    Args:
        keys: the reader's own keys by binding id.
        sections: heading (marked by `N_`) and bindings of the calling screen and the
            application; those of the panes come between.
        others: sections after them, in the same way.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", N_("back"), id="help.back"),
    ]

    def __init__(
        self,
        keys: Mapping[str, str],
        sections: Iterable[_Section],
        others: Iterable[_Section] | None = None,
    ) -> None:
        super().__init__()
        self._keys = keys
        self._sections = (*sections, *(_OF_PANES if others is None else others))

    def compose(self) -> ComposeResult:
        """The list."""
        yield _KeyList(id="help")

    def on_resize(self) -> None:
        """Fill the list with as many columns as there is room for."""
        heading = Row((Part(_("KEYS")),), (Part(_("Esc closes")),))
        width = self.size.width
        sections = [list(self._section(*each)) for each in self._sections]
        widest = max(cells(line) for section in sections for line in section)
        columns = beside(sections, width // (widest + 1))
        self.query_one(_KeyList).show(heading, tuple(abreast(columns, width)))

    def _section(self, title: str, bindings: Iterable[BindingType]) -> Iterator[Line]:
        yield (Part(_(title), "rows--heading"),)
        for binding in bindings:
            if isinstance(binding, Binding) and binding.description:
                keys = Part(f"  {self._shown(binding):<{_KEYS}} ", "rows--chosen")
                yield (keys, Part(_(binding.description)))
        yield ()

    def _shown(self, binding: Binding) -> str:
        rebound = self._keys.get(binding.id or "")
        return key_text(rebound) if rebound else binding.key_display or key_text(binding.key)


def beside(sections: Sequence[Sequence[Line]], columns: int) -> list[list[Line]]:
    """Sections in at most so many columns, in order and none parted, the highest as low as
    can be."""
    heights = [len(section) for section in sections]
    most = max(heights, default=0)
    while len(_filled(heights, most)) > max(1, columns):
        most += 1
    found, start = [], 0
    for number in _filled(heights, most):
        column = [line for section in sections[start : start + number] for line in section]
        found.append(column)
        start += number
    return found


def _filled(heights: Sequence[int], most: int) -> list[int]:
    """How many sections stand in each column when none may be higher than `most`."""
    columns, height = [0], 0
    for each in heights:
        if height + each > most:
            columns.append(0)
            height = 0
        columns[-1] += 1
        height += each
    return columns


def abreast(columns: Sequence[Sequence[Line]], width: int) -> Iterator[Entry]:
    """The lines of columns side by side, as entries of one row."""
    share = width // max(1, len(columns))
    for lines in zip_longest(*columns, fillvalue=()):
        parts: list[Part] = []
        for line in lines:
            kept = cut(line, share - 1)
            parts += (*kept, Part(" " * (share - cells(kept))))
        yield (Row(tuple(parts)),)


#: What is searched, listed and asked for on the notebook's screen.
OF_NOTEBOOK: tuple[_Section, ...] = (
    (N_("Notebook"), (*NotebookScreen.BINDINGS, *HighlightsPane.BINDINGS)),
)

_OF_PANES: tuple[_Section, ...] = (
    (N_("Reading"), (*ParallelPane.BINDINGS, *ArticlePane.BINDINGS)),
    (N_("Search box"), SearchInput.BINDINGS),
    (N_("Lists"), RowList.BINDINGS),
    (N_("Results"), ResultsPane.BINDINGS),
    (N_("Sources"), SourcesPane.BINDINGS),
    (N_("Languages"), LanguagesPane.BINDINGS),
    (N_("One-line questions"), PromptPane.BINDINGS),
    *OF_NOTEBOOK,
)
