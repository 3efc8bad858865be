"""Plain text: a file is an article."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import InputError
from index.ingest import Format, Record
from index.ingest.cleaning import clean
from index.ingest.decoding import decode
from index.ingest.paragraphs import paragraphs

#: How a page or a feed begins: its tags would be taken for the text.
_MARKUP = re.compile(r"\s*<(!doctype\s+html|html|\?xml|rss|feed)\b", re.IGNORECASE)


class Text:
    """Reads `.txt`: a paragraph a line, or paragraphs wrapped to a width."""

    suffixes: tuple[str, ...] = (".txt",)

    def read(self, stream: BinaryIO, where: str) -> Iterator[Record | InputError]:
        """One record: the whole file; see `Format.read`."""
        text = decode(stream.read(), where)
        if _MARKUP.match(text):
            yield InputError(where, "this is HTML or XML, which is not read")
        else:
            yield Record(where=where, blocks=paragraphs(clean(text)))


FORMAT: Format = Text()
