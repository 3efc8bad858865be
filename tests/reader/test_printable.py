import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.printable import printable

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(exclude_categories=())))
def test_one_code_point_stands_for_one(text: str) -> None:
    assert len(printable(text)) == len(text)


HOSTILE = "\x00\a\x1b\x7f\x9b\x9d\u202e\u2066\u200b\ufeff\xad\ud800\U000e0041"


@pytest.mark.parametrize("character", list(HOSTILE))
def test_hostile_characters_never_come_through(character: str) -> None:
    assert character not in printable(f"a{character}b")


def test_every_control_and_format_character_but_joiners_is_replaced() -> None:
    text = "".join(map(chr, [*range(0x3000), *range(0xD800, 0xE000), *range(0xFE00, 0x10000)]))
    left = {char for char in printable(text) if unicodedata.category(char) in INVISIBLE}
    # Arabic number signs are drawn around digits; they are letters in all but category.
    assert left <= set(
        "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
    )


@pytest.mark.parametrize(
    "text", ["чип Huawei", "می‌خواهم", "👩‍👧", "a\u0301", "100\xa0kg", "深度求索"]
)
def test_prose_is_left_alone(text: str) -> None:
    assert printable(text) == text


def test_white_space_becomes_a_blank() -> None:
    assert printable("a\tb\nc\r\u2028d") == "a b c  d"


def test_a_word_with_soft_hyphens_stays_one_word() -> None:
    assert printable("Ver\xadöffent\xadlichung").replace("\u200c", "") == "Veröffentlichung"


def test_an_escape_sequence_is_shown_and_dead() -> None:
    assert printable("\x1b[2J") == "\ufffd[2J"
