"""One article, drawn a row at a time: scrolling, a cursor row, marks and selection."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.columns import Position, Selection
from reader.i18n import N_
from reader.panes import _moving
from reader.panes._moving import View
from reader.panes._page import ArticlePage
from reader.panes._painting import MARGIN
from reader.panes.sparing import is_sparing

OVERLAP: Final = 2
"""Rows that a page keeps in sight."""

WHEEL_ROWS: Final = 3

_SELECTING: Final = frozenset({"step_character", "step_word"})


class ArticlePane(ArticlePage, can_focus=True):
    """An article with its title and origin on top, standing at a place.

    Attributes down: `column`, what to show; `active`, whether the cursor's row is
    marked; `counterpart_sign`, for the margin of counterparts; `lead`, called within a
    move, where a message would come a frame too late. A column of the same revision
    changes marks and origin only; the place stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "rows(1)", N_("down"), id="article.down", show=False),
        Binding("k,up", "rows(-1)", N_("up"), id="article.up", show=False),
        Binding("ctrl+d", "half(1)", N_("half a page down"), id="article.half_down", show=False),
        Binding("ctrl+u", "half(-1)", N_("half a page up"), id="article.half_up", show=False),
        Binding("space,pagedown", "page(1)", N_("page down"), id="article.page_down", show=False),
        # Before the page up that shares its key: it answers while selecting only.
        Binding("b", "step_word(-1)", N_("select back a word"), id="article.word_back", show=False),
        Binding("b,pageup", "page(-1)", N_("page up"), id="article.page_up", show=False),
        Binding("g", "chord", N_("top (twice)"), id="article.chord", key_display="gg", show=False),
        Binding("home", "end(False)", N_("top"), id="article.top", show=False),
        Binding("G,end", "end(True)", N_("bottom"), id="article.bottom", show=False),
        Binding("v", "select", N_("select"), id="article.select", show=False),
        Binding("h,left", "step_character(-1)", N_("select left"), id="article.left", show=False),
        Binding("l,right", "step_character(1)", N_("select right"), id="article.right", show=False),
        Binding("w", "step_word(1)", N_("select a word"), id="article.word", show=False),
        Binding("escape", "drop", N_("drop the selection"), id="article.drop", show=False),
    ]

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor came into another passage, or other rows into sight."""

        pane: "ArticlePane"
        position: Position

        @property
        def control(self) -> "ArticlePane":
            """The pane that moved."""
            return self.pane

    @dataclass(eq=False, repr=False)
    class SelectionChanged(Message):
        """Something else is selected; None when nothing is."""

        pane: "ArticlePane"
        selection: Selection | None

        @property
        def control(self) -> "ArticlePane":
            """The pane in which it is selected."""
            return self.pane

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.lead: Callable[[ArticlePane], None] | None = None
        self._last_key = ""
        self._chord_keys: frozenset[str] | None = None

    # What others ask and tell.

    @property
    def position(self) -> Position:
        """Where the cursor stands."""
        return self.view.place

    @property
    def selection(self) -> Selection | None:
        """What is selected, None when nothing is."""
        return self.view.selected

    @property
    def selecting(self) -> bool:
        """Whether keys extend a selection."""
        return self.view.anchor is not None

    @property
    def selected_text(self) -> str:
        """The selected text as the article has it, passages parted by empty lines."""
        parts = []
        for passage in self.text_layout.passages:
            span = _moving.selection_on(self.selection, passage.n)
            if span is not None:
                parts.append(passage.text[slice(*span)])
        return "\n\n".join(parts)

    def go_to(self, position: Position) -> None:
        """Stand at a place, scrolling only if it is out of sight."""
        self.show(self.at(position))

    def follow(self, position: Position) -> None:
        """As `go_to`, but without `Moved`: another pane leads."""
        super().show(self.at(position))

    def select_word(self) -> None:
        """Select the word at the cursor, or the one behind what is selected."""
        if len(self.text_layout):
            self.show(self._moved(_moving.word_selected))

    def clear_selection(self) -> None:
        """Select nothing."""
        self.show(_moving.dropped(self.view))

    def show(self, view: View) -> None:
        """Stand elsewhere, and say so."""
        before = self.view
        super().show(view)
        if (before.place.passage, before.top) != (view.place.passage, view.top):
            self.post_message(self.Moved(self, view.place))
            if self.lead is not None:
                self.lead(self)
        if before.selected != view.selected:
            self.post_message(self.SelectionChanged(self, view.selected))
        if (before.anchor, before.selected is None) != (view.anchor, view.selected is None):
            self.refresh_bindings()

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Moves by character and word answer while selecting; the rest of the time their
        keys are the screen's. Nothing answers without an article.
        """
        if action in _SELECTING:
            return self.selecting
        if action == "drop":
            return self.selection is not None
        return bool(len(self.text_layout))

    def on_key(self, event: events.Key) -> None:
        """Recognise the key of `chord` struck twice.

        Here, not in the action: two keys struck quickly are both seen here before the
        first one's action runs.
        """
        if event.key == self._last_key and event.key in self._chords():
            self._last_key = ""
            event.stop()
            self.action_end(False)
            return
        self._last_key = event.key

    def on_blur(self, event: events.Blur) -> None:
        """A chord does not outlive the focus."""
        super().on_blur(event)
        self._last_key = ""
        self._chord_keys = None

    def action_chord(self) -> None:
        """The first half of a chord does nothing: see `on_key`."""

    def action_rows(self, rows: int) -> None:
        """Move by rows of text."""
        jump = max(1, self.text_height - OVERLAP) if is_sparing(self) else None
        self.show(self._moved(partial(_moving.moved, jump=jump), rows))

    def action_half(self, pages: int) -> None:
        """Scroll by half the rows in sight; by all of them where bytes are dear."""
        if is_sparing(self):
            self.action_page(pages)
            return
        self.show(self._moved(_moving.paged, pages * max(1, self.text_height // 2)))

    def action_page(self, pages: int) -> None:
        """Scroll by the rows in sight less a little."""
        self.show(self._moved(_moving.paged, pages * max(1, self.text_height - OVERLAP)))

    def action_end(self, last: bool) -> None:
        """Move to the first row or the last."""
        if len(self.text_layout):
            self.show(_moving.ended(self.view, self.text_layout, self.text_height, last=last))

    def action_select(self) -> None:
        """Begin to select at the cursor, or leave the selection as it is."""
        if self.selecting:
            self.show(_moving.finished(self.view))
        else:
            self.show(_moving.begun(self.view, self.text_layout))

    def action_drop(self) -> None:
        """Select nothing."""
        self.clear_selection()

    def action_step_character(self, step: int) -> None:
        """Move the selection's end by a character."""
        by = _moving.next_character if step > 0 else _moving.previous_character
        self.show(self._moved(_moving.stepped, by))

    def action_step_word(self, step: int) -> None:
        """Move the selection's end by a word."""
        by = _moving.next_word if step > 0 else _moving.previous_word
        self.show(self._moved(_moving.stepped, by))

    # The mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there; a drag from there selects."""
        if not len(self.text_layout) or event.button != 1:
            return
        self.capture_mouse()
        self.show(self._pointed(_moving.dropped(self.view), event))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while the button is held."""
        if self.app.mouse_captured is not self or not len(self.text_layout):
            return
        view = self._pointed(self.view, event)
        if self.selecting or view.place != self.view.place:
            start = self.view if self.selecting else _moving.begun(self.view, self.text_layout)
            self.show(self._pointed(start, event))

    def on_mouse_up(self) -> None:
        """What is selected stays; keys do not extend it."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            self.show(_moving.finished(self.view))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll a few rows."""
        self._wheel(event, WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll a few rows back."""
        self._wheel(event, -WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        if len(self.text_layout):
            self.show(self._moved(_moving.wheeled, rows))

    def _moved(self, move: Callable[..., View], *args: object) -> View:
        return move(self.view, self.text_layout, self.text_height, *args)

    def _pointed(self, view: View, event: events.MouseEvent) -> View:
        """The view with its cursor where the mouse points."""
        offset = event.get_content_offset_capture(self)
        row = view.top + offset.y - self.head_height
        return _moving.pulled(view, self.text_layout, self.text_height, row, offset.x - MARGIN)

    def _chords(self) -> frozenset[str]:
        """The keys bound to `chord` at present."""
        if self._chord_keys is None:
            self._chord_keys = frozenset(
                key
                for key, active in self.screen.active_bindings.items()
                if active.node is self and active.binding.action == "chord"
            )
        return self._chord_keys
