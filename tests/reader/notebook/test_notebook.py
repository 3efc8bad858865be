import sqlite3
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import NotFound
from reader.notebook.notebook import Highlight, Notebook, utc_now
from tests.reader.notebook.conftest import LEAD, NOON, SEED, article


def test_a_highlight_carries_the_text_and_where_it_is_from(notebook: Notebook) -> None:
    start = LEAD.index("чипах")
    kept = notebook.add(
        "arch", SEED, 2, start=start, end=start + 5, note="see also", tags=("chips",)
    )
    assert (kept.quote, kept.passage, kept.start, kept.end) == ("чипах", 2, start, start + 5)
    assert kept.prefix == LEAD[start - 32 : start]
    assert kept.suffix == " Huawei не вдалося."
    assert (kept.archive, kept.article, kept.revision) == ("arch", "seed-001", "r1")
    assert (kept.source, kept.lang, kept.date, kept.title, kept.url) == (
        "double.news",
        "uk",
        "2025-08-14",
        "DeepSeek",
        "https://double.news/a",
    )
    assert (kept.note, kept.tags, kept.colour) == ("see also", ("chips",), "yellow")
    assert (kept.created, kept.state, kept.pair) == ("2026-05-01T12:00:00.250Z", "anchored", ())


def test_a_whole_passage_is_kept_without_offsets(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 2)
    assert (kept.start, kept.end, kept.quote) == (0, len(LEAD), LEAD)
    assert (kept.prefix, kept.suffix) == ("", "")


def test_what_is_kept_is_there_when_the_notebook_is_opened_again(path: Path) -> None:
    with Notebook.open(path) as first:
        kept = first.add("arch", SEED, 1, note="n", tags=("b", "a"))
    with Notebook.open(path) as second:
        assert second.highlights() == (kept,)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("passage", "start", "end"),
    [(0, 0, None), (3, 0, None), (2, -1, 5), (2, 5, 5), (2, 6, 5), (2, 0, len(LEAD) + 1)],
)
def test_a_place_that_is_not_there_is_not_found(
    notebook: Notebook, passage: int, start: int, end: int | None
) -> None:
    with pytest.raises(NotFound, match="seed-001"):
        notebook.add("arch", SEED, passage, start=start, end=end)
    assert notebook.highlights() == ()


def test_the_same_place_twice_is_one_highlight_that_loses_nothing(notebook: Notebook) -> None:
    first = notebook.add("arch", SEED, 2, start=0, end=6, note="one", tags=("a",))
    again = notebook.add("arch", SEED, 2, start=0, end=6, note="two", tags=("b", "a"))
    assert (again.id, again.created) == (first.id, first.created)
    assert (again.note, again.tags) == ("one\ntwo", ("a", "b"))
    assert notebook.add("arch", SEED, 2, start=0, end=6, note="two") == again
    assert notebook.highlights() == (again,)


def test_the_same_place_in_a_later_revision_is_the_same_highlight(notebook: Notebook) -> None:
    first = notebook.add("arch", SEED, 2)
    later = article("Заголовок", "Оновлено.", LEAD, revision="r2")
    assert notebook.add("arch", later, 3) == first
    assert notebook.add("arch", later, 2).id != first.id


def test_the_same_place_in_another_archive_is_another_highlight(notebook: Notebook) -> None:
    assert notebook.add("arch", SEED, 2).id != notebook.add("other", SEED, 2).id


def test_notes_and_tags_are_replaced(notebook: Notebook) -> None:
    key = notebook.add("arch", SEED, 2, note="old", tags=("old",)).id
    assert notebook.annotate(key, "new\nlines").note == "new\nlines"
    assert notebook.tag(key, ("two  words ", "x", "x", " ")).tags == ("two words", "x")
    assert [(each.note, each.tags) for each in notebook.highlights()] == [
        ("new\nlines", ("two words", "x"))
    ]


def test_what_is_removed_is_gone_with_its_tags(notebook: Notebook, path: Path) -> None:
    key = notebook.add("arch", SEED, 2, tags=("a",)).id
    notebook.remove(key)
    assert notebook.highlights() == ()
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM tag").fetchone() == (0,)
    raw.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: notebook.annotate("nothing", "n"),
        lambda notebook: notebook.tag("nothing", ("t",)),
        lambda notebook: notebook.remove("nothing"),
    ],
    ids=["annotate", "tag", "remove"],
)
def test_a_change_of_no_highlight_is_not_found(
    notebook: Notebook, change: Callable[[Notebook], object]
) -> None:
    with pytest.raises(NotFound, match="nothing: no such highlight"):
        change(notebook)


def test_highlights_come_as_they_were_made_whatever_the_place(path: Path) -> None:
    with Notebook.open(path, now=lambda: NOON) as notebook:
        made = [notebook.add("arch", SEED, 2, start=n, end=n + 1) for n in reversed(range(20))]
        assert notebook.highlights() == tuple(made)
    assert [each.id for each in made] == sorted({each.id for each in made})


def test_highlights_are_those_of_one_archive_or_article(notebook: Notebook) -> None:
    first = notebook.add("arch", SEED, 1)
    second = notebook.add("arch", article("x", key="seed-002"), 1)
    third = notebook.add("other", SEED, 1)
    assert notebook.highlights(archive="arch") == (first, second)
    assert notebook.highlights(article="seed-001") == (first, third)
    assert notebook.highlights(archive="arch", article="seed-002") == (second,)


def test_times_are_in_utc_whatever_the_clock_shows(path: Path) -> None:
    kyiv = NOON.astimezone(timezone(timedelta(hours=3)))
    with Notebook.open(path, now=lambda: kyiv) as notebook:
        assert notebook.add("arch", SEED, 1).created == "2026-05-01T12:00:00.250Z"
    assert utc_now().utcoffset() == timedelta(0)


def test_resolving_shows_the_new_place_and_writes_nothing(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 2)
    (moved,) = notebook.resolve("arch", article(LEAD, revision="r2"))
    (orphan,) = notebook.resolve("arch", article("Інше", revision="r3"))
    assert (moved.state, moved.passage, moved.revision) == ("moved", 1, "r1")
    assert (orphan.state, orphan.quote) == ("orphan", LEAD)
    assert notebook.highlights() == (kept,)


@settings(max_examples=20)  # each makes a file and flushes it to the disk
@given(note=st.text(st.characters(), max_size=20), tag=st.text(st.characters(), max_size=20))
def test_any_note_and_tag_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, note: str, tag: str
) -> None:
    with Notebook.open(tmp_path_factory.mktemp("any") / "notebook.sqlite") as notebook:
        kept = notebook.add("arch", SEED, 1, note=note, tags=(tag,))
        assert notebook.highlights() == (kept,)
        assert kept.note == note.encode("utf-8", "replace").decode().strip()


# Several at once, and sudden ends


def test_a_highlight_has_the_fields_of_the_contract_in_their_order() -> None:
    contract = (
        "id archive article revision source url lang title date passage start end quote prefix"
        " suffix note tags colour created state pair"
    )
    assert " ".join(field.name for field in fields(Highlight)) == contract
