from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from index.model import Article, Passage, PassageKind
from reader.columns import Column, Mark, MarkKind, Position, Selection
from reader.panes.article import ArticlePane

LOREM = "Запуск нового покоління штучного інтелекту затримується через технічні проблеми. "


def column(
    *texts: str,
    title: str = "A title",
    derived: bool = False,
    marks: tuple[Mark, ...] = (),
    position: Position = Position(),  # noqa: B008 # frozen
    revision: str = "r1",
) -> Column:
    passages = tuple(Passage(n, "body", text) for n, text in enumerate(texts, 2))
    if not derived:
        passages = (Passage(1, "title", title), *passages)
    article = Article("id", title, derived, "uk", None, None, None, None, revision, passages)
    return Column(article, "double.news · Ukrainian", marks, position)


class PaneApp(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, shown: Column | None) -> None:
        super().__init__()
        self.shown = shown
        self.moves: list[Position] = []
        self.selections: list[Selection | None] = []

    def compose(self) -> ComposeResult:
        pane = ArticlePane()
        pane.column = self.shown
        pane.active = True
        yield pane

    def on_mount(self) -> None:
        self.query_one(ArticlePane).focus()

    def on_article_pane_moved(self, event: ArticlePane.Moved) -> None:
        self.moves.append(event.position)

    def on_article_pane_selection_changed(self, event: ArticlePane.SelectionChanged) -> None:
        self.selections.append(event.selection)


@asynccontextmanager
async def opened(
    shown: Column | None, size: tuple[int, int] = (40, 20)
) -> AsyncIterator[tuple[Pilot[None], ArticlePane, PaneApp]]:
    app = PaneApp(shown)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.query_one(ArticlePane), app


