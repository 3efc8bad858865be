"""Panes that give way to the list on a narrow terminal, and come back."""

from typing import Any

import pytest

#: The fixture of `conftest.py`, which no test can import.
Start = Any


@pytest.mark.slow
async def test_a_move_while_the_pane_is_hidden_is_drawn_whole_when_it_is_back(
    start: Start,
) -> None:
    async with start((80, 24)) as reader:
        await reader.search("delay chips")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        pane = reader.library.desk.panes.active_pane
        top = pane.view.top
        await reader.press("o")
        await reader.until(lambda: reader.sees("RESULTS"))
        await reader.press("n")
        await reader.until(lambda: reader.focus_in("panes"))
        drawn = reader.rows
        pane.refresh()
        await reader.pilot.pause()
        assert drawn == reader.rows
        assert pane.view.top == top  # the next hit was in sight


@pytest.mark.slow
async def test_a_mark_made_while_the_pane_is_hidden_leaves_its_title(start: Start) -> None:
    async with start((80, 24)) as reader:
        await reader.search("delay")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        pane = reader.library.desk.panes.active_pane
        title = reader.rows[1]
        await reader.search("chips")
        assert not pane.display or not pane.size
        reader.library.desk.focus_panes()
        await reader.until(lambda: not reader.sees("RESULTS"))
        assert reader.rows[1] == title
