"""The fields of the index, as Whoosh keeps them in its table of contents."""

from typing import Final

import numpy as np
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Format

#: Whoosh puts it into every file name, so an index of another shape is not found
#: rather than misread. Change it with the schema or the shape of a segment.
INDEX_NAME: Final = "v2"

#: What is kept of a document beside its words: the field's name and its column's.
STORED_FIELDS: Final = {"key": "keys", "lang": "langs", "source": "sources", "day": "days"}


class PositionList(Format):  # type: ignore[misc]  # Whoosh publishes no types
    """A posting's value: its ascending positions, four bytes each."""

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions, ascending."""
        positions: list[int] = np.frombuffer(value, "<u4").tolist()
        return positions


class Tokens(FieldType):  # type: ignore[misc]  # Whoosh publishes no types
    """A field of words as they stand in the text; they come as `FieldTokens`."""

    def __init__(self) -> None:
        super().__init__(format=PositionList(), analyzer=None, scorable=True)


SCHEMA: Final = Schema(title=Tokens(), body=Tokens(), **dict.fromkeys(STORED_FIELDS, STORED()))
