"""A highlight of our own JSON."""

from collections.abc import Mapping
from typing import Any, get_args

from reader.importing import _fields as fields
from reader.notebook.highlight import Highlight, HighlightState


def read(record: Any) -> Highlight:
    """The highlight of one object; fields that are not known are passed over.

    Raises:
        ValueError: it is none; the message says why.
    """
    if not isinstance(record, Mapping):
        raise ValueError("not an object")
    fields.schema(record)
    quote, start, end = (
        fields.text(record, "quote"),
        fields.number(record, "start"),
        fields.number(record, "end"),
    )
    if not quote or end - start != len(quote):
        raise ValueError(f"a quote of {len(quote)} cannot stand from {start} to {end}")
    state: HighlightState = record.get("state", "anchored")
    if state not in get_args(HighlightState):
        raise ValueError(f"{state!r} is no state")
    return Highlight(
        id=fields.identity(fields.text(record, "id")),
        archive=fields.text(record, "archive"),
        article=fields.text(record, "article"),
        revision=fields.text(record, "revision"),
        source=fields.optional(record, "source"),
        url=fields.optional(record, "url"),
        lang=fields.language(fields.text(record, "lang")),
        title=fields.text(record, "title"),
        date=fields.iso_date(fields.optional(record, "date")),
        passage=fields.number(record, "passage"),
        start=start,
        end=end,
        quote=quote,
        prefix=fields.text(record, "prefix", ""),
        suffix=fields.text(record, "suffix", ""),
        note=fields.text(record, "note", "").strip(),
        tags=fields.texts(record, "tags"),
        colour=fields.text(record, "colour", "").strip(),
        created=fields.stamp(fields.text(record, "created")),
        state=state,
        pair=tuple(map(fields.identity, fields.texts(record, "pair"))),
    )
