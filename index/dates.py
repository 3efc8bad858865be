"""Dates as they are written in data (ISO 8601), as days that can be compared."""

import calendar
import datetime as dt
import re

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?-?")


def date_range(text: str) -> tuple[int | None, int | None]:
    """The days of a date or of a range `from..to` with either end open.

    A year or a month stands for all its days. What is no date gives None.
    """
    first, dots, last = text.partition("..")
    return _days(first)[0], _days(last if dots else first)[1]


def _days(text: str) -> tuple[int | None, int | None]:
    """First and last ordinal of `2025`, `2025-08` or `2025-08-14`."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None, None
    year, month, day = (int(match[part]) if match[part] else None for part in _DATE.groupindex)
    assert year is not None, "the pattern asks for it"
    try:
        start = dt.date(year, month or 1, day or 1)
        end_month = month or 12
        end = dt.date(year, end_month, day or calendar.monthrange(year, end_month)[1])
    except ValueError:  # 2025-13, 2025-02-30, the year 0
        return None, None
    return start.toordinal(), end.toordinal()
