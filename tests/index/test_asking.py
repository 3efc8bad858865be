"""What the query language finds, through the archive."""

import json
from collections.abc import Callable, Collection

import pytest

from index import Archive, Results
from index.search.query import Kept

MakeArchive = Callable[[dict[str, str]], Archive]

TEXTS = {
    "a": "The chip was made by Huawei.",
    "b": "Huawei said that it would build another factory for a chip.",
    "c": "Huawei said nothing.\n\nThe chip is new.",
    "d": "Chips by Huawei are made of sand, chips are, chips, and chips. Huaweis chips are.",
}


@pytest.fixture
def archive(make_archive: MakeArchive) -> Archive:
    lines = [json.dumps({"id": id, "text": text, "lang": "en"}) for id, text in TEXTS.items()]
    return make_archive({"a.jsonl": "\n".join(lines)})


def full(results: Results) -> set[str]:
    return {hit.id for hit in results.hits if not hit.missing}


def marked(results: Results, article: str) -> list[str]:
    (hit,) = [hit for hit in results.hits if hit.id == article]
    return [p.text[s.start : s.end] for p in hit.passages for s in p.spans]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("chip NEAR/3 Huawei", {"a", "d"}),
        ("Huawei NEAR/9 chip", {"a", "b", "d"}),
        ("Huawei NEAR chip", {"a", "b", "d"}),
        ("Huawei NEAR/50 chip", {"a", "b", "d"}),  # and not from passage to passage
        ('"was made" NEAR/2 Huawei', {"a", "d"}),
        ('"was made" NEAR/2 =huawei', set()),
        ('"Huawei chip"', {"d"}),
        ('"Huawei chip"~9', {"b", "d"}),
        ('"chip Huawei"~3', {"a", "d"}),
        ("hauwei~", {"a", "b", "c", "d"}),
        ("factroy~1", {"b"}),
        ("fcatroy~1", set()),
        ("fcatroy~2", {"b"}),
    ],
)
def test_words_are_found_near_each_other(archive: Archive, query: str, found: set[str]) -> None:
    assert full(archive.search(query)) == found


def test_only_the_words_that_are_near_are_marked(archive: Archive) -> None:
    assert marked(archive.search("chip NEAR/3 Huawei"), "a") == ["chip", "Huawei"]
    assert marked(archive.search('"made by"'), "a") == ["made", "by"]
    found = marked(archive.search("sand NEAR/1 chips"), "d")
    assert found == ["sand", "chips"]
    assert archive.search("hauwei~").hits[0].via == "fold"


def test_the_very_words_of_a_phrase_come_first(make_archive: MakeArchive) -> None:
    texts = [
        "New chip. " + "It is an old story of other things. " * 9,
        "New chips, new chips. " * 9,
    ]
    lines = [json.dumps({"id": str(n), "text": t, "lang": "en"}) for n, t in enumerate(texts)]
    archive = make_archive({"a.jsonl": "\n".join(lines)})
    assert [hit.id for hit in archive.search('"new chip"').hits] == ["0", "1"]
    assert [hit.id for hit in archive.search('"new chips"').hits] == ["1", "0"]


def test_the_notebook_answers_for_its_conditions(archive: Archive) -> None:
    def kept(condition: Kept) -> Collection[str]:
        return {("is", "read"): ["a", "b"], ("tag", "x"): ["b", "gone"]}.get(
            (condition.field, condition.value), []
        )

    assert full(archive.search("Huawei is:read", kept=kept)) == {"a", "b"}
    assert full(archive.search("is:unread", kept=kept)) == {"c", "d"}
    assert full(archive.search("is:read tag:x", kept=kept)) == {"b"}
    assert full(archive.search("is:read -tag:x chip", kept=kept)) == {"a"}
    assert full(archive.search("is:starred", kept=kept)) == set()
    assert full(archive.search("is:unread")) == {"a", "b", "c", "d"}


def test_a_query_is_taken_apart(archive: Archive) -> None:
    explanation = archive.explain("chips -Huawei date:soon")
    forms = {word.text: [f.text for f in e.forms] for word, e in explanation.expansions.items()}
    assert forms == {"chips": ["chips", "chip"], "Huawei": ["huawei", "huaweis"]}
    assert explanation.query.ignored == ("date:soon",)
