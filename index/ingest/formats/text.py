"""Plain text: a file is an article."""

from collections.abc import Iterator
from typing import BinaryIO

from index.errors import InputError
from index.ingest import Format, Record
from index.ingest.cleaning import clean
from index.ingest.decoding import decode
from index.ingest.paragraphs import paragraphs


class Text:
    """Reads `.txt`: a paragraph a line, or paragraphs wrapped to a width."""

    suffixes: tuple[str, ...] = (".txt",)

    def read(self, stream: BinaryIO, where: str) -> Iterator[Record | InputError]:
        """One record: the whole file; see `Format.read`."""
        yield Record(where=where, blocks=paragraphs(clean(decode(stream.read(), where))))


FORMAT: Format = Text()
