"""HTML, TMX and Org: what they say exactly, and that foreign text is only text."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import export, i18n
from reader.notebook.highlight import Highlight
from reader.printable import printable
from tests.reader.export.example import HIGHLIGHT

UKRAINIAN = replace(
    HIGHLIGHT, url="https://double.news/a?id=1&b", note="Compare.", colour="green", pair=("0196-2",)
)
HEBREW = replace(
    UKRAINIAN,
    id="0196-2",
    article="heb",
    revision="77aa",
    source=None,
    url=None,
    lang="he",
    title="DeepSeek דוחה",
    date=None,
    passage=2,
    quote="השקת הדגם נדחתה.",
    note="",
    tags=(),
    colour="none",
    created="2026-05-01T12:10:00.000Z",
    pair=("0196-1",),
)
PAIR = (UKRAINIAN, HEBREW)

#: Whatever is active in a markup language, and letters.
hostile = st.text(st.sampled_from("<>&\"'/=-*#+:[]{}_~$\\|%^@! \n\ufffe" + "aж1")) | st.text(
    st.characters(exclude_categories=["Cs"])
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


def shown(text: str) -> str:
    return " ".join(" ".join(map(printable, text.splitlines())).split())


# HTML


class Page(HTMLParser):
    """What a browser would make of a page: tags with attributes, and texts by tag."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.tags[-1][0], data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html(*highlights: Highlight) -> Page:
    return Page(export.exported("html", highlights).decode())


def test_a_page_says_the_language_and_direction_of_every_quote() -> None:
    page = html(*PAIR)
    assert page.all("blockquote") == [
        {"lang": "uk", "dir": "ltr", "cite": "https://double.news/a?id=1&b"},
        {"lang": "he", "dir": "rtl"},
    ]
    assert page.all("html") == [{"lang": "en"}]


