"""Readwise's CSV; what our own export put into the note is taken out again."""

import csv
import re
from io import StringIO
from uuid import NAMESPACE_URL, uuid5

from reader.export._cells import undefused
from reader.importing import _fields as fields
from reader.importing._clipping import Clipping

_ABOUT = re.compile(r"(?:^|\n)\[(lang \S+(?: · date \S+)?(?: · revision .*)?)\]$")
_TAGS = re.compile(r"((?:\.[^\s.]\S*)(?: +\.[^\s.]\S*)*)(?:\n|$)")

#: A cell can be as long as an article; the module's own limit is 128 KB.
_CELL = 2**24


def rows(text: str) -> list[dict[str | None, str | None]] | None:
    """The rows under the header; None when it is not Readwise's."""
    before = csv.field_size_limit(_CELL)
    try:
        table = csv.DictReader(StringIO(text, newline=""))
        if "Highlight" not in (table.fieldnames or ()):
            return None
        return list(table)
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(before)


def read(row: dict[str | None, str | None]) -> Clipping:
    """The quote of one row.

    Raises:
        ValueError: it has none, or another field is wrong.
    """
    if None in row:
        raise ValueError("more cells than the header has")
    cells = {name: fields.stored(undefused(value or "").strip()) for name, value in row.items()}
    quote, title, url = cells["Highlight"], cells.get("Title", ""), cells.get("URL", "")
    if not quote:
        raise ValueError("no quote")
    note, tags, lang = _note(cells.get("Note", ""))
    location, created = cells.get("Location", ""), cells.get("Date", "")
    return Clipping(
        id=str(uuid5(NAMESPACE_URL, f"{url}\n{title}\n{quote}")),
        quote=quote,
        prefix="",
        suffix="",
        title=title,
        source=cells.get("Author", ""),
        url=url,
        lang=lang and fields.language(lang),
        note=note,
        tags=tags,
        passage=int(location) if re.fullmatch("[0-9]{1,9}", location) else 1,
        created=fields.stamp(created) if created else None,
    )


def _note(note: str) -> tuple[str, tuple[str, ...], str]:
    """A note without tags and provenance; the tags; the language."""
    lang = ""
    if about := _ABOUT.search(note):
        lang = about[1].split()[1]
        note = note[: about.start()]
    tags: tuple[str, ...] = ()
    if marks := _TAGS.match(note):
        tags = tuple(mark[1:].replace("_", " ") for mark in marks[1].split())
        note = note[marks.end() :]
    return note.strip(), tuple(dict.fromkeys(tags)), lang
