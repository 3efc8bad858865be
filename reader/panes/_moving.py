"""Where a pane stands in its layout, and every way to move there: frozen, no Textual."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from reader.columns import Position, Selection
from reader.layout import Layout

# Words as a reader moves over them: ideographs one by one, other letters with the
# apostrophes, marks and hyphens inside.
_WORD = (
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
    r"|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
    r"(?:[\w\u0300-\u036f'’ʼ\u200c\u200d-](?<![\u3040-\u30ff\u3400-\u9fff]))*"
)

_START = Position()

_LONGEST_WORD = 1000
"""How far back a word's start is looked for, so that a passage may be a whole book."""


@cache
def _words() -> re.Pattern[str]:
    """Compiled when somebody selects: 3 ms that no start should wait for."""
    return re.compile(_WORD)


Step = Callable[[Layout, Position], Position]
"""A move by character or word; it stays where it is at either end of the article."""


class View(NamedTuple):
    """The cursor, the part of the layout in sight, and what is selected.

    `place` is the cursor, exact to the code point, and outlives a new width; `top` is
    the first row in sight; `goal` the cell that moves by row aim at. `anchor` is where
    a selection that is still being made began, None when none is.
    """

    place: Position = _START
    top: int = 0
    goal: int = 0
    anchor: Position | None = None
    selected: Selection | None = None


def gone_to(view: View, layout: Layout, height: int, place: Position) -> View:
    """Stand at a place: a third from the top if it is out of sight; otherwise without
    scrolling, but for what its passage goes on with below.
    """
    row = layout.row_of(place)
    top = view.top
    if not top <= row < top + height:
        top = row - height // 3
    top = _with_rest(top, layout, height, row)
    known = bool(layout.rows_of(place.passage))
    place = layout.floor(place) if known else layout.position_of(row)
    return _placed(view._replace(top=_top(top, layout, height)), layout, place)


def moved(view: View, layout: Layout, height: int, rows: int, *, jump: int | None = None) -> View:
    """Move by text rows, over gaps. At the edge `jump` rows (half a window by default) come
    into sight at once, so that the next moves repaint two cells and not the window.
    """
    jump = height // 2 if jump is None else jump
    row = layout.row_of(view.place)
    step = 1 if rows > 0 else -1
    for _ in range(abs(rows)):
        following = row + step
        while 0 <= following < len(layout) and layout.row(following).gap:
            following += step
        if not 0 <= following < len(layout):
            break
        row = following
    top = view.top
    if row < top:
        top = min(row, top - jump)
    elif row >= top + height:
        top = max(row - height + 1, top + jump)
    top = _top(top, layout, height)
    return _placed(view._replace(top=top), layout, _aimed(view, layout, row), keep_goal=True)


def paged(view: View, layout: Layout, height: int, rows: int) -> View:
    """Scroll by rows; the cursor keeps its place on the screen, or runs to the end."""
    row = layout.row_of(view.place)
    top = _top(view.top + rows, layout, height)
    row += rows if top == view.top else top - view.top
    row = _text_row(max(0, min(row, len(layout) - 1)), layout, rows)
    top = _with(row, top, height)
    return _placed(view._replace(top=top), layout, _aimed(view, layout, row), keep_goal=True)


def wheeled(view: View, layout: Layout, height: int, rows: int) -> View:
    """Scroll by rows; the cursor moves only to stay in sight."""
    top = _top(view.top + rows, layout, height)
    row = layout.row_of(view.place)
    seen = _text_row(max(top, min(row, top + height - 1, len(layout) - 1)), layout, rows)
    view = view._replace(top=_with(seen, top, height))
    return view if seen == row else _placed(view, layout, layout.position_of(seen))


def ended(view: View, layout: Layout, height: int, *, last: bool) -> View:
    """Move to the first row or the last."""
    row = _text_row(len(layout) - 1 if last else 0, layout)
    top = _top(row, layout, height)
    return _placed(view._replace(top=top), layout, layout.position_of(row))


def stepped(view: View, layout: Layout, height: int, step: Step) -> View:
    """Move by character or word, with the window after it."""
    place = step(layout, view.place)
    row = layout.row_of(place)
    top = _with(row, view.top, height)
    return _placed(view._replace(top=_top(top, layout, height)), layout, place)


def pulled(view: View, layout: Layout, height: int, row: int, cell: int) -> View:
    """Move to the cell of a row that the mouse points at, one row out of sight at most."""
    row = max(view.top - 1, 0, min(row, view.top + height, len(layout) - 1))
    row = _text_row(row, layout)
    place = layout.position_of(row, cell)
    end = layout.row(row).end
    if place.offset == end > layout.row(row).start:
        place = layout.floor(Position(place.passage, end - 1))
    top = _with(row, view.top, height)
    return _placed(view._replace(top=_top(top, layout, height)), layout, place)


def begun(view: View, layout: Layout) -> View:
    """Begin to select at the cursor: its cluster is selected at once."""
    return _placed(view._replace(anchor=view.place), layout, view.place)


def finished(view: View) -> View:
    """Stop extending the selection; it stays."""
    return view._replace(anchor=None)


def dropped(view: View) -> View:
    """Select nothing."""
    return view._replace(anchor=None, selected=None)


