"""W3C Web Annotation Data Model, as JSON-LD: one collection with one page.

A quote is selected by itself and what stands around it (TextQuoteSelector), and by its
place: the passage, and code points within the passage (FragmentSelector refined by a
TextPositionSelector). What the model has no word for is under `hexapla:`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, UUID, uuid5

from reader.export import Exporter
from reader.export._address import web_address
from reader.notebook.highlight import Highlight, order
from reader.notebook.shapes import json_text

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"hexapla": "urn:x-hexapla:"}]


@dataclass(frozen=True, slots=True)
class _Annotation:
    extension: str = "jsonld"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        items = [_annotation(each) for each in sorted(highlights, key=order)]
        # The same annotations are the same collection.
        name = " ".join(item["id"] for item in items)
        collection = {
            "@context": _CONTEXT,
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'collection {name}')}",
            "type": "AnnotationCollection",
            "total": len(items),
            "first": {
                "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'page {name}')}",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
        out.write(json_text(collection, indent=2).encode() + b"\n")


def _annotation(each: Highlight) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "id": _iri(each.id),
        "type": "Annotation",
        "motivation": "highlighting",
        "created": each.created,
        "body": list(_bodies(each)),
        "target": {"source": _source(each), "selector": _selectors(each)},
        "hexapla:state": each.state,
        "hexapla:colour": each.colour,
    }
    if each.pair:
        annotation["dcterms:relation"] = [{"id": _iri(other)} for other in each.pair]
    return annotation


def _bodies(each: Highlight) -> Iterator[dict[str, str]]:
    if each.note:
        yield {"type": "TextualBody", "purpose": "commenting", "value": each.note}
    for tag in each.tags:
        yield {"type": "TextualBody", "purpose": "tagging", "value": tag}


def _source(each: Highlight) -> dict[str, str]:
    named = percent_encoded(f"{each.archive}:{each.article}", safe=":", errors="replace")
    known = {
        "id": web_address(each.url) or f"urn:x-hexapla:{named}",
        "type": "Text",
        "language": each.lang,
        "dcterms:title": each.title,
        "dcterms:publisher": each.source,
        "dcterms:issued": each.date,
        "hexapla:url": each.url,
        "hexapla:archive": each.archive,
        "hexapla:article": each.article,
        "hexapla:revision": each.revision,
    }
    return {name: value for name, value in known.items() if value is not None}


def _selectors(each: Highlight) -> list[dict[str, Any]]:
    within = {"type": "TextPositionSelector", "start": each.start, "end": each.end}
    return [
        {
            "type": "TextQuoteSelector",
            "exact": each.quote,
            "prefix": each.prefix,
            "suffix": each.suffix,
        },
        {"type": "FragmentSelector", "value": f"passage={each.passage}", "refinedBy": within},
    ]


def _iri(highlight_id: str) -> str:
    try:
        return f"urn:uuid:{UUID(highlight_id)}"
    except ValueError:  # imported from where ids are something else
        return f"urn:x-hexapla:highlight:{percent_encoded(highlight_id, safe='', errors='replace')}"


EXPORTER: Exporter = _Annotation()
