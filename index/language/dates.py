"""Dates as people and data write them, as days that can be compared.

What is ISO 8601 is known at once. Only for anything else are names of months and days
loaded (`index.language.calendar`), and words for days near today.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?-?")

#: A number of days, weeks, months or years that end today.
_LAST = re.compile(r"([0-9]{1,4})([dwmy])", re.IGNORECASE)

_RELATIVE = Path(__file__).with_name("relative.toml")

_Range = tuple[dt.date, dt.date]


def date_range(
    text: str, *, locale: str = "en", today: dt.date | None = None
) -> tuple[int | None, int | None]:
    """The days of a date or of a range `from..to` with either end open, as ordinals.

    A year or a month stands for all its days. What is no date gives None.

    Args:
        text: ISO 8601; `7d`, `2w`, `3m`, `1y` (the days up to today); or words: `last
            week`, `monday` (the last one), `August 2025`, `14. srpna`.
        locale: the language of the words, beside English (BCP 47).
        today: what these count from; the day it is without one.
    """
    first, dots, last = text.partition("..")
    since = _days(first, locale, today)
    until = _days(last, locale, today) if dots else since
    return (
        None if since is None else since[0].toordinal(),
        None if until is None else until[1].toordinal(),
    )


def _days(text: str, locale: str, today: dt.date | None) -> _Range | None:
    """The first and the last day of what is no range."""
    text = text.strip()
    if not text:
        return None
    if _DATE.fullmatch(text):
        return _iso(text)
    try:
        return _relative(text, locale, today or dt.date.today())
    except (OverflowError, ValueError):  # before the first day there is
        return None


def _iso(text: str) -> _Range | None:
    """`2025`, `2025-08` or `2025-08-14`."""
    match = _DATE.fullmatch(text)
    assert match is not None, "the caller has looked"
    year, month, day = (int(match[part]) if match[part] else None for part in _DATE.groupindex)
    assert year is not None, "the pattern asks for it"
    try:
        if day is not None:
            return (dt.date(year, month or 1, day),) * 2
        return (
            month_of(dt.date(year, month, 1)) if month is not None else year_of(dt.date(year, 1, 1))
        )
    except ValueError:  # 2025-13, 2025-02-30, the year 0
        return None


def _relative(text: str, locale: str, today: dt.date) -> _Range | None:
    if match := _LAST.fullmatch(text):
        return _before(today, int(match[1]), match[2].lower()), today
    language = locale.partition("-")[0].lower()
    words = _words(text)
    for code in (language, "en"):
        if (name := _names(code).get(words)) is not None:
            return _NAMED[name](today)
    # 30 ms for the first, and for none where dates are typed as ISO has them.
    from index.language.calendar import days  # noqa: PLC0415

    return days(text, language, today) or days(text, "en", today)


def _before(today: dt.date, number: int, unit: str) -> dt.date:
    """The first of so many days, weeks, months or years that end today."""
    if unit in "dw":
        return today - dt.timedelta(number * (7 if unit == "w" else 1) - 1)
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(today.day, last)) + dt.timedelta(1)


def week_of(day: dt.date) -> _Range:
    """Its week, from Monday on (ISO 8601)."""
    monday = day - dt.timedelta(day.weekday())
    return monday, monday + dt.timedelta(6)


def month_of(day: dt.date) -> _Range:
    """Its month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def year_of(day: dt.date) -> _Range:
    """Its year."""
    return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)


_DAY = dt.timedelta(1)

_NAMED: dict[str, Callable[[dt.date], _Range]] = {
    "today": lambda today: (today, today),
    "yesterday": lambda today: (today - _DAY, today - _DAY),
    "this_week": week_of,
    "last_week": lambda today: week_of(today - 7 * _DAY),
    "this_month": month_of,
    "last_month": lambda today: month_of(month_of(today)[0] - _DAY),
    "this_year": year_of,
    "last_year": lambda today: year_of(year_of(today)[0] - _DAY),
}


@cache
def _names(language: str) -> dict[str, str]:
    """What a language calls the keys of `_NAMED`."""
    import tomllib  # noqa: PLC0415 - few queries have a date, and every archive loads this

    table = tomllib.loads(_RELATIVE.read_text(encoding="utf-8")).get(language, {})
    return {_words(text): name for name, texts in table.items() for text in texts}


def _words(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", text.replace("’", "'").casefold().strip()))
