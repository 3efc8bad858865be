"""What the reader types, from whole queries to half a keystroke."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Occur
from index.query import Condition, Phrase, Query, Word, parse


def alternatives(query: Query) -> list[str]:
    return [condition.text for condition in query.conditions]


def test_words_stand_side_by_side() -> None:
    assert parse("čip Huawei").conditions == (
        Condition((Word("čip"),)),
        Condition((Word("Huawei"),)),
    )


def test_quotes_of_any_country_make_a_phrase() -> None:
    phrase = Condition((Phrase((Word("technické"), Word("problémy"))),))
    for line in ('"technické problémy"', "„technické problémy“", "«technické problémy»"):
        assert parse(line).conditions == (phrase,)


def test_an_open_quote_ends_with_the_line() -> None:
    assert alternatives(parse('"technical prob')) == ["technical prob"]


def test_a_hyphenated_word_is_its_parts_in_a_row() -> None:
    assert parse("KI-Chips").conditions == (Condition((Phrase((Word("KI"), Word("Chips"))),)),)


def test_signs_say_what_must_and_must_not_be() -> None:
    query = parse('+R2 -huawei -"financial times" chip')
    assert [condition.occur for condition in query.conditions] == [
        Occur.MUST,
        Occur.MUST_NOT,
        Occur.MUST_NOT,
        Occur.SHOULD,
    ]
    assert [word.text for word in query.words()] == ["R2", "chip"]


def test_or_joins_its_neighbours() -> None:
    query = parse("čip OR chip OR чип delay")
    assert alternatives(query) == ["čip OR chip OR чип", "delay"]


@pytest.mark.parametrize("line", ["OR", "OR čip", "čip OR", "čip OR -huawei"])
def test_an_or_without_two_sides_joins_nothing(line: str) -> None:
    assert all(len(condition.any_of) == 1 for condition in parse(line).conditions)


def test_a_star_makes_a_prefix_and_an_equals_sign_an_exact_word() -> None:
    query = parse("pref* =Exact")
    assert query.conditions[0].any_of == (Word("pref", prefix=True),)
    assert query.conditions[1].any_of == (Word("Exact", exact=True),)


def test_title_restricts_a_word_to_titles() -> None:
    assert parse("title:R2").conditions == (Condition((Word("R2"),), field="title"),)
    assert parse('title:"DeepSeek R2"').conditions[0].field == "title"


def test_languages_and_sources_are_restrictions() -> None:
    query = parse('lang:cs,de -lang:uk source:"Financial Times" -source:double')
    assert query.languages == {"cs", "de"}
    assert query.without_languages == {"uk"}
    assert query.sources == {"financial times"}
    assert query.without_sources == {"double"}
    assert query.conditions == ()


def test_a_date_range_is_whole_months() -> None:
    query = parse("date:2025-05..2025-09")
    assert query.since == dt.date(2025, 5, 1).toordinal()
    assert query.until == dt.date(2025, 9, 30).toordinal()


def test_either_end_of_a_range_may_be_open() -> None:
    assert parse("date:2025..").until is None
    assert parse("date:..2025").since is None
    assert parse("date:2025").since == dt.date(2025, 1, 1).toordinal()


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "-",
        "+",
        '"',
        "lang:",
        "source:",
        "date:",
        "date:2025-13",
        "title:",
        "...",
        "*",
        "=",
    ],
)
def test_what_is_not_a_query_yet_restricts_nothing(line: str) -> None:
    assert replace(parse(line, typing=True), ignored=()) == Query(line)


def test_a_year_and_its_hyphen_are_a_year_already() -> None:
    assert parse("date:2025-").since == dt.date(2025, 1, 1).toordinal()


def test_only_the_last_word_is_still_being_typed() -> None:
    words = list(parse("čip hua", typing=True).words())
    assert [word.typing for word in words] == [False, True]


@pytest.mark.parametrize("line", ["hua ", '"hua"', "h", "hua*"])
def test_a_finished_or_one_letter_word_is_not_being_typed(line: str) -> None:
    assert not any(word.typing for word in parse(line, typing=True).words())


def test_the_last_word_of_an_open_phrase_is_being_typed() -> None:
    assert [word.typing for word in parse('"financial ti', typing=True).words()] == [False, True]


def test_model_names_stay_whole() -> None:
    assert alternatives(parse("R2 H20 910C GB200")) == ["R2", "H20", "910C", "GB200"]


@given(st.text(max_size=60), st.booleans())
def test_no_line_fails(line: str, typing: bool) -> None:
    assert parse(line, typing=typing).text == line


@given(
    st.lists(
        st.sampled_from(['"', "-", "+", "OR", "lang:", "date:20", "title:", "a", "*", "=", "“"])
    )
)
def test_no_mixture_of_operators_fails(parts: list[str]) -> None:
    for joint in ("", " "):
        parse(joint.join(parts), typing=True)
