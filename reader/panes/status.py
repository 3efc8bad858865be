"""The two rows at the bottom: where the reader is, and which keys help now."""

from collections.abc import Iterable

from reader.panes._cells import Part, Row
from reader.panes._line import RowLine
from reader.printable import printable


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

    def offer(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show keys with what they do, both ready for the screen."""
        parts: list[Part] = []
        for key, does in keys:
            parts += [Part(f" {key}", "line--key"), Part(f" {does} ")]
        self.show(Row(tuple(parts)))