def rewrapped(view: View, old: Layout, new: Layout, height: int) -> View:
    """The same place in a layout of another width, as far down the window as it was, or
    higher so that the end of its passage is in sight.
    """
    down = min(max(0, old.row_of(view.place) - view.top), height - 1)
    row = new.row_of(view.place)
    top = _with_rest(row - down, new, height, row)
    return view._replace(top=_top(top, new, height), goal=new.cell_of(view.place))


def next_character(layout: Layout, place: Position) -> Position:
    """The cluster after this one."""
    after = layout.after(place)
    if after.offset < len(_text(layout, place)):
        return after
    following = _neighbour(layout, place, 1)
    return place if following is None else Position(following)


def previous_character(layout: Layout, place: Position) -> Position:
    """The cluster before this one."""
    if place.offset:
        return layout.floor(Position(place.passage, place.offset - 1))
    above = _neighbour(layout, place, -1)
    return place if above is None else _last(layout, above)


def next_word(layout: Layout, place: Position) -> Position:
    """The start of the next word, or the article's last cluster."""
    found = _words().finditer(_text(layout, place), place.offset)
    starts = (Position(place.passage, word.start()) for word in found)
    # A hostile text may begin a word within a cluster, where no cursor can stand.
    start = next((at for at in starts if place < at == layout.floor(at)), None)
    if start is not None:
        return start
    following = _neighbour(layout, place, 1)
    return _last(layout, place.passage) if following is None else Position(following)


def previous_word(layout: Layout, place: Position) -> Position:
    """The start of this word, or of the one before if the cursor stands there already."""
    near = max(0, place.offset - _LONGEST_WORD)
    found = _words().finditer(_text(layout, place), near, place.offset)
    starts = [word.start() for word in found]
    if starts:
        return layout.floor(Position(place.passage, starts[-1]))
    if place.offset:
        return Position(place.passage)
    above = _neighbour(layout, place, -1)
    return place if above is None else _last(layout, above)


def word_selected(view: View, layout: Layout, height: int) -> View:
    """Select the word at the cursor, or the one behind what is selected."""
    found = _word_from(layout, view.selected.end if view.selected else view.place)
    if found is None:
        return view
    top = _with(layout.row_of(found.start), view.top, height)
    return view._replace(
        place=found.start, top=_top(top, layout, height), anchor=None, selected=found
    )


def _word_from(layout: Layout, place: Position) -> Selection | None:
    """The first word that ends behind a place, None when there is none to the end."""
    near = max(0, place.offset - _LONGEST_WORD)
    for word in _words().finditer(_text(layout, place), near):
        if word.end() > place.offset:
            ends = (Position(place.passage, offset) for offset in word.span())
            return Selection(*ends)
    following = _neighbour(layout, place, 1)
    return None if following is None else _word_from(layout, Position(following))


def selection_on(selected: Selection | None, passage: int) -> tuple[int, int | None] | None:
    """Which code points of a passage are selected; an end of None is the passage's end."""
    if selected is None or not selected.start.passage <= passage <= selected.end.passage:
        return None
    start = selected.start.offset if selected.start.passage == passage else 0
    return start, selected.end.offset if selected.end.passage == passage else None


def _placed(view: View, layout: Layout, place: Position, *, keep_goal: bool = False) -> View:
    selected = view.selected
    if view.anchor is not None:
        start, last = sorted((view.anchor, place))
        selected = Selection(start, layout.after(last) if len(layout) else last)
    goal = view.goal if keep_goal else layout.cell_of(place)
    return view._replace(place=place, goal=goal, selected=selected)


def _aimed(view: View, layout: Layout, row: int) -> Position:
    """Where a move by rows lands: at the goal while selecting, else at the row's start."""
    if view.anchor is None:
        return layout.position_of(row)
    place = layout.position_of(row, view.goal)
    if place.offset == layout.row(row).end > layout.row(row).start:
        place = layout.floor(Position(place.passage, place.offset - 1))
    return place


def _top(row: int, layout: Layout, height: int) -> int:
    return max(0, min(row, len(layout) - height))


def _with_rest(top: int, layout: Layout, height: int, row: int) -> int:
    """The top nearest to `top` with which a row's passage is in sight to its end, or as much
    of that as fits below the row.
    """
    rows = layout.rows_of(layout.row(row).passage) if 0 <= row < len(layout) else range(0)
    return max(top, min(rows.stop - height, row))


def _with(row: int, top: int, height: int) -> int:
    """The top nearest to `top` with which the row is in sight."""
    return max(min(top, row), row - height + 1)


def _text_row(row: int, layout: Layout, direction: int = -1) -> int:
    """The row, or if it is a gap its neighbour: a gap always stands between text."""
    if not 0 <= row < len(layout) or not layout.row(row).gap:
        return row
    return row + 1 if direction > 0 else row - 1


def _text(layout: Layout, place: Position) -> str:
    return layout.passage(layout.row_of(place)).text


def _neighbour(layout: Layout, place: Position, step: int) -> int | None:
    """The number of the passage before or after, None at the end."""
    rows = layout.rows_of(place.passage)
    row = rows.start - 1 if step < 0 else rows.stop
    if step > 0 and row < len(layout) and layout.row(row).gap:
        row += 1
    return layout.passage(row).n if 0 <= row < len(layout) else None


def _last(layout: Layout, passage: int) -> Position:
    """The last cluster of a passage."""
    length = len(_text(layout, Position(passage)))
    return layout.floor(Position(passage, max(0, length - 1)))
