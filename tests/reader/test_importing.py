import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive
from index.errors import InputError
from index.model import Article, Passage
from reader import export
from reader.cli import main
from reader.importing import parse
from reader.importing._clipping import placed
from reader.notebook.highlight import Highlight, quoted
from reader.notebook.notebook import Notebook

NOW = "2026-06-01T00:00:00.000Z"

ARTICLE = Article(
    id="seed-001",
    title="DeepSeek",
    title_derived=False,
    lang="uk",
    source="double.news",
    date="2025-08-14",
    date_from="text",
    url="https://double.news/a",
    revision="r1",
    passages=(
        Passage(1, "body", "Запуск затримується, бо чипи."),
        Passage(2, "body", "Далі буде."),
    ),
)
FULL = replace(
    quoted(ARTICLE, ARTICLE.passages[0], 0, 6),
    id="0196-1",
    archive="arch",
    note="a\nb",
    tags=("x", "y z"),
    colour="green",
    created="2026-05-01T12:00:00.250Z",
    state="moved",
    pair=("0196-2",),
)
OTHER = replace(FULL, id="0196-2", passage=2, pair=("0196-1",), source=None, url=None, date=None)
RECORD = json.loads(export.exported("json", (FULL,)))["highlights"][0]


def ticking() -> Callable[[], datetime]:
    times = iter(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(seconds=n) for n in range(1000))
    return lambda: next(times)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["json", "jsonl", "annotation"])
def test_what_went_out_comes_back_whole(name: str) -> None:
    found = parse(export.exported(name, (FULL, OTHER)), "f")
    assert found.highlights == (FULL, OTHER)
    assert (found.clippings, found.errors) == ((), ())


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=30)
@given(st.data(), st.lists(st.tuples(texts, texts, st.booleans()), min_size=1, max_size=6))
def test_import_and_export_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    made: list[tuple[str, str, bool]],
) -> None:
    folder = tmp_path_factory.mktemp("notebooks")
    with Notebook.open(folder / "one", now=ticking()) as one:
        for number, (note, tag, _) in enumerate(made):
            article = replace(ARTICLE, id=f"a{number}")
            one.add("arch", article, 1, start=number, note=note, tags=(tag,))
        ids = [each.id for each in one.highlights()]
        one.pair(each for each, (_, _, paired) in zip(ids, made, strict=True) if paired)
        one.pair(data.draw(st.lists(st.sampled_from(ids), max_size=3)))
        for name in ("json", "annotation"):
            document = export.exported(name, one.highlights())
            with Notebook.open(folder / name, now=ticking()) as other:
                taken = other.take(parse(document, "f").highlights)
                assert len(taken.added) == len(made)
                assert export.exported(name, other.highlights()) == document
                again = other.take(parse(document, "f").highlights)
                assert (again.added, again.conflicts) == ((), ())
                assert export.exported(name, other.highlights()) == document


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("id", "a b", "the id is none"),
        ("id", "\x1b", "the id is none"),
        ("id", None, "id is missing"),
        ("quote", "", "cannot stand"),
        ("quote", 7, "quote is no text"),
        ("start", -1, "start is no whole number"),
        ("end", 9, "cannot stand"),
        ("end", True, "end is no whole number"),
        ("passage", 2**70, "passage is no whole number"),
        ("lang", "<b>", "no language code"),
        ("date", "2025-13", "month must be"),
        ("date", "soon", "no date"),
        ("created", "yesterday", "no time"),
        ("state", "lost", "no state"),
        ("state", {}, "no state"),
        ("tags", "x", "tags is no list"),
        ("tags", [1], "tags is no text"),
        ("pair", ["a b"], "the id is none"),
        ("schema", 2, "schema 2 is not known"),
    ],
)
def test_a_bad_record_is_named_and_the_rest_kept(field: str, value: object, why: str) -> None:
    document = json.dumps({"schema": 1, "highlights": [RECORD, {**RECORD, field: value}, 7]})
    found = parse(document.encode(), "f.json")
    assert found.highlights == (FULL,)
    assert [error.where for error in found.errors] == ["f.json: record 2", "f.json: record 3"]
    assert why in found.errors[0].why


