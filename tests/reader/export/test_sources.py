"""CSL-JSON, BibTeX and Web Annotations: what they say exactly, whatever they are given."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import export
from reader.notebook.highlight import Highlight

KEPT = Highlight(
    id="0196f3a0-0000-7000-8000-000000000001",
    archive="arch",
    article="seed-001",
    revision="5f2c",
    source="Heise & Co",
    url="https://double.news/a_b?id={1}",
    lang="uk",
    title="100 % {DeepSeek} відклала #1",
    date="2025-08",
    passage=4,
    start=1,
    end=3,
    quote="уб",
    prefix="к",
    suffix="",
    note="n",
    tags=("x",),
    colour="yellow",
    created="2026-05-01T12:00:00.250Z",
    state="moved",
    pair=("0196f3a0-0000-7000-8000-000000000002",),
)
AGAIN = replace(KEPT, id="b", passage=6, created="2026-05-02T08:30:00.000Z", pair=())


def test_a_source_is_cited_once_with_all_that_was_kept_of_it() -> None:
    assert (
        export.exported("bibtex", (AGAIN, KEPT)).decode() == r"""@misc{seed-001,
  title = {{100 \% \textbraceleft{}DeepSeek\textbraceright{} відклала \#1}},
  howpublished = {Heise \& Co},
  url = {https://double.news/a_b?id=%7B1%7D},
  date = {2025-08},
  year = {2025},
  urldate = {2026-05-02},
  language = {uk},
  note = {passage 4, revision 5f2c, highlighted 2026-05-01T12:00:00.250Z; """
        r"""passage 6, revision 5f2c, highlighted 2026-05-02T08:30:00.000Z},
}
"""
    )


def test_csl_is_an_item_an_article() -> None:
    assert json.loads(export.exported("csl", (AGAIN, KEPT))) == [
        {
            "id": "arch/seed-001",
            "type": "article-newspaper",
            "title": KEPT.title,
            "language": "uk",
            "accessed": {"date-parts": [[2026, 5, 2]]},
            "note": "passage 4, revision 5f2c, highlighted 2026-05-01T12:00:00.250Z; "
            "passage 6, revision 5f2c, highlighted 2026-05-02T08:30:00.000Z",
            "container-title": "Heise & Co",
            "URL": KEPT.url,
            "issued": {"date-parts": [[2025, 8]]},
        }
    ]


def test_articles_of_one_id_in_two_archives_have_two_keys() -> None:
    text = export.exported("bibtex", (KEPT, replace(AGAIN, archive="other"))).decode()
    assert re.findall(r"@misc\{(.*),", text) == ["seed-001", "seed-001-2"]


@pytest.mark.parametrize("name", ["bibtex", "csl"])
def test_an_address_that_is_none_of_the_web_is_not_cited(name: str) -> None:
    assert b"javascript" not in export.exported(name, (replace(KEPT, url="javascript:x"),))


@given(st.text(st.sampled_from("\\{}$&#%_^~\"'@,=a ж\n")))
def test_no_bibtex_field_ends_before_its_end(text: str) -> None:
    kept = replace(KEPT, title=text, source=text, article=text, lang=text, url=f"https://a/{text}")
    document = export.exported("bibtex", (kept,)).decode()
    depth = 0
    for at, sign in enumerate(document):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
        if depth == 0:
            assert sign in "}@misc\n", document[at:]
    assert depth == 0
    # No sign that LaTeX obeys stands alone, but in the address, which it takes as it is.
    fields = [line for line in document.splitlines() if not line.startswith("  url")]
    assert not re.search(r"(?<!\\)[$&#%_^~]", "\n".join(fields))


def test_an_annotation_selects_by_quote_and_by_place() -> None:
    collection = json.loads(export.exported("annotation", (KEPT,)))
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 1)
    page = collection["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    assert page["items"] == [
        {
            "id": "urn:uuid:0196f3a0-0000-7000-8000-000000000001",
            "type": "Annotation",
            "motivation": "highlighting",
            "created": "2026-05-01T12:00:00.250Z",
            "body": [
                {"type": "TextualBody", "purpose": "commenting", "value": "n"},
                {"type": "TextualBody", "purpose": "tagging", "value": "x"},
            ],
            "target": {
                "source": {
                    "id": "https://double.news/a_b?id={1}",
                    "type": "Text",
                    "language": "uk",
                    "dcterms:title": KEPT.title,
                    "dcterms:publisher": "Heise & Co",
                    "dcterms:issued": "2025-08",
                    "hexapla:url": KEPT.url,
                    "hexapla:archive": "arch",
                    "hexapla:article": "seed-001",
                    "hexapla:revision": "5f2c",
                },
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "уб", "prefix": "к", "suffix": ""},
                    {
                        "type": "FragmentSelector",
                        "value": "passage=4",
                        "refinedBy": {"type": "TextPositionSelector", "start": 1, "end": 3},
                    },
                ],
            },
            "hexapla:state": "moved",
            "hexapla:colour": "yellow",
            "dcterms:relation": [{"id": "urn:uuid:0196f3a0-0000-7000-8000-000000000002"}],
        }
    ]


def test_the_same_annotations_are_the_same_collection() -> None:
    one, other = (
        json.loads(export.exported("annotation", kept))["id"] for kept in ((KEPT,), (KEPT, AGAIN))
    )
    assert one != other
    assert one == json.loads(export.exported("annotation", (KEPT,)))["id"]
