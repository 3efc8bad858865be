"""Readwise's CSV, as its importer takes it.

It has no columns for language, date and revision; they are the note's last line. Tags
are written into the note as Readwise reads them: `.tag`, before all else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._cells import write_table
from reader.export._prose import one_line
from reader.notebook.highlight import Highlight, order

#: The header that Readwise asks for.
NAMES = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


@dataclass(frozen=True, slots=True)
class _Readwise:
    extension: str = "csv"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        write_table(NAMES, map(_row, sorted(highlights, key=order)), out)


def _row(each: Highlight) -> Sequence[str | int | None]:
    note = "\n".join(_note(each))
    return each.quote, each.title, each.source, each.url, note, each.passage, each.created


def _note(each: Highlight) -> Iterator[str]:
    tags = ("_".join(one_line(tag).split()) for tag in each.tags)
    marks = " ".join(f".{tag}" for tag in tags if tag)
    if marks:
        yield marks
    if each.note:
        yield each.note
    known = {"lang": each.lang, "date": each.date, "revision": each.revision}
    said = (f"{name} {one_line(value)}" for name, value in known.items() if value)
    yield f"[{' · '.join(said)}]"


EXPORTER: Exporter = _Readwise()
