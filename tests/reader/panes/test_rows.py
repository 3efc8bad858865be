"""The base of the lists: the cursor, the scroll and what is repainted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region

from reader.panes._cells import Part, Row, cells, cut, fit, strip_of
from reader.panes._rows import RowList

_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf")), max_size=30)


@given(_TEXT, st.integers(0, 40))
def test_a_fitted_text_is_never_wider_than_its_room(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    if cell_len(text) <= width:
        assert fit(text, width) == (text if width else "")


@given(st.lists(_TEXT.map(Part), max_size=6), st.integers(0, 40))
def test_cut_parts_are_never_wider_than_their_room(parts: list[Part], width: int) -> None:
    assert cells(cut(parts, width)) <= width


@given(st.lists(_TEXT.map(Part), max_size=4), _TEXT, st.integers(1, 60))
def test_a_row_is_drawn_in_exactly_its_width(parts: list[Part], right: str, width: int) -> None:
    strip = strip_of(Row(tuple(parts), (Part(right),)), width, Style(), lambda _: Style())
    assert strip.cell_length == width
    assert cell_len(strip.text) == width


class Numbers(RowList):
    """Fifty numbers; the chosen ones are remembered."""

    ENTRY_HEIGHT = 2

    def __init__(self) -> None:
        super().__init__(id="numbers")
        self.chosen: list[int] = []

    def choose(self, index: int) -> None:
        self.chosen.append(index)


class ListApp(App[None]):
    CSS = "Numbers { height: 11; }"

    def compose(self) -> ComposeResult:
        yield Numbers()


def entries(count: int) -> tuple[tuple[Row, ...], ...]:
    return tuple((Row((Part(f"entry {n}"),)), Row((Part(f"more {n}"),))) for n in range(count))


def lines(numbers: Numbers) -> list[str]:
    return [numbers.render_line(y).text.rstrip() for y in range(numbers.size.height)]


async def test_the_cursor_is_always_in_sight() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        numbers = app.query_one(Numbers)
        numbers.show(Row((Part("HEAD"),)), entries(50))
        numbers.focus()
        for key in ("j", "j", "pagedown", "G", "k", "ctrl+u", "g", "k", "end", "j", "home"):
            await pilot.press(key)
            assert f"entry {numbers.cursor}" in lines(numbers)
            assert lines(numbers)[0] == "HEAD"
        assert numbers.cursor == 0


async def test_the_ends_hold_the_cursor() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        numbers = app.query_one(Numbers)
        numbers.show(Row(), entries(3))
        numbers.focus()
        await pilot.press(*"jjjjj")
        assert numbers.cursor == 2
        await pilot.press(*"kkkkk")
        assert numbers.cursor == 0


async def test_a_shorter_list_takes_the_cursor_along() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        numbers = app.query_one(Numbers)
        numbers.show(Row(), entries(50))
        numbers.move_to(40)
        numbers.show(Row(), entries(4))
        assert numbers.cursor == 3
        numbers.show(Row(), ())
        assert numbers.cursor == 0
        await pilot.press("j", "k", "G")
        assert lines(numbers) == [""] * 11


async def test_a_click_chooses_the_entry_under_it() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        numbers = app.query_one(Numbers)
        numbers.show(Row(), entries(50))
        await pilot.click(Numbers, offset=(3, 4))
        assert numbers.chosen == [1]
        await pilot.click(Numbers, offset=(3, 0))
        assert numbers.chosen == [1]


async def test_a_step_repaints_two_entries_and_no_more() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        numbers = app.query_one(Numbers)
        numbers.show(Row(), entries(50))
        numbers.focus()
        await pilot.pause()
        sent: list[Region] = []
        refresh = numbers.refresh

        def watched(*regions: Region, **wanted: bool) -> Numbers:
            sent.extend(regions or [numbers.region])
            return refresh(*regions, **wanted)

        numbers.refresh = watched  # type: ignore[method-assign] # a tap on the drawing
        await pilot.press("j")
        await pilot.pause()
        assert {y for region in sent for y in region.line_range} == {1, 2, 3, 4}


@pytest.mark.parametrize("keep", [True, False])
async def test_the_same_list_again_keeps_the_cursor_another_begins_at_the_top(keep: bool) -> None:
    app = ListApp()
    async with app.run_test():
        numbers = app.query_one(Numbers)
        numbers.show(Row(), entries(50))
        numbers.move_to(7)
        numbers.show(Row(), entries(49), cursor=None if keep else 0)
        assert numbers.cursor == (7 if keep else 0)
