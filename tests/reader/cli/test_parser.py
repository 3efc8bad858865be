"""Words on the command line: options, their values, and query words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli._errors import UsageError
from reader.cli._parser import Parser, leading_options, split_query


def _parser() -> Parser:
    parser = Parser("hexapla search", "find")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", action="append", default=[])
    return parser


@pytest.mark.parametrize(
    ("words", "options", "query"),
    [
        (["čip", "-huawei"], [], ["čip", "-huawei"]),
        (["--", "--json"], [], ["--json"]),
        (["--json", "čip"], ["--json"], ["čip"]),
        (["čip", "--json"], ["--json"], ["čip"]),
        (["--lang", "cs", "čip"], ["--lang", "cs"], ["čip"]),
        (["čip", "--lang=cs", "chip"], ["--lang=cs"], ["čip", "chip"]),
        (["čip", "--lang", "-x"], ["--lang", "-x"], ["čip"]),
        (["--lang", "--", "čip"], ["--lang", "--"], ["čip"]),
        (["a", "--", "-b", "--", "--json"], [], ["a", "-b", "--", "--json"]),
        (["--jsno", "-h2o"], [], ["--jsno", "-h2o"]),
        (["-h"], ["-h"], []),
        (["-"], [], ["-"]),
    ],
)
def test_query_words_are_what_is_no_option(
    words: list[str], options: list[str], query: list[str]
) -> None:
    assert split_query(_parser(), words) == (options, query)


_WORDS = st.lists(st.sampled_from(["--json", "--lang", "--lang=cs", "--", "-x", "--no", "x", ""]))


@given(_WORDS)
def test_no_word_is_lost_but_the_first_double_dash(words: list[str]) -> None:
    options, query = split_query(_parser(), words)
    lost = len(words) - len(options) - len(query)
    assert lost in (0, 1)
    assert sorted([*options, *query] + ["--"] * lost) == sorted(words)


@given(_WORDS)
def test_what_stands_after_the_double_dash_is_query(words: list[str]) -> None:
    _, query = split_query(_parser(), ["--", *words])
    assert query == words


def test_options_before_the_command_are_counted() -> None:
    parser = _parser()
    assert leading_options(parser, ["--lang", "cs", "list", "--json"]) == 2
    assert leading_options(parser, ["--lang=cs", "list"]) == 1
    assert leading_options(parser, ["list", "--json"]) == 0
    assert leading_options(parser, ["--json"]) == 1
    assert leading_options(parser, ["--lang"]) == 1
    assert leading_options(parser, ["-", "--json"]) == 0
    assert leading_options(parser, ["--", "--json"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--jsno"], "did you mean --json?"),
        (["--lagn=cs"], "no option --lagn; did you mean --lang?"),
        (["extra"], "'extra'"),
        (["--lang"], "--lang"),
        (["--js"], "--js"),
    ],
)
def test_a_mistake_is_one_line(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        _parser().parse(words)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
