"""From files to drafts of articles.

A format reads bytes into records (`index.ingest.formats`, one file each); what is
common to all formats turns a record into a draft: cleaning, passages, title,
boilerplate, language.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from index import plugins
from index.errors import InputError
from index.model import DateOrigin, Passage


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as a format saw it; `heading` where the markup says so."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What a format read of one article; None is what the input does not say.

    `record` is the record's name within its file, `""` when a file is one article.
    Exactly one of `blocks` (paragraphs that may hold boilerplate) and `passages`
    (taken as they are) is filled. `where` names the record in messages. `lang` and
    `date` are as `index.ingest.metadata` writes them.
    """

    where: str
    record: str = ""
    id: str | None = None
    title: str | None = None
    blocks: tuple[Block, ...] = ()
    passages: tuple[str, ...] = ()
    lang: str | None = None
    source: str | None = None
    date: str | None = None
    date_from: DateOrigin | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article ready for the store, which gives it its id and revision.

    `path` is absolute, or `-` for standard input; `id` is the one the input gave.
    """

    path: str
    record: str
    id: str | None
    title: str
    title_derived: bool
    lang: str
    source: str | None
    date: str | None
    date_from: DateOrigin | None
    url: str | None
    passages: tuple[Passage, ...]


class Format(Protocol):
    """Reads one kind of file. Stateless; any thread.

    A broken record is yielded as an `InputError` and reading goes on; a file that
    is not of this kind at all raises `InputError`.
    """

    suffixes: tuple[str, ...]

    def read(self, stream: BinaryIO, where: str) -> Iterator[Record | InputError]:
        """The records of an open file, read as they are asked for.

        Args:
            stream: the file's bytes; the caller closes it after the last record.
            where: what messages call it.

        Raises:
            InputError: the file is not of this kind.
            OSError: the stream cannot be read.
        """
        ...


_FORMATS = "index.ingest.formats"


def names() -> tuple[str, ...]:
    """The formats there are."""
    return plugins.names(_FORMATS)


def load(name: str) -> Format:
    """The format of that name."""
    found: Format = plugins.load(_FORMATS, name, "FORMAT")
    return found
