import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.model import ArticleSummary, Hit, MatchingPassage, Results, Span, Story, Via
from reader import hits, i18n
from reader.cli import main
from reader.hits import Found, pieces

TEXT = "Chips are late: chips again."
GERMAN = ArticleSummary(
    id="a-1",
    title="Chips <late>",
    title_derived=False,
    lang="de",
    source="double.news",
    date="2025-08-14",
    date_from="text",
    url="https://a.example/1",
    revision="5f2c",
)
PASSAGE = MatchingPassage(4, TEXT, (Span(0, 5, Via.EXACT), Span(16, 21, Via.FORM)))


def hit(article: ArticleSummary, *passages: MatchingPassage) -> Hit:
    return Hit(
        article.id,
        article.title,
        article.lang,
        article.source,
        article.date,
        1.5,
        Via.EXACT,
        (),
        passages,
    )


def found(*passages: MatchingPassage) -> Found:
    other = replace(GERMAN, id="b-1", lang="cs", source=None, url=None, date=None)
    made = (
        hit(GERMAN, *passages),
        hit(other, *passages),
        hit(replace(GERMAN, id="a-2"), *passages),
    )
    results = Results("chips", 3, 0, {"de": 2, "cs": 1}, {}, (), made)
    articles = {"a-1": GERMAN, "b-1": other, "a-2": replace(GERMAN, id="a-2")}
    return Found(results, articles)


NOTHING = Found(Results("x", 0, 0, {}, {}, (), ()), {})
formats = pytest.mark.parametrize("name", hits.names())


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


def test_the_formats_are_those_of_the_contract() -> None:
    assert set(hits.names()) == {"markdown", "text", "csv", "json", "jsonl", "html"}


@formats
def test_every_passage_carries_where_it_is_from(name: str) -> None:
    text = hits.exported(name, found(PASSAGE)).decode()
    for part in ("double.news", "https://a.example/1", "5f2c", "2025", "4"):
        assert part in text


@formats
def test_nothing_found_is_a_document(name: str) -> None:
    text = hits.exported(name, NOTHING).decode()
    assert text == "" or text.endswith("\n")


@formats
def test_what_was_found_stands_by_language(name: str) -> None:
    text = hits.exported(name, found(PASSAGE)).decode()
    if name in {"json", "jsonl"}:
        langs = re.findall(r'"lang": "(..)"', text)
    elif name == "csv":
        langs = [row[4] for row in csv.reader(StringIO(text, newline=""))][1:]
    else:
        assert text.index("German") < text.index("Czech")
        return
    assert list(dict.fromkeys(langs)) == ["de", "cs"]
    assert sorted(langs, key=["de", "cs"].index) == langs


@formats
def test_what_was_found_stands_by_story_before_language(name: str) -> None:
    story = Story("s-1", "Chips\n<late>", ("de", "cs"), (), ("a-1", "b-1"), ())
    # The story's hits, German and Czech, come before the German one that is in none.
    told = replace(found(PASSAGE), stories={"b-1": story, "a-2": story})
    text = hits.exported(name, told).decode()
    if name in {"json", "jsonl"}:
        ids = re.findall(r'"id": "(...)"', text)
        assert (ids, re.findall(r'"story": (\S+?)[,\s]', text)) == (
            ["b-1", "a-2", "a-1"],
            ['"s-1"', '"s-1"', "null"],
        )
    elif name == "csv":
        rows = list(csv.reader(StringIO(text, newline="")))[1:]
        assert [row[9] for row in rows[::2]] == ["b-1", "a-2", "a-1"]
        assert [row[-1] for row in rows[::2]] == ["s-1", "s-1", ""]
    else:
        order = ("late", "Czech", "German", "In no story", "German")
        at = 0
        for heading in order:
            at = text.index(heading, at) + 1


def test_text_has_the_words_one_under_the_other() -> None:
    assert (
        hits.exported("text", found(PASSAGE)).decode().split("\nCzech\n")[0]
        == """\
German
  Chips <late> · double.news · German · Aug 14, 2025 · https://a.example/1 · 5f2c
     4                  [Chips] are late: chips again.
     4  Chips are late: [chips] again.
  Chips <late> · double.news · German · Aug 14, 2025 · https://a.example/1 · 5f2c
     4                  [Chips] are late: chips again.
     4  Chips are late: [chips] again.
"""
    )


def test_csv_has_the_word_between_its_sides() -> None:
    text = hits.exported("csv", found(PASSAGE)).decode()
    rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert text.count("\r\n") == len(rows) == 7
    assert rows[2] == [
        *("Chips are late:", "chips", "again.", "form", "de", "double.news"),
        *("Chips <late>", "2025-08-14", "https://a.example/1"),
        *("a-1", "5f2c", "4", "16", "21", ""),
    ]


def test_markdown_has_the_words_in_bold() -> None:
    assert (
        hits.exported("markdown", found(PASSAGE)).decode().split("\n\n### ")[1]
        == """\
Chips \\<late\\>

double.news · German · Aug 14, 2025 · <https://a.example/1> · `5f2c`

> **Chips** are late: **chips** again.

*passage 4*"""
    )


