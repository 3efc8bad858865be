"""JSON Lines: a line is an article, `{id?, title?, text|passages, lang?, source?, date?, url?}`."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from index.errors import InputError
from index.ingest import Block, Format, Record
from index.ingest.cleaning import clean, clean_line
from index.ingest.decoding import decode, encoding_of
from index.ingest.metadata import iso_date, language_code
from index.ingest.paragraphs import paragraphs

# A file with a NUL in so many bytes is no text at all, rather than text with a bad line.
_BEGINNING = 8192


class JsonLines:
    """Reads `.jsonl` and `.ndjson`, line by line.

    Keys it does not know are passed over. `passages` wins over `text`.
    """

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, stream: BinaryIO, where: str) -> Iterator[Record | InputError]:
        """A record or an error for each line that is not blank; see `Format.read`."""
        names = _Names()
        for number, line in enumerate(_lines(stream, where), start=1):
            if not line.strip():
                continue
            place = f"{where}:{number}"
            try:
                yield names.named(_record(_parsed(line, place), place), number)
            except InputError as error:
                yield error


class _Names:
    """Gives each record of a file a name by which it is found again in a later reading.

    The name is the record's id, else its URL, else a digest of its title and date, or
    of its text: never its line, which changes when one is put in before it.
    """

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def named(self, record: Record, line: int) -> Record:
        name = record.id or record.url or _digest(record)
        first = self._lines.setdefault(name, line)
        if first != line:
            if record.id is not None:
                raise InputError(record.where, f"id {name!r} stands already in line {first}")
            name = f"{name}~{line}"
        return replace(record, record=name)


def _digest(record: Record) -> str:
    if record.title is not None:
        text = f"{record.title}\n{record.date or ''}"
    else:
        text = "\n".join((*record.passages, *(block.text for block in record.blocks)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _lines(stream: BinaryIO, where: str) -> Iterator[bytes]:
    r"""The lines as UTF-8; marked UTF-16, where `\n` is no single byte, is read whole."""
    beginning = stream.read(_BEGINNING) + stream.readline()
    if encoding_of(beginning) == "utf-16":
        yield from io.BytesIO(decode(beginning + stream.read(), where).encode())
    elif b"\0" in beginning:
        raise InputError(where, "not a text file (it holds NUL characters)")
    else:
        yield from io.BytesIO(beginning)
        yield from stream


def _parsed(line: bytes, where: str) -> dict[str, object]:
    text = decode(line, where)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON: {error.msg} (column {error.colno})") from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or thousands of brackets.
        raise InputError(where, "not JSON that can be read: too long or too deep") from None
    if not isinstance(value, dict):
        raise InputError(where, "not an object")
    return value


def _record(fields: dict[str, object], where: str) -> Record:
    date = _date(fields, where)
    passages = _passages(fields, where)
    return Record(
        where=where,
        id=_id(fields, where),
        title=_string(fields, "title", where),
        blocks=() if passages else _blocks(fields, where),
        passages=passages,
        lang=_lang(fields, where),
        source=_string(fields, "source", where),
        date=date,
        date_from="markup" if date else None,
        url=_string(fields, "url", where),
    )


def _string(fields: dict[str, object], key: str, where: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(where, f"{key!r} is not a string")
    return clean_line(value) or None


def _id(fields: dict[str, object], where: str) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id", where)


def _date(fields: dict[str, object], where: str) -> str | None:
    text = _string(fields, "date", where)
    try:
        return iso_date(text) if text else None
    except ValueError as error:
        raise InputError(where, str(error)) from None


def _lang(fields: dict[str, object], where: str) -> str | None:
    text = _string(fields, "lang", where)
    try:
        return language_code(text) if text else None
    except ValueError as error:
        raise InputError(where, str(error)) from None


def _passages(fields: dict[str, object], where: str) -> tuple[str, ...]:
    value = fields.get("passages")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(where, "'passages' is not a list of strings")
    return tuple(filter(None, map(clean_line, value)))


def _blocks(fields: dict[str, object], where: str) -> tuple[Block, ...]:
    value = fields.get("text")
    if value is not None and not isinstance(value, str):
        raise InputError(where, "'text' is not a string")
    return paragraphs(clean(value or ""))


FORMAT: Format = JsonLines()
