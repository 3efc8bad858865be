"""Hexapla's library: an archive of articles in many languages, and search in it.

    from index import Archive

    with Archive.open("news") as archive:
        for hit in archive.search("čip").hits:
            print(hit.id, hit.title)

It prints nothing and knows no terminal. All results are frozen dataclasses.
"""

from index.archive import Archive
from index.errors import HexaplaError
from index.model import (
    Article,
    ArticleSummary,
    Expansion,
    Hit,
    MatchingPassage,
    Passage,
    Results,
    Span,
    Via,
)
from index.reports import AddReport, Progress

__all__ = [
    "AddReport",
    "Archive",
    "Article",
    "ArticleSummary",
    "Expansion",
    "HexaplaError",
    "Hit",
    "MatchingPassage",
    "Passage",
    "Progress",
    "Results",
    "Span",
    "Via",
]
