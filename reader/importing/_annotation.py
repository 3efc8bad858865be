"""W3C Web Annotations: ours come back whole, others as quotes to be placed."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

from reader.importing import _fields as fields
from reader.importing import _record
from reader.importing._clipping import Clipping
from reader.notebook.highlight import Highlight

_KINDS = ("Annotation", "AnnotationPage", "AnnotationCollection")
_OURS = "urn:x-hexapla:highlight:"
_UUID = "urn:uuid:"


def is_one(record: Any) -> bool:
    """Whether an object is an annotation, a page or a collection of them."""
    kinds = _list(record.get("type")) if isinstance(record, Mapping) else []
    return any(kind in _KINDS for kind in kinds)


def annotations(record: Any) -> Iterator[Any]:
    """The annotations of a collection or a page, or the one that it is itself."""
    if not isinstance(record, Mapping):
        yield record
        return
    first = record.get("first")
    page = first if isinstance(first, Mapping) else record
    if "items" in page:
        yield from _list(page["items"])
    else:
        yield record


def read(record: Any) -> Highlight | Clipping:
    """The highlight or quote of one annotation.

    Raises:
        ValueError: it has no quote, or a field is wrong.
    """
    target = _first(record.get("target")) if isinstance(record, Mapping) else None
    if not isinstance(target, Mapping):
        raise ValueError("no annotation with a target that has a quote")
    selectors = _selectors(target)
    if "TextQuoteSelector" not in selectors:
        raise ValueError("no TextQuoteSelector")
    source = _first(target.get("source"))
    source = source if isinstance(source, Mapping) else {"id": source}
    if {"hexapla:archive", "hexapla:article", "hexapla:revision"} <= source.keys():
        return _record.read(_own(record, source, selectors))
    return _clipping(record, source, selectors["TextQuoteSelector"])


def _own(
    record: Mapping[str, Any], source: Mapping[str, Any], selectors: Mapping[str, Any]
) -> dict[str, Any]:
    """One of ours as the object that our JSON has."""
    quote = selectors["TextQuoteSelector"]
    place = selectors.get("TextPositionSelector", {})
    _, _, passage = str(selectors.get("FragmentSelector", {}).get("value")).partition("passage=")
    note, tags = _bodies(record)
    return {
        "id": _id(record),
        **{name: source.get(f"hexapla:{name}") for name in ("archive", "article", "revision")},
        "source": source.get("dcterms:publisher"),
        "url": source.get("hexapla:url"),
        "lang": source.get("language"),
        "title": source.get("dcterms:title"),
        "date": source.get("dcterms:issued"),
        "passage": int(passage) if passage.isascii() and passage.isdigit() else None,
        "start": place.get("start"),
        "end": place.get("end"),
        "quote": quote.get("exact"),
        "prefix": quote.get("prefix", ""),
        "suffix": quote.get("suffix", ""),
        "note": note,
        "tags": tags,
        "colour": record.get("hexapla:colour", ""),
        "created": record.get("created"),
        "state": record.get("hexapla:state", "anchored"),
        "pair": [_id(other) for other in _list(record.get("dcterms:relation"))],
    }


def _clipping(
    record: Mapping[str, Any], source: Mapping[str, Any], quote: Mapping[str, Any]
) -> Clipping:
    exact = fields.text(quote, "exact")
    if not exact:
        raise ValueError("no quote")
    url = fields.text(source, "id", "")
    note, tags = _bodies(record)
    created = fields.optional(record, "created")
    return Clipping(
        id=_id(record) if "id" in record else str(uuid5(NAMESPACE_URL, f"{url}\n{exact}")),
        quote=exact,
        prefix=fields.text(quote, "prefix", ""),
        suffix=fields.text(quote, "suffix", ""),
        title=fields.text(source, "dcterms:title", ""),
        source=fields.text(source, "dcterms:publisher", ""),
        url=url,
        lang="",
        note=fields.stored(note).strip(),
        tags=fields.texts({"tags": tags}, "tags"),
        passage=1,
        created=fields.stamp(created) if created else None,
    )


def _bodies(record: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The comment and the tags; several comments follow each other."""
    notes: list[str] = []
    tags: list[str] = []
    for body in [*_list(record.get("body")), record.get("bodyValue")]:
        value = body.get("value") if isinstance(body, Mapping) else body
        if isinstance(value, str):
            tagging = isinstance(body, Mapping) and "tagging" in _list(body.get("purpose"))
            (tags if tagging else notes).append(value)
    return "\n".join(notes), tags


def _selectors(target: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The selectors by type, those that refine another too; of one type the first."""
    found: dict[str, Mapping[str, Any]] = {}
    waiting = _list(target.get("selector"))
    for selector in waiting:  # grows while it is gone through
        if isinstance(selector, Mapping):
            found.setdefault(str(selector.get("type")), selector)
            waiting.extend(_list(selector.get("refinedBy")))
    return found


def _id(record: Any) -> str:
    iri = str(record.get("id") if isinstance(record, Mapping) else record)
    if iri.startswith(_OURS):
        return fields.identity(unquote(iri.removeprefix(_OURS)))
    return fields.identity(iri.removeprefix(_UUID))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return next(iter(_list(value)), None)
