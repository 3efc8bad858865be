"""A notebook that is opened when it is first needed, and tried again when it could not be."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.errors import HexaplaError, WriteError
from reader.i18n import _

if TYPE_CHECKING:
    from reader.notebook.notebook import Notebook


class OpenedLate:
    """The notebook of one reader, for whoever reads most of the time.

    Threads: one only, the notebook's own.
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

    @property
    def is_open(self) -> bool:
        """Whether it was needed yet."""
        return self._notebook is not None

    def looked_into(self) -> "Notebook | None":
        """The notebook if there is one; none is made by looking."""
        if self._notebook is None and not self._is_there():
            return None
        return self._opened()

    def _opened(self) -> "Notebook | None":
        """The notebook, to be looked into: one that cannot be written too."""
        if self._notebook is None and self._failed is None:
            try:
                self._notebook = self._open()
                self._failed = self._notebook.refusal
            except HexaplaError as error:
                self._failed = str(error)
        return self._notebook

    def required(self) -> "Notebook":
        """The notebook, to be changed; one that could not be written is tried again.

        Raises:
            WriteError: it cannot be written still.
            HexaplaError: it is none, or damaged.
        """
        notebook = self._opened()
        if notebook is not None and self._failed is None:
            return notebook
        try:
            again = self._open()
        except WriteError:
            raise
        except HexaplaError as error:
            raise HexaplaError(_("nothing can be kept: {why}").format(why=error)) from error
        if again.refusal:
            again.close()
            raise WriteError(again.refusal)
        if notebook is not None:
            notebook.close()
        self._notebook, self._failed = again, None
        return again

    def close(self) -> None:
        """Give it back."""
        if self._notebook is not None:
            self._notebook.close()
