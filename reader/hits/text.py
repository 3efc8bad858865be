"""Plain text: key words in context, one under the other (KWIC),
by story and language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from unicodedata import combining, east_asian_width

from reader.hits import Found, HitsExporter, Telling
from reader.hits._context import Context, contexts
from reader.hits._prose import origin, story_title
from reader.i18n import language_name
from reader.printable import printable


@dataclass(frozen=True, slots=True)
class _Text:
    extension: str = "txt"

    def write(self, found: Found, out: BinaryIO) -> None:
        languages = (_language(telling, places, found) for telling, places in contexts(found))
        out.write("\n".join(line for lines in languages for line in (*lines, "")).encode())


def _language(telling: Telling, places: list[Context], found: Found) -> Iterator[str]:
    if telling.is_first and found.stories:
        title = story_title(telling)
        yield from (title, "=" * _cells(title), "")
    yield printable(language_name(telling.lang))
    column = max((_cells(each.left) for each in places), default=0)
    article = ""
    for each in places:
        if each.hit.id != article:
            article = each.hit.id
            about = [printable(each.hit.title), *origin(each.article)]
            about += [printable(text) for text in (each.article.url, each.article.revision) if text]
            yield f"  {' · '.join(about)}"
        room = " " * (column - _cells(each.left))
        yield f"{each.passage:>6}  {room}{each.left}[{each.word}]{each.right}".rstrip()


def _cells(text: str) -> int:
    """Cells of a terminal that a text takes (UAX 11)."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


EXPORTER: HitsExporter = _Text()
