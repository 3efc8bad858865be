import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from index.model import Passage
from reader import layout
from reader.columns import Position
from reader.layout import Layout, Row, cells_before, drawn, wrap

MIXED = st.text(
    st.sampled_from("аbЇé \t-–/,.()「」。漢字かー\u0301\u200b\xa0👍🇺🇦👩‍👧❤️\u3099\u200d")
    | st.characters(),
    max_size=80,
)
WIDTHS = st.integers(1, 30)


def passages(*texts: str, kind: str = "body") -> list[Passage]:
    return [Passage(n, kind, text) for n, text in enumerate(texts, 1)]  # type: ignore[arg-type] # any kind will do


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@given(MIXED, WIDTHS)
def test_rows_joined_give_the_text_less_white_space_at_breaks(text: str, width: int) -> None:
    place = 0
    for start, end in wrap(text, width):
        assert place <= start <= end
        assert text[place:start].strip() == ""
        place = end
    assert text[place:].strip() == ""


@given(MIXED, WIDTHS)
def test_no_row_is_wider_than_the_width_unless_one_cluster_is(text: str, width: int) -> None:
    shown = drawn(text)
    for start, end in wrap(text, width):
        cells = cells_before(shown[start:end])
        clusters = sum(a < b for a, b in pairwise(cells))
        assert cells[-1] <= width or clusters == 1


@given(MIXED, WIDTHS)
def test_what_is_drawn_is_as_wide_as_rich_believes(text: str, width: int) -> None:
    shown = drawn(text)
    for start, end in wrap(text, width):
        assert cells_before(shown)[end] - cells_before(shown)[start] == cell_len(shown[start:end])


@given(MIXED, WIDTHS)
def test_a_row_never_starts_with_a_mark_of_the_row_before(text: str, width: int) -> None:
    cells = cells_before(drawn(text))
    for start, end in wrap(text, width)[1:]:
        assert start == end or cells[start] < cells[start + 1]


@given(st.lists(MIXED, min_size=1, max_size=4), WIDTHS, WIDTHS, st.data())
def test_the_row_of_a_position_contains_it_at_any_width(
    texts: list[str], first: int, second: int, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, len(texts)))
    offset = data.draw(st.integers(0, len(texts[number - 1])))
    position = Position(number, offset)
    for width in (first, second):
        laid = Layout(passages(*texts), width)
        row = laid.row(laid.row_of(position))
        assert row.passage == number
        assert row.start <= offset
        below = laid.row_of(position) + 1
        if below in laid.rows_of(number):
            assert offset < laid.row(below).start
        assert laid.floor(position).offset <= offset


@given(st.lists(MIXED, min_size=1, max_size=4), WIDTHS)
def test_a_place_found_by_its_cell_is_found_again(texts: list[str], width: int) -> None:
    laid = Layout(passages(*texts), width)
    for number, row in enumerate(laid.rows()):
        if row.gap:
            continue
        for cell in range(cell_len(laid.text(number))):
            place = laid.position_of(number, cell)
            assert laid.row_of(place) == number
            assert laid.cell_of(place) <= cell < laid.cell_of(place) + 2 or row.end == place.offset


@given(MIXED)
def test_clusters_cover_the_text_one_after_the_other(text: str) -> None:
    laid = Layout(passages(text), 20)
    place = Position(1, 0)
    seen = []
    while place.offset < len(text):
        following = laid.after(place)
        assert following > place
        assert laid.floor(Position(1, following.offset - 1)) == place
        seen.append(text[place.offset : following.offset])
        place = following
    assert "".join(seen) == text


def test_known_even_characters_take_one_cell() -> None:
    for code in range(0x110000):
        if layout._UNEVEN.match(chr(code)) is None:
            assert get_character_cell_size(chr(code)) == 1, hex(code)
            assert unicodedata.category(chr(code))[0] != "M", hex(code)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one   two", 4, ["one", "two"]),
        ("KI-Chips-Markt", 9, ["KI-Chips-", "Markt"]),
        ("in 2024-2025 years", 8, ["in", "2024-202", "5 years"]),
        ("Unterhaltungselektronik", 10, ["Unterhaltu", "ngselektro", "nik"]),
        ("ab 100\xa0kg", 6, ["ab", "100\xa0kg"]),
        ("深度求索。公司", 8, ["深度求", "索。公司"]),
        ("他说「公司」", 6, ["他说", "「公", "司」"]),
        ("на за\u0301мок", 5, ["на", "за\u0301мок"]),
        ("👩\u200d👧👩\u200d👧", 3, ["👩\u200d👧", "👩\u200d👧"]),
        ("漢字", 1, ["漢", "字"]),
        ("", 5, [""]),
    ],
)
def test_where_rows_break(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


def test_gaps_part_passages_but_not_a_heading_from_its_body() -> None:
    laid = Layout(
        [
            Passage(2, "heading", "Head"),
            Passage(3, "body", "one two"),
            Passage(4, "boilerplate", "share"),
            Passage(5, "boilerplate", "print"),
        ],
        4,
    )
    assert list(laid.rows()) == [
        Row(2, 0, 4),
        Row(3, 0, 3),
        Row(3, 4, 7),
        Row(3, 7, 7, gap=True),
        Row(4, 0, 4),
        Row(4, 4, 5),
        Row(5, 0, 4),
        Row(5, 4, 5),
    ]
    assert laid.rows_of(3) == range(1, 3)
    assert laid.rows_of(9) == range(0)


def test_an_unknown_place_leads_to_the_nearest_before_it() -> None:
    laid = Layout([Passage(2, "body", "one"), Passage(4, "body", "two")], 10)
    assert laid.row_of(Position(1, 5)) == 0
    assert laid.row_of(Position(3, 9)) == 0
    assert laid.row_of(Position(9, 0)) == 2


def test_nothing_to_lay_out_is_answered() -> None:
    laid = Layout([], 10)
    assert len(laid) == 0
    assert laid.row_of(Position(3, 3)) == 0
    assert laid.position_of(0) == Position()


def test_joiners_that_join_no_emoji_cannot_hide_cells() -> None:
    assert cells_before(drawn("a\u200db\u200dc"))[-1] == 3
    assert cells_before(drawn("👩\u200d👩\u200d👧"))[-1] == 2
    assert cells_before(drawn("❤\ufe0f"))[-1] == 1


def test_a_million_characters_are_wrapped_in_a_fraction_of_a_second() -> None:
    text = "Запуск нового покоління штучного інтелекту затримується через технічні проблеми. " * 12
    many = passages(*[text] * (1_000_000 // len(text)))
    before = time.process_time()
    Layout(many, 55)
    assert time.process_time() - before < 0.6  # a third of that on an idle machine
