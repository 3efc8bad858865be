"""JSON: one object with everything, to be imported again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.notebook.highlight import Highlight
from reader.notebook.shapes import document, json_text


@dataclass(frozen=True, slots=True)
class _Json:
    extension: str = "json"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        out.write(json_text(document(highlights), indent=2).encode() + b"\n")


EXPORTER: Exporter = _Json()
