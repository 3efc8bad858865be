from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Passage, PassageKind
from reader.columns import Position, Selection
from reader.layout import Layout
from reader.panes import _moving as moving
from reader.panes._moving import View

TEXTS = st.lists(
    st.text(st.sampled_from("aЇ 漢か-\u0301👍👩\u200d\u200b"), max_size=60), min_size=1, max_size=5
)
KINDS: st.SearchStrategy[PassageKind] = st.sampled_from(["heading", "body", "boilerplate"])
STEPS = [
    moving.next_character,
    moving.previous_character,
    moving.next_word,
    moving.previous_word,
]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    kinds: list[PassageKind] = [draw(KINDS) for _ in range(5)]
    texts = zip(draw(TEXTS), kinds, strict=False)
    passages = [Passage(n, kind, text) for n, (text, kind) in enumerate(texts, 2)]
    return Layout(passages, draw(st.integers(3, 20)))


Move = Callable[[View, Layout, int], View]

MOVES: list[Move] = [
    *(lambda v, lo, h, n=n: moving.moved(v, lo, h, n) for n in (1, -1, 3)),
    *(lambda v, lo, h, n=n: moving.paged(v, lo, h, n * max(1, h - 2)) for n in (1, -1)),
    *(lambda v, lo, h, n=n: moving.wheeled(v, lo, h, n) for n in (3, -3)),
    *(lambda v, lo, h, last=last: moving.ended(v, lo, h, last=last) for last in (True, False)),
    *(lambda v, lo, h, step=step: moving.stepped(v, lo, h, step) for step in STEPS),
    *(lambda v, lo, h, row=row: moving.pulled(v, lo, h, row, 4) for row in (0, 5, 99)),
    lambda v, lo, h: moving.begun(v, lo),
    lambda v, lo, h: moving.finished(v),
    lambda v, lo, h: moving.gone_to(v, lo, h, Position(3, 7)),
]


@given(layouts(), st.integers(1, 12), st.lists(st.sampled_from(MOVES), max_size=20))
def test_the_cursor_stays_in_sight_on_text_after_any_moves(
    layout: Layout, height: int, moves: list[Move]
) -> None:
    view = moving.gone_to(View(), layout, height, Position())
    for move in moves:
        view = move(view, layout, height)
        row = layout.row_of(view.place)
        assert 0 <= view.top <= max(0, len(layout) - height)
        assert view.top <= row < view.top + height
        assert not layout.row(row).gap
        assert view.place == layout.floor(view.place)
        if view.anchor is not None:
            assert view.selected is not None
            assert view.selected.start <= min(view.anchor, view.place)
            assert view.selected.end >= max(view.anchor, view.place)


@given(layouts(), st.integers(1, 12))
def test_characters_forward_and_back_visit_the_same_places(layout: Layout, height: int) -> None:
    first = moving.gone_to(View(), layout, height, Position()).place
    there = [first]
    while (place := moving.next_character(layout, there[-1])) != there[-1]:
        there.append(place)
    back = [there[-1]]
    while (place := moving.previous_character(layout, back[-1])) != back[-1]:
        back.append(place)
    assert back == there[::-1]


@given(layouts(), layouts(), st.integers(1, 12), st.integers(3, 30))
def test_another_width_keeps_the_place_in_sight(
    layout: Layout, other: Layout, height: int, width: int
) -> None:
    view = moving.gone_to(View(), layout, height, Position(3, 9))
    wider = Layout(layout.passages, width)
    again = moving.rewrapped(view, layout, wider, height)
    assert again.place == view.place
    assert again.top <= wider.row_of(again.place) < again.top + height


@given(layouts(), st.integers(1, 12), st.integers(2, 6), st.integers(3, 30))
def test_a_passage_gone_to_is_in_sight_to_its_end_at_any_width(
    layout: Layout, height: int, passage: int, width: int
) -> None:
    wider = Layout(layout.passages, width)
    view = moving.gone_to(View(), layout, height, Position(passage))
    for at, laid in ((view, layout), (moving.rewrapped(view, layout, wider, height), wider)):
        row, rows = laid.row_of(at.place), laid.rows_of(at.place.passage)
        assert at.top + height >= min(rows.stop, row + height)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("don't stop", [0, 6]),
        ("深度 R2模.", [0, 1, 3, 5]),
        ("за\u0301мок KI-Chips", [0, 7]),
        ("  «one», two", [3, 9]),
    ],
)
def test_words_are_visited_in_both_directions(text: str, places: list[int]) -> None:
    layout = Layout([Passage(1, "body", text)], 40)
    end = Position(1, len(text) - 1)
    forward = [Position(1, offset) for offset in places]
    for here, following in zip(forward, [*forward[1:], end], strict=True):
        assert moving.next_word(layout, here) == following
    for here, before in zip([*forward[1:], end], forward, strict=True):
        assert moving.previous_word(layout, here) == before


def test_a_selection_is_told_passage_by_passage() -> None:
    selected = Selection(Position(2, 3), Position(4, 1))
    assert moving.selection_on(selected, 1) is None
    assert moving.selection_on(selected, 2) == (3, None)
    assert moving.selection_on(selected, 3) == (0, None)
    assert moving.selection_on(selected, 4) == (0, 1)
    assert moving.selection_on(None, 4) is None
