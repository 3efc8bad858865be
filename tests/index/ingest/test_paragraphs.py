import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.paragraphs import paragraphs

PROSE = (
    "The company said on Thursday that the new model would not be released before autumn. "
    "Analysts had expected the release in May, and some of them doubt that it will come. "
    "A spokesman declined to say what had gone wrong during the training of the model. "
    "The shares of the company lost a tenth of their value in the first hour of trading."
)


def texts(text: str) -> list[str]:
    return [block.text for block in paragraphs(text)]


def test_a_line_is_a_paragraph() -> None:
    assert texts("One.\nTwo.\n\n Three. \n\n\n") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("width", [60, 66, 72, 80, 90])
def test_wrapped_text_is_joined_by_paragraph(width: int) -> None:
    wrapped = "A Title of a Few Words\n\n" + "\n\n".join(
        textwrap.fill(paragraph, width) for paragraph in (PROSE, PROSE[::-1].title(), PROSE)
    )
    assert texts(wrapped) == ["A Title of a Few Words", PROSE, PROSE[::-1].title(), PROSE]


def test_a_title_on_the_line_above_wrapped_text_stays_apart() -> None:
    heading = "A Title\nA second line"
    assert texts(f"{heading}\n\n{textwrap.fill(PROSE, 70)}\n\n{textwrap.fill(PROSE, 70)}") == [
        "A Title",
        "A second line",
        PROSE,
        PROSE,
    ]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    assert texts(f"{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}") == [PROSE] * 4


def test_short_sentences_a_line_each_are_not_joined() -> None:
    lines = [
        "The ministry has published the figures for the month.",
        "No one had expected them to be so low.",
        "Trade with the neighbours fell for the first time in a year.",
        "The bank did not move its rates.",
        "A new government is to be formed in the coming week or two.",
    ]
    assert texts("\n".join(lines)) == lines


def test_verse_is_not_joined() -> None:
    lines = ["Shall I compare thee to a summer's day?", "Thou art more lovely and more temperate:",
             "Rough winds do shake the darling buds of May,",
             "And summer's lease hath all too short a date;"]  # fmt: skip
    assert texts("\n".join(lines)) == lines


def test_a_word_broken_at_its_hyphen_is_joined_without_a_space() -> None:
    wrapped = textwrap.fill(
        PROSE.replace("Thursday", "Thurs-day").replace(" on ", " on a well-known "), 64
    )
    assert "well-known Thurs-day" in texts(wrapped)[0]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n")))
def test_no_word_is_lost_and_no_paragraph_is_empty_or_of_two_lines(text: str) -> None:
    found = texts(text)
    assert all(paragraph == paragraph.strip() != "" for paragraph in found)
    assert not any("\n" in paragraph for paragraph in found)
    assert "".join("".join(found).split()) == "".join(text.split())
