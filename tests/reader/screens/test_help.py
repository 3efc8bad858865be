"""The keys in columns."""

from hypothesis import given
from hypothesis import strategies as st

from reader.panes._cells import Part, cells
from reader.screens.help import Line, abreast, beside

_LINES = st.text("abcč", min_size=1, max_size=12).map(lambda text: (Part(text),))
_SECTIONS = st.lists(st.lists(_LINES, min_size=1, max_size=8), max_size=8)


@given(_SECTIONS, st.integers(0, 6))
def test_columns_hold_every_section_whole_and_in_order(
    sections: list[list[Line]], wanted: int
) -> None:
    columns = beside(sections, wanted)
    assert len(columns) <= max(1, wanted)
    assert [line for column in columns for line in column] == [
        line for section in sections for line in section
    ]
    starts = {id(section[0]) for section in sections}
    assert all(id(column[0]) in starts for column in columns if column)


@given(_SECTIONS, st.integers(1, 5), st.integers(10, 90))
def test_columns_side_by_side_are_never_wider_than_the_screen(
    sections: list[list[Line]], wanted: int, width: int
) -> None:
    columns = beside(sections, wanted)
    rows = [row for (row,) in abreast(columns, width)]
    assert len(rows) == max((len(column) for column in columns), default=0)
    assert all(cells(row.left) <= width for row in rows)
