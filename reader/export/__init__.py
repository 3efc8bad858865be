"""What leaves the notebook: highlights in a format that other tools read.

An exporter is one file here that defines `EXPORTER: Exporter`; its name is the format's.
Formats for people speak the reader's language (`reader.i18n`); formats for programs have
ISO 8601 dates and BCP 47 codes. No format says when the export was made: the same
highlights give the same bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import BinaryIO, Protocol

from index import plugins
from reader.export._naming import file_name
from reader.export._prose import Stories, by_article, by_story
from reader.notebook.highlight import Highlight

__all__ = ["Exporter", "Stories", "by_article", "exported", "files", "load", "names"]


class Exporter(Protocol):
    """Writes highlights in one format. Stateless; any thread.

    Article text, titles and addresses are foreign, notes and tags may have been
    imported: an exporter writes them so that none of them can act as markup of its
    format or control a terminal.
    """

    @property
    def extension(self) -> str:
        """Of the file's name, without the dot."""
        ...

    @property
    def needs_pairs(self) -> bool:
        """Whether it carries nothing but entries of several highlights."""
        ...

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        """Write a whole document, valid when there are no highlights too.

        Encoding and line ends are the format's: UTF-8 and line feeds where it leaves
        the choice. The order of `highlights` does not matter.

        Raises:
            OSError: `out` could not be written; nothing else is raised.
        """
        ...


def names() -> tuple[str, ...]:
    """The formats there are."""
    return plugins.names(__name__)


def load(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        KeyError: there is no such format; the message lists those there are.
    """
    exporter: Exporter = plugins.load(__name__, name, "EXPORTER")
    return exporter


def exported(name: str, highlights: Sequence[Highlight]) -> bytes:
    """A whole document in the format of that name; raises as `load` does."""
    out = BytesIO()
    load(name).write(highlights, out)
    return out.getvalue()


def files(
    highlights: Sequence[Highlight],
    extension: str,
    write: Callable[[Sequence[Highlight]], bytes],
    stories: "Stories | None" = None,
) -> Iterator[tuple[str, bytes]]:
    """Names and documents of one file an article, or a story; pairs are with their first.

    Args:
        highlights: what to write.
        extension: of the names, without the dot.
        write: makes the document of one file's highlights.
        stories: for a file a story; an article that is in none has a file of its own.
            None for a file an article.
    """
    taken: list[str] = []
    for title, group in by_story(highlights, stories or {}):
        taken.append(file_name([entry[0] for entry in group], taken, title))
        yield f"{taken[-1]}.{extension}", write([each for entry in group for each in entry])