def test_a_document_of_another_shape_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match=r"^f: schema 2 is not known, only 1$"):
        parse(json.dumps({"schema": 2, "highlights": [RECORD] * 9}).encode(), "f")


def test_a_broken_line_costs_itself_only() -> None:
    lines = export.exported("jsonl", (FULL, OTHER)).splitlines()
    found = parse(b"\n".join([lines[0], b'{"schema": 1,', lines[1]]), "f")
    assert found.highlights == (FULL, OTHER)
    assert [str(error) for error in found.errors] == ["f: record 2: not an object"]


def test_times_of_other_zones_become_ours() -> None:
    record = {**RECORD, "created": "2026-05-01T14:00:00+02:00"}
    (found,) = parse(json.dumps(record).encode(), "f").highlights
    assert found.created == "2026-05-01T12:00:00.000Z"


@pytest.mark.parametrize("data", [b"", b"# Markdown", b"a,b\r\n1,2\r\n", b"\xff\xfe", b"<html>"])
def test_a_file_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^f: "):
        parse(data, "f")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("Annotation"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*RECORD, "type", "target", "selector", "source", "refinedBy", "body", "exact"]
            )
            | st.sampled_from(
                ["value", "items", "first", "highlights", "purpose", "hexapla:archive"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_whatever_the_json_is_nothing_but_records_are_named(value: Any) -> None:
    for document in ({"type": "Annotation", **(value if isinstance(value, dict) else {})}, [value]):
        found = parse(json.dumps(document).encode(), "f")
        assert all(error.where.startswith("f: record ") for error in found.errors)


@given(st.dictionaries(st.sampled_from([*RECORD]), json_values))
def test_whatever_a_record_has_it_is_a_highlight_or_named(fields: dict[str, Any]) -> None:
    found = parse(json.dumps([{**RECORD, **fields}]).encode(), "f")
    assert len(found.highlights) + len(found.errors) == 1


# Quotes of other tools


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("import")
    record = {
        "id": "a-1",
        "title": "Chips late",
        "lang": "en",
        "url": "https://a.example/1",
        "passages": [
            "The launch of the new model slips again, the paper says.",
            "Chips are scarce.",
        ],
    }
    (folder / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with Archive.create(folder / "archive") as made:
        made.add([folder / "a.jsonl"])
        yield made


READWISE = (
    "Highlight,Title,Author,URL,Note,Location,Date\r\n"
    "launch of the new model slips again,Other,Wire,https://a.example/1,.a_b .c\nwell,5,"
    "2026-05-01 12:00:00\r\n"
).replace(".a_b .c\nwell", '".a_b .c\nwell"')


def test_a_quote_finds_its_article_by_address_and_its_place(archive: Archive) -> None:
    found = parse(READWISE.encode(), "f")
    (kept,) = placed(found.clippings, archive, NOW)
    assert (kept.archive, kept.article, kept.passage, kept.start) == (archive.uuid, "a-1", 2, 4)
    assert (kept.quote, kept.suffix) == (
        "launch of the new model slips again",
        ", the paper says.",
    )
    assert (kept.note, kept.tags, kept.created) == (
        "well",
        ("a b", "c"),
        "2026-05-01T12:00:00.000Z",
    )
    assert (kept.lang, kept.title, kept.state) == ("en", "Chips late", "anchored")


@pytest.mark.parametrize("quote", ["the", "Chips", "The launch of the old model slips again."])
def test_a_quote_without_a_sure_place_is_kept_without_one(archive: Archive, quote: str) -> None:
    row = f"Highlight,Title,URL\n{quote},T,https://a.example/1\n"
    (kept,) = placed(parse(row.encode(), "f").clippings, archive, NOW)
    assert (kept.archive, kept.article, kept.state) == ("", "https://a.example/1", "orphan")
    assert (kept.quote, kept.created, kept.lang) == (quote, NOW, "und")


def test_our_own_readwise_export_finds_what_it_was_made_of(
    archive: Archive, tmp_path: Path
) -> None:
    with Notebook.open(tmp_path / "n", now=ticking()) as notebook:
        article = archive.get("a-1")
        notebook.add(archive.uuid, article, 2, note="-n", tags=("a b",), colour="red")
        notebook.add(archive.uuid, article, 3)
        before = notebook.highlights()
        found = parse(export.exported("readwise", before), "f")
        taken = notebook.take(placed(found.clippings, archive, NOW))
        assert (taken.added, taken.conflicts, len(taken.unchanged)) == ((), (), 2)
        assert notebook.highlights() == before


def test_rows_that_are_none_are_named() -> None:
    found = parse(b"Highlight,Title\na,T\n,T\nb,T,extra\n", "f")
    assert [each.quote for each in found.clippings] == ["a"]
    assert [str(each) for each in found.errors] == [
        "f: record 2: no quote",
        "f: record 3: more cells than the header has",
    ]


def test_an_annotation_of_another_tool_is_a_quote(archive: Archive) -> None:
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://annotations.example/7",
        "type": "Annotation",
        "body": [
            {"type": "TextualBody", "value": "mine"},
            {"type": "TextualBody", "value": "t", "purpose": "tagging"},
        ],
        "target": {
            "source": "https://a.example/1",
            "selector": {
                "type": "RangeSelector",
                "refinedBy": {
                    "type": "TextQuoteSelector",
                    "exact": "new model",
                    "prefix": "The launch of the ",
                    "suffix": " slips again, the",
                },
            },
        },
    }
    found = parse(json.dumps(annotation).encode(), "f")
    (kept,) = placed(found.clippings, archive, NOW)
    assert (kept.id, kept.article, kept.passage, kept.start) == (
        "https://annotations.example/7",
        "a-1",
        2,
        18,
    )
    assert (kept.note, kept.tags) == ("mine", ("t",))


# The command


def test_import_counts_and_a_conflict_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "h.json"
    file.write_bytes(export.exported("json", (FULL, OTHER)))
    assert main(["import", str(file)]) == 0
    assert capsys.readouterr().out == "2 added, 0 unchanged, 0 in conflict, 0 not taken\n"
    file.write_bytes(export.exported("json", (FULL, replace(OTHER, note="other"))))
    assert main(["import", str(file), "--json"]) == 5
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {
        "schema": 1,
        "added": [],
        "unchanged": ["0196-1"],
        "conflicts": [{"given": "0196-2", "kept": "0196-2"}],
        "errors": [],
    }
    assert captured.err.startswith("hexapla: conflict: 0196-2 differs in note from 0196-2")


def test_import_and_export_on_the_command_line_give_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["highlight", "seed-002", "--passage", "3", "--note", "n", "--pair", "seed-003:3"])
    main(["highlight", "seed-004", "--passage", "2", "--tag", "a"])
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    assert main(["export", "--format", "json", "--output", str(one)]) == 0
    other = ["--notebook", str(tmp_path / "other.sqlite")]
    assert main([*other, "import", str(one)]) == 0
    assert main([*other, "export", "--format", "json", "--output", str(two)]) == 0
    assert one.read_bytes() == two.read_bytes()
    capsys.readouterr()


def test_what_is_no_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "none")]) == 5
    assert "No such file" in capsys.readouterr().err


def test_ours_without_a_place_is_an_orphan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.csv"
    file.write_text("Highlight,Title,URL\nSome words,T,https://x.example\n", encoding="utf-8")
    assert main(["import", str(file)]) == 0
    assert main(["import", str(file)]) == 0
    assert "0 added, 1 unchanged" in capsys.readouterr().out
    assert main(["highlights", "--json"]) == 0
    (kept,) = json.loads(capsys.readouterr().out)["highlights"]
    assert (kept["state"], kept["archive"], kept["colour"]) == ("orphan", "", "yellow")


def _highlight(record: dict[str, Any]) -> Highlight:
    return Highlight(**{**record, "tags": tuple(record["tags"]), "pair": tuple(record["pair"])})


def test_fields_that_are_new_are_passed_over() -> None:
    found = parse(json.dumps([{**RECORD, "schema": 1, "story": "s"}]).encode(), "f")
    assert found.highlights == (_highlight(RECORD),)
