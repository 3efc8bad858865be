"""Every key, from the bindings themselves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.i18n import N_, _
from reader.keys import key_text
from reader.panes._cells import Part, Row
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


#: A heading, marked by `N_`, and bindings.
_Section = tuple[str, Iterable[BindingType]]


class _KeyList(RowList):
    """The keys as a list that scrolls."""

    def choose(self, index: int) -> None:
        """Enter does nothing here."""


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

    def on_mount(self) -> None:
        """Fill the list."""
        heading = Row((Part(_("KEYS")),), (Part(_("Esc closes")),))
        self.query_one(_KeyList).show(heading, tuple(self._entries()))

    def _entries(self) -> Iterator[Entry]:
        for number, (title, bindings) in enumerate(self._sections):
            if number:
                yield (Row(),)
            yield (Row((Part(_(title), "rows--heading"),)),)
            for binding in bindings:
                if isinstance(binding, Binding) and binding.description:
                    does = Part(_(binding.description))
                    keys = self._shown(binding)
                    yield (Row((Part(f"  {keys:<{_KEYS}} ", "rows--chosen"), does)),)

    def _shown(self, binding: Binding) -> str:
        rebound = self._keys.get(binding.id or "")
        return key_text(rebound) if rebound else binding.key_display or key_text(binding.key)


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
