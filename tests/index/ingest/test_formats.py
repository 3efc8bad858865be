import codecs
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ingest
from index.errors import InputError
from index.ingest import Record


def records(format_name: str, data: str | bytes) -> list[Record | InputError]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(ingest.load(format_name).read(stream, "file"))


def one(format_name: str, data: str | bytes) -> Record:
    (record,) = records(format_name, data)
    assert isinstance(record, Record)
    return record


def blocks(markdown: str) -> list[tuple[str, bool]]:
    return [(block.text, block.heading) for block in one("markdown", markdown).blocks]


@pytest.mark.parametrize("name", ingest.names())
def test_each_format_names_its_suffixes(name: str) -> None:
    suffixes = ingest.load(name).suffixes
    assert suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


@pytest.mark.parametrize("name", ingest.names())
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"caf\xe9 latin-1", b"a\0b"])
def test_each_format_refuses_what_is_no_text(name: str, data: bytes) -> None:
    try:
        (found,) = records(name, data)
    except InputError as error:
        found = error
    assert isinstance(found, InputError)
    assert "not a text file" in found.why


@pytest.mark.parametrize("name", ingest.names())
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_each_format_reads_or_refuses_any_bytes(name: str, data: bytes) -> None:
    try:
        found = records(name, data)
    except InputError:
        return
    assert all(isinstance(record, Record | InputError) for record in found)


@pytest.mark.parametrize(
    "page",
    ["<!DOCTYPE html><p>x", "\n<HTML lang=en>", '<?xml version="1.0"?><a/>', "<rss version='2.0'>"],
)
def test_a_page_or_a_feed_is_no_plain_text(page: str) -> None:
    (found,) = records("text", page)
    assert isinstance(found, InputError)
    assert found.why == "this is HTML or XML, which is not read"


def test_a_text_about_html_is_a_text() -> None:
    (block,) = one("text", "What is <html>? The first tag of a page.").blocks
    assert block.text == "What is <html>? The first tag of a page."


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ],
)
def test_encodings_that_say_what_they_are(name: str, encode: object) -> None:
    assert callable(encode)
    assert [block.text for block in one(name, encode("Žluť.\n\nЧип.")).blocks] == ["Žluť.", "Чип."]


def test_hostile_text_comes_out_clean() -> None:
    assert one("text", "a\x1b[31mb\x1b[0m\x00".replace("\x00", "")).blocks[0].text == "ab"


# Markdown


def test_marks_go_and_their_text_stays() -> None:
    assert blocks(
        "# A *title* #\n\nSome **bold _nested_** text, [a link](http://x.y/(z) 't'),\n"
        "![a picture](p.png), `code *x*`, ~~old~~ and [ref][1].\n\n[1]: http://z\n"
    ) == [
        ("A title", True),
        ("Some bold nested text, a link, a picture, code *x*, old and ref.", False),
    ]


def test_what_only_looks_like_marks_stays() -> None:
    text = "snake_case_name, 2 * 3 * 4, [brackets] and 5 < 6"
    assert blocks(text) == [(text, False)]
    assert blocks(r"\*not emphasis\* and AT&amp;T") == [("*not emphasis* and AT&T", False)]


def test_headings_by_underline() -> None:
    assert blocks("One\n===\nprose here\n\nTwo\n---\nmore") == [
        ("One", True),
        ("prose here", False),
        ("Two", True),
        ("more", False),
    ]


def test_lists_quotes_tables_fences_and_html() -> None:
    assert blocks(
        "- one\n  goes on\n- [x] two\n1. three\n\n> quoted\n> text\n\n"
        "|a|b|\n|-|:-:|\n\n```py\nx = '*y*'\n\n# no heading\n```\n***\n"
        "<b>bold</b><!-- gone\n -->end"
    ) == [
        ("one goes on", False),
        ("two", False),
        ("three", False),
        ("quoted text", False),
        ("a|b", False),
        ("x = '*y*' # no heading", False),
        ("boldend", False),
    ]


def test_front_matter_as_pairs() -> None:
    record = one(
        "markdown",
        '---\ntitle: "A: title" # note\nlang: cs-CZ\nsource: News\n'
        "date: 2025-08-14T10:00:00Z\n"
        "url: https://x.test/a\ntags:\n  - x\n---\nBody.",
    )
    assert (record.title, record.lang, record.source) == ("A: title", "cs", "News")
    assert (record.date, record.date_from) == ("2025-08-14", "markup")
    assert record.url == "https://x.test/a"
    assert [block.text for block in record.blocks] == ["Body."]


