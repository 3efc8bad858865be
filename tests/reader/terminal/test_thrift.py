"""Fewer bytes, the same picture."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.thrift import Thrift

WIDTH, HEIGHT = 40, 6

_STYLES = st.sampled_from(("39;49", "49", "1;39;49", "7", "4;38;5;3;49", "38;5;7;48;5;4", "2"))
_TEXTS = st.text(" abcїž", min_size=1, max_size=12) | st.integers(1, 30).map(" ".__mul__)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Rows as Textual sends them: a move, stretches of a style each, and a line end."""
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        row, column = draw(st.integers(1, HEIGHT)), draw(st.integers(1, 12))
        chunk, room = "", WIDTH - column + 1
        for _ in range(draw(st.integers(0, 4))):
            text = draw(_TEXTS)
            if len(text) <= room:
                room -= len(text)
                chunk += f"\x1b[{draw(_STYLES)}m{text}\x1b[0m"
        end = "\r\n" if row < HEIGHT else ""
        rows.append(f"\x1b[{row};{column}H{chunk}{end}")
    return "".join(rows) + "\x1b[1;2H"


def drawn(data: str) -> tuple[object, ...]:
    """What a screen shows: in each cell the letter, and the style where it can be seen."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(data)
    cells = []
    for row in range(HEIGHT):
        for column in range(WIDTH):
            cell = screen.buffer[row][column]
            below = cell.bg if not cell.reverse else cell.fg
            blank = cell.data in (" ", "")
            style = (cell.fg, cell.bold) if not blank else ()
            cells.append((cell.data, below, cell.underscore, cell.reverse, style))
    return (*cells, screen.cursor.x, screen.cursor.y)


@given(st.lists(frames(), min_size=1, max_size=5))
def test_the_picture_is_the_same(sent: list[str]) -> None:
    for erases in (True, False):
        thrift = Thrift(WIDTH, erases=erases)
        spared = "".join(map(thrift.spared, sent))
        assert drawn(spared) == drawn("".join(sent))
        assert len(spared) <= len("".join(sent))


def test_a_row_that_stands_there_is_not_sent_again() -> None:
    thrift = Thrift(WIDTH, erases=True)
    frame = "\x1b[2;3H\x1b[1;39;49mtitle\x1b[0m\r\n\x1b[1;1H"
    assert thrift.spared(frame) == "\x1b[2;3H\x1b[1mtitle\x1b[0m\x1b[1;1H"
    assert thrift.spared("\x1b[?2026h") == "\x1b[?2026h"
    assert thrift.spared(frame) == "\x1b[1;1H"
    # What covers a part of it makes it news again.
    thrift.spared("\x1b[2;6H\x1b[39;49mX\x1b[0m\r\n\x1b[1;1H")
    assert "title" in thrift.spared(frame)


def test_another_screen_is_drawn_whole() -> None:
    thrift = Thrift(WIDTH, erases=True)
    frame = "\x1b[2;3H\x1b[39;49mtitle\x1b[0m\r\n\x1b[1;1H"
    thrift.spared(frame)
    assert thrift.spared("\x1b[?1049h") == "\x1b[?1049h"
    assert "title" in thrift.spared(frame)


def test_blanks_at_the_end_of_a_row_are_erased() -> None:
    row = "\x1b[2;1H\x1b[39;49m" + "word".ljust(WIDTH) + "\x1b[0m\r\n\x1b[1;1H"
    assert Thrift(WIDTH, erases=False).spared(row) == "\x1b[2;1Hword\x1b[K\x1b[1;1H"


def test_blanks_that_show_are_written() -> None:
    row = "\x1b[2;1H\x1b[7m" + "word".ljust(WIDTH) + "\x1b[0m\r\n\x1b[1;1H"
    spared = Thrift(WIDTH, erases=True).spared(row)
    assert spared == "\x1b[2;1H\x1b[7m" + "word".ljust(WIDTH) + "\x1b[0m\x1b[1;1H"
