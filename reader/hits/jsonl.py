"""JSON Lines: a passage a line, with the article it is from."""

from dataclasses import dataclass
from typing import BinaryIO

from reader.hits import Found, HitsExporter
from reader.hits._shape import hit_shape, passages_shape
from reader.notebook.shapes import SCHEMA, json_text


@dataclass(frozen=True, slots=True)
class _JsonLines:
    extension: str = "jsonl"

    def write(self, found: Found, out: BinaryIO) -> None:
        for telling in found.tellings():
            for hit, article in telling.hits:
                shape = hit_shape(hit, article, telling.story)
                head = {"schema": SCHEMA, "query": found.results.query, **shape}
                for passage in passages_shape(hit):
                    out.write(json_text({**head, **passage}).encode() + b"\n")


EXPORTER: HitsExporter = _JsonLines()
