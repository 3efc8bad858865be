"""What comes into the notebook: highlights of its own, and quotes of other tools.

Three kinds of file are told apart by what is in them: our JSON and JSON Lines, W3C Web
Annotations as JSON-LD, and Readwise's CSV. What is wrong with one record costs only that
record.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from index.errors import InputError
from reader.importing import _fields
from reader.importing._clipping import Clipping
from reader.notebook.highlight import Highlight

__all__ = ["Clipping", "Imported", "parse"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file has: highlights with a place, clippings without, and what is wrong."""

    highlights: tuple[Highlight, ...]
    clippings: tuple[Clipping, ...]
    errors: tuple[InputError, ...]


def parse(data: bytes, name: str) -> Imported:
    """Read a file's highlights.

    Args:
        data: all of it.
        name: what to call it in errors.

    Raises:
        InputError: it is none of the kinds that are known.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, f"not UTF-8 ({error.reason} at byte {error.start})") from error
    try:
        records = _json(text)
    except ValueError as error:
        raise InputError(name, str(error)) from error
    if records is None:
        return _table(text, name)
    return _objects(records, name)


def _json(text: str) -> list[Any] | None:
    """The objects of a JSON or JSON Lines file; None when it is neither.

    Raises:
        ValueError: it states another shape than ours.
    """
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return [_line(line) for line in text.splitlines() if line.strip()]
    if isinstance(whole, dict) and isinstance(whole.get("highlights"), list):
        _fields.schema(whole)
        return list(whole["highlights"])
    return whole if isinstance(whole, list) else [whole]


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None  # a record that is no object, which is what will be said of it


def _objects(records: list[Any], name: str) -> Imported:
    from reader.importing import _annotation, _record  # noqa: PLC0415 - see `_table`

    if any(_annotation.is_one(record) for record in records):
        records = [each for record in records for each in _annotation.annotations(record)]
        return _read(records, name, _annotation.read)
    return _read(records, name, _record.read)


def _table(text: str, name: str) -> Imported:
    # Imported when it is asked for: a file is of one kind.
    from reader.importing import _readwise  # noqa: PLC0415

    rows = _readwise.rows(text)
    if rows is None:
        raise InputError(name, "no highlights as JSON, Web Annotations or Readwise CSV in it")
    return _read(rows, name, _readwise.read)


def _read(records: list[Any], name: str, read: Callable[[Any], Highlight | Clipping]) -> Imported:
    found: list[Highlight | Clipping] = []
    errors = []
    for number, record in enumerate(records, 1):
        try:
            found.append(read(record))
        except ValueError as error:
            errors.append(InputError(f"{name}: record {number}", str(error)))
    return Imported(
        tuple(each for each in found if isinstance(each, Highlight)),
        tuple(each for each in found if isinstance(each, Clipping)),
        tuple(errors),
    )
