"""Who wants no colours gets none, and the rest as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.plain import colourless, is_wanted

_COLOURS = ("31", "97", "107", "39", "49", "38;5;214", "48;2;1;22;255", "58;5;3")
_OTHERS = ("0", "1", "2", "3", "4", "7", "9", "22", "27")


@pytest.mark.parametrize(
    ("data", "drawn"),
    [
        ("\x1b[1;38;5;214;48;5;16mbold\x1b[0m", "\x1b[1mbold\x1b[0m"),
        ("\x1b[31mred\x1b[m", "red\x1b[m"),
        ("\x1b[38;2;1;4;7mno underline\x1b[4munderlined", "no underline\x1b[4munderlined"),
        ("\x1b[3;4H\x1b[38;5m", "\x1b[3;4H"),
        ("no style", "no style"),
    ],
)
def test_colours_go_and_the_rest_stays(data: str, drawn: str) -> None:
    assert colourless(data) == drawn


@given(st.lists(st.sampled_from((*_COLOURS, *_OTHERS)), min_size=1))
def test_what_is_left_is_every_other_parameter_in_its_order(parameters: list[str]) -> None:
    left = re.findall(r"[0-9]+", colourless(f"\x1b[{';'.join(parameters)}m"))
    assert left == [each for each in parameters if each in _OTHERS]


def test_an_empty_wish_is_none() -> None:
    assert is_wanted({"NO_COLOR": "1"})
    assert not is_wanted({"NO_COLOR": ""})
    assert not is_wanted({})
