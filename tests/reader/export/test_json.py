import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import export
from reader.notebook import shapes
from reader.notebook.highlight import Highlight

KEPT = Highlight(
    id="0196-1",
    archive="arch",
    article="seed-001",
    revision="5f2c",
    source=None,
    url=None,
    lang="uk",
    title="Запуск",
    date="2025-08",
    passage=4,
    start=1,
    end=3,
    quote="уб",
    prefix="к",
    suffix="",
    note="a\nb",
    tags=("x", "y"),
    colour="yellow",
    created="2026-05-01T12:00:00.250Z",
    state="anchored",
    pair=(),
)


def highlight(found: dict[str, Any]) -> Highlight:
    return Highlight(**{**found, "tags": tuple(found["tags"]), "pair": tuple(found["pair"])})


def test_the_document_is_the_contracts() -> None:
    assert (
        export.exported("json", (KEPT,)).decode()
        == """\
{
  "schema": 1,
  "highlights": [
    {
      "id": "0196-1",
      "archive": "arch",
      "article": "seed-001",
      "revision": "5f2c",
      "source": null,
      "url": null,
      "lang": "uk",
      "title": "Запуск",
      "date": "2025-08",
      "passage": 4,
      "start": 1,
      "end": 3,
      "quote": "уб",
      "prefix": "к",
      "suffix": "",
      "note": "a\\nb",
      "tags": [
        "x",
        "y"
      ],
      "colour": "yellow",
      "created": "2026-05-01T12:00:00.250Z",
      "state": "anchored",
      "pair": []
    }
  ]
}
"""
    )


def test_highlights_come_by_time_and_then_by_id() -> None:
    third = replace(KEPT, id="a", created="2026-06-01T12:00:00.000Z")
    first = replace(KEPT, id="z", created="2026-01-01T12:00:00.000Z")
    second = replace(KEPT, id="zz", created="2026-01-01T12:00:00.000Z")
    found = json.loads(export.exported("json", (third, second, first)))["highlights"]
    assert [each["id"] for each in found] == ["z", "zz", "a"]


def test_json_lines_are_whole_objects_each_with_its_schema() -> None:
    data = export.exported("jsonl", (KEPT, replace(KEPT, id="0196-2", quote="a\u2028b")))
    lines = data.decode().splitlines()
    assert [list(json.loads(line))[:2] for line in lines] == [["schema", "id"]] * 2
    assert json.loads(lines[0]) == {"schema": 1, **json.loads(shapes.json_text(fields(KEPT)))}


def fields(kept: Highlight) -> dict[str, Any]:
    record = shapes.record(kept)
    return {name: record[name] for name in record if name != "schema"}


texts = st.text(st.characters())
any_highlights = st.builds(
    replace,
    st.just(KEPT),
    title=texts,
    quote=texts,
    note=texts,
    tags=st.lists(texts).map(tuple),
    url=st.none() | texts,
)


@pytest.mark.parametrize("name", ["json", "jsonl"])
@given(kept=any_highlights)
def test_what_went_out_comes_back(name: str, kept: Highlight) -> None:
    found = json.loads(export.exported(name, (kept,)))
    (only,) = found["highlights"] if name == "json" else [found]
    only.pop("schema", None)
    assert highlight(only) == kept


def test_what_a_terminal_obeys_is_escaped_and_letters_are_not() -> None:
    assert shapes.json_text({"a": "č чип \u200d \x1b \x9b \u202e \U000e0041"}) == (
        '{"a": "č чип \u200d \\u001b \\u009b \\u202e \\udb40\\udc41"}'
    )
