"""Glossaries are written, row by row, and exchanged as TBX."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.language.lexicon import glossary, tbx
from index.language.lexicon.concepts import normal

texts = st.text(max_size=12)
concepts = st.dictionaries(
    st.sampled_from(["cs", "de", "en", "id", "uk"]),
    st.lists(texts.filter(normal), min_size=1, max_size=3, unique=True),
    min_size=2,
)


def test_a_row_is_added_to_what_stands_there(tmp_path: Path) -> None:
    table = tmp_path / "glossary.tsv"
    table.write_text("# ours\nen\tcs\nchip\tčip\n# end\n", "utf-8")
    glossary.append(table, {"de": ["Chip"], "cs": ["mikročip", "čip"]})
    assert table.read_text("utf-8") == (
        "# ours\nen\tcs\tde\nchip\tčip\n# end\n\tmikročip, čip\tChip\n"
    )
    assert glossary.read(table) == (
        [{"en": ["chip"], "cs": ["čip"]}, {"cs": ["mikročip", "čip"], "de": ["Chip"]}],
        [],
    )
    assert list(tmp_path.iterdir()) == [table]


def test_the_first_row_starts_a_glossary(tmp_path: Path) -> None:
    table = tmp_path / "new" / "glossary.tsv"
    glossary.append(table, {"en": ["a delay,\tor so"], "uk": ["#затримка"]})
    assert glossary.read(table) == ([{"en": ["a delay or so"], "uk": ["затримка"]}], [])


@given(some=st.lists(concepts, max_size=4))
def test_whatever_is_added_is_read_again(
    some: list[dict[str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    table = tmp_path_factory.mktemp("glossary") / "glossary.tsv"
    for concept in some:
        glossary.append(table, concept)
    found, errors = glossary.read(table)
    assert not errors
    assert [set(concept) for concept in found] == [set(concept) for concept in some]


@pytest.mark.parametrize("words", [{"en": ["chip"]}, {"en": ["chip"], "cs": ["!"]}, {}])
def test_a_row_of_one_language_is_refused(tmp_path: Path, words: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="two languages"):
        glossary.append(tmp_path / "glossary.tsv", words)
    assert not list(tmp_path.iterdir())


def test_what_is_no_glossary_is_left_alone(tmp_path: Path) -> None:
    table = tmp_path / "notes.tsv"
    table.write_text("Dear diary, today\n", "utf-8")
    with pytest.raises(InputError, match="must name languages"):
        glossary.append(table, {"en": ["chip"], "cs": ["čip"]})
    assert table.read_text("utf-8") == "Dear diary, today\n"


@given(some=st.lists(concepts, max_size=4))
def test_tbx_is_read_as_it_was_written(
    some: list[dict[str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tbx") / "glossary.tbx"
    path.write_text(tbx.written(some, "a <title>"), "utf-8")
    found, errors = glossary.read(path)
    assert not errors
    assert [
        {lang: [normal(word) for word in words] for lang, words in concept.items()}
        for concept in found
    ] == [
        {lang: [normal(word) for word in words] for lang, words in concept.items()}
        for concept in some
    ]


def test_the_element_names_of_2008_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "old.tbx"
    path.write_text(
        '<martif type="TBX"><text><body><termEntry id="1"><descrip>x</descrip>'
        '<langSet xml:lang="en-GB"><tig><term>export ban</term></tig></langSet>'
        '<langSet xml:lang="cs"><ntig><termGrp><term>zákaz vývozu</term></termGrp></ntig></langSet>'
        "</termEntry></body></text></martif>",
        "utf-8",
    )
    assert glossary.read(path) == ([{"en": ["export ban"], "cs": ["zákaz vývozu"]}], [])


@pytest.mark.parametrize("text", ["<tbx>", "", '<!DOCTYPE t [<!ENTITY a "b">]><tbx/>', "<tbx/>\0"])
def test_what_is_no_tbx_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "some.tbx"
    path.write_text(text, "utf-8")
    found, errors = glossary.read(path)
    assert found == []
    assert [error.where for error in errors] == [str(path)]
