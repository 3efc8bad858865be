"""Counterparts: passages of two articles that say the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive
from index.counterparts.align import pairs
from index.counterparts.anchors import no_pivots_of, read
from index.counterparts.telling import Telling, telling
from index.model import Article, Passage

LEFT = ["Velmor closed the dam in 2021.", "The XR7 won in Kessring.", "Nothing of this was news."]
RIGHT = ["V Kessringu vyhrálo XR7.", "Velmor zavřel v roce 2021 hráz.", "Zítra má pršet."]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    articles = [
        {"id": "left", "lang": "en", "passages": LEFT},
        {"id": "right", "lang": "cs", "passages": RIGHT},
        {"id": "empty", "lang": "cs", "passages": ["..."]},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    opened = Archive.create(tmp_path / "archive")
    opened.add([tmp_path / "a.jsonl"])
    return opened


def test_passages_are_found_in_any_order_and_some_have_none(archive: Archive) -> None:
    with archive:
        pairs = archive.counterparts("left", "right")
    assert [(pair.left, pair.right) for pair in pairs] == [(1, 2), (2, 1)]
    assert {"Velmor", "2021"} <= set(pairs[0].shared)
    assert "XR7" in pairs[1].shared


def test_it_is_the_same_from_either_side(archive: Archive) -> None:
    with archive:
        forth = archive.counterparts("left", "right")
        back = archive.counterparts("right", "left")
    assert {(pair.left, pair.right, pair.score) for pair in forth} == {
        (pair.right, pair.left, pair.score) for pair in back
    }


def test_of_other_matters_nothing_is_a_counterpart() -> None:
    race = ["Nine cyclists fell on wet cobbles in Kessring.", "Nobody was hurt, said the doctor."]
    dam = ["The valley lost 40 houses when the dam broke.", "Velmor will rebuild the bridge."]
    assert pairs(_told(race), _told(dam)) == ()


def test_what_is_said_to_be_shared_convinces() -> None:
    left, right = _told(["Velmor, 2021: convert"]), _told(["Velmor, 2021: konversikan"])
    (pair,) = pairs(left, right)
    assert set(pair.shared) == {"Velmor", "2021"}
    assert pair.score > 0.5


def test_an_article_is_its_own_counterpart(archive: Archive) -> None:
    with archive:
        pairs = archive.counterparts("left", "left")
    assert [(pair.left, pair.right) for pair in pairs] == [(1, 1), (2, 2), (3, 3)]


def test_an_article_without_words_has_none(archive: Archive) -> None:
    with archive:
        assert archive.counterparts("left", "empty") == ()


def test_boilerplate_and_titles_keep_to_themselves(sample: Archive) -> None:
    left, right = sample.get("seed-001"), sample.get("seed-004")
    kinds = {
        (left.passages[pair.left - 1].kind, right.passages[pair.right - 1].kind)
        for pair in sample.counterparts("seed-001", "seed-004")
    }
    assert all("boilerplate" not in kind for kind in kinds)
    assert all((one == "body") == (other == "body") for one, other in kinds)


_WORDS = ("Velmor", "dam", "2021", "Oravka", "XR7", "delay", "Delay", "2.000", "the", "...")
_TEXTS = st.lists(st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join), max_size=5)


def _told(texts: list[str]) -> Telling:
    passages = tuple(Passage(at + 1, "body", text) for at, text in enumerate(texts))
    article = Article("a", "", True, "en", None, None, None, None, "", passages)
    return telling(article, lambda forms: read(forms, "en", {}, no_pivots_of))


@settings(max_examples=60)
@given(left=_TEXTS, right=_TEXTS)
def test_counterparts_are_symmetric_whatever_the_texts(left: list[str], right: list[str]) -> None:
    forth, back = pairs(_told(left), _told(right)), pairs(_told(right), _told(left))
    assert sorted((pair.left, pair.right, pair.score) for pair in forth) == sorted(
        (pair.right, pair.left, pair.score) for pair in back
    )
    assert all(0 < pair.score <= 1 for pair in forth)
