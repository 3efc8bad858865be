from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from index.model import Article, Pair, Passage, PassageKind
from reader.columns import Column, Mark, Position
from reader.links import NO_LINKS
from reader.panes.article import ArticlePane
from reader.panes.parallel import ParallelPane, proportional

LONG = "Запуск нового покоління штучного інтелекту затримується через технічні проблеми. " * 4


def column(name: str, passages: int = 10) -> Column:
    texts = [Passage(n, "body", f"{name}{n} {LONG}") for n in range(2, passages + 2)]
    content = (Passage(1, "title", f"Title {name}"), *texts)
    article = Article(name, f"Title {name}", False, "uk", None, None, None, None, name, content)
    return Column(article, f"origin of {name}")


class ParallelApp(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *columns: Column) -> None:
        super().__init__()
        self.shown = columns
        self.activated: list[int] = []

    def compose(self) -> ComposeResult:
        pane = ParallelPane()
        pane.columns = self.shown
        yield pane

    def on_parallel_pane_activated(self, event: ParallelPane.Activated) -> None:
        self.activated.append(event.index)


@asynccontextmanager
async def opened(
    *columns: Column, size: tuple[int, int] = (90, 20)
) -> AsyncIterator[tuple[Pilot[None], ParallelPane, ParallelApp]]:
    app = ParallelApp(*columns)
    async with app.run_test(size=size) as pilot:
        parallel = app.query_one(ParallelPane)
        parallel.focus_active()
        await pilot.pause()
        yield pilot, parallel, app


def screen(app: App[None]) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


async def test_panes_stand_side_by_side_with_a_line_between() -> None:
    async with opened(column("a"), column("b"), column("c")) as (_, parallel, app):
        assert [pane.region.x for pane in parallel.panes] == sorted(
            pane.region.x for pane in parallel.panes
        )
        first = screen(app)[0]
        assert [part.strip() for part in first.split("│")] == ["Title a", "Title b", "Title c"]
        assert all(row.count("│") == 2 for row in screen(app))


async def test_nothing_open_says_what_to_do() -> None:
    async with opened() as (pilot, parallel, app):
        assert parallel.active_pane is None
        assert "No article is open" in "".join(screen(app))
        parallel.columns = (column("a"),)
        await pilot.pause()
        assert "No article is open" not in "".join(screen(app))
        parallel.columns = ()
        await pilot.pause()
        assert "No article is open" in "".join(screen(app))


async def test_closing_a_pane_keeps_the_others_where_they_stand() -> None:
    a, b, c = column("a"), column("b"), column("c")
    async with opened(a, b, c) as (pilot, parallel, app):
        kept = parallel.panes[2]
        kept.go_to(Position(9, 20))
        await pilot.pause()
        view = kept.view
        parallel.columns = (a, c)
        await pilot.pause()
        assert parallel.panes[1] is kept
        assert kept.position == Position(9, 20)
        assert view.place == kept.view.place
        assert [part.strip() for part in screen(app)[0].split("│")] == ["Title a", "Title c"]
        assert len(app.query(ArticlePane)) == 2


async def test_an_article_opened_before_another_is_drawn_before_it() -> None:
    a, b = column("a"), column("b")
    async with opened(b) as (pilot, parallel, app):
        parallel.columns = (a, b)
        await pilot.pause()
        assert [part.strip() for part in screen(app)[0].split("│")] == ["Title a", "Title b"]


async def test_a_focus_that_has_gone_on_activates_nothing() -> None:
    async with opened(column("a"), column("b")) as (pilot, parallel, app):
        parallel.active = 1
        await pilot.pause()
        assert parallel.panes[1].has_focus
        late = events.DescendantFocus(parallel.panes[0])
        parallel.post_message(late)
        await pilot.pause()
        assert (parallel.active, app.activated) == (1, [])


async def test_marks_change_without_moving_a_pane() -> None:
    a, b = column("a"), column("b")
    async with opened(a, b) as (pilot, parallel, _):
        panes = parallel.panes
        panes[0].go_to(Position(9, 20))
        view = panes[0].view
        parallel.columns = (replace(a, marks=(Mark(9, 0, 3, "found"),)), b)
        await pilot.pause()
        assert parallel.panes == panes
        assert panes[0].view == view


async def test_the_same_article_may_be_open_twice() -> None:
    a = column("a")
    async with opened(a, a) as (_, parallel, _):
        assert len(set(parallel.panes)) == 2


