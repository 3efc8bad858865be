"""The tokens of an article as they are stored: which form stands where.

Matching passages are found in these columns, so that a search analyses no text
again. They are derived: a form is its number in the vocabulary.
"""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.dates import date_range
from index.engines import PASSAGE_GAP, Document, FieldTokens
from index.language import tokens
from index.model import Article

#: Columns compress well at any level; 1 takes a fifth of the time of the default.
_LEVEL = 1

#: Unsigned integers of one, two and four bytes; each column has the smallest that
#: takes it, and names it.
_CODES = "BHI"


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """A passage's tokens; their positions are their places in the columns."""

    n: int
    title: bool
    columns: tokens.Columns


@dataclass(frozen=True, slots=True)
class PassageOffsets:
    """A passage's tokens in parallel columns: form number, position, start, end."""

    n: int
    forms: Sequence[int]
    positions: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


def analyse(article: Article) -> tuple[PassageTokens, ...]:
    """The tokens of all passages that are searched."""
    return tuple(
        PassageTokens(passage.n, passage.kind == "title", tokens.columns(passage.text))
        for passage in article.passages
        if passage.is_content
    )


def forms(passages: Sequence[PassageTokens]) -> set[str]:
    """The distinct forms of an article."""
    return set[str]().union(*(passage.columns.forms for passage in passages))


def document(key: int, article: Article, passages: Sequence[PassageTokens]) -> Document:
    """The article as an engine sees it; passages are `PASSAGE_GAP` positions apart."""
    return Document(
        key=key,
        lang=article.lang,
        source=article.source or "",
        day=date_range(article.date or "")[0] or 0,
        title=_field([passage for passage in passages if passage.title]),
        body=_field([passage for passage in passages if not passage.title]),
    )


def _field(passages: Sequence[PassageTokens]) -> FieldTokens:
    forms: list[str] = []
    positions: list[int] = []
    first = 0
    for passage in passages:
        found = passage.columns.forms
        forms += found
        positions += range(first, first + len(found))
        if found:
            first = positions[-1] + PASSAGE_GAP
    return FieldTokens(forms, positions)


def encode(passages: Sequence[PassageTokens], numbers: Mapping[str, int]) -> bytes:
    """The columns of an article's tokens, packed.

    Args:
        passages: what `analyse` gave.
        numbers: the vocabulary's number of every form in them.
    """
    head = array("I", [len(passages)])
    forms: list[int] = []
    gaps: list[int] = []
    lengths: list[int] = []
    for passage in passages:
        head.extend((passage.n, len(passage.columns.forms)))
        forms += map(numbers.__getitem__, passage.columns.forms)
        gaps += passage.columns.gaps
        lengths += passage.columns.lengths
    packed = [head.tobytes()]
    for column in (forms, gaps, lengths):
        code = _narrowest(column)
        packed += (code.encode(), array(code, column).tobytes())
    return zlib.compress(b"".join(packed), _LEVEL)


def _narrowest(column: Sequence[int]) -> str:
    most = max(column, default=0)
    return next(code for code in _CODES if most < 1 << 8 * array(code).itemsize)


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
        starts, ends = tokens.bounds(gaps[first:end], lengths[first:end])
        passages.append(PassageOffsets(n, forms[first:end], range(length), starts, ends))
        first = end
    return tuple(passages)


def _column(code: str, data: bytes, at: int, length: int) -> "array[int]":
    column = array(code)
    column.frombytes(data[at : at + length * column.itemsize])
    if len(column) != length:
        raise ValueError("a column is cut short")
    return column
