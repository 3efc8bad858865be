"""What the screens over the reading one have in common."""

from typing import TypeVar

from textual.screen import ModalScreen

from reader.panes.status import KeysPane

T = TypeVar("T")


class OverScreen(ModalScreen[T]):
    """A screen over the reading one, which it hides; a list takes the room there is.

    One with a row of keys says in it what its keys do.
    """

    DEFAULT_CSS = """
    OverScreen {
        background: $background;
        &:ansi { background: ansi_default; }
        & > RowList { height: 1fr; }
    }
    """

    def follow_keys(self) -> None:
        """Keep the row of keys in step with what has the focus; for `on_mount`."""
        self.bindings_updated_signal.subscribe(self, self._offer_keys)

    def look_again(self) -> None:
        """The words of other languages, or the stories, are there now: show what they change."""

    def _offer_keys(self, _screen: object) -> None:
        if self.is_current:
            self.query_one(KeysPane).offer_keys_of(self)