async def test_focus_and_active_go_together_and_are_told_once() -> None:
    async with opened(column("a"), column("b")) as (pilot, parallel, app):
        await pilot.press("tab")
        assert parallel.active == 1
        assert app.activated == [1]
        parallel.active = 0
        await pilot.pause()
        assert app.focused is parallel.panes[0]
        assert app.activated == [1]
        await pilot.click(parallel.panes[1], offset=(5, 5))
        assert parallel.active_pane is parallel.panes[1]
        assert app.activated == [1, 1]


async def test_only_the_active_pane_shows_the_cursor_row() -> None:
    async with opened(column("a"), column("b")) as (pilot, _, app):
        for index in (0, 1):
            halves = [
                "".join(parts) for parts in zip(*(r.split("│") for r in screen(app)), strict=True)
            ]
            assert ["▌" in half for half in halves] == [index == 0, index == 1]
            await pilot.press("tab")


async def test_locked_panes_follow_and_unlocked_ones_stay() -> None:
    async with opened(column("a", 11), column("b", 21)) as (pilot, parallel, _):
        await pilot.press("G")
        assert parallel.panes[1].position == Position(2, 0)
        parallel.locked = True
        await pilot.pause()
        assert parallel.panes[1].position.passage == 22
        await pilot.press("home")
        assert parallel.panes[1].position == Position(2, 0)
        parallel.panes[0].go_to(Position(7, 0))
        await pilot.pause()
        assert parallel.panes[1].position.passage == 12
        assert parallel.panes[0].position == Position(7, 0)


async def test_the_focus_stays_in_the_panes_when_its_own_is_closed() -> None:
    a, b = column("a"), column("b")
    async with opened(a, b) as (pilot, parallel, app):
        await pilot.press("tab")
        parallel.columns = (a,)
        await pilot.pause()
        assert app.focused is parallel.panes[0]


@pytest.mark.parametrize(
    ("width", "room"), [(20, 1), (48, 1), (49, 2), (74, 3), (98, 3), (99, 4), (300, 4)]
)
async def test_room_counts_readable_panes(width: int, room: int) -> None:
    async with opened(column("a"), size=(width, 20)) as (_, parallel, _):
        assert parallel.room == room


async def test_more_columns_than_panes_are_left_out() -> None:
    async with opened(*(column(name) for name in "abcde"), size=(150, 20)) as (_, parallel, _):
        assert [pane.column.article.id for pane in parallel.panes if pane.column] == list("abcd")


@given(st.lists(st.sampled_from(["title", "heading", "body", "boilerplate"])), st.data())
def test_a_proportional_place_is_content_and_the_ends_meet(
    kinds: list[PassageKind], data: st.DataObject
) -> None:
    there = [Passage(n, kind, "text") for n, kind in enumerate(kinds, 1)]
    here = [Passage(n, "body", "other text") for n in range(1, data.draw(st.integers(1, 9)) + 1)]
    content = [p.n for p in there if p.kind in ("heading", "body")]
    place = Position(data.draw(st.integers(1, len(there) + 1)), 0)
    found = proportional(place, there, here)
    assert 1 <= found.passage <= here[-1].n
    if len(content) > 1 and place.passage == content[-1]:
        assert found.passage == here[-1].n
    if content and place.passage <= content[0]:
        assert found == Position(1, 0)
    assert proportional(place, here, []) == Position()


async def test_locked_panes_follow_by_counterparts_from_either_side() -> None:
    async with opened(column("a"), column("b"), size=(90, 12)) as (pilot, parallel, _):
        pairs = (Pair(2, 9, 0.5, ()), Pair(5, 3, 0.5, ()))
        parallel.links = NO_LINKS.learned("a", "b", pairs)
        parallel.locked = True
        await pilot.pause()
        left, right = parallel.panes
        left.go_to(Position(5))
        assert right.position.passage == 3
        left.go_to(Position(6))
        assert right.position.passage == 3, "what has no counterpart moves nothing"
        parallel.active = 1
        await pilot.pause()
        right.go_to(Position(9))
        assert left.position.passage == 2


async def test_locked_panes_stay_with_their_counterparts_after_a_resize() -> None:
    async with opened(column("a"), column("b"), size=(90, 12)) as (pilot, parallel, _):
        parallel.links = NO_LINKS.learned("a", "b", (Pair(5, 9, 0.5, ()),))
        parallel.locked = True
        parallel.panes[0].go_to(Position(5))
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        other = parallel.panes[1]
        row = other.text_layout.row_of(Position(9))
        assert other.view.top <= row < other.view.top + other.text_height
