"""What holds for every exporter; a new one is tested without a line here."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import export
from tests.reader.export.example import HIGHLIGHT

UKRAINIAN = replace(HIGHLIGHT, title="DeepSeek відклала запуск R2", end=20)
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
PAIRED = (replace(UKRAINIAN, pair=(GERMAN.id,)), replace(GERMAN, pair=(UKRAINIAN.id,)))
HOSTILE = "\x1b]0;owned\x07 \u202eabc\u2069 \x9b6n \ud800 \x00 a\u2028b \U000e0041"

#: What a document without highlights is, where it is not empty.
EMPTY = {
    "json": '{\n  "schema": 1,\n  "highlights": []\n}\n',
    "csl": "[]\n",
    "csv": "quote,note,tags,",
    "readwise": "Highlight,Title,Author,URL,Note,Location,Date\r\n",
    "annotation": '{\n  "@context":',
    "html": "<!DOCTYPE html>",
    "tmx": '<?xml version="1.0" encoding="UTF-8"?>',
}

#: Formats whose lines end in CRLF by their standards.
CRLF = {"csv", "readwise"}

#: Formats that cite articles and quote nothing.
CITING = {"bibtex", "csl"}

formats = pytest.mark.parametrize("name", export.names())


def test_the_formats_are_those_of_the_files() -> None:
    contract = "markdown html json jsonl csv readwise annotation tmx csl bibtex org text"
    assert set(contract.split()) == set(export.names())


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
    document = export.exported(name, ()).decode()
    assert document.startswith(EMPTY.get(name, ""))
    assert bool(document) == (name in EMPTY)


@formats
def test_the_document_is_text_in_utf8_with_whole_lines(name: str) -> None:
    text = export.exported(name, PAIRED).decode("utf-8")
    if name in CRLF:
        text = text.replace("\r\n", "\n")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@formats
def test_the_order_given_does_not_matter(name: str) -> None:
    assert export.exported(name, PAIRED) == export.exported(name, PAIRED[::-1])


@formats
def test_all_that_is_needed_to_cite_is_there(name: str) -> None:
    text = export.exported(name, PAIRED).decode()
    for each in PAIRED:
        assert each.title in text
        assert each.revision in text
        assert str(each.passage) in text
    for part in (UKRAINIAN.source, UKRAINIAN.url, "12:00", "12:10", "2025"):
        assert str(part) in text
    if name not in CITING:
        for part in (UKRAINIAN.quote, GERMAN.quote, UKRAINIAN.note, "chips"):
            assert part in text


@formats
def test_paired_highlights_come_once_each(name: str) -> None:
    text = export.exported(name, PAIRED).decode()
    if name not in CITING:
        assert [text.count(each.quote) for each in PAIRED] == [1, 1]


def test_only_translation_memories_need_pairs() -> None:
    assert [name for name in export.names() if export.load(name).needs_pairs] == ["tmx"]


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
        pair=(GERMAN.id,),
    )
    text = export.exported(name, (highlight, PAIRED[1])).decode("utf-8")
    if name in CRLF:
        text = text.replace("\r\n", "\n")
    left = {c for c in text if unicodedata.category(c) in {"Cc", "Zl", "Zp"}}
    assert left <= {"\n"}
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
