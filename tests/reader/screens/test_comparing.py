"""Counterparts, stories, coverage and meanings, driven by keys on the bundled sample."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Archive
from index.model import Story
from index.sample import open_sample
from reader.columns import Position
from reader.config import Launch
from reader.panes.stories import StoriesPane
from reader.screens import questions
from reader.screens.coverage import CoverageScreen
from reader.screens.stories import StoriesScreen

Start = Any


def lit(reader: Any) -> dict[str, list[int]]:
    return {
        column.article.id: [m.passage for m in column.marks if m.kind == "counterpart"]
        for column in reader.library.session.columns
    }


async def open_two(reader: Any, first: str, second: str) -> None:
    reader.library.open_article(first)
    await reader.until(lambda: reader.library.session.number_of(first) is not None)
    reader.library.open_article(second, beside=True)
    await reader.until(lambda: reader.library.session.number_of(second) is not None)
    panes = reader.library.desk.panes
    await reader.until(lambda: len(panes.panes) == 2 and panes.panes[1].has_focus)
    await reader.press("h")
    await reader.until(lambda: panes.panes[0].has_focus)


async def go_to(reader: Any, passage: int) -> None:
    reader.library.desk.go_to(Position(passage))
    await reader.until(lambda: reader.library.session.active_column.position.passage == passage)


async def test_the_counterpart_is_lit_and_the_second_time_gone_to(start: Start) -> None:
    async with start((120, 40)) as reader:
        await open_two(reader, "seed-003", "seed-004")
        await go_to(reader, 8)
        await reader.press("c")
        await reader.until(lambda: lit(reader) == {"seed-003": [8], "seed-004": [5]})
        assert reader.sees("counterpart:")
        await reader.press("c")
        await reader.until(lambda: reader.library.session.active == 1)
        assert reader.library.session.active_column.position.passage == 5
        await reader.press("escape")
        assert lit(reader) == {"seed-003": [], "seed-004": []}


@pytest.mark.slow
async def test_locked_panes_follow_and_light_the_counterpart(start: Start) -> None:
    async with start((120, 40)) as reader:
        await open_two(reader, "seed-003", "seed-004")
        await reader.press("equals_sign")
        await go_to(reader, 8)
        await reader.until(lambda: lit(reader) == {"seed-003": [8], "seed-004": [5]})
        assert reader.library.desk.panes.panes[1].position.passage == 5


async def test_a_passage_is_kept_with_its_counterpart_and_both_go_again(
    start: Start, launch: Launch
) -> None:
    async with start((120, 40)) as reader:
        await open_two(reader, "seed-003", "seed-004")
        await go_to(reader, 8)
        await reader.press("M")
        await reader.until(lambda: reader.sees("highlighted with 1 counterpart"))
        with launch.open_notebook() as notebook:
            one, other = notebook.highlights()
        assert {one.article, other.article} == {"seed-003", "seed-004"}
        assert one.pair == (other.id,)
        await reader.press("U")
        with launch.open_notebook() as notebook:
            assert notebook.highlights() == ()


async def test_without_another_pane_the_counterpart_s_article_is_opened(
    start: Start, launch: Launch
) -> None:
    with launch.open_archive() as archive:
        archive.link()
    async with start((120, 40), given=replace(launch, selected=("seed-002",))) as reader:
        await reader.until(lambda: reader.focus_in("panes"))
        await go_to(reader, 6)
        await reader.press("c")
        await reader.until(lambda: len(reader.library.session.columns) == 2)
        await reader.until(lambda: all(lit(reader).values()))
        assert reader.library.session.active_column.article.id == "seed-002"


async def test_a_story_is_opened_side_by_side(start: Start) -> None:
    async with start((120, 40)) as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("S")
        await reader.until(lambda: isinstance(reader.app.screen, StoriesScreen))
        await reader.until(lambda: reader.sees("articles ·"))
        await reader.press("enter")
        await reader.until(lambda: len(reader.library.session.columns) > 2)
        assert reader.library.session.read >= {
            column.article.id for column in reader.library.session.columns
        }


@pytest.mark.slow
async def test_a_wrong_story_is_put_right_and_stays_so(start: Start, launch: Launch) -> None:
    async with start((120, 40)) as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("S")
        await reader.until(lambda: reader.sees("articles ·"))
        await reader.press("l", "j", "X")
        await reader.until(lambda: reader.sees("in no story now"))
    with launch.open_archive() as archive:
        first = archive.stories()[0]
        assert "seed-000" not in first.articles
        archive.exclude([])
        archive.merge_stories(["seed-000", first.id])
        assert "seed-000" in archive.stories()[0].articles


async def test_stories_are_read_on_until_the_screen_is_full(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "STORIES", 1)
    async with start((120, 40)) as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("S")
        await reader.until(lambda: len(reader.app.screen.query_one(StoriesPane).entries) == 2)
        assert reader.sees("4 articles ·")
        assert reader.sees("1 article ·")


async def test_stories_are_read_on_as_one_scrolls(
    start: Start, launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "STORIES", 5)
    read = tuple(f"seed-00{n}" for n in range(5))
    stories = tuple(
        Story(f"s{n}", f"Event {n}", ("en",), (), read if n == 14 else (f"s{n}", f"t{n}"), ())
        for n in range(16)
    )

    class Many(Archive):
        """The sample, of which sixteen stories are told."""

        def stories(self, *, limit: int | None = None, offset: int = 0) -> tuple[Story, ...]:
            assert limit is not None
            return stories[offset : offset + limit]

        def stories_of(self, ids: Collection[str]) -> dict[str, Story]:
            return dict.fromkeys(ids, stories[14])

        def count_stories(self) -> int:
            return len(stories)

    with launch.open_archive() as sample:
        path = sample.path
    async with start(
        (80, 12), given=replace(launch, open_archive=lambda: Many.open(path))
    ) as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("S")
        await reader.until(lambda: reader.sees("Event 14"))
        pane = reader.app.screen.query_one(StoriesPane)
        assert pane.current is not None
        assert pane.current.story == stories[14]
        assert len(pane.entries) < len(stories)
        assert reader.sees(str(len(stories)))  # are counted nevertheless
        await reader.press("G")
        await reader.until(lambda: len(pane.entries) == len(stories))
        await reader.press("G")
        assert pane.current is not None
        assert pane.current.story == stories[-1]


async def test_coverage_says_what_one_article_alone_says(start: Start) -> None:
    async with start(
        (120, 40),
    ) as reader:
        await open_two(reader, "seed-003", "seed-004")
        await reader.press("C")
        await reader.until(lambda: isinstance(reader.app.screen, CoverageScreen))
        await reader.until(lambda: reader.sees("ByteDance"))
        assert reader.sees("Huawei")
        await reader.press("o")
        await reader.until(lambda: not reader.sees("Huawei  "))
        assert reader.sees("ByteDance")
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        assert reader.library.session.active_column.article.id == "seed-003"


async def test_d_goes_from_word_to_word_and_says_what_it_means(start: Start) -> None:
    async with start((120, 40)) as reader:
        await open_two(reader, "seed-003", "seed-004")
        await go_to(reader, 2)
        await reader.press("d")
        await reader.until(lambda: reader.library.desk.panes.active_pane.selection is not None)
        first = reader.library.desk.panes.active_pane.selected_text
        await reader.press("d")
        await reader.until(
            lambda: reader.library.desk.panes.active_pane.selected_text not in ("", first)
        )
        assert reader.sees("startup")


async def test_words_of_two_panes_go_into_the_glossary_by_two_keys(
    start: Start, launch: Launch, sample_cache: Path, tmp_path: Path
) -> None:
    table = tmp_path / "glossary.tsv"
    given = replace(
        launch,
        open_archive=lambda: open_sample(sample_cache, glossary=table),
    )
    async with start(given=given) as reader:
        await reader.until(lambda: reader.focus_in("results"))
        await reader.press("enter")
        await reader.until(lambda: reader.focus_in("panes"))
        await reader.press("D")
        assert reader.sees("two articles must be open")
        reader.library.open_article("seed-002", beside=True)
        await reader.until(lambda: len(reader.library.session.columns) == 2)
        await reader.pilot.pause()
        await reader.press("D")
        await reader.until(lambda: reader.sees("the same word?"))
        await reader.press("enter")
        await reader.until(lambda: reader.sees("in the glossary"))
        codes, words = table.read_text("utf-8").splitlines()
        assert sorted(codes.split("\t")) == ["id", "uk"]
        assert all(words.split("\t"))
        await reader.press("D", "ctrl+u")
        await reader.type("chip")
        await reader.press("enter")
        await reader.until(lambda: reader.sees("not added"))
