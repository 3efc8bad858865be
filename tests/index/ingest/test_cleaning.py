import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.cleaning import clean, clean_line

BANNED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)
ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\x1b\x9b\x9d\x90\x07\x9c[]P0;m\\\r\n\x85\u2028\u200b\u202e"),
    )
)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;new window title\x07text", "text"),
        ("\x1b]8;;https://x.test\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d52;c;c2VjcmV0\x9ctext", "text"),
        ("a\x1bP1$r0m\x1b\\b", "ab"),
        ("\x1bPq#0;2\n~~~\x1b\\picture", "picture"),
        ("\x1b(Btext\x1bc", "text"),
        ("a lone \x1b", "a lone "),
        ("\u202eevil\u202c", "evil"),
        ("pass\u200bword", "password"),
        ("Bau\u00adstelle", "Baustelle"),
        ("\ufefftext", "text"),
        ("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4"),
        ("\ud800", "\ufffd"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
    ],
)
def test_what_a_terminal_acts_on_goes(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def test_a_string_sequence_without_an_end_hides_nothing() -> None:
    assert clean("\x1b]0;the rest of the article") == "0;the rest of the article"


@pytest.mark.parametrize(
    "text",
    [
        "Příliš žluťoučký kůň, Größe, ʼаpostrophe’",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום עולם",
        "一二三 日本語 한국어 ไทย",
        "👩\u200d🚀 ❤\ufe0f",
        "e\u0301 stays decomposed",
        "no\u00a0break",
    ],
)
def test_letters_of_all_scripts_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@given(ANYTHING)
def test_nothing_banned_survives(text: str) -> None:
    assert BANNED.search(clean(text)) is None


@given(ANYTHING)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
def test_letters_marks_numbers_and_signs_all_survive(text: str) -> None:
    assert clean(text) == text


@given(ANYTHING)
def test_a_clean_line_is_one_line_without_outer_space(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert line == line.strip()
    assert not any(unicodedata.category(character) == "Cc" for character in line)


def test_a_no_break_space_inside_a_line_stays() -> None:
    assert clean_line(" 10\u00a0000 \n  Kč ") == "10\u00a0000 Kč"
