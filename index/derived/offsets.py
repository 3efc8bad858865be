"""The tokens of an article as they are stored: which form stands where.

Matching passages are found in these columns, so that a search analyses no text
again. They are derived: a form is its number in the vocabulary.
"""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engines import PASSAGE_GAP, Document, FieldTokens
from index.language.bulk import Words, words_of
from index.language.dates import date_range
from index.model import Article

#: Columns compress well at any level; 1 takes a fifth of the time of the default.
_LEVEL = 1

#: Unsigned integers of one, two and four bytes; each column has the smallest that
#: takes it, and names it.
_CODES = "BHI"

Integers = NDArray[np.integer[Any]]


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


class PassageOffsets(NamedTuple):
    """Tokens of a passage in parallel columns.

    Attributes:
        n: the passage's number.
        forms: of each token the number of its form.
        positions: the place of each among all tokens of the passage.
        starts, ends: where each begins and ends in the text, in code points.
    """

    n: int
    forms: Sequence[int]
    positions: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True, slots=True)
class ArticleOffsets:
    """The tokens of an article's passages, one passage after the other, in parallel columns.

    Attributes:
        numbers, counts: the passages, and how many tokens each has.
        forms: of each token the number of its form.
        gaps, lengths: characters before each token, and of it.
    """

    numbers: Integers
    counts: Integers
    forms: Integers
    gaps: Integers
    lengths: Integers

    def of_passage(self, n: int) -> Integers:
        """The forms of a passage's tokens; none of one that is not there."""
        forms: Integers = self.forms[np.repeat(self.numbers, self.counts) == n]
        return forms

    def holding(self, sought: NDArray[np.bool_]) -> Iterator[PassageOffsets]:
        """Those of the tokens whose forms are sought, by passage; where there are none,
        no passage.

        Args:
            sought: for each number of a form whether it is; the last one is for all above.
        """
        at = sought.take(self.forms, mode="clip").nonzero()[0]
        if not len(at):
            return
        stops = self.counts.cumsum()
        of = stops.searchsorted(at, "right")
        after = np.zeros(len(self.forms) + 1, np.intp)
        np.add(self.gaps, self.lengths, out=after[1:], dtype=np.intp).cumsum(out=after[1:])
        firsts = (stops - self.counts)[of]
        behind = after[at + 1] - after[firsts]
        columns = (self.forms[at], at - firsts, behind - self.lengths[at], behind)
        forms, positions, starts, ends = (column.tolist() for column in columns)
        bounds = [0, *(np.flatnonzero(of[1:] != of[:-1]) + 1).tolist(), len(at)]
        for begin, end in pairwise(bounds):
            some = slice(begin, end)
            n = int(self.numbers[of[begin]])
            yield PassageOffsets(n, forms[some], positions[some], starts[some], ends[some])


def analyse(article: Article) -> ArticleTokens:
    """The tokens of all passages that are searched."""
    searched = [passage for passage in article.passages if passage.is_content]
    words = words_of([passage.text for passage in searched])
    passages = [
        PassageTokens(passage.n, passage.kind == "title", count)
        for passage, count in zip(searched, words.counts, strict=True)
    ]
    return ArticleTokens(passages, words)


def document(key: int, article: Article, analysed: ArticleTokens, numbers: Integers) -> Document:
    """The article as an engine sees it; passages are `PASSAGE_GAP` positions apart.

    Args:
        key: see `Document`.
        article: what was analysed.
        analysed: what `analyse` gave.
        numbers: the vocabulary's number of each token's form.
    """
    return Document(
        key=key,
        lang=article.lang,
        source=article.source or "",
        day=date_range(article.date or "")[0] or 0,
        title=_field(analysed, numbers, title=True),
        body=_field(analysed, numbers, title=False),
    )


def _field(analysed: ArticleTokens, numbers: Integers, *, title: bool) -> FieldTokens:
    forms: list[str] = []
    numbered: list[Integers] = []
    counts: list[int] = []
    begin = 0
    for passage in analysed.passages:
        end = begin + passage.count
        if passage.title == title and passage.count:
            forms += analysed.words.forms[begin:end]
            numbered.append(numbers[begin:end])
            counts.append(passage.count)
        begin = end
    if not counts:
        return FieldTokens()
    # As if so many tokens stood between one passage and the next.
    between = np.arange(len(counts)) * (PASSAGE_GAP - 1)
    positions = np.arange(len(forms)) + np.repeat(between, counts)
    return FieldTokens(forms, _packed(positions), _packed(np.concatenate(numbered)))


def _packed(column: Integers) -> "array[int]":
    return array("I", column.astype("I").tobytes())


def encode(analysed: ArticleTokens, forms: Integers) -> bytes:
    """The columns of an article's tokens, packed.

    Args:
        analysed: what `analyse` gave.
        forms: the vocabulary's number of each token's form.
    """
    head = array("I", [len(analysed.passages)])
    for passage in analysed.passages:
        head.extend((passage.n, passage.count))
    packed = [head.tobytes()]
    for column in (forms, analysed.words.gaps, analysed.words.lengths):
        most = int(column.max(initial=0))
        code = next(code for code in _CODES if most < 1 << 8 * array(code).itemsize)
        packed += (code.encode(), column.astype(code).tobytes())
    return zlib.compress(b"".join(packed), _LEVEL)


def decode(packed: bytes) -> ArticleOffsets:
    """The columns again.

    Raises:
        ValueError, zlib.error: the bytes are not what `encode` made.
    """
    data = zlib.decompress(packed)
    (count,) = np.frombuffer(data, "<u4", 1).tolist()
    numbers, counts = np.frombuffer(data, "<u4", 2 * count, 4).reshape(count, 2).T.astype(np.intp)
    total = int(counts.sum())
    at = 4 + 8 * count
    columns = []
    for _ in range(3):
        code = chr(data[at]) if at < len(data) else ""
        if code not in _CODES or not code:
            raise ValueError("no column where one should be")
        columns.append(np.frombuffer(data, code, total, at + 1))
        at += 1 + columns[-1].nbytes
    return ArticleOffsets(numbers, counts, *columns)


#: Of an article that has none, or whose are not known.
NO_OFFSETS = ArticleOffsets(*np.zeros((5, 0), np.intp))
