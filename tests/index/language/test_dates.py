import datetime as dt
import tomllib

import pytest

from index.language.dates import _RELATIVE, date_range


def day(year: int, month: int, day: int) -> int:
    return dt.date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", (day(2025, 1, 1), day(2025, 12, 31))),
        ("2024-02", (day(2024, 2, 1), day(2024, 2, 29))),
        ("2025-08-14", (day(2025, 8, 14), day(2025, 8, 14))),
        ("2025-08-14..2025-09", (day(2025, 8, 14), day(2025, 9, 30))),
        ("2025-08..", (day(2025, 8, 1), None)),
        ("..2025", (None, day(2025, 12, 31))),
        ("", (None, None)),
        ("2025-02-30", (None, None)),
        ("0000", (None, None)),
        ("soon", (None, None)),
    ],
)
def test_a_date_stands_for_all_its_days(text: str, expected: tuple[int | None, int | None]) -> None:
    assert date_range(text) == expected


TODAY = dt.date(2025, 8, 20)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "locale", "first", "last"),
    [
        ("today", "en", "2025-08-20", "2025-08-20"),
        ("сьогодні", "uk", "2025-08-20", "2025-08-20"),
        ("kemarin", "id", "2025-08-19", "2025-08-19"),
        ("this week", "en", "2025-08-18", "2025-08-24"),
        ("Letzte Woche", "de-AT", "2025-08-11", "2025-08-17"),
        ("last month", "cs", "2025-07-01", "2025-07-31"),
        ("loni", "cs", "2024-01-01", "2024-12-31"),
        ("7d", "en", "2025-08-14", "2025-08-20"),
        ("2w", "en", "2025-08-07", "2025-08-20"),
        ("1m", "en", "2025-07-21", "2025-08-20"),
        ("1y", "en", "2024-08-21", "2025-08-20"),
        ("monday", "en", "2025-08-18", "2025-08-18"),
        ("pondělí", "cs", "2025-08-18", "2025-08-18"),
        ("Wednesday", "en", "2025-08-20", "2025-08-20"),
        ("srpen", "cs", "2025-08-01", "2025-08-31"),
        ("September", "de", "2024-09-01", "2024-09-30"),
        ("серпень 2024", "uk", "2024-08-01", "2024-08-31"),
        ("14. srpna", "cs", "2025-08-14", "2025-08-14"),
        ("14 August 2024", "uk", "2024-08-14", "2024-08-14"),
        ("2025-08-14..today", "en", "2025-08-14", "2025-08-20"),
        ("monday..", "en", "2025-08-18", None),
        ("..yesterday", "en", None, "2025-08-19"),
    ],
)
def test_days_can_be_said_in_words(
    text: str, locale: str, first: str | None, last: str | None
) -> None:
    found = date_range(text, locale=locale, today=TODAY)
    assert [day and dt.date.fromordinal(day).isoformat() for day in found] == [first, last]


@pytest.mark.parametrize("text", ["9999y", "31 February", "last", "august september", "0d..", "?"])
def test_what_is_no_day_is_none(text: str) -> None:
    since, until = date_range(text, today=TODAY)
    assert until is None
    assert since is None or text == "0d.."


def test_every_language_says_the_same_days() -> None:
    tables = tomllib.loads(_RELATIVE.read_text("utf-8"))
    for lang, table in tables.items():
        assert table.keys() == tables["en"].keys(), lang
        for name, texts in table.items():
            for text in texts:
                assert date_range(text, locale=lang, today=TODAY) == date_range(
                    name.replace("_", " "), today=TODAY
                )
