import datetime as dt

import pytest

from index.dates import date_range


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
