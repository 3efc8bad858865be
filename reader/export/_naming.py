"""Names for files of one article or story each."""

import unicodedata
from collections.abc import Collection

from reader.export._prose import newest, one_line
from reader.notebook.highlight import Highlight

#: Bytes of a name before its extension: file systems take 255, and some tools add to it.
_BYTES = 120


def file_name(
    highlights: Collection[Highlight], taken: Collection[str], story: str | None = None
) -> str:
    """A name without extension that says what the file is about: date and title.

    Args:
        highlights: those of one article or story.
        taken: names that are given already; compared without case.
        story: the story's title, None for an article.
    """
    article = newest(highlights)
    # A story has the date of its first article that has one.
    dates = sorted(each.date for each in highlights if each.date) if story else [article.date]
    told = " ".join(
        filter(None, (_words(next(iter(dates), "") or ""), _words(story or article.title)))
    )
    stem = told.encode()[:_BYTES].decode(errors="ignore").strip(" .-") or _words(article.article)
    name, number = stem or "article", 1
    given = {each.casefold() for each in taken}
    while name.casefold() in given:
        number += 1
        name = f"{stem} ({number})"
    return name


def _words(text: str) -> str:
    """Letters, digits and hyphens: safe in every file system and in a wiki link."""
    kept = (
        c if c == "-" or unicodedata.category(c)[0] in "LMN" else " "
        for c in unicodedata.normalize("NFC", one_line(text))
    )
    return " ".join("".join(kept).split()).strip("-")
