"""The fields of the index, and how a posting holds its positions."""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from whoosh.columns import NumericColumn, RefBytesColumn
from whoosh.fields import COLUMN, NUMERIC, FieldType, Schema
from whoosh.formats import Format

from index.engines import Document, FieldTokens
from index.model import Field

#: Whoosh puts it into every file name, so an index of another shape is not found
#: rather than misread. Change it with the schema or the packing of positions.
INDEX_NAME: Final = "v1"

#: The columns of lengths, beside the fields they are of. Whoosh's own lengths are
#: rounded to a byte; scores need them as they are.
LENGTH_COLUMNS: Final[dict[Field, str]] = {"title": "title_length", "body": "body_length"}


class PositionList(Format):  # type: ignore[misc]  # Whoosh publishes no types
    """A posting's value: its ascending positions, two bytes each, the lower first.

    Where one is beyond two bytes they take four each, and a byte in front makes the
    length odd. Packing and unpacking are one call each, where a variable length would
    be a loop; and blocks of postings are deflated.
    """

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions, ascending."""
        return list(unpacked(value))


_WIDE = b"\x00"


def packed(positions: Sequence[int]) -> bytes:
    """Ascending positions as a posting's value."""
    if positions[-1] < 1 << 16:
        return _swapped(array("H", positions)).tobytes()
    return _WIDE + _swapped(array("I", positions)).tobytes()


def unpacked(value: bytes) -> "array[int]":
    """The positions in a posting's value."""
    if len(value) % 2:
        return _swapped(array("I", value[len(_WIDE) :]))
    return _swapped(array("H", value))


def _swapped(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class Tokens(FieldType):  # type: ignore[misc]  # Whoosh publishes no types
    """A field that takes `FieldTokens` and indexes them as they are: every form."""

    def __init__(self) -> None:
        super().__init__(format=PositionList(), analyzer=None)

    def index(self, value: FieldTokens, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each form once, as Whoosh wants it: text, frequency, weight, value."""
        places = defaultdict[str, list[int]](list)
        for form, position in zip(value.forms, value.positions, strict=True):
            places[form].append(position)
        for form, positions in places.items():
            yield encoded(form), len(positions), float(len(positions)), packed(positions)


def encoded(form: str) -> bytes:
    """A form as a term. Bytes sort like code points, and a prefix stays a prefix.

    Lone surrogates pass, since a text that has them must not break the index.
    """
    return form.encode("utf-8", "surrogatepass")


def decoded(term: bytes) -> str:
    """A term as a form."""
    return term.decode("utf-8", "surrogatepass")


SCHEMA: Final = Schema(
    # Indexed so that a document is found by its key; without the tiers for ranges.
    key=NUMERIC(int, bits=64, signed=False, unique=True, shift_step=0, sortable=True),
    # These columns hold 65,535 different values a segment and would pass over the
    # next: ample for languages and sources.
    lang=COLUMN(RefBytesColumn()),
    source=COLUMN(RefBytesColumn()),
    day=COLUMN(NumericColumn("i")),
    title_length=COLUMN(NumericColumn("I")),
    body_length=COLUMN(NumericColumn("I")),
    title=Tokens(),
    body=Tokens(),
)


def fields(document: Document) -> dict[str, Any]:
    """A document as Whoosh takes it, by the names of `SCHEMA`."""
    return {
        "key": document.key,
        "lang": encoded(document.lang),
        "source": encoded(document.source),
        "day": document.day,
        "title_length": len(document.title.forms),
        "body_length": len(document.body.forms),
        "title": document.title,
        "body": document.body,
    }
