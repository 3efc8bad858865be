"""Counterparts, stories, coverage and meanings, driven by keys on the bundled sample."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.sample import open_sample
from reader.columns import Position
from reader.config import Launch
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
