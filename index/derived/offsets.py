"""The tokens of an article as they are stored: which form stands where.

Matching passages are found in these columns, so that a search analyses no text
again. They are derived: a form is its number in the vocabulary.
"""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.engines import PASSAGE_GAP, Document, FieldTokens
from index.language import tokens
from index.language.bulk import Words, words_of
from index.language.dates import date_range
from index.model import Article

#: Columns compress well at any level; 1 takes a fifth of the time of the default.
_LEVEL = 1

#: Unsigned integers of one, two and four bytes; each column has the smallest that
#: takes it, and names it.
_CODES = "BHI"


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """A passage of an article with the number of its tokens."""

    n: int
    title: bool
    count: int


@dataclass(frozen=True, slots=True)
class ArticleTokens:
    """The tokens of an article's passages, one passage after the other.

    The position of each is its place within its passage.
    """

    passages: Sequence[PassageTokens]
    words: Words


@dataclass(frozen=True)  # no slots: most passages match nothing and are never asked where
class PassageOffsets:
    """A passage's tokens in parallel columns: form number, position, start, end.

    `gaps` and `lengths` are characters: before each token, and of it.
    """

    n: int
    forms: Sequence[int]
    gaps: Sequence[int]
    lengths: Sequence[int]

    @property
    def positions(self) -> Sequence[int]:
        """The place of each token among them."""
        return range(len(self.forms))

    @property
    def starts(self) -> Sequence[int]:
        """Where each begins in the text, in code points."""
        return self._bounds[0]

    @property
    def ends(self) -> Sequence[int]:
        """Where each ends."""
        return self._bounds[1]

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return tokens.bounds(self.gaps, self.lengths)


def analyse(article: Article) -> ArticleTokens:
    """The tokens of all passages that are searched."""
    searched = [passage for passage in article.passages if passage.is_content]
    words = words_of([passage.text for passage in searched])
    passages = [
        PassageTokens(passage.n, passage.kind == "title", count)
        for passage, count in zip(searched, words.counts, strict=True)
    ]
    return ArticleTokens(passages, words)


def document(key: int, article: Article, analysed: ArticleTokens) -> Document:
    """The article as an engine sees it; passages are `PASSAGE_GAP` positions apart."""
    return Document(
        key=key,
        lang=article.lang,
        source=article.source or "",
        day=date_range(article.date or "")[0] or 0,
        title=_field(analysed, title=True),
        body=_field(analysed, title=False),
    )


def _field(analysed: ArticleTokens, *, title: bool) -> FieldTokens:
    forms: list[str] = []
    positions = array("I")
    begin = first = 0
    for passage in analysed.passages:
        end = begin + passage.count
        if passage.title == title and passage.count:
            forms += analysed.words.forms[begin:end]
            positions.extend(range(first, first + passage.count))
            first += passage.count - 1 + PASSAGE_GAP
        begin = end
    return FieldTokens(forms, positions)


def encode(analysed: ArticleTokens, numbers: Mapping[str, int]) -> bytes:
    """The columns of an article's tokens, packed.

    Args:
        analysed: what `analyse` gave.
        numbers: the vocabulary's number of every form in it.
    """
    head = array("I", [len(analysed.passages)])
    for passage in analysed.passages:
        head.extend((passage.n, passage.count))
    words = analysed.words
    forms = np.fromiter(map(numbers.__getitem__, words.forms), np.uint32, len(words.forms))
    packed = [head.tobytes()]
    for column in (forms, words.gaps, words.lengths):
        most = int(column.max(initial=0))
        code = next(code for code in _CODES if most < 1 << 8 * array(code).itemsize)
        packed += (code.encode(), column.astype(code).tobytes())
    return zlib.compress(b"".join(packed), _LEVEL)


def decode(packed: bytes) -> tuple[PassageOffsets, ...]:
    """The columns again.

    Raises:
        ValueError, zlib.error: the bytes are not what `encode` made.
    """
    data = zlib.decompress(packed)
    (count,) = _column("I", data, 0, 1)
    head = _column("I", data, 4, 2 * count)
    total = sum(head[1::2])
    at = 4 + 8 * count
    columns: list[array[int]] = []
    for _ in range(3):
        code = chr(data[at]) if at < len(data) else ""
        if code not in _CODES or not code:
            raise ValueError("no column where one should be")
        columns.append(_column(code, data, at + 1, total))
        at += 1 + total * columns[-1].itemsize
    forms, gaps, lengths = columns
    passages, first = [], 0
    for n, length in zip(head[::2], head[1::2], strict=True):
        end = first + length
        passages.append(PassageOffsets(n, forms[first:end], gaps[first:end], lengths[first:end]))
        first = end
    return tuple(passages)


def _column(code: str, data: bytes, at: int, length: int) -> "array[int]":
    column = array(code)
    column.frombytes(data[at : at + length * column.itemsize])
    if len(column) != length:
        raise ValueError("a column is cut short")
    return column