def test_html_marks_the_words() -> None:
    text = hits.exported("html", found(PASSAGE)).decode()
    assert "<p><mark>Chips</mark> are late: <mark>chips</mark> again.</p>" in text
    assert '<h2 lang="de" dir="ltr">Chips &lt;late&gt;</h2>' in text


def test_json_has_the_objects_of_search_with_address_and_revision() -> None:
    first = json.loads(hits.exported("json", found(PASSAGE)))["hits"][0]
    assert (first["url"], first["revision"], first["via"]) == (GERMAN.url, "5f2c", "exact")
    assert first["passages"] == [
        {"n": 4, "text": TEXT, "spans": [[0, 5, "exact"], [16, 21, "form"]]}
    ]
    lines = hits.exported("jsonl", found(PASSAGE)).decode().splitlines()
    assert [json.loads(line)["n"] for line in lines] == [4, 4, 4]


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4).map(
    lambda pairs: tuple(Span(min(pair), max(pair), Via.EXACT) for pair in sorted(pairs))
)
hostile = st.text(st.sampled_from("\\`*_{}[]()#+-.!<>&~|$=%^:/\"' \nabж\x00\x01\x1b\u202e"))


@given(hostile, spans)
def test_pieces_are_the_whole_text(text: str, given_spans: tuple[Span, ...]) -> None:
    assert "".join(piece for piece, _ in pieces(text, given_spans)) == text


@given(hostile, spans)
def test_no_passage_is_markup(text: str, given_spans: tuple[Span, ...]) -> None:
    passage = MatchingPassage(1, f"a{text}z", given_spans)
    for name in hits.names():
        document = hits.exported(name, found(passage)).decode().replace("\r\n", "\n")
        assert not set(document) & set("\x00\x01\x1b\u202e\r")
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(hits.exported("markdown", found(passage)).decode())
    inline = {child.type for each in tokens for child in each.children or ()}
    own = {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}
    assert inline <= {*own, "link_open", "link_close", "code_inline"}
    assert hits.exported("html", found(passage)).decode().count("<p>") == 3


# The command


def test_hits_of_the_sample_are_exported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "čip", "--hits", "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["lang"] for line in lines} == {"cs", "de", "id", "uk"}
    assert main(["export", "čip", "--hits", "--limit", "1", "--format", "jsonl"]) == 0
    assert len({json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()}) == 1
    assert main(["export", "--hits"]) == 2
    assert main(["export", "x", "--hits", "--format", "tmx"]) == 2
    assert main(["export", "zzzunknown", "--hits", "--format", "csv"]) == 0
    assert "nothing found" in capsys.readouterr().err


def test_a_query_chooses_from_the_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    main(["highlight", "seed-002", "--passage", "2", "--tag", "chips"])
    main(["highlight", "seed-003", "--passage", "2"])
    capsys.readouterr()
    assert main(["highlights", "tag:chips", "--json"]) == 0
    (kept,) = json.loads(capsys.readouterr().out)["highlights"]
    assert kept["article"] == "seed-002"
    assert main(["highlights", "zzz"]) == 1
    assert "none of 2 highlights" in capsys.readouterr().err
    assert main(["export", "lang:cs", "--format", "json"]) == 0
    (kept,) = json.loads(capsys.readouterr().out)["highlights"]
    assert kept["lang"] == "cs"
    assert main(["export", "zzz", "--format", "json"]) == 0
    assert "no highlights for zzz" in capsys.readouterr().err


def test_the_notebook_is_searched_in_every_language_and_by_story(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for article, passage in (("seed-001", 3), ("seed-002", 4), ("seed-003", 2)):
        main(["highlight", article, "--passage", str(passage)])
    capsys.readouterr()

    def chosen(*words: str) -> list[str]:
        main(["highlights", *words, "--json"])
        found = json.loads(capsys.readouterr().out)["highlights"]
        return [each["article"] for each in found]

    assert chosen("čipu", "lang:uk") == ["seed-002"]
    assert chosen("story:seed-000") == ["seed-002", "seed-003"]
    assert chosen("-story:seed-000") == ["seed-001"]


def test_there_is_a_file_a_story_or_an_article(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for article, passage in (("seed-001", 3), ("seed-002", 4), ("seed-003", 2)):
        main(["highlight", article, "--passage", str(passage)])
    for per, number in (("story", 2), ("article", 3)):
        folder = tmp_path / per
        assert main(["export", "--per", per, "--output", str(folder)]) == 0
        assert len(list(folder.glob("*.md"))) == number
    assert any("DeepSeek R2 Batal" in each.name for each in (tmp_path / "story").iterdir())
    assert main(["export", "--per", "story"]) == 2
    assert main(["export", "--per", "all", "--output", str(tmp_path)]) == 2
    assert main(["export", "čip", "--hits", "--per", "story"]) == 2
    assert main(["export", "--per", "all", "--output", str(tmp_path / "a.md")]) == 0
    assert main(["export", "--per", "story", "--output", str(tmp_path / "a.md")]) == 2
