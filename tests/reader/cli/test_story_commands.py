"""`stories`, `compare` and `link`: stories and counterparts on the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main

Capture = pytest.CaptureFixture[str]

_SEEDS = Path(__file__).parents[3] / "seeds"


def _printed(capsys: Capture, *words: str, code: int = 0) -> str:
    assert main(words) == code
    return capsys.readouterr().out


def _json(capsys: Capture, *words: str, code: int = 0) -> Any:
    return json.loads(_printed(capsys, *words, "--json", code=code))


def test_stories_have_the_keys_of_the_contract_in_order(capsys: Capture) -> None:
    found = _json(capsys, "stories")
    assert list(found) == ["schema", "stories"]
    story, other = found["stories"]
    keys = ["id", "title", "languages", "sources", "articles", "related", "shared"]
    assert list(story) == keys
    assert story["articles"] == ["seed-000", "seed-002", "seed-003", "seed-004"]
    assert story["related"] == ["seed-001"]
    assert {"r2", "huawei"} <= set(story["shared"])
    assert other["id"] == "seed-001"
    assert other["shared"] == []


def test_a_limit_leaves_out_the_last_stories(capsys: Capture) -> None:
    (story,) = _json(capsys, "stories", "--limit", "1")["stories"]
    assert story["id"] == "seed-000"
    whole = _printed(capsys, "stories")
    assert whole.startswith(_printed(capsys, "stories", "--limit", "1"))
    assert whole == _printed(capsys, "stories", "--limit", "9")


def test_one_story_is_found_by_any_of_its_articles(capsys: Capture) -> None:
    (story,) = _json(capsys, "stories", "seed-003")["stories"]
    assert story["id"] == "seed-000"
    text = _printed(capsys, "stories", "seed-003")
    assert "seed-004" in text
    assert "shared: " in text
    assert "related: seed-001" in text


def test_coverage_says_who_tells_what(capsys: Capture) -> None:
    found = _json(capsys, "stories", "seed-002", "--coverage")
    assert list(found) == ["schema", "story", "articles", "facts"]
    assert found["story"] == "seed-000"
    (fact,) = (one for one in found["facts"] if one["text"] == "H20")
    assert list(fact) == ["kind", "text", "mentions", "code"]
    assert [one["article"] for one in fact["mentions"]] == ["seed-000", "seed-003"]
    lines = _printed(capsys, "stories", "seed-002", "--coverage").splitlines()
    assert lines[:4] == ["a  seed-000", "b  seed-002", "c  seed-003", "d  seed-004"]
    assert any(line.startswith("a.c.  ") and line.endswith("  H20") for line in lines)


def test_coverage_needs_a_story(capsys: Capture) -> None:
    assert main(["stories", "--coverage"]) == 2
    assert "needs a story" in capsys.readouterr().err


def test_compare_has_the_keys_of_the_contract_in_order(capsys: Capture) -> None:
    found = _json(capsys, "compare", "seed-000", "seed-004")
    assert list(found) == ["schema", "left", "right", "pairs"]
    assert all(list(pair) == ["left", "right", "score", "shared"] for pair in found["pairs"])
    assert found["pairs"]
    text = _printed(capsys, "compare", "seed-000", "seed-004")
    assert text.count("\n< [") + text.count("\n  < [") == len(found["pairs"])


@pytest.mark.parametrize(
    "words", [("stories", "none"), ("stories", "none", "--coverage"), ("compare", "none", "seed-0")]
)
def test_an_id_that_is_not_there_is_named(words: tuple[str, ...], capsys: Capture) -> None:
    assert main(words) == 1
    assert "none" in capsys.readouterr().err


def test_link_finds_stories_once(tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(_SEEDS, tmp_path / "seeds")
    archive = ("--archive", str(tmp_path / "archive"))
    _printed(capsys, *archive, "add", str(tmp_path / "seeds"))
    assert _json(capsys, *archive, "stories", code=1)["stories"] == []
    assert _json(capsys, *archive, "link") == {"schema": 1, "articles": 5, "stories": 1}
    assert _printed(capsys, *archive, "link") == "0 new articles, 1 story\n"
    # Four counterparts are not enough to learn from.
    said = _printed(capsys, *archive, "link", "--learn")
    assert said == "0 new articles, 1 story, 0 pairs of words\n"
    learned = Path(archive[1]) / "learned.tsv"
    assert learned.exists()
    assert _printed(capsys, *archive, "link", "--unlearn") == "0 new articles, 1 story\n"
    assert not learned.exists()
    assert len(_json(capsys, *archive, "stories")["stories"]) == 2


def test_link_without_an_archive_is_exit_3(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--archive", str(tmp_path / "none"), "link"]) == 3
    assert "none" in capsys.readouterr().err
