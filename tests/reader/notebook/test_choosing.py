from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notebook.choosing import Known, choose, without_story
from reader.notebook.highlight import Highlight

CHIP = Highlight(
    id="1",
    archive="arch",
    article="a",
    revision="r",
    source="Double News",
    url=None,
    lang="cs",
    title="Nový model",
    date=None,
    passage=1,
    start=0,
    end=4,
    quote="Příliš žluté čipy",
    prefix="",
    suffix="",
    note="see the Übersicht",
    tags=("AI/chips", "to read"),
    colour="red",
    created="2026-01-01T00:00:00.000Z",
    state="anchored",
    pair=(),
)
MODEL = replace(
    CHIP, id="2", lang="pt-BR", quote="o modelo", note="", tags=(), source=None, colour="yellow"
)
STRASSE = replace(MODEL, id="3", lang="de", quote="Straße", title="R2")
ALL = (CHIP, MODEL, STRASSE)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", "123"),
        ("zlute", "1"),
        ("ŽLUTÉ CIPY", "1"),
        ('"zlute cipy"', "1"),
        ('"cipy zlute"', ""),
        ("STRASSE", "3"),
        ("model", "12"),
        ("text:model", "2"),
        ("title:novy -text:zlute", "2"),
        ("-title:novy", "3"),
        ("note:ubersicht", "1"),
        ("tag:ai", "1"),
        ("Tag:AI/CHIPS", "1"),
        ('tag:"to read"', "1"),
        ("tag:to", ""),
        ("lang:pt", "2"),
        ("lang:PT-br lang:pt", "2"),
        ("lang:p", ""),
        ("source:double", "1"),
        ("colour:red", "1"),
        ("state:orphan", ""),
        ("http://x", ""),
        ("tag:", "123"),
        ("zlute -lang:", "1"),
        ('"open', ""),
    ],
)
def test_a_query_finds(query: str, ids: str) -> None:
    assert "".join(each.id for each in choose(ALL, query)) == ids


def test_what_is_paired_comes_along() -> None:
    paired = (replace(CHIP, pair=("3",)), MODEL, replace(STRASSE, pair=("1",)))
    assert [each.id for each in choose(paired, "zlute")] == ["1", "3"]


def test_a_story_is_known_by_its_id_its_title_and_its_articles() -> None:
    known = Known(stories={("arch", "a"): ("a", "Chips are late", "a", "b-7")})
    other = replace(MODEL, article="z")
    for query in ("story:b-7", 'story:"chips are"', "STORY:LATE"):
        assert choose((CHIP, other), query, known) == (CHIP,)
        assert choose((CHIP, other), query) == ()
    assert choose((CHIP, other), "-story:late", known) == (other,)
    assert without_story('čip story:"chips are" -tag:x') == "čip -tag:x"


@given(st.text())
def test_no_query_fails(query: str) -> None:
    assert set(choose(ALL, query)) <= set(ALL)
