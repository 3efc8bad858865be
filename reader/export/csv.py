"""CSV (RFC 4180): a line a highlight, for spreadsheets and data tools."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._cells import write_table
from reader.notebook.highlight import Highlight, order

_NAMES = [
    "quote",
    "note",
    "tags",
    "colour",
    "title",
    "source",
    "url",
    "lang",
    "date",
    "article",
    "archive",
    "revision",
    "passage",
    "start",
    "end",
    "prefix",
    "suffix",
    "created",
    "state",
    "id",
    "pair",
]

#: Between tags and between ids of a pair.
_AND = "; "


@dataclass(frozen=True, slots=True)
class _Csv:
    extension: str = "csv"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        rows = (
            [_plain(getattr(each, name)) for name in _NAMES]
            for each in sorted(highlights, key=order)
        )
        write_table(_NAMES, rows, out)


def _plain(value: str | int | tuple[str, ...] | None) -> str | int | None:
    return _AND.join(value) if isinstance(value, tuple) else value


EXPORTER: Exporter = _Csv()
