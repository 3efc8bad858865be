"""The two rows at the bottom: where the reader is, and which keys help now."""

from collections.abc import Iterable
from typing import Any

from textual.screen import Screen

from reader.i18n import _
from reader.panes._cells import Part, Row, cells
from reader.panes._line import RowLine
from reader.printable import printable

#: Keys that are always offered, at the end of the row: help and quit.
_LAST = 2


class StatusPane(RowLine):
    """Where the reader is, or a message for a while."""

    def say(self, place: str, message: str = "") -> None:
        """Show the place, and a message when there is one.

        Args:
            place: hits, passage, lock: short.
            message: what just happened; it stands first.
        """
        spoken = (Part(printable(message), "line--strong"),) if message else ()
        where = (Part(printable(place)),) if place else ()
        joint = (Part(" · "),) if spoken and where else ()
        self.show(Row((*spoken, *joint, *where)))


class KeysPane(RowLine):
    """The keys that are useful now, as many as the row holds."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[tuple[Part, Part], ...] = ()

    def offer(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show keys with what they do, both ready for the screen, the useful first.

        The last two stay whatever the width: they are how to get help and how to leave.
        """
        self._keys = tuple((Part(f" {key}", "line--key"), Part(f" {does} ")) for key, does in keys)
        self._fill()

    def offer_keys_of(self, screen: Screen[Any]) -> None:
        """Show the keys that the screen and what has the focus answer to now."""
        keys: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in keys:
                keys[binding.action] = (self.app.get_key_display(binding), _(binding.description))
        self.offer(keys.values())

    def on_resize(self) -> None:
        """Fill the row anew."""
        self._fill()

    def _fill(self) -> None:
        kept = list(self._keys)
        while len(kept) > _LAST and sum(map(cells, kept)) > self.size.width:
            del kept[-_LAST - 1]
        self.show(Row(tuple(part for key in kept for part in key)))
