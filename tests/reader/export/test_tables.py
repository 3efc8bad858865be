"""CSV of both kinds: RFC 4180, and nothing that a spreadsheet would calculate."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import export
from reader.export._cells import cell, undefused
from reader.notebook.highlight import Highlight

KEPT = Highlight(
    id="0196-1",
    archive="arch",
    article="seed-001",
    revision="5f2c",
    source="double.news",
    url="https://double.news/a?id=1",
    lang="uk",
    title="DeepSeek, відклала",
    date="2025-08-14",
    passage=4,
    start=0,
    end=36,
    quote='He said "no".',
    prefix="p",
    suffix="s",
    note="one\ntwo",
    tags=("chips", "AI models"),
    colour="yellow",
    created="2026-05-01T12:00:00.250Z",
    state="anchored",
    pair=("0196-2", "0196-3"),
)


def table(name: str, *highlights: Highlight) -> list[list[str]]:
    text = export.exported(name, highlights).decode()
    return list(csv.reader(StringIO(text, newline=""), strict=True))


def test_csv_has_every_field_in_one_line() -> None:
    assert (
        export.exported("csv", (KEPT,)).decode()
        == "quote,note,tags,colour,title,source,url,lang,date,article,archive,revision,passage,"
        "start,end,prefix,suffix,created,state,id,pair\r\n"
        '"He said ""no"".","one\ntwo",chips; AI models,yellow,"DeepSeek, відклала",double.news,'
        "https://double.news/a?id=1,uk,2025-08-14,seed-001,arch,5f2c,4,0,36,p,s,"
        "2026-05-01T12:00:00.250Z,anchored,0196-1,0196-2; 0196-3\r\n"
    )


def test_readwise_has_its_columns_and_the_rest_in_the_note() -> None:
    assert (
        export.exported("readwise", (KEPT,)).decode()
        == "Highlight,Title,Author,URL,Note,Location,Date\r\n"
        '"He said ""no"".","DeepSeek, відклала",double.news,https://double.news/a?id=1,'
        '".chips .AI_models\none\ntwo\n[lang uk · date 2025-08-14 · revision 5f2c]",4,'
        "2026-05-01T12:00:00.250Z\r\n"
    )


formulas = pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n-1"]
)
both = pytest.mark.parametrize("name", ["csv", "readwise"])


@both
@formulas
def test_no_cell_is_a_formula(name: str, formula: str) -> None:
    hostile = replace(
        KEPT, quote=formula, title=formula, source=formula, url=formula, note=formula, tags=()
    )
    _, row = table(name, hostile)
    assert row[0].startswith("'")
    assert not [value for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


@both
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_quote_is_one_cell(name: str, quote: str) -> None:
    rows = table(name, replace(KEPT, quote=quote))
    assert [len(row) for row in rows] == [len(rows[0])] * 2


@given(st.text(st.sampled_from("'=+-@ab \n")))
def test_an_apostrophe_of_ours_can_be_taken_off(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@"))
    clean = "\n".join(line.strip() for line in text.splitlines()).strip()
    if not clean.startswith("'"):
        assert undefused(cell(text)) == clean