def rows(pane: ArticlePane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def styled(pane: ArticlePane, y: int) -> Iterable[tuple[str, Style]]:
    return [(segment.text, segment.style or Style()) for segment in pane.render_line(y)]


async def test_title_origin_and_text_stand_one_below_the_other() -> None:
    async with opened(column("First passage.", "Second.")) as (_, pane, _):
        assert rows(pane)[:6] == [
            "  A title",
            "  double.news · Ukrainian",
            "",
            " ▌First passage.",
            "",
            "  Second.",
        ]


async def test_every_row_fills_its_cells_exactly() -> None:
    texts = (
        "深度求索公司推迟了R2模型的发布。" * 9,
        LOREM * 3,
        "👩‍👧 ❤️ за\u0301мок 🇺🇦 " * 20,
        "سلام دنیا",
    )
    marks = (Mark(2, 3, 9, "hit"), Mark(4, 1, 5, "highlight"))
    for width in (24, 37, 130):
        async with opened(column(*texts, marks=marks), (width, 40)) as (_, pane, _):
            for y in range(40):
                assert cell_len(pane.render_line(y).text) == width


async def test_a_long_title_takes_three_rows_and_says_that_it_goes_on() -> None:
    async with opened(column("Text.", title="word " * 50)) as (_, pane, _):
        assert rows(pane)[2].endswith("…")
        assert rows(pane)[3] == "  double.news · Ukrainian"


async def test_a_title_made_from_the_lead_is_not_repeated_above_it() -> None:
    async with opened(column("The lead.", title="The lead.", derived=True)) as (_, pane, _):
        text = "\n".join(rows(pane))
        assert text.count("The lead.") == 1
        assert "(no title)" in text


@pytest.mark.parametrize(
    "hostile",
    ["[@click=app.quit]x[/]", "see [1] and [a b]", "[/nope]", "[link=http://x/]", ":smile:"],
)
async def test_markup_in_an_article_is_drawn_as_it_stands(hostile: str) -> None:
    async with opened(column(hostile, title=hostile)) as (pilot, pane, app):
        assert rows(pane)[0] == f"  {hostile}"
        assert rows(pane)[3] == f" ▌{hostile}"
        assert all(not style.meta for y in (0, 3) for _, style in styled(pane, y))
        await pilot.click(ArticlePane, offset=(4, 3))
        assert app.is_running


async def test_escape_sequences_never_reach_a_segment() -> None:
    evil = "a\x1b]52;c;aGk=\x07b\x9b2Jc\u202ed\x00e"
    shown = column(evil, title=evil)
    async with opened(replace(shown, origin=evil)) as (_, pane, _):
        text = "".join(rows(pane))
        assert not set(text) & set("\x1b\x07\x9b\u202e\x00")
        assert text.count("\ufffd]52;c;aGk=\ufffdb\ufffd2Jc\ufffdd\ufffde") == 3


@pytest.mark.parametrize(
    ("kind", "told_by"),
    [
        ("hit", lambda style: style.underline and style.bold),
        ("found", lambda style: style.reverse),
        ("highlight", lambda style: style.underline and not style.bold),
        ("counterpart", lambda style: style.bgcolor is not None),
    ],
)
async def test_marks_are_drawn_on_their_own_cells(
    kind: MarkKind, told_by: Callable[[Style], bool]
) -> None:
    async with opened(column("one чипах two", marks=(Mark(2, 4, 9, kind),))) as (_, pane, _):
        line = dict(styled(pane, 3))
        assert told_by(line["чипах"])
        plain = next(style for text, style in line.items() if text.endswith("one "))
        assert plain != line["чипах"]


async def test_a_mark_that_begins_inside_a_letter_takes_the_whole_letter() -> None:
    marks = (Mark(2, 4, 6, "hit"),)
    async with opened(column("за за\u0301мок", marks=marks)) as (_, pane, _):
        assert "а\u0301" in dict(styled(pane, 3))


async def test_a_mark_over_a_row_break_goes_on_below() -> None:
    text = "alpha beta gamma delta"
    shown = column(text, marks=(Mark(2, 6, 16, "hit"),))
    async with opened(shown, (16, 20)) as (_, pane, _):
        assert rows(pane)[3:5] == [" ▌alpha beta", " ▏gamma delta"]
        assert [t for t, style in styled(pane, 3) if style.underline] == ["beta"]
        assert [t for t, style in styled(pane, 4) if style.underline] == ["gamma"]


async def test_the_margin_tells_states_apart_without_colour() -> None:
    marks = (Mark(2, 0, 3, "highlight"), Mark(3, 0, 3, "counterpart"))
    async with opened(column("one", "two", "سلام", marks=marks)) as (_, pane, _):
        assert rows(pane)[3::2][:3] == ["!▌one", "» two", "← سلام"]


async def test_boilerplate_is_dimmed_and_headings_are_bold() -> None:
    shown = column("Head", "Text", "Share this")
    kinds: tuple[PassageKind, ...] = ("title", "heading", "body", "boilerplate")
    passages = tuple(
        replace(passage, kind=kind)
        for passage, kind in zip(shown.article.passages, kinds, strict=True)
    )
    shown = replace(shown, article=replace(shown.article, passages=passages))
    async with opened(shown) as (_, pane, _):
        assert rows(pane)[3:7] == [" ▌Head", "  Text", "", "  Share this"]
        styles = {text.strip(): style for y in (3, 4, 6) for text, style in styled(pane, y)}
        assert styles["Head"].bold
        assert styles["Share this"].color != styles["Text"].color


async def test_another_theme_is_seen_at_once() -> None:
    async with opened(column("one two", marks=(Mark(2, 0, 3, "hit"),))) as (pilot, pane, app):
        origin = "double.news · Ukrainian"
        before = dict(styled(pane, 1))[origin]
        app.theme = "textual-light"
        await pilot.pause()
        assert dict(styled(pane, 1))[origin].color != before.color
        app.theme = "ansi-dark"
        await pilot.pause()
        assert dict(styled(pane, 1))[origin].dim


async def test_rows_pages_and_ends() -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, _):
        await pilot.press("j")
        assert pane.position == Position(2, len("Запуск нового покоління штучного "))
        await pilot.press("k", "k")
        assert pane.position == Position(2, 0)
        await pilot.press("space")
        assert pane.view.top == pane.text_height - 2
        await pilot.press("b")
        assert (pane.view.top, pane.position) == (0, Position(2, 0))
        await pilot.press("ctrl+d", "ctrl+u")
        assert pane.view.top == 0
        await pilot.press("G")
        assert pane.position.passage == 11
        last = pane.view
        await pilot.press("j", "space")
        assert pane.view == last
        await pilot.press("home")
        assert pane.position == Position(2, 0)


async def test_g_twice_goes_to_the_top_and_any_other_key_breaks_the_chord() -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, _):
        await pilot.press("G", "g", "k", "g")
        assert pane.position.passage == 11
        await pilot.press("g")
        assert pane.position == Position(2, 0)


async def test_a_rebound_chord_is_still_struck_twice() -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, app):
        app.set_keymap({"article.chord": "t"})
        await pilot.press("G", "g", "g")
        assert pane.position.passage == 11
        await pilot.press("t", "t")
        assert pane.position == Position(2, 0)


@pytest.mark.slow
async def test_the_cursor_stays_in_sight_and_half_a_window_comes_at_once() -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, _):
        tops = set()
        for _ in range(60):
            await pilot.press("j")
            row = pane.text_layout.row_of(pane.position)
            assert pane.view.top <= row < pane.view.top + pane.text_height
            tops.add(pane.view.top)
        assert len(tops) < 10


async def test_a_move_to_another_passage_is_told_once() -> None:
    async with opened(column("one two three " * 4, "four")) as (pilot, pane, app):
        await pilot.press("j")
        assert app.moves == []
        await pilot.press("j", "j")
        assert pane.position.passage == 3
        assert app.moves == [Position(3, 0)]


async def test_going_to_a_place_in_sight_does_not_scroll() -> None:
    async with opened(column(*[LOREM * 2] * 20)) as (pilot, pane, _):
        pane.go_to(Position(3, 5))
        await pilot.pause()
        assert (pane.view.top, pane.position) == (0, Position(3, 5))
        pane.go_to(Position(15, 10))
        await pilot.pause()
        row = pane.text_layout.row_of(Position(15, 10))
        assert row - pane.view.top == pane.text_height // 3


