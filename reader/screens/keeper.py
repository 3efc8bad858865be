"""What the reader keeps: highlights and notes, through a notebook opened when it is needed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.errors import HexaplaError
from index.model import Article
from reader.i18n import _, ngettext
from reader.session import Mark, Position, Stretch

if TYPE_CHECKING:
    from reader.highlight import Highlight
    from reader.notebook import Notebook
    from reader.saved import SavedSearch


class Keeper:
    """The notebook as the screen uses it.

    A notebook that cannot be opened is no reason to stop reading: it is said once, by
    `trouble`, and everything else goes on.
    Threads: the event loop's only; a notebook is small and local.
    """

    def __init__(
        self, open_notebook: Callable[[], "Notebook"], has_notebook: Callable[[], bool]
    ) -> None:
        self._open = open_notebook
        self._is_there = has_notebook
        self._notebook: Notebook | None = None
        self._failed: str | None = None
        self._told = False

    @property
    def trouble(self) -> str | None:
        """Why nothing can be kept; given once, then None."""
        if self._failed is None or self._told:
            return None
        self._told = True
        return _("nothing can be kept: {why}").format(why=self._failed)

    def of(self, archive: str, article: Article | None = None) -> "tuple[Highlight, ...]":
        """The highlights of an archive, or of one article at their places in its text."""
        if self._notebook is None and not self._is_there():
            return ()  # and none is made by looking
        notebook = self._ready()
        if notebook is None:
            return ()
        if article is None:
            return notebook.highlights(archive=archive)
        kept = notebook.resolve(archive, article)
        return tuple(each for each in kept if each.state != "orphan")

    def marks(self, archive: str, article: Article) -> tuple[Mark, ...]:
        """The highlights of an article as marks."""
        return tuple(
            Mark(each.passage, each.start, each.end, "highlight")
            for each in self.of(archive, article)
        )

    def at(self, archive: str, article: Article, place: Position) -> "Highlight | None":
        """The highlight at a place: the shortest around it, else the first of its passage."""
        here = [each for each in self.of(archive, article) if each.passage == place.passage]
        around = [each for each in here if each.start <= place.offset < each.end]
        return min(
            around, key=lambda each: each.end - each.start, default=here[0] if here else None
        )

    def toggle(self, archive: str, article: Article, kept: Sequence[Stretch]) -> str:
        """Keep stretches of an article, or let them go when all of them are kept already.

        Returns:
            What was done, in the reader's language.

        Raises:
            HexaplaError: the notebook cannot be written.
        """
        notebook = self._required()
        there = {
            Stretch(each.passage, each.start, each.end): each for each in self.of(archive, article)
        }
        if kept and all(each in there for each in kept):
            for each in kept:
                notebook.remove(there[each].id)
            return _("no longer highlighted")
        new = [each for each in kept if each not in there]
        for each in new:
            notebook.add(archive, article, each.passage, start=each.start, end=each.end)
        return ngettext("highlighted", "{n} passages highlighted", len(new)).format(n=len(new))

    def annotate(self, highlight_id: str, note: str) -> None:
        """Put a note on a highlight.

        Raises:
            HexaplaError: the notebook cannot be written, or the highlight is gone.
        """
        self._required().annotate(highlight_id, note)

    def searches(self) -> "tuple[SavedSearch, ...]":
        """The saved searches, by name."""
        if self._notebook is None and not self._is_there():
            return ()
        notebook = self._ready()
        return () if notebook is None else notebook.searches()

    def save_search(self, name: str, query: str) -> str:
        """Keep a query under a name.

        Returns:
            What was done, in the reader's language.

        Raises:
            HexaplaError: the notebook cannot be written.
        """
        try:
            kept = self._required().save_search(name, query)
        except ValueError:
            return _("a name has letters, digits, _ . and - only")
        return _("@{name} asks this again").format(name=kept.name)

    def forget_search(self, name: str) -> None:
        """Delete a saved search.

        Raises:
            HexaplaError: the notebook cannot be written, or the search is gone.
        """
        self._required().forget_search(name)

    def written_out(self, query: str) -> str:
        """A query with the saved searches in it (`@name`) written out."""
        if "@" not in query:
            return query
        from reader.saved import expanded  # noqa: PLC0415 - few queries name one

        return expanded(query, self.searches())

    def close(self) -> None:
        """Give the notebook back."""
        if self._notebook is not None:
            self._notebook.close()

    def _ready(self) -> "Notebook | None":
        if self._notebook is None and self._failed is None:
            try:
                self._notebook = self._open()
            except HexaplaError as error:
                self._failed = str(error)
        return self._notebook

    def _required(self) -> "Notebook":
        notebook = self._ready()
        if notebook is None:
            raise HexaplaError(_("nothing can be kept: {why}").format(why=self._failed))
        return notebook
