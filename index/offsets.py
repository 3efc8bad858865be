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
from index.language.tokens import Token, tokenize
from index.model import Article

#: Columns compress well at any level; 1 takes a fifth of the time of the default.
_LEVEL = 1

#: Types of the columns form, step of position, gap before, length. Steps are small;
#: the others know no limit that a hostile text could not pass.
_CODES = "IHII"


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """A passage's tokens; positions count from 0 within the passage."""

    n: int
    title: bool
    tokens: Sequence[Token]


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
        PassageTokens(passage.n, passage.kind == "title", tokenize(passage.text))
        for passage in article.passages
        if passage.is_content
    )


def forms(passages: Sequence[PassageTokens]) -> set[str]:
    """The distinct forms of an article."""
    return {token.form for passage in passages for token in passage.tokens}


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
        forms += [token.form for token in passage.tokens]
        positions += [first + token.position for token in passage.tokens]
        if passage.tokens:
            first = positions[-1] + PASSAGE_GAP
    return FieldTokens(forms, positions)


def encode(passages: Sequence[PassageTokens], numbers: Mapping[str, int]) -> bytes:
    """The columns of an article's tokens, packed.

    Args:
        passages: what `analyse` gave.
        numbers: the vocabulary's number of every form in them.
    """
    head = array("I", [len(passages)])
    forms, steps, gaps, lengths = (array(code) for code in _CODES)
    for passage in passages:
        head.extend((passage.n, len(passage.tokens)))
        position, end = 0, 0
        for token in passage.tokens:
            forms.append(numbers[token.form])
            steps.append(token.position - position)
            # A token may begin before its neighbour ends (a word and its part); the
            # sum stays right because 32-bit columns wrap around.
            gaps.append((token.start - end) & 0xFFFFFFFF)
            lengths.append(token.end - token.start)
            position, end = token.position, token.end
    columns = (head, forms, steps, gaps, lengths)
    return zlib.compress(b"".join(column.tobytes() for column in columns), _LEVEL)


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
    for code in _CODES:
        columns.append(_column(code, data, at, total))
        at += total * columns[-1].itemsize
    passages, first = [], 0
    for n, length in zip(head[::2], head[1::2], strict=True):
        piece = [column[first : first + length] for column in columns]
        passages.append(_unpacked(n, *piece))
        first += length
    return tuple(passages)


def _column(code: str, data: bytes, at: int, length: int) -> "array[int]":
    column = array(code)
    column.frombytes(data[at : at + length * column.itemsize])
    return column


def _unpacked(
    n: int, forms: Sequence[int], steps: Sequence[int], gaps: Sequence[int], lengths: Sequence[int]
) -> PassageOffsets:
    positions, starts, ends = [], [], []
    position, end = 0, 0
    for step, gap, length in zip(steps, gaps, lengths, strict=True):
        position += step
        start = (end + gap) & 0xFFFFFFFF
        end = start + length
        positions.append(position)
        starts.append(start)
        ends.append(end)
    return PassageOffsets(n, forms, positions, starts, ends)
