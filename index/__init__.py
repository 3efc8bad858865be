"""Hexapla's library: an archive of articles in many languages, and search in it.

    from index import Archive

    with Archive.open("news") as archive:
        for hit in archive.search("čip").hits:
            print(hit.id, hit.title)

It prints nothing and knows no terminal. All results are frozen dataclasses.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import HexaplaError

if TYPE_CHECKING:
    from index.archive import Archive
    from index.ingest.reports import AddReport, Progress, SyncReport
    from index.model import (
        Article,
        ArticleSummary,
        Coverage,
        Expansion,
        Fact,
        Hit,
        MatchingPassage,
        Mention,
        Pair,
        Passage,
        Results,
        Span,
        Story,
        Via,
    )

__all__ = [
    "AddReport",
    "Archive",
    "Article",
    "ArticleSummary",
    "Coverage",
    "Expansion",
    "Fact",
    "HexaplaError",
    "Hit",
    "MatchingPassage",
    "Mention",
    "Pair",
    "Passage",
    "Progress",
    "Results",
    "Span",
    "Story",
    "SyncReport",
    "Via",
]


#: Where names are that are not in `index.model`.
_MODULES = {
    "Archive": "index.archive",
    "AddReport": "index.ingest.reports",
    "Progress": "index.ingest.reports",
    "SyncReport": "index.ingest.reports",
}


def __getattr__(name: str) -> Any:
    """A name when it is first asked for (PEP 562): the errors are wanted earlier."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES.get(name, "index.model")), name)
