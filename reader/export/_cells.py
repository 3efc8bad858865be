"""Cells of tables that spreadsheets open: RFC 4180, and nothing that calculates."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import BinaryIO

from reader.export._prose import lines

# What begins a formula, in full width too (an East Asian spreadsheet takes it as well).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(text: str | int | None) -> str:
    """A value as a cell: printable, lines parted by line feeds, and never a formula.

    A text that would be one gets an apostrophe, which spreadsheets do not show.
    """
    value = "" if text is None else "\n".join(lines(str(text))).strip()
    return f"'{value}" if value.startswith(_FORMULA) else value


def undefused(text: str) -> str:
    """A cell without the apostrophe that `cell` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def write_table(
    names: Sequence[str], rows: Iterable[Sequence[str | int | None]], out: BinaryIO
) -> None:
    """Write a header and rows, records parted by CRLF."""
    table = StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)
    out.write(table.getvalue().encode())
