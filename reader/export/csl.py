"""CSL-JSON of the articles that highlights are of, for Zotero, pandoc and citeproc."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reader.export import Exporter
from reader.export._address import web_address
from reader.export._prose import newest, one_line
from reader.export._sources import cited, evidence
from reader.notebook.highlight import Highlight
from reader.notebook.shapes import json_text


@dataclass(frozen=True, slots=True)
class _Csl:
    extension: str = "json"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        items = [_item(group) for group in cited(highlights)]
        out.write(json_text(items, indent=2).encode() + b"\n")


def _item(group: Sequence[Highlight]) -> dict[str, Any]:
    article = newest(group)
    item: dict[str, Any] = {
        "id": f"{article.archive}/{article.article}",
        "type": "article-newspaper",
        "title": one_line(article.title),
        "language": article.lang,
        "accessed": _date(article.created[:10]),
        "note": evidence(group),
    }
    if article.source:
        item["container-title"] = one_line(article.source)
    if url := web_address(article.url):
        item["URL"] = url
    if article.date:
        item["issued"] = _date(article.date)
    return item


def _date(iso: str) -> dict[str, Any]:
    """A year, month or day of ISO 8601; what is none is passed on as it stands."""
    parts = iso.split("-")
    if all(part.isascii() and part.isdigit() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"raw": one_line(iso)}


EXPORTER: Exporter = _Csl()