def test_a_pair_stands_in_one_entry_and_each_colour_is_known() -> None:
    page = html(*PAIR)
    assert len(page.all("article")) == 1
    assert [each["class"] for each in page.all("div")] == ["quote green", "note", "quote yellow"]
    assert ("time", "highlighted May 1, 2026, 12:10 UTC") in page.texts


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = html(*PAIR)
    allowed = "html head meta title style body main section h1 p a article div blockquote ul li"
    assert {tag for tag, _ in page.tags} <= {*allowed.split(), "cite", "time", "code"}
    assert {"default-src 'none'; style-src 'unsafe-inline'"} == {
        each["content"] for each in page.all("meta") if "http-equiv" in each
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a/\u202e"])
def test_an_address_that_is_none_of_the_web_is_no_link_in_a_page(url: str) -> None:
    page = html(replace(UKRAINIAN, url=url))
    assert page.all("a") == []
    assert "cite" not in page.all("blockquote")[0]


@given(hostile)
def test_whatever_is_said_a_page_has_the_same_tags(text: str) -> None:
    plain, page = html(UKRAINIAN), html(replace(UKRAINIAN, title=f"t{text}", source=f"s{text}"))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [set(each) for _, each in page.tags] == [set(each) for _, each in plain.tags]


@given(hostile, hostile)
def test_a_page_shows_quotes_and_notes_as_they_were(quote: str, note: str) -> None:
    page = html(replace(UKRAINIAN, quote=f"a{quote}z", note=f"a{note}z", tags=()))
    said = " ".join(text for tag, text in page.texts if tag == "p")
    assert shown(f"a{quote}z") in shown(said)
    assert shown(f"a{note}z") in shown(said)


# TMX. The rules are those of the standard's document type definition, tmx14.dtd, for
# what we use: content models as expressions over names, and attributes that must be
# there and those that may.

CONTENT = {
    "tmx": "header body",
    "header": "((note|prop|ude) )*",
    "body": "(tu )*",
    "tu": "((note|prop) )*(tuv )+",
    "tuv": "((note|prop) )*seg",
    "note": "",
    "prop": "",
    "seg": "",
}
REQUIRED = {
    "tmx": {"version"},
    "header": {
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    },
    "tuv": {"{http://www.w3.org/XML/1998/namespace}lang"},
    "prop": {"type"},
}
OPTIONAL = {"tu": {"tuid", "creationdate"}, "tuv": {"creationdate"}}


def tmx(*highlights: Highlight) -> ElementTree.Element:
    """The document, checked against the rules."""
    text = export.exported("tmx", highlights)
    assert b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in text
    root = ElementTree.fromstring(text)
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    for element in root.iter():
        children = "".join(f"{child.tag} " for child in element).rstrip()
        model = CONTENT[element.tag]
        assert re.fullmatch(model, children) or re.fullmatch(model, f"{children} "), element.tag
        required = REQUIRED.get(element.tag, set())
        assert required <= set(element.keys()) <= required | OPTIONAL.get(element.tag, set())
    header = root[0]
    assert header.get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    for element in root.iter():
        assert re.fullmatch(r"\d{8}T\d{6}Z", element.get("creationdate", "20260501T120000Z"))
    return root


def test_a_pair_is_a_unit_with_a_variant_a_language() -> None:
    root = tmx(*PAIR)
    assert [seg.text for seg in root.iter("seg")] == [each.quote for each in PAIR]
    assert [tuv.get(next(iter(REQUIRED["tuv"]))) for tuv in root.iter("tuv")] == ["uk", "he"]
    props = {(prop.get("type"), prop.text) for prop in root.iter("prop")}
    assert {
        ("x-title", "DeepSeek відклала R2"),
        ("x-source", "double.news"),
        ("x-url", "https://double.news/a?id=1&b"),
        ("x-date", "2025-08-14"),
        ("x-passage", "4"),
        ("x-revision", "5f2c"),
        ("x-created", "2026-05-01T12:00:00.250Z"),
        ("x-tag", "AI models"),
    } <= props


def test_without_pairs_a_memory_is_valid_and_empty() -> None:
    assert list(tmx(replace(UKRAINIAN, pair=()))[1]) == []
    assert list(tmx(UKRAINIAN)[1]) == []


@given(hostile, hostile)
def test_a_memory_is_valid_whatever_is_said(quote: str, title: str) -> None:
    hostile_one = replace(UKRAINIAN, quote=f"a{quote}z", title=title, lang=title, id=f"i{title}")
    root = tmx(hostile_one, replace(HEBREW, pair=(hostile_one.id,)))
    if not list(root[1]):  # a pair that does not point back is none
        root = tmx(replace(hostile_one, pair=("0196-2",)), HEBREW)
    said = next(root.iter("seg")).text or ""
    assert shown(said) == shown(
        f"a{quote}z".replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    )


# Org


def test_org_has_a_heading_an_article_and_one_a_highlight() -> None:
    assert (
        export.exported("org", PAIR).decode()
        == """\
* DeepSeek відклала R2
:PROPERTIES:
:URL: https://double.news/a?id=1&b
:END:
: double.news · Ukrainian · Aug 14, 2025
** passage 4 :chips:AI_models:
:PROPERTIES:
:REVISION: 5f2c
:CREATED: 2026-05-01T12:00:00.250Z
:END:
: Навчання на чипах Huawei не вдалося.

: Compare.

: passage 4 · highlighted May 1, 2026, 12:00 UTC
*** DeepSeek דוחה
:PROPERTIES:
:REVISION: 77aa
:CREATED: 2026-05-01T12:10:00.000Z
:END:
: השקת הדגם נדחתה.

: passage 2 · highlighted May 1, 2026, 12:10 UTC
: counterpart · unknown source · Hebrew
"""
    )


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("TODO list", "=TODO list="),
        ("a :tag:", "=a :tag:="),
        ("[#A] a", "=[#A] a="),
        ("a = b", "~a = b~"),
        ("a = ~b", "=a ＝ ~b="),
        ("a_b", "=a_b="),
        ("Коли? «Завтра»…", "Коли? «Завтра»…"),
        ("", "-"),
    ],
)
def test_a_title_with_signs_is_verbatim(title: str, heading: str) -> None:
    first = export.exported("org", (replace(UKRAINIAN, title=title),)).decode().splitlines()[0]
    assert first == f"* {heading}"


ORG_LINE = re.compile(r"(: .*|:|\*{1,3} \S.*|:PROPERTIES:|:[A-Z]+: .*|:END:|)")


@given(hostile, hostile, hostile)
def test_org_has_only_lines_of_ours(quote: str, note: str, title: str) -> None:
    kept = replace(UKRAINIAN, quote=quote, note=note, title=title, source=title, url=title)
    lines = export.exported("org", (kept,)).decode().splitlines()
    assert [line for line in lines if not ORG_LINE.fullmatch(line)] == []
    assert [line.split()[0] for line in lines if line.startswith("*")] == ["*", "**"]


# A browser


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no Chromium here")
def test_a_browser_shows_the_text_and_runs_nothing(tmp_path: Path) -> None:
    hostile_quote = "<script>document.title='owned'</script><img src=x onerror=alert(1)> a & b"
    page = tmp_path / "page.html"
    highlights = (replace(UKRAINIAN, quote=hostile_quote), HEBREW)
    page.write_bytes(export.exported("html", highlights))
    words = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/own"]
    done = subprocess.run(
        ["chromium", *words, "--dump-dom", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    dom = Page(done.stdout.decode())
    assert ("title", "Hexapla · highlights") in dom.texts
    assert ("p", hostile_quote) in dom.texts
    assert ("p", HEBREW.quote) in dom.texts
    assert not dom.all("script") + dom.all("img")
