"""The two streams: cleaned, folded, set off, and safe."""

import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import WriteError
from reader.cli._output import Output, Style, rows


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class _Full(StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


_COLOURS = {"TERM": "xterm-256color", "COLUMNS": "40"}


def _on_terminal(environ: dict[str, str] | None = None) -> tuple[Output, _Terminal]:
    stdout = _Terminal()
    return Output(stdout, None, _COLOURS if environ is None else environ), stdout


def test_no_control_reaches_the_terminal() -> None:
    output, stdout = _on_terminal()
    output.line("a\x1b[31mb\x07\u202ec\nd")
    assert "\x1b[31m" not in stdout.getvalue()
    assert "\u202e" not in stdout.getvalue()
    assert stdout.getvalue().count("\n") == 1


def test_messages_are_one_line_and_cleaned() -> None:
    stderr = StringIO()
    Output(StringIO(), stderr, {}).message("a\nb\x1b]0;x\x07")
    assert stderr.getvalue().startswith("hexapla: a b")
    assert stderr.getvalue().count("\n") == 1
    assert "\x1b" not in stderr.getvalue()


def test_json_is_readable_and_says_nothing_to_a_terminal() -> None:
    stdout = StringIO()
    Output(stdout, None, {}).json({"schema": 1, "title": "čip чип \u202e\x9b\x1b"})
    assert stdout.getvalue() == '{"schema": 1, "title": "čip чип \\u202e\\u009b\\u001b"}\n'
    assert json.loads(stdout.getvalue())["title"] == "čip чип \u202e\x9b\x1b"


def test_hits_are_set_off_on_a_terminal_only() -> None:
    output, stdout = _on_terminal()
    output.line("one chip here", [(4, 8, Style.HIT)])
    assert stdout.getvalue() == "one \x1b[1;4mchip\x1b[0m here\n"
    plain = StringIO()
    Output(plain, None, _COLOURS).line("one chip here", [(4, 8, Style.HIT)])
    assert plain.getvalue() == "one chip here\n"


@pytest.mark.parametrize(
    "environ", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}, {}]
)
def test_hits_are_plain_where_the_reader_wants_it(environ: dict[str, str]) -> None:
    output, stdout = _on_terminal(environ)
    output.line("one chip here", [(4, 8, Style.HIT)])
    assert "\x1b" not in stdout.getvalue()


def test_an_empty_no_color_does_not_count() -> None:
    output, _ = _on_terminal({"TERM": "xterm", "NO_COLOR": ""})
    assert output.styled


def test_a_mark_goes_on_in_the_next_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    output, stdout = _on_terminal()
    output.line("aaaa bbbb cccc", [(5, 14, Style.HIT)], indent=2)
    assert stdout.getvalue() == (
        "  aaaa\n  \x1b[1;4mbbbb\x1b[0m\n  \x1b[1;4mcccc\x1b[0m\n"
    ).replace("bbbb\x1b[0m", "bbbb \x1b[0m").replace("cccc\x1b[0m", "cccc\x1b[0m")


def test_a_full_disk_and_a_closed_stream_are_write_errors() -> None:
    with pytest.raises(WriteError, match="No space left on device"):
        Output(_Full(), None, {}).line("x")
    with pytest.raises(WriteError, match="closed"):
        Output(None, None, {}).line("x")


def test_progress_is_for_terminals() -> None:
    stderr = StringIO()
    Output(StringIO(), stderr, {}).progress("1 file")
    assert stderr.getvalue() == ""
    on_terminal = _Terminal()
    output = Output(StringIO(), on_terminal, {})
    output.progress("1 file\x1b[2J")
    output.message("done")
    assert "1 file" in on_terminal.getvalue()
    assert "\x1b[2J" not in on_terminal.getvalue()
    assert on_terminal.getvalue().endswith("\r\x1b[Khexapla: done\n")


@given(st.text(alphabet="ab 漢é\u0301", max_size=80), st.integers(1, 20))
def test_rows_cover_the_text_in_order(text: str, width: int) -> None:
    ranges = list(rows(text, width))
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(start < end for start, end in ranges) or text == ""


@given(st.text(alphabet="ab 漢", max_size=80), st.integers(2, 20))
def test_no_row_is_wider_than_the_terminal(text: str, width: int) -> None:
    for start, end in rows(text, width):
        row = text[start:end].rstrip(" ")
        assert len(row) + row.count("漢") <= width
