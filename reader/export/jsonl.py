"""JSON Lines: one highlight a line, for tools that read a stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.notebook.highlight import Highlight, order
from reader.notebook.shapes import json_text, record


@dataclass(frozen=True, slots=True)
class _JsonLines:
    extension: str = "jsonl"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        for highlight in sorted(highlights, key=order):
            out.write(json_text(record(highlight)).encode() + b"\n")


EXPORTER: Exporter = _JsonLines()
