"""JSON: one object, its hits by language."""

from dataclasses import dataclass
from typing import BinaryIO

from reader.hits import Found, HitsExporter
from reader.hits._shape import hit_shape, passages_shape
from reader.shapes import SCHEMA, json_text


@dataclass(frozen=True, slots=True)
class _Json:
    extension: str = "json"

    def write(self, found: Found, out: BinaryIO) -> None:
        document = {
            "schema": SCHEMA,
            "query": found.results.query,
            "total": found.results.total,
            "partial": found.results.partial,
            "hits": [
                {**hit_shape(hit, article), "passages": passages_shape(hit)}
                for _lang, hits in found.by_language()
                for hit, article in hits
            ],
        }
        out.write(json_text(document, indent=2).encode() + b"\n")


EXPORTER: HitsExporter = _Json()
