from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader import export, i18n
from reader.printable import printable
from tests.reader.export.example import HIGHLIGHT

LATER = replace(HIGHLIGHT, url="https://double.news/a_b?id=1")
SOONER = replace(
    LATER,
    id="0196-2",
    passage=2,
    quote="Запуск затримується.",
    note="",
    tags=(),
    created="2026-05-01T12:05:00.000Z",
)
GERMAN = replace(
    LATER,
    id="0196-3",
    article="seed-002",
    revision="77aa",
    source=None,
    url=None,
    lang="de",
    title="Verzögerung bei R2",
    date=None,
    passage=1,
    quote="Die Veröffentlichung wurde verschoben.",
    note="one\ntwo\n\nthree",
    tags=(),
    created="2026-05-01T12:10:00.000Z",
    state="orphan",
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


def test_markdown_groups_by_article_in_reading_order() -> None:
    assert (
        export.exported("markdown", (GERMAN, SOONER, LATER)).decode()
        == """\
# DeepSeek відклала R2

double.news · Ukrainian · Aug 14, 2025 · <https://double.news/a_b?id=1>

> Запуск затримується.

*passage 2 · highlighted May 1, 2026, 12:05 UTC · `5f2c`*

> Навчання на чипах Huawei не вдалося.

Compare with the German one.

#chips #AI-models

*passage 4 · highlighted May 1, 2026, 12:00 UTC · `5f2c`*

# Verzögerung bei R2

unknown source · German

> Die Veröffentlichung wurde verschoben.

one\\
two

three

*passage 1 · highlighted May 1, 2026, 12:10 UTC · the article no longer says this · `77aa`*
"""
    )


def test_text_groups_by_article_in_reading_order() -> None:
    assert (
        export.exported("text", (GERMAN, SOONER, LATER)).decode()
        == """\
DeepSeek відклала R2
double.news · Ukrainian · Aug 14, 2025
https://double.news/a_b?id=1

Запуск затримується.
    passage 2 · highlighted May 1, 2026, 12:05 UTC · revision 5f2c

Навчання на чипах Huawei не вдалося.
    Note: Compare with the German one.
    Tags: chips, AI models
    passage 4 · highlighted May 1, 2026, 12:00 UTC · revision 5f2c


Verzögerung bei R2
unknown source · German

Die Veröffentlichung wurde verschoben.
    Note: one
    two

    three
    passage 1 · highlighted May 1, 2026, 12:10 UTC · the article no longer says this · revision 77aa
"""
    )


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_languages_and_dates_are_in_the_readers_language(name: str) -> None:
    i18n.use("de")
    text = export.exported(name, (LATER,)).decode()
    assert "Ukrainisch · 14.08.2025" in text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# no heading", "\\# no heading"),
        ("- no list, + none - either", "\\- no list, + none - either"),
        ("2025. gada", "2025\\. gada"),
        ("2025 gada.", "2025 gada."),
        ("<b>no</b> &lt;html&gt;", "\\<b\\>no\\</b\\> \\&lt;html\\&gt;"),
        ("*a* _b_ ~~c~~ `d`", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`"),
        ("![x](y) [[z]]", "!\\[x\\](y) \\[\\[z\\]\\]"),
        ("http://evil.example", "http\\://evil.example"),
        ("www.evil.example", "www\\.evil.example"),
        ("a | b", "a \\| b"),
        ("$5 ==x== %%y%% ^z", "\\$5 \\=\\=x\\=\\= \\%\\%y\\%\\% \\^z"),
        ('it\'s 12:30, (yes) - "R2"!', 'it\'s 12:30, (yes) - "R2"!'),
        ("back\\slash\\", "back\\\\slash\\\\"),
    ],
)
def test_markup_in_a_quote_is_text(text: str, escaped: str) -> None:
    lines = export.exported("markdown", (replace(LATER, quote=text),)).decode().splitlines()
    assert f"> {escaped}" in lines


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://a/ b", "https://a/<b>", "https://a/\u202e", "https://a\nb"],
)
def test_an_address_that_is_not_one_is_no_link(url: str) -> None:
    text = export.exported("markdown", (replace(LATER, url=url),)).decode()
    assert not [token for token in inline(text) if token.type == "link_open"]


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("AI models", "#AI-models"),
        ("snake_case", "#snake_case"),
        ("_a_ b", "#a_b"),
        ("a/b", "#a/b"),
        ("हिन्दी", "#हिन्दी"),
        ("[x](y)", "#x-y"),
    ],
)
def test_a_tag_is_one_that_obsidian_takes(tag: str, shown: str) -> None:
    assert (
        shown in export.exported("markdown", (replace(LATER, tags=(tag,)),)).decode().splitlines()
    )


def test_tags_of_signs_only_leave_no_line() -> None:
    text = export.exported("markdown", (replace(LATER, tags=("#", "!?")),)).decode()
    assert not [line for line in text.splitlines() if line.startswith("#") and line[1] != " "]


# Any CommonMark reader with GitHub's tables and strike-through must see only text.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ACTIVE = "\\`*_{}[]()#+-.!<>&~|$=%^:/@\"' \n"
hostile = st.text(st.sampled_from(ACTIVE + "aж1w")) | st.text(
    st.characters(categories=("L", "P", "S", "Z"))
)


def inline(text: str) -> list[Token]:
    return [child for token in READER.parse(text) for child in token.children or ()]


def shown(text: str) -> str:
    """A text as a reader of the document sees it."""
    return "\n".join(printable(line).strip() for line in text.splitlines()).strip()


def paragraphs(tokens: list[Token]) -> str:
    """What the paragraphs of a document show, and nothing but text in them."""
    said = []
    for token in tokens:
        for child in token.children or ():
            assert child.type in {"text", "text_special", "hardbreak", "softbreak"}, child
        if token.type == "inline":
            parts = ("\n" if c.type.endswith("break") else c.content for c in token.children or ())
            said.append("".join(parts))
    return "\n\n".join(said)


def between(tokens: list[Token], kind: str) -> list[Token]:
    types = [token.type for token in tokens]
    return tokens[types.index(f"{kind}_open") + 1 : types.index(f"{kind}_close")]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@given(hostile)
def test_any_quote_reads_as_it_was_and_is_nothing_but_text(quote: str) -> None:
    text = export.exported("markdown", (replace(LATER, quote=f"a{quote}\n{quote}z"),)).decode()
    tokens = READER.parse(text)
    quoted = between(tokens, "blockquote")
    assert {token.type for token in quoted} <= {"paragraph_open", "inline", "paragraph_close"}
    assert squeezed(paragraphs(quoted)) == squeezed(shown(f"a{quote}\n{quote}z"))


@given(hostile, hostile, hostile)
def test_titles_sources_and_notes_stay_text_too(title: str, source: str, note: str) -> None:
    kept = replace(LATER, title=f"t{title}", source=f"s{source}", note=f"n{note}", url=None)
    tokens = READER.parse(export.exported("markdown", (kept,)).decode())
    assert {token.type for token in tokens} <= {
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "blockquote_open",
        "blockquote_close",
        "inline",
    }
    assert sum(token.type == "heading_open" for token in tokens) == 1
    assert squeezed(paragraphs(between(tokens, "heading"))) == squeezed(shown(f"t{title}"))
    # The last line is ours: emphasis and code. All before it is text.
    own = [token for token in tokens if token.type == "inline"][:-1]
    assert squeezed(shown(f"n{note}")) in squeezed(paragraphs(own))


def test_a_line_that_only_begins_with_markup_is_text() -> None:
    for opening in ("- ", "+ ", "1. ", "1) ", "===", "---", "#", "> ", "```", "~~~", ": "):
        text = export.exported("markdown", (replace(LATER, quote=f"{opening}x\n{opening}"),))
        quoted = between(READER.parse(text.decode()), "blockquote")
        assert {token.type for token in quoted} == {"paragraph_open", "inline", "paragraph_close"}
