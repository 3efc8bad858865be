from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.metadata import iso_date, language_code, toml_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", "2025"),
        ("2025-08", "2025-08"),
        ("2025-08-14", "2025-08-14"),
        (" 2025-08-14 ", "2025-08-14"),
        ("2025-08-14T23:30:00Z", "2025-08-14"),
        ("2025-08-14T23:30:00.125-07:00", "2025-08-14"),
        ("2025-08-14 09:30", "2025-08-14"),
        ("2016-12-31T23:59:60Z", "2016-12-31"),
    ],
)
def test_dates_that_are_taken(text: str, expected: str) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "25", "0000", "2025-13", "2025-02-30", "14.8.2025", "20250814", "2025-8-4", "yesterday",
     "2025-08-14T25:00", "2025-08-14x", "٢٠٢٥"],
)  # fmt: skip
def test_dates_that_are_not(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        iso_date(text)


@given(st.dates())
def test_every_day_is_taken_as_it_is(day: date) -> None:
    assert iso_date(day.isoformat()) == day.isoformat()
    assert toml_date(day) == day.isoformat()
    assert toml_date(datetime(day.year, day.month, day.day, 23, 59)) == day.isoformat()


def test_a_year_in_toml_may_be_a_number() -> None:
    assert toml_date(2025) == "2025"
    with pytest.raises(ValueError, match="not a date"):
        toml_date(True)
    with pytest.raises(ValueError, match="not a date"):
        toml_date(["2025"])


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("cs", "cs"),
        ("cs-CZ", "cs"),
        ("en_US", "en"),
        ("ZH-hant-TW", "zh"),
        ("sr-Latn", "sr"),
        ("hr", "hr"),
        ("de-CH-1996", "de"),
        ("en-u-ca-gregory-x-mine", "en"),
        ("iw", "he"),
        ("no", "nb"),
        ("nb-NO", "nb"),
        ("nn", "nn"),
        ("deu", "de"),
        ("ces", "cs"),
        ("ast", "ast"),
        ("und", "und"),
    ],
)
def test_languages_are_their_shortest_code(tag: str, code: str) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize("tag", ["", "c", "english", "cs-", "cs CZ", "čs", "x-mine", "en-", "123"])
def test_what_is_no_tag_is_refused_by_name(tag: str) -> None:
    with pytest.raises(ValueError, match="not a language code") as raised:
        language_code(tag)
    assert repr(tag) in str(raised.value)
