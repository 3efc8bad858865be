"""Names of languages and forms of dates: those that come along for the languages of the
screen, and those remembered from one run to the next, so that few runs load Babel, which
takes 70 ms and 6 MB of every session."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import WriteError
from reader import __version__

if TYPE_CHECKING:
    from babel import Locale

#: A pattern of CLDR in pieces: a quoted text, a field, any other character.
_PIECES = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])(\2*)|(.)", re.DOTALL)

#: Fields that are numbers, by their letter, and those that are names of months.
_NUMBERS = {"y": "year", "d": "day", "M": "month", "L": "month"}
_MONTHS = {"MMM": ("format", "abbreviated"), "MMMM": ("format", "wide")}
_MONTHS |= {"LLL": ("stand-alone", "abbreviated"), "LLLL": ("stand-alone", "wide")}


@dataclass(frozen=True, slots=True)
class DateForms:
    """How a language writes a year, a month of a year, and a day: patterns of CLDR.

    `months` has the names of the twelve, by the field that stands for them (`LLLL`).
    """

    year: str
    month: str
    day: str
    months: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, locale: "Locale") -> "DateForms | None":
        """Those of a language in Babel; None when they have fields that are not known here."""
        patterns = _skeleton(locale, "y"), _skeleton(locale, "yMMMM")
        year, month, day = *patterns, str(locale.date_formats["medium"].pattern)
        months = {}
        for pattern in (year, month, day):
            for field in _fields(pattern):
                if field in _MONTHS:
                    context, width = _MONTHS[field]
                    named = locale.months[context][width]
                    months[field] = tuple(named[number] for number in range(1, 13))
                elif field not in ("y", "d", "dd", "M", "MM", "L", "LL"):
                    return None
        return cls(year, month, day, months)

    def text(self, iso: str) -> str:
        """A year, a month or a day.

        Raises:
            ValueError: it is none.
        """
        day = date.fromisoformat(f"{iso}-01-01"[:10])
        pattern = (self.year, self.month, self.day)[min(iso.count("-"), 2)]
        return _PIECES.sub(lambda piece: self._written(piece, day), pattern)

    def _written(self, piece: re.Match[str], day: date) -> str:
        quoted, letter, more, other = piece.groups()
        if quoted is not None:
            return quoted.replace("''", "'") or "'"
        if letter is None:
            return str(other)
        if names := self.months.get(letter + more):
            return names[day.month - 1]
        number: int = getattr(day, _NUMBERS[letter])
        return str(number).zfill(1 + len(more))


def _skeleton(locale: "Locale", wanted: str) -> str:
    from babel.dates import match_skeleton  # noqa: PLC0415 - see above

    known = locale.datetime_skeletons
    return str(known[wanted if wanted in known else match_skeleton(wanted, known)].pattern)


def _fields(pattern: str) -> list[str]:
    pieces = _PIECES.finditer(pattern)
    return [piece[2] + piece[3] for piece in pieces if piece[2] is not None]


class RememberedNames:
    """A small file of names and forms in one language, for one version of the program.

    What cannot be read is as good as empty: they are asked for again.

    Args:
        path: the file; None to remember for this run only.
        shipped: a file of the same kind that comes along, if there is one.
    """

    def __init__(self, path: Path | None, shipped: Path | None = None) -> None:
        self._path = path
        self._shipped, dates = _read(shipped, checked=False)
        self._names, own = _read(path)
        self._dates = dates or own
        self._kept = self._state()

    @property
    def dates(self) -> DateForms | None:
        """The forms of dates, None when they were never put."""
        return self._dates

    def put_dates(self, forms: DateForms) -> None:
        """Remember forms of dates."""
        self._dates = forms

    def get(self, code: str) -> str | None:
        """The name, None when it was never put."""
        return self._shipped.get(code) or self._names.get(code)

    def put(self, code: str, name: str) -> str:
        """Remember a name; returns it."""
        self._names[code] = name
        return name

    def save(self) -> None:
        """Write them if there are new ones; where that cannot be, they are let go."""
        if self._path is None or self._state() == self._kept:
            return
        from reader.writing import write_file  # noqa: PLC0415 - at the end of a run only

        with suppress(OSError, WriteError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            data = written(self._names, self._dates, version=__version__)
            write_file(self._path, data, overwrite=True)
        self._kept = self._state()

    def _state(self) -> tuple[int, DateForms | None]:
        return len(self._names), self._dates


def written(names: Mapping[str, str], dates: DateForms | None, **more: str) -> bytes:
    """The file of some names and forms, with `more` beside them."""
    data: dict[str, Any] = {"names": names, **more}
    if dates is not None:
        data["dates"] = asdict(dates)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0)
    return f"{text}\n".encode()


def _read(path: Path | None, *, checked: bool = True) -> tuple[dict[str, str], DateForms | None]:
    """What a file has, `checked` if only one of this version is believed."""
    try:
        data = json.loads(path.read_text("utf-8")) if path else {}
        if not checked or data.get("version") == __version__:
            names = {str(code): str(name) for code, name in data["names"].items()}
            return names, _forms(data.get("dates"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass  # nothing remembered yet, or not by us
    return {}, None


def _forms(found: Any) -> DateForms | None:  # as JSON has it
    if found is None:
        return None
    months = {field: tuple(map(str, names)) for field, names in found["months"].items()}
    patterns = [str(found[name]) for name in ("year", "month", "day")]
    known = {*months, "y", "d", "dd", "M", "MM", "L", "LL"}
    if any(len(names) != 12 for names in months.values()):
        return None
    if any(field not in known for pattern in patterns for field in _fields(pattern)):
        return None
    return DateForms(patterns[0], patterns[1], patterns[2], months)
