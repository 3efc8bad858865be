"""A query in words."""

from collections.abc import Iterator

import pytest

from index import Archive
from index.model import Via
from index.sample import open_sample
from reader import i18n
from reader.explained import _WAYS, explained


@pytest.fixture
def sample(sample_cache: object) -> Iterator[Archive]:
    assert hasattr(sample_cache, "parent")
    with open_sample(sample_cache) as archive:  # type: ignore[arg-type]  # the fixture's Path
        yield archive


def said(archive: Archive, query: str) -> list[str]:
    return [line.strip() for line in explained(archive.explain(query))]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("lang:cs,de", "in Czech or German"),
        ("-lang:uk", "not in Ukrainian"),
        ("source:double", "from double.news"),
        ("source:nowhere", "from nowhere"),
        ("-source:unknown", "not from unknown source"),
        ("date:2025-05..2025-09", "from May 1, 2025 to Sep 30, 2025"),
        ("date:2025-05-01", "of May 1, 2025"),
        ("after:2025-05", "from Jun 1, 2025 on"),
        ("-before:2025-05", "but not those up to Apr 30, 2025"),
        ("is:unread", "that you have not read"),
        ("-tag:x", "that you did not tag «x»"),
        ("čip", "with «čip»"),
        ("čip", "other forms: čipu, čipy, čipů"),
        ("+čip", "always with «čip»"),
        ("-čip OR R2", "without «čip» or «R2»"),
        ("title:R2", "with «R2» in the title"),
        ('"two words"', "with «two words»"),
        ('"two words"~5', "with «two words» (in this order, at most 5 words between)"),
        ("a1 NEAR/1 b1", "with «a1» near «b1» (at most 1 word between)"),
        ("=R2", "with «R2» exactly as typed"),
        ("hua*", "with what begins with «hua»"),
        ("hauwei~", "with «hauwei» (2 letters may differ)"),
        ("hauwei~", "other spellings: huawei, huaweis"),
        ("xqzw", "no article has it"),
        ("a1 b1", "Those that have all of them come first, then those that lack some."),
        ("is:lost", "Not understood, and passed over: is:lost"),
    ],
)
def test_each_part_of_a_query_is_said(sample: Archive, query: str, line: str) -> None:
    assert line in said(sample, query)


def test_it_is_said_in_the_readers_language(
    sample: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n._Chosen, "wish", "en")
    monkeypatch.setattr(i18n._Chosen, "translations", i18n._Chosen.translations)
    i18n.use("cs")
    lines = said(sample, "lang:uk čip -x1")
    assert lines[:3] == ["Články", "jazyk: Ukrajinština", "obsahující «čip»"]


def test_every_way_has_words() -> None:
    assert _WAYS.keys() == set(Via)
