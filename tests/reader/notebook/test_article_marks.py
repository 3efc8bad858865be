"""Read, starred, tagged: what the notebook knows of whole articles."""

from pathlib import Path

import pytest

from reader.notebook import database
from reader.notebook.notebook import Notebook
from reader.notebook.records import SCHEMA
from tests.reader.notebook.conftest import SEED, ticking

ARCHIVE = "0f5c"


def test_a_mark_is_set_and_taken_for_many_articles_at_once(notebook: Notebook) -> None:
    marks = notebook.articles

    assert marks.mark(ARCHIVE, ["a", "b"], "read") == ("a", "b")
    assert marks.mark(ARCHIVE, ["a"], "read", on=False) == ("a",)

    assert marks.marked(ARCHIVE, "read") == {"b"}
    assert marks.marked(ARCHIVE, "starred") == frozenset()


def test_marking_says_what_it_changed_so_that_it_can_be_undone(notebook: Notebook) -> None:
    notebook.articles.mark(ARCHIVE, ["a"], "read")

    assert notebook.articles.mark(ARCHIVE, ["a", "b", "b"], "read") == ("b",)
    assert notebook.articles.mark(ARCHIVE, ["c"], "read", on=False) == ()


def test_an_article_of_another_archive_is_another_article(notebook: Notebook) -> None:
    notebook.articles.mark(ARCHIVE, ["a"], "starred")

    assert notebook.articles.marked("other", "starred") == frozenset()


def test_tags_are_replaced_and_found_in_upper_or_lower_case(notebook: Notebook) -> None:
    marks = notebook.articles
    assert marks.tag(ARCHIVE, "a", ["Чипи", "  later  on "]) == ()

    assert marks.tags(ARCHIVE, "a") == ("later on", "Чипи")
    assert marks.tagged(ARCHIVE, "чипи") == {"a"}
    assert marks.tag(ARCHIVE, "a", [""]) == ("later on", "Чипи")
    assert marks.tags(ARCHIVE, "a") == ()


def test_marks_outlive_the_session(path: Path) -> None:
    with Notebook.open(path, now=ticking()) as notebook:
        notebook.articles.mark(ARCHIVE, ["a"], "read")
    with Notebook.open(path, now=ticking()) as notebook:
        assert notebook.articles.marked(ARCHIVE, "read") == {"a"}


def test_a_notebook_from_before_articles_had_marks_gets_them(path: Path) -> None:
    before = database.Schema(SCHEMA.application, SCHEMA.steps[:2])
    database.connect(path, before, now=ticking(), patience=1).close()

    with Notebook.open(path, now=ticking()) as notebook:
        notebook.add(ARCHIVE, SEED, 2)
        notebook.articles.mark(ARCHIVE, ["a"], "read")

        assert notebook.articles.marked(ARCHIVE, "read") == {"a"}
    assert [each.name for each in path.parent.glob("*.v2-*")], "a copy of what it was"


@pytest.mark.parametrize("tag", ["\ud800", "a\nb"])
def test_a_tag_that_cannot_stand_in_a_line_is_made_one(notebook: Notebook, tag: str) -> None:
    notebook.articles.tag(ARCHIVE, "a", [tag])

    (kept,) = notebook.articles.tags(ARCHIVE, "a")
    assert kept in {"?", "a b"}
