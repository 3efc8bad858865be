"""A list of rows drawn by the line API: the base of the lists in the left column.

It scrolls by its own offset and never changes its virtual size, so that a key
repaints two entries or one region, not the screen.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip

from reader.i18n import N_
from reader.panes._cells import Row, strip_of
from reader.panes.sparing import is_sparing
from reader.panes.still import Rows

Entry = tuple[Row, ...]

#: Rows that are kept as they are drawn: some screens of them.
_KEPT = 500

#: The first row of the entry with the cursor, and those below it.
_CURRENT = ("rows--cursor", "rows--below")

#: What stands below the last entry.
_NOTHING = Row()


class RowList(Rows, can_focus=True):
    """A heading and entries of one height, one of which has the cursor.

    Subclasses call `show` when what they list changes, and say in `choose` what
    Enter or a click does.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--heading",
        "rows--cursor",
        "rows--below",
        "rows--muted",
        "rows--hit",
        "rows--chosen",
    }
    DEFAULT_CSS = """
    RowList {
        height: auto;
        & > .rows--heading { text-style: bold; color: $primary; }
        & > .rows--cursor { background: $primary-muted; text-style: bold; }
        & > .rows--below { background: $primary-muted; }
        & > .rows--muted { color: $foreground 65%; }
        & > .rows--hit { text-style: bold underline; }
        & > .rows--chosen { text-style: bold; }
        &:focus > .rows--heading { text-style: bold underline; }
        &:ansi > .rows--cursor { background: ansi_default; text-style: reverse; }
        &:ansi > .rows--below { background: ansi_default; }
        &:ansi > .rows--muted { color: ansi_default; text-style: dim; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", N_("next in the list"), show=False, id="list.next"),
        Binding("k,up", "step(-1)", N_("previous in the list"), show=False, id="list.previous"),
        Binding("ctrl+d,pagedown", "page(1)", N_("a page down"), show=False, id="list.page_down"),
        Binding("ctrl+u,pageup,b", "page(-1)", N_("a page up"), show=False, id="list.page_up"),
        Binding("g,home", "first", N_("first in the list"), show=False, id="list.first"),
        Binding("G,end", "last", N_("last in the list"), show=False, id="list.last"),
    ]

    ENTRY_HEIGHT: ClassVar[int] = 1
    """Rows an entry takes."""
    SHOWS_CURSOR: ClassVar[bool] = True
    """Whether the entry with the cursor is drawn apart."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._entries: tuple[Entry, ...] = ()
        self._heading = Row()
        self._top = 0
        self._strips: dict[tuple[Row, str], Strip] = {}
        self._styled: Style | None = None
        self.cursor = 0
        """Number of the entry with the cursor, 0 when there is none."""

    def choose(self, index: int) -> None:
        """Do what Enter or a click on an entry means."""
        raise NotImplementedError

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed now."""
        return self._entries

    def show(self, heading: Row, entries: tuple[Entry, ...], *, cursor: int | None = None) -> None:
        """List these entries, repainting only the region that changed.

        Args:
            heading: the row above them.
            entries: `ENTRY_HEIGHT` rows each.
            cursor: where the cursor goes; where it was when None.
        """
        if heading == self._heading and entries == self._entries and cursor in {None, self.cursor}:
            return
        before = self._drawn()
        resized = len(entries) != len(self._entries) and self.styles.auto_dimensions
        self._heading, self._entries = heading, entries
        wanted = self.cursor if cursor is None else cursor
        self.cursor = max(0, min(wanted, len(entries) - 1))
        self._follow()
        if resized:
            self.refresh(layout=True)
        else:
            self._repaint(y for y, row in enumerate(self._drawn()) if row != before[y])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The heading and all entries, unless the style sheet gives another height."""
        return 1 + len(self._entries) * self.ENTRY_HEIGHT

    @property
    def _visible(self) -> int:
        return max(1, (self.size.height - 1) // self.ENTRY_HEIGHT)

    def _follow(self) -> bool:
        """Scroll so that the cursor is visible; whether that moved anything."""
        before = self._top
        if not self._top <= self.cursor < self._top + self._visible:
            # Half a page at a time: most steps then repaint two entries, not all. Where bytes
            # are dear, a whole one.
            if not is_sparing(self):
                self._top = self.cursor - self._visible // 2
            elif self.cursor < self._top:
                self._top = self.cursor - self._visible + 1
            else:
                self._top = self.cursor
        self._top = max(0, min(self._top, len(self._entries) - self._visible))
        return self._top != before

    def move_to(self, index: int) -> None:
        """Put the cursor on an entry; the ends hold it."""
        index = max(0, min(index, len(self._entries) - 1))
        before, self.cursor = self.cursor, index
        if self._follow():
            self.refresh()
        elif before != index:
            height = self.ENTRY_HEIGHT
            tops = (1 + (changed - self._top) * height for changed in (before, index))
            self._repaint(y for top in tops for y in range(top, top + height))

    def _drawn(self) -> list[object]:
        """What each row on the screen shows, to be compared."""
        height = self.ENTRY_HEIGHT
        rows: list[object] = [self._heading]
        for y in range(1, self.size.height):
            index = self._top + (y - 1) // height
            entry = self._entries[index] if index < len(self._entries) else None
            rows.append((entry and entry[(y - 1) % height], index == self.cursor))
        return rows

    def _repaint(self, rows: Iterable[int]) -> None:
        regions = [Region(0, y, self.size.width, 1) for y in rows]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One row: the heading, or a row of an entry."""
        if y == 0:
            return self._strip(self._heading, "rows--heading")
        index, line = divmod(y - 1, self.ENTRY_HEIGHT)
        index += self._top
        if index >= len(self._entries):
            return self._strip(_NOTHING, "")
        base = ""
        if self.SHOWS_CURSOR and index == self.cursor and self.has_focus:
            base = "rows--below" if line else "rows--cursor"
        return self._strip(self._entries[index][line], base)

    def _strip(self, row: Row, base: str) -> Strip:
        """A row drawn in the style of a component, the list's own when that is `""`."""
        strip = self._strips.get((row, base))
        if strip is None or strip.cell_length != self.size.width:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            style = self._part_style(base) if base else self._own_style
            part = self._style_under_cursor if base in _CURRENT else self._part_style
            strip = self._strips[row, base] = strip_of(row, self.size.width, style, part)
        return strip

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._strips.clear()
        self._styled = None

    @property
    def _own_style(self) -> Style:
        # Textual puts it together from those of all widgets around it, each time.
        if self._styled is None:
            self._styled = self.rich_style
        return self._styled

    def _style_under_cursor(self, name: str) -> Style:
        # The row with the cursor is drawn in one style but for its hits: it is sent at
        # every step, and each change of style is bytes on the line.
        if name != "rows--hit":
            return Style.null()
        return self.get_component_rich_style(name, partial=True)

    def _part_style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def action_step(self, step: int) -> None:
        """Move the cursor by entries."""
        self.move_to(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by what is visible."""
        self.move_to(self.cursor + step * self._visible)

    def action_first(self) -> None:
        """Move the cursor to the first entry."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move the cursor to the last entry."""
        self.move_to(len(self._entries) - 1)

    def action_choose(self) -> None:
        """Choose the entry with the cursor."""
        if self._entries:
            self.choose(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor visible in another size."""
        self._follow()

    def on_click(self, event: events.Click) -> None:
        """Choose the entry that was clicked."""
        index = self._top + (event.y - 1) // self.ENTRY_HEIGHT
        if event.y >= 1 and index < len(self._entries):
            self.move_to(index)
            self.choose(index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.action_step(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.action_step(-1)
