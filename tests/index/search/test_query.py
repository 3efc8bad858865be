"""What the reader types, from whole queries to half a keystroke."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Occur
from index.search.query import NEAR_WORDS, Condition, Kept, Near, Phrase, Query, Word, parse

#: What lines are made of.
PARTS = (
    *('"', "-", "+", "OR", "lang:", "date:20", "title:", "a", "*", "=", "“", "NEAR", "NEAR/"),
    *("/3", "~", "~2", "date:last", "date:7d", "after:", "is:", "is:read", "tag:", "..", "@"),
)


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


def test_near_joins_its_neighbours_into_one_window() -> None:
    a, b, c = Word("a1"), Word("b1"), Phrase((Word("c1"), Word("d1")))
    assert parse("a1 NEAR b1").conditions == (Condition((Near((a, b), NEAR_WORDS),)),)
    (chain,) = parse('a1 NEAR/3 b1 NEAR/5 "c1 d1"').conditions
    assert chain.any_of == (Near((a, b, c), 5),)
    (other,) = parse("x1 OR a1 NEAR/2 b1").conditions
    assert other.any_of == (Word("x1"), Near((a, b), 2))
    assert parse("+title:a1 NEAR/1 b1").conditions == (
        Condition((Near((a, b), 1),), Occur.MUST, "title"),
    )


@pytest.mark.parametrize(
    "line", ["NEAR", "NEAR b1", "a1 NEAR", "a1 NEAR/", "a1 NEAR -b1", "a1 NEAR date:2025"]
)
def test_a_near_without_two_sides_joins_nothing(line: str) -> None:
    assert not any(isinstance(it, Near) for c in parse(line).conditions for it in c.any_of)
    assert "NEAR" not in [word.text for word in parse(line).words()]


def test_a_phrase_may_be_loose() -> None:
    (phrase,) = parse('"one two"~5').conditions[0].any_of
    assert phrase == Phrase((Word("one"), Word("two")), 5)
    assert parse('"one two"~').conditions[0].any_of[0] == Phrase((Word("one"), Word("two")))


@pytest.mark.parametrize(
    ("line", "slips"),
    [
        ("hauwei~", 2),
        ("chpi~", 1),
        ("ai~", 0),
        ("hauwei~1", 1),
        ("chpi~2", 2),
        ("a~9", 2),
        ("chip~0", 0),
    ],
)
def test_a_tilde_allows_for_slips(line: str, slips: int) -> None:
    (word,) = parse(line, typing=True).words()
    assert word == Word(line.partition("~")[0], slips=slips)


def test_what_the_notebook_says_is_a_condition() -> None:
    query = parse('is:unread -is:starred tag:"big chips" -tag:old is:READ')
    assert query.kept == (
        Kept("is", "read", refused=True),
        Kept("is", "starred", refused=True),
        Kept("tag", "big chips"),
        Kept("tag", "old", refused=True),
        Kept("is", "read"),
    )
    assert parse("is:lost date:soon chip").ignored == ("is:lost", "date:soon")


def days(query: Query) -> list[dt.date | None]:
    return [None if day is None else dt.date.fromordinal(day) for day in (query.since, query.until)]


def test_after_and_before_are_without_the_days_they_name() -> None:
    assert days(parse("after:2025-05 before:2025-09-14")) == [
        dt.date(2025, 6, 1),
        dt.date(2025, 9, 13),
    ]


def test_dates_restrict_each_other() -> None:
    assert days(parse("date:2025 date:2024-05..2025-08")) == [
        dt.date(2025, 1, 1),
        dt.date(2025, 8, 31),
    ]
    first, last = dt.date(2025, 8, 1).toordinal(), dt.date(2025, 8, 31).toordinal()
    assert parse("-date:2025-08").without_days == ((first, last),)


def test_days_are_said_in_words_of_the_locale_and_in_english() -> None:
    today = dt.date(2025, 8, 20)
    for line in ('date:"minulý týden"', "date:last-week", "date:minulý-týden"):
        assert days(parse(line, locale="cs", today=today)) == [
            dt.date(2025, 8, 11),
            dt.date(2025, 8, 17),
        ]


@given(st.text(max_size=60), st.booleans())
def test_no_line_fails(line: str, typing: bool) -> None:
    assert parse(line, typing=typing).text == line


@given(st.lists(st.sampled_from(PARTS)))
def test_no_mixture_of_operators_fails(parts: list[str]) -> None:
    for joint in ("", " "):
        parse(joint.join(parts), typing=True)
