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


class Numbers(NumericColumn):  # type: ignore[misc]  # Whoosh publishes no types
    """A column that is read at once, as an array, not number by number."""

    def __init__(self, typecode: str) -> None:
        super().__init__(typecode)
        self.typecode = typecode

    def reader(self, file: Any, start: int, length: int, documents: int) -> "array[int]":
        """The number of each document; zeros at the end are not written."""
        written = length // array(self.typecode).itemsize
        numbers: array[int] = file.get_array(start, self.typecode, written)
        numbers.extend([0] * (documents - written))
        return numbers


class Texts(RefBytesColumn):  # type: ignore[misc]  # Whoosh publishes no types
    """A column of few different texts that is read at once, as a list.

    It holds 65,535 of them a segment and would pass over the next: ample for
    languages and sources.
    """

    def reader(self, file: Any, start: int, length: int, documents: int) -> list[bytes]:
        """The text of each document: a number that stands for it, at the front."""
        one_by_one = super().reader(file, start, length, documents)
        typecode = chr(file.get_byte(start + length - 1))
        numbers = file.get_array(start, typecode, documents)
        somewhere = dict(zip(numbers, range(documents), strict=True))
        texts = {number: one_by_one[document] for number, document in somewhere.items()}
        return [texts[number] for number in numbers]


SCHEMA: Final = Schema(
    # Indexed so that a document is found by its key; without the tiers for ranges.
    key=NUMERIC(int, bits=64, signed=False, unique=True, shift_step=0, sortable=Numbers("Q")),
    lang=COLUMN(Texts()),
    source=COLUMN(Texts()),
    day=COLUMN(Numbers("i")),
    title_length=COLUMN(Numbers("I")),
    body_length=COLUMN(Numbers("I")),
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
