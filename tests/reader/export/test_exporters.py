"""What holds for every exporter; a new one is tested without a line here."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import export
from reader.highlight import Highlight

UKRAINIAN = Highlight(
    id="0196-1",
    archive="arch",
    article="seed-001",
    revision="5f2c",
    source="double.news",
    url="https://double.news/deepseek?id=1",
    lang="uk",
    title="DeepSeek відклала запуск R2",
    date="2025-08-14",
    passage=4,
    start=0,
    end=20,
    quote="Навчання на чипах Huawei не вдалося.",
    prefix="",
    suffix="",
    note="Compare with the German one.",
    tags=("chips", "AI models"),
    colour="yellow",
    created="2026-05-01T12:00:00.250Z",
    state="anchored",
    pair=(),
)
GERMAN = replace(
    UKRAINIAN,
    id="0196-3",
    article="seed-002",
    source=None,
    url=None,
    lang="de",
    title="Verzögerung",
    date=None,
    quote="Wurde verschoben.",
    note="",
    tags=(),
    created="2026-05-01T12:10:00.000Z",
)
HOSTILE = "\x1b]0;owned\x07 \u202eabc\u2069 \x9b6n \ud800 \x00 a\u2028b \U000e0041"

formats = pytest.mark.parametrize("name", export.names())


def test_the_formats_are_those_of_the_files() -> None:
    assert {"json", "jsonl", "markdown", "text"} <= set(export.names())


def test_a_format_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match=r"no pdf in reader\.export; there are: .*markdown"):
        export.load("pdf")


@formats
def test_an_extension_is_part_of_a_file_name(name: str) -> None:
    extension = export.load(name).extension
    assert extension.isascii()
    assert extension.isalnum()


@formats
def test_nothing_is_a_valid_document(name: str) -> None:
    assert export.exported(name, ()).decode() in {
        "",
        '{\n  "schema": 1,\n  "highlights": []\n}\n',
    }


@formats
def test_the_document_is_text_in_utf8_with_whole_lines(name: str) -> None:
    text = export.exported(name, (UKRAINIAN, GERMAN)).decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@formats
def test_the_order_given_does_not_matter(name: str) -> None:
    assert export.exported(name, (UKRAINIAN, GERMAN)) == export.exported(name, (GERMAN, UKRAINIAN))


@formats
def test_all_that_is_needed_to_cite_is_there(name: str) -> None:
    text = export.exported(name, (UKRAINIAN,)).decode()
    for part in (UKRAINIAN.quote, UKRAINIAN.title, UKRAINIAN.note, UKRAINIAN.source):
        assert str(part) in text
    for part in (UKRAINIAN.url, UKRAINIAN.revision, str(UKRAINIAN.passage), "chips", "12:00"):
        assert str(part) in text


@formats
@given(hostile=st.just(HOSTILE) | st.text(st.characters(categories=("Cc", "Cf", "Cs", "Zl", "L"))))
def test_nothing_foreign_reaches_a_terminal_that_could_act_there(name: str, hostile: str) -> None:
    highlight = replace(
        UKRAINIAN,
        article=hostile,
        revision=hostile,
        source=hostile,
        url=f"https://a/{hostile}",
        lang=hostile,
        title=hostile,
        quote=hostile,
        prefix=hostile,
        suffix=hostile,
        note=hostile,
        tags=(hostile,),
        colour=hostile,
    )
    text = export.exported(name, (highlight,)).decode("utf-8")
    left = {c for c in text if unicodedata.category(c) in {"Cc", "Zl", "Zp"}}
    assert left <= {"\n"}
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
