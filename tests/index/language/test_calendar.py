"""Dates in the words of languages."""

import datetime as dt

import pytest

from index.language.calendar import days, stated

DAY = dt.date(2025, 8, 14)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "14 серпня 2025"),
        ("cs", "14. srpna 2025"),
        ("cs", "14. 8. 2025"),
        ("id", "14 Agustus 2025"),
        ("de", "14. August 2025"),
        ("de", "14.8.2025"),
        ("en", "August 14, 2025"),
        ("en", "14th of August, 2025"),
        ("en", "Aug. 14 2025"),
        ("en", "8/14/2025"),
        ("fr", "14 août 2025"),
        ("fr", "14/08/2025"),
        ("es", "14 de agosto de 2025"),
        ("it", "14 agosto 2025"),
        ("pl", "14 sierpnia 2025"),
        ("ru", "14 августа 2025"),
        ("hu", "2025. augusztus 14"),
        ("lt", "2025 m. rugpjūčio 14"),
        ("lv", "2025. gada 14. augusts"),
        ("fi", "14. elokuuta 2025"),
        ("tr", "14 Ağustos 2025"),
        ("vi", "14 tháng 8, 2025"),
        ("he", "14 באוגוסט 2025"),
        ("ar", "١٤ أغسطس ٢٠٢٥"),
        ("hi", "14 अगस्त 2025"),
        ("th", "14 สิงหาคม 2568"),
        ("zh", "2025年8月14日"),
        ("ko", "2025년 8월 14일"),
        ("sh", "14. kolovoza 2025"),
        ("und", "2025-08-14"),
    ],
)
def test_a_date_is_read_in_its_language(lang: str, text: str) -> None:
    (found,) = stated(f"… {text}, …", lang)
    assert (found.day, found.end - found.start) == (DAY, len(text))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "03/04/2025"),  # of March or of April
        ("cs", "31. února 2025"),
        ("cs", "14. srpna"),
        ("en", "version 1.8.14.2025"),
        ("en", "H2025-08-14"),
        ("de", "14 серпня 2025"),
    ],
)
def test_what_is_no_certain_date_is_none(lang: str, text: str) -> None:
    assert stated(text, lang) == []


def test_dates_are_found_in_order() -> None:
    text = "2025-08-14, 13. srpna 2025 a 12. 8. 2025"
    assert [found.day.day for found in stated(text, "cs")] == [14, 13, 12]


def test_a_day_of_the_week_is_the_last_one() -> None:
    assert days("Donnerstag", "de", DAY) == (DAY, DAY)
    friday = dt.date(2025, 8, 8)
    assert days("Freitag", "de", DAY) == (friday, friday)
    assert days("Tag", "de", DAY) is None
