"""Saved searches: in the notebook, and by their names in a query."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NotFound
from reader.notebook.notebook import Notebook
from reader.notebook.saved import SavedSearch, expanded

SEARCHES = (
    SavedSearch("chips", "chip NEAR/3 Huawei"),
    SavedSearch("News", "@chips date:7d"),
    SavedSearch("loop", "a @loop"),
    SavedSearch("one", "@two"),
    SavedSearch("two", "@one"),
)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("@chips", "chip NEAR/3 Huawei"),
        ("x @Chips y", "x chip NEAR/3 Huawei y"),
        ("@news", "chip NEAR/3 Huawei date:7d"),
        ("@nobody", "@nobody"),
        ('"@chips"', '"@chips"'),
        ('"a @chips b" @chips', '"a @chips b" chip NEAR/3 Huawei'),
        ("me@chips", "me@chips"),
        ("@loop", "a @loop"),
        ("@one", "@one"),
        ("@", "@"),
    ],
)
def test_a_name_stands_for_its_query(text: str, query: str) -> None:
    assert expanded(text, SEARCHES) == query


@given(st.text('@achips"“” -.\n', max_size=40))
def test_no_line_fails(text: str) -> None:
    assert "@" in text or expanded(text, SEARCHES) == text


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.open(tmp_path / "notebook.sqlite") as opened:
        yield opened


def test_a_search_is_kept_replaced_and_forgotten(notebook: Notebook) -> None:
    notebook.searches.save("chips", "chip")
    notebook.searches.save("@Chips", " čip ")
    notebook.searches.save("a", "b")
    assert notebook.searches.all() == (SavedSearch("Chips", "čip"), SavedSearch("a", "b"))
    notebook.searches.forget("@chips")
    assert notebook.searches.all() == (SavedSearch("a", "b"),)
    with pytest.raises(NotFound):
        notebook.searches.forget("chips")


@pytest.mark.parametrize(("name", "query"), [("", "x"), ("a b", "x"), ("-a", "x"), ("a", "  ")])
def test_a_name_that_cannot_be_typed_is_none(notebook: Notebook, name: str, query: str) -> None:
    with pytest.raises(ValueError, match="no name for a search"):
        notebook.searches.save(name, query)
    assert notebook.searches.all() == ()
