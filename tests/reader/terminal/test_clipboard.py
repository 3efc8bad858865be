import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.clipboard import LONGEST, TooLongForClipboard, osc52

PLAIN = {"TERM": "xterm-256color"}
IN_TMUX = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}
IN_SCREEN = {"TERM": "screen.xterm-256color", "STY": "1.pts-0.host"}


def unscreened(data: bytes) -> bytes:
    """What GNU screen hands on: the content of each device control string."""
    parts = re.findall(rb"\x1bP(.*?)\x1b\\", data, re.DOTALL)
    assert b"".join(b"\x1bP" + part + b"\x1b\\" for part in parts) == data
    assert all(len(part) < 768 for part in parts)
    return b"".join(parts)


def content(sequence: bytes) -> str:
    match = re.fullmatch(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert match
    return base64.b64decode(match[1]).decode()


def test_a_terminal_gets_the_text_in_base64() -> None:
    assert osc52("čip", PLAIN) == b"\x1b]52;c;xI1pcA==\x07"


def test_tmux_gets_it_for_either_of_its_settings() -> None:
    sent = osc52("čip", IN_TMUX)
    assert sent == (
        b"\x1bPtmux;\x1b\x1b]52;c;xI1pcA==\x07\x1b\\"  # allow-passthrough on
        b"\x1b]52;c;xI1pcA==\x07"  # set-clipboard on
    )


@pytest.mark.parametrize("environ", [{"TERM": "tmux-256color"}, {"TERM": "screen", "TMUX": "x"}])
def test_tmux_is_known_by_its_variable_or_its_terminal(environ: dict[str, str]) -> None:
    assert osc52("a", environ) == osc52("a", IN_TMUX)


@pytest.mark.parametrize("environ", [{"TERM": "screen-256color"}, {"TERM": "xterm", "STY": "1"}])
def test_screen_is_known_by_its_variable_or_its_terminal(environ: dict[str, str]) -> None:
    assert osc52("a", environ) == osc52("a", IN_SCREEN)


@given(st.text())
def test_any_text_arrives_whole(text: str) -> None:
    assert content(osc52(text, PLAIN)) == text
    assert content(unscreened(osc52(text, IN_SCREEN))) == text


def test_the_longest_text_arrives_whole_through_screen() -> None:
    text = "x" * LONGEST
    assert len(osc52(text, PLAIN)) == 100_000
    assert content(unscreened(osc52(text, IN_SCREEN))) == text


def test_the_limit_is_in_bytes_and_the_error_gives_both_figures() -> None:
    with pytest.raises(TooLongForClipboard, match="74,996 bytes, at most 74,994"):
        osc52("č" * (LONGEST // 2 + 1), PLAIN)


def test_what_utf8_cannot_say_is_replaced() -> None:
    assert content(osc52("a\ud800b", PLAIN)) == "a?b"
