"""Dates in the words of a language: names and abbreviations are those of CLDR (Babel).

Months are known in the case a date has them in and in that of a heading (серпня, серпень;
srpna, srpen). Babel is loaded when the first of these functions is called.
"""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

#: More locales of a language, for the names that differ there (Jänner, Sept).
_MORE = {
    "de": ("de_AT",),
    "en": ("en_GB",),
    "nb": ("nn",),
    "sh": ("hr", "bs", "sr", "sr_Latn"),
    "sr": ("sr_Latn", "hr"),
}

#: Words and signs that stand between the parts of a date: of, the, year, month, day.
_BETWEEN = (
    "of|the|de|del|dell|di|do|da|den|der|d|du|r|roku|roka|rok|m|metų|gada|gads|i|y|"
    "р|року|рік|г|года|год|ж|жылғы|т|του|tháng|năm|ngày|tahun|bulan|พ.ศ|ค.ศ|พ.ศ.|ค.ศ."
)
_GAP = rf"(?:[\s.,/\-]{{0,3}}(?:(?:{_BETWEEN})\b[\s.,'’]{{0,2}})?)"
_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|°|a|e|:a|:e|-?(?:го|е|ое|й|те)|\.)?"
_DAY, _YEAR = r"(?P<d>[0-3]?[0-9])", r"(?P<y>[12][0-9]{3})"

#: Orders in which months by name stand; {m} becomes the names of a language.
_NAMED = (
    rf"{_DAY}{_ORDINAL}{_GAP}ב?(?P<m>{{m}}){_GAP}{_YEAR}",
    rf"ב?(?P<m>{{m}}){_GAP}{_DAY}{_ORDINAL}{_GAP}{_YEAR}",
    rf"{_YEAR}{_ORDINAL}{_GAP}ב?(?P<m>{{m}}){_GAP}{_DAY}",
    rf"{_YEAR}{_ORDINAL}{_GAP}{_DAY}{_ORDINAL}{_GAP}ב?(?P<m>{{m}})",
)
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_NUMBERED = (
    rf"{_YEAR}(?P<s>[-/.])\s?{_MONTH}(?P=s)\s?{_DAY}",
    rf"{_DAY} tháng {_MONTH},?(?: năm)? {_YEAR}",
    rf"{_YEAR}\s?[年년]\s?{_MONTH}\s?[月월]\s?{_DAY}\s?[日일]",
)
#: With points everybody writes the day first; with strokes Americans do not.
_POINTS = rf"{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}"
_STROKES = rf"{_DAY}(?P<s>[/-]){_MONTH}(?P=s){_YEAR}"
#: In English only where the day cannot be a month.
_ENGLISH_STROKES = (
    rf"(?P<d>1[3-9]|[23][0-9])/{_MONTH}/{_YEAR}",
    rf"{_MONTH}/(?P<d>1[3-9]|[23][0-9])/{_YEAR}",
)

#: Years of the Buddhist era, as Thai has them, are ahead by so many.
_BUDDHIST = 543


@dataclass(frozen=True, slots=True)
class Stated:
    """A whole date in a text: code points, half open, and the day."""

    start: int
    end: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a language, case-folded and without a last point."""

    months: Mapping[str, int]
    #: Monday is 0.
    weekdays: Mapping[str, int]
    patterns: tuple[re.Pattern[str], ...]


def stated(text: str, lang: str) -> list[Stated]:
    """The dates with day, month and year that a text of a language holds, in order."""
    plain = _ascii_digits(text)
    found: list[Stated] = []
    for pattern in _names(lang).patterns:
        for match in pattern.finditer(plain):
            day = _day(match, lang)
            apart = all(match.end() <= one.start or one.end <= match.start() for one in found)
            if day is not None and apart:
                found.append(Stated(match.start(), match.end(), day))
    return sorted(found, key=lambda one: one.start)


def weekdays(text: str, lang: str) -> dict[str, int]:
    """The words of a text that are weekdays of the language, case-folded; Monday is 0."""
    names = _names(lang).weekdays
    words = (word.casefold().strip(".,") for word in text.split())
    return {word: names[word] for word in words if word in names}


def days(text: str, lang: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day of what a text is as a whole, None when it is no date.

    A whole date; a month with or without its year; a day and a month; a weekday. What
    lacks the year, and a weekday, is the last one up to today.
    """
    whole = [one for one in stated(text, lang) if (one.start, one.end) == (0, len(text.strip()))]
    if whole:
        return whole[0].day, whole[0].day
    words = re.split(r"[\s,.]+", _ascii_digits(text).casefold().strip(" ."))
    names = _names(lang)
    if len(words) == 1 and words[0] in names.weekdays:
        day = today - dt.timedelta((today.weekday() - names.weekdays[words[0]]) % 7)
        return day, day
    months = [names.months[word] for word in words if word in names.months]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    if len(months) != 1 or len(numbers) > 1 or len(months) + len(numbers) != len(words):
        return None
    return _month(months[0], numbers[0] if numbers else None, today)


def _month(month: int, number: int | None, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """A month, of the year or with the day that the number is."""
    day = number if number is not None and number <= 31 else None
    year = number if number is not None and day is None else today.year
    try:
        first = dt.date(year, month, day or 1)
        if (number is None or day) and first > today:
            first = first.replace(year=year - 1)
    except ValueError:
        return None
    last = first if day else first.replace(day=calendar.monthrange(first.year, month)[1])
    return first, last


def _day(match: re.Match[str], lang: str) -> dt.date | None:
    month = match["m"].casefold().rstrip(".")
    number = int(month) if month.isdigit() else _names(lang).months[month]
    year = int(match["y"])
    if lang == "th" and year > dt.date.today().year + _BUDDHIST // 2:
        year -= _BUDDHIST
    try:
        return dt.date(year, number, int(match["d"]))
    except ValueError:
        return None


@cache
def _names(lang: str) -> _Names:
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for number, name in _cldr(lang, "months"):
        months.setdefault(name, number)
    for number, name in _cldr(lang, "days"):
        weekdays.setdefault(name, number)
    named = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    sources = [
        *(source.replace("{m}", rf"(?:{named})\b") for source in _NAMED if months),
        *_NUMBERED,
        _POINTS,
        *(_ENGLISH_STROKES if lang in {"en", "und"} else (_STROKES,)),
    ]
    patterns = [
        re.compile(rf"(?<![\w.]){source}(?!\w)", re.IGNORECASE)
        if "年" not in source
        else re.compile(rf"(?<!\d){source}")
        for source in sources
    ]
    return _Names(months, weekdays, tuple(patterns))


def _cldr(lang: str, kind: str) -> Iterator[tuple[int, str]]:
    """Names of months or days with their numbers, the most usual first."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see the docstring above

    for code in (lang, *_MORE.get(lang, ())):
        try:
            table = getattr(Locale.parse(code), kind)
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in table[context][width].items():
                    plain = name.casefold().strip().rstrip(".")
                    # `8月` and `thg 8` are numbers; one letter is no name.
                    if len(plain) > 1 and not any(map(str.isdigit, plain)):
                        yield number, plain


def _ascii_digits(text: str) -> str:
    """A text of the same length whose digits are those of ASCII."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
