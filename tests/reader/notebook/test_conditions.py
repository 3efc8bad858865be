"""`is:` and `tag:` of a query, answered by a notebook."""

from pathlib import Path

import pytest

from index.model import Article, Passage
from index.search.query import Kept
from reader.notebook.conditions import kept_in
from reader.notebook.notebook import Notebook


def article(name: str) -> Article:
    passages = (Passage(1, "body", "Some words that are kept."),)
    return Article(name, name, True, "en", None, None, None, None, "r", passages=passages)


@pytest.mark.parametrize(
    ("condition", "articles"),
    [
        (Kept("is", "highlighted"), {"a", "b"}),
        (Kept("tag", "chips"), {"a", "b"}),
        (Kept("tag", "CHIPS/ái"), {"b"}),
        (Kept("tag", "chip"), set()),
        (Kept("is", "unheard-of"), set()),
    ],
)
def test_articles_are_those_of_the_notebook_and_the_archive(
    tmp_path: Path, condition: Kept, articles: set[str]
) -> None:
    path = tmp_path / "notebook.sqlite"
    with Notebook.open(path) as notebook:
        notebook.add("archive", article("a"), 1, tags=["chips"])
        notebook.add("archive", article("b"), 1, tags=["Chips/AI"])
        notebook.add("another", article("c"), 1, tags=["chips"])
    kept = kept_in("archive", path.exists, lambda: Notebook.open(path))
    assert set(kept(condition)) == articles


def test_asking_makes_no_notebook(tmp_path: Path) -> None:
    path = tmp_path / "notebook.sqlite"
    kept = kept_in("archive", path.exists, lambda: Notebook.open(path))
    assert set(kept(Kept("is", "highlighted"))) == set()
    assert not path.exists()
