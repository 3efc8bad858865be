"""Highlights as JSON: the shapes that the command line prints and exports carry."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from reader.notebook.highlight import Highlight, order

#: The version of the shapes. Fields may be added under it, never renamed.
SCHEMA = 1

# What JSON lets stand but a terminal obeys, an editor reorders or hides, or UTF-8 cannot
# say: DEL and C1, soft hyphen, bidi marks and overrides, zero-width space, line and
# paragraph separators, word joiners, annotations, surrogates and tag characters. Joiners
# (ZWJ, ZWNJ) are spelling and stay. C0 controls are always escaped by JSON.
_ESCAPED = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def document(highlights: Iterable[Highlight]) -> dict[str, Any]:
    """All of them in one object, in the order (created, id)."""
    return {
        "schema": SCHEMA,
        "highlights": [asdict(each) for each in sorted(highlights, key=order)],
    }


def record(highlight: Highlight) -> dict[str, Any]:
    """One highlight as an object of its own; keys are the type's fields in their order."""
    return {"schema": SCHEMA, **asdict(highlight)}


def json_text(value: dict[str, Any] | list[Any], *, indent: int | None = None) -> str:
    """JSON that is readable and harmless on a terminal, without a final line end.

    Args:
        value: anything JSON can say.
        indent: spaces a level; None for one line, whatever the value holds.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # Outside strings JSON is ASCII, so what matches stands in one and can be escaped.
    return _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], text)
