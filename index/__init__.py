"""Hexapla's library: an archive of articles in many languages, and search in it.

    from index import Archive

    with Archive.open("news") as archive:
        for hit in archive.search("čip").hits:
            print(hit.id, hit.title)

It prints nothing and knows no terminal. All results are frozen dataclasses.
"""

from typing import TYPE_CHECKING, Any

from index.errors import HexaplaError
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

if TYPE_CHECKING:
    from index.archive import Archive
    from index.ingest.reports import AddReport, Progress, SyncReport

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


def __getattr__(name: str) -> Any:
    """The archive and what writing to it tells, when they are first named (PEP 562): its
    types are wanted earlier."""
    if name == "Archive":
        from index.archive import Archive  # noqa: PLC0415 - this is the point of it

        return Archive
    if name in ("AddReport", "Progress", "SyncReport"):
        from index.ingest import reports  # noqa: PLC0415 - the same

        return getattr(reports, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
