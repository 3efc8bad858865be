"""Keys of other layouts, and keys as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.keys import key_text, latin_key


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("о", "j"),
        ("л", "k"),
        ("О", "J"),
        ("т", "n"),
        ("Т", "N"),
        ("ы", "s"),
        ("і", "s"),
        ("ξ", "j"),
        ("ν", "n"),
        ("Σ", "S"),
        ("ς", "w"),
        ("ctrl+а", "ctrl+f"),
        ("j", "j"),
        ("ctrl+f", "ctrl+f"),
        ("slash", "slash"),
        ("enter", "enter"),
        ("+", "+"),
        (";", ";"),
    ],
)
def test_a_key_means_the_latin_one_in_its_place(typed: str, meant: str) -> None:
    assert latin_key(typed) == meant


@given(st.text(min_size=1, max_size=12))
def test_any_key_gives_a_key_and_twice_is_as_good_as_once(key: str) -> None:
    assert latin_key(latin_key(key)) == latin_key(key)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ctrl+d,pagedown", "Ctrl-D PageDown"),
        ("slash", "/"),
        ("G,end", "G End"),
        ("shift+tab", "Shift-Tab"),
        ("question_mark", "?"),
        ("h, left", "h ←"),
    ],
)
def test_keys_are_written_as_people_write_them(keys: str, text: str) -> None:
    assert key_text(keys) == text