async def test_an_article_opens_where_its_column_stands() -> None:
    async with opened(column(*[LOREM * 2] * 20, position=Position(15, 10))) as (_, pane, _):
        assert pane.position == Position(15, 10)
        assert any("▌" in row for row in rows(pane))


@pytest.mark.parametrize("size", [(25, 20), (100, 20), (40, 12), (40, 50)])
async def test_another_size_keeps_the_place(size: tuple[int, int]) -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, _):
        pane.go_to(Position(7, 100))
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert pane.position == Position(7, 100)
        assert any("▌" in row for row in rows(pane))
        await pilot.resize_terminal(40, 20)
        assert pane.position == Position(7, 100)


async def test_other_marks_leave_the_place_and_the_selection() -> None:
    shown = column(*[LOREM * 4] * 10)
    async with opened(shown) as (pilot, pane, _):
        pane.go_to(Position(7, 100))
        await pilot.press("v", "l")
        view = pane.view
        pane.column = replace(shown, marks=(Mark(7, 0, 6, "found"),))
        await pilot.pause()
        assert pane.view == view
        drawn = [text for y in range(3, 20) for text, style in styled(pane, y) if style.reverse]
        assert "Запуск" in drawn


async def test_another_article_starts_where_it_says() -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, _):
        await pilot.press("G")
        pane.column = column("Short.", revision="r2")
        await pilot.pause()
        assert pane.position == Position(2, 0)
        assert rows(pane)[3] == " ▌Short."


async def test_nothing_open_answers_no_key() -> None:
    async with opened(None) as (pilot, pane, app):
        await pilot.press("j", "G", "g", "g", "v", "l", "escape", "space")
        assert rows(pane) == [""] * 20
        assert pane.selection is None
        assert app.moves == []


async def test_an_article_of_nothing_but_a_title_opens() -> None:
    async with opened(column()) as (pilot, pane, _):
        await pilot.press("j", "G", "v")
        assert rows(pane)[0] == "  A title"


async def test_selection_by_character_covers_whole_letters() -> None:
    async with opened(column("深度за\u0301мок👩‍👧x")) as (pilot, pane, _):
        await pilot.press("l")
        assert pane.selection is None
        await pilot.press("v", "l", "l", "l")
        assert pane.selected_text == "深度за\u0301"
        await pilot.press("l", "l", "l", "l")
        assert pane.selected_text == "深度за\u0301мок👩‍👧"
        await pilot.press("h")
        assert pane.selected_text == "深度за\u0301мок"


async def test_selection_by_word_and_row_goes_over_passages() -> None:
    async with opened(column("one two", "three four")) as (pilot, pane, app):
        await pilot.press("v", "w", "w")
        assert pane.selection == Selection(Position(2, 0), Position(3, 1))
        assert pane.selected_text == "one two\n\nt"
        await pilot.press("b", "b")
        assert pane.selected_text == "one t"
        await pilot.press("j")
        assert pane.selected_text == "one two\n\nthree"
        assert app.selections[-1] == pane.selection


async def test_selection_backwards_keeps_the_letter_it_began_on() -> None:
    async with opened(column("one two", position=Position(2, 4))) as (pilot, pane, _):
        await pilot.press("v", "h", "h")
        assert pane.selected_text == "e t"


async def test_selected_cells_are_reversed_and_nothing_else() -> None:
    async with opened(column("one two")) as (pilot, pane, _):
        await pilot.press("v", "l", "l")
        assert [text for text, style in styled(pane, 3) if style.reverse] == ["one"]
        await pilot.press("h")
        assert [text for text, style in styled(pane, 3) if style.reverse] == ["on"]


async def test_v_again_ends_the_selection_and_escape_drops_it() -> None:
    async with opened(column("one two", "three")) as (pilot, pane, app):
        await pilot.press("v", "w", "v", "l", "j")
        assert pane.selected_text == "one t"
        assert not pane.selecting
        await pilot.press("escape")
        assert pane.selection is None
        assert app.selections[-1] is None
        assert not any(style.reverse for _, style in styled(pane, 3))


async def test_a_drag_selects_and_a_click_only_moves() -> None:
    async with opened(column("one two three", "four five")) as (pilot, pane, _):
        await pilot.click(ArticlePane, offset=(6, 5))
        assert (pane.position, pane.selection) == (Position(3, 4), None)
        await pilot.mouse_down(ArticlePane, offset=(6, 3))
        await pilot.hover(ArticlePane, offset=(3, 5))
        await pilot.mouse_up(ArticlePane, offset=(3, 5))
        assert pane.selected_text == "two three\n\nfo"
        assert not pane.selecting


async def test_the_wheel_scrolls_and_keeps_the_cursor_in_sight() -> None:
    async with opened(column(*[LOREM * 4] * 10)) as (pilot, pane, _):
        pane.post_message(MouseScrollDown(pane, 5, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert pane.view.top == 3
        assert pane.text_layout.row_of(pane.position) == 3