def test_front_matter_as_toml() -> None:
    record = one("markdown", '+++\ntitle = "T"\ndate = 2025-08-14\n+++\nBody.')
    assert (record.title, record.date) == ("T", "2025-08-14")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert blocks("---\n\nBody.") == [("Body.", False)]


@pytest.mark.parametrize(
    ("front", "named"),
    [
        ("---\nlang: english\n---\n", "english"),
        ("---\ndate: tomorrow\n---\n", "tomorrow"),
        ("+++\ndate = [1]\n+++\n", "[1]"),
        ("+++\nbroken\n+++\n", "front matter"),
    ],
)
def test_broken_front_matter_is_named(front: str, named: str) -> None:
    with pytest.raises(InputError) as raised:
        records("markdown", front + "Body.")
    assert named in str(raised.value)


@pytest.mark.parametrize(
    "piece", ["*a ", "_a ", "[", "[a](", "![", "`", "<a", "<!--", "> ", "~~a "]
)
def test_hostile_markdown_takes_no_longer_than_its_length(piece: str) -> None:
    assert blocks("-->" + piece * 20_000) is not None


# JSON Lines


def lines(*values: object) -> str:
    return "\n".join(value if isinstance(value, str) else json.dumps(value) for value in values)


def test_a_line_is_an_article() -> None:
    first, second = records(
        "jsonl",
        lines(
            {"id": "a", "title": "T", "text": "One.\nTwo.", "lang": "cs-CZ", "source": "S",
             "date": "2025-08-14T01:02:03+02:00", "url": "u", "other": [1]},
            "",
            {"passages": [" One\x1b[0m\nline ", "", "Two"]},
        ),
    )  # fmt: skip
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.id, first.record, first.title, first.lang) == ("a", "a", "T", "cs")
    assert (first.source, first.date, first.date_from, first.url) == (
        "S", "2025-08-14", "markup", "u",
    )  # fmt: skip
    assert [block.text for block in first.blocks] == ["One.", "Two."]
    assert second.passages == ("One line", "Two")
    assert second.blocks == ()
    assert second.where == "file:3"


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ('{"text": "cut', "not JSON"),
        ("[1]", "not an object"),
        ('"text"', "not an object"),
        ({"text": 5}, "'text'"),
        ({"text": "x", "title": 5}, "'title'"),
        ({"text": "x", "source": ["a"]}, "'source'"),
        ({"text": "x", "id": True}, "'id'"),
        ({"passages": "x"}, "'passages'"),
        ({"passages": ["x", 1]}, "'passages'"),
        ({"text": "x", "lang": "english"}, "english"),
        ({"text": "x", "date": "14.8.2025"}, "14.8.2025"),
        ({"text": "x", "date": 2025}, "'date'"),
        ("[" * 100_000, "not JSON"),
        ('{"text": ' + "9" * 5000 + "}", "not JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_kept(broken: object, why: str) -> None:
    found = records("jsonl", lines({"text": "One."}, broken, {"text": "Three."}))
    assert [type(record) for record in found] == [Record, InputError, Record]
    assert isinstance(found[1], InputError)
    assert found[1].where == "file:2"
    assert why in found[1].why
    assert "\n" not in str(found[1])


def test_a_line_that_is_no_utf8_is_named_and_the_rest_kept() -> None:
    found = records("jsonl", b'{"text": "One."}\n{"text": "\xff"}\n{"text": "Three."}')
    assert [type(record) for record in found] == [Record, InputError, Record]


def test_json_lines_in_utf16() -> None:
    found = records("jsonl", lines({"text": "Žluť."}, {"text": "Чип."}).encode("utf-16"))
    assert [record.blocks[0].text for record in found if isinstance(record, Record)] == [
        "Žluť.", "Чип.",
    ]  # fmt: skip


def test_an_id_twice_in_a_file_is_named() -> None:
    found = records("jsonl", lines({"id": 7, "text": "One."}, {"id": "7", "text": "Two."}))
    assert isinstance(found[1], InputError)
    assert "'7'" in found[1].why
    assert "line 1" in found[1].why


def test_records_keep_their_names_when_lines_come_before_or_text_changes() -> None:
    new = {"title": "New", "text": "New."}
    named = {"title": "A delay", "date": "2025", "text": "One."}
    changed = {"title": "A delay", "date": "2025", "text": "One, corrected."}
    by_url = {"url": "u", "text": "Two."}
    before = [r.record for r in records("jsonl", lines(named, by_url)) if isinstance(r, Record)]
    after = [
        r.record for r in records("jsonl", lines(new, changed, by_url)) if isinstance(r, Record)
    ]
    assert before == after[1:]
    assert len(set(after)) == 3
    assert "" not in after
