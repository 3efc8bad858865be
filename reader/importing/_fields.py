"""Fields of foreign records, checked one by one. Every function raises `ValueError`."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from reader.notebook.records import clean
from reader.notebook.shapes import SCHEMA
from reader.printable import printable

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")

#: More than any tool gives, and what a highlight can be in a list of.
_ID_LENGTH, _MOST = 200, 500


def schema(record: Mapping[str, Any]) -> None:
    """Refuse another shape than ours; a record that states none is taken for ours."""
    if record.get("schema", SCHEMA) != SCHEMA:
        raise ValueError(f"schema {record['schema']!r} is not known, only {SCHEMA}")


def text(record: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    """A text that can be stored; `otherwise` where it is missing."""
    value = record.get(name, otherwise)
    if not isinstance(value, str):
        raise ValueError(f"{name} is missing" if value is None else f"{name} is no text")
    return stored(value)


def stored(value: str) -> str:
    """A text as SQLite takes it: one code point for one, lone surrogates replaced."""
    return value.encode("utf-8", "replace").decode("utf-8")


def optional(record: Mapping[str, Any], name: str) -> str | None:
    """A text, or None."""
    return None if record.get(name) is None else text(record, name)


def number(record: Mapping[str, Any], name: str) -> int:
    """A whole number from 0, as SQLite can store it."""
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise ValueError(f"{name} is no whole number from 0")
    return value


def texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts; white space in them is evened out, empty ones and doubles fall."""
    values = record.get(name, [])
    if not isinstance(values, list) or len(values) > _MOST:
        raise ValueError(f"{name} is no list of at most {_MOST}")
    found = (text({name: value}, name) for value in values)
    return tuple(filter(None, dict.fromkeys(" ".join(clean(each).split()) for each in found)))


def identity(value: str) -> str:
    """An id: printable, without white space, of at most 200 characters."""
    if not 0 < len(value) <= _ID_LENGTH or printable(value) != value or value.split() != [value]:
        raise ValueError("the id is none")
    return value


def language(value: str) -> str:
    """A language code in the form of BCP 47."""
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f"{value!r} is no language code")
    return value


def iso_date(value: str | None) -> str | None:
    """A year, a month or a day, or None."""
    if value is not None:
        if not _DATE.fullmatch(value):
            raise ValueError(f"{value!r} is no date")
        date.fromisoformat(f"{value}-01-01"[:10])
    return value


def stamp(value: str) -> str:
    """A time as the notebook writes it; one that says no zone is taken for UTC."""
    try:
        time = datetime.fromisoformat(value.strip())
        if _STAMP.fullmatch(value):
            return value
        time = time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value!r} is no time") from error
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
