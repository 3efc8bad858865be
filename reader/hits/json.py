"""JSON: one object, its hits by story and language."""

from dataclasses import dataclass
from typing import BinaryIO

from reader.hits import Found, HitsExporter
from reader.hits._shape import hit_shape, passages_shape
from reader.notebook.shapes import SCHEMA, json_text


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
                {**hit_shape(hit, article, telling.story), "passages": passages_shape(hit)}
                for telling in found.tellings()
                for hit, article in telling.hits
            ],
        }
        out.write(json_text(document, indent=2).encode() + b"\n")


EXPORTER: HitsExporter = _Json()
