"""Key words in context: a line for each place where a word was found."""

from collections.abc import Iterator
from dataclasses import dataclass

from index import ArticleSummary, Hit, Span
from reader.hits import Found, Telling
from reader.printable import printable

#: Code points on either side of the word: together a line of a terminal.
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Context:
    """A word that was found, and what stands around it in its passage."""

    hit: Hit
    article: ArticleSummary
    passage: int
    span: Span
    left: str
    word: str
    right: str


def contexts(found: Found) -> Iterator[tuple[Telling, list[Context]]]:
    """The places of each story and language, article by article in reading order."""
    for telling in found.tellings():
        yield telling, [each for hit, article in telling.hits for each in _of(hit, article)]


def _of(hit: Hit, article: ArticleSummary) -> Iterator[Context]:
    for passage in sorted(hit.passages, key=lambda each: each.n):
        # One for one, so that the spans stay true; white space is a blank.
        text = printable(passage.text)
        for span in passage.spans:
            left = text[max(span.start - _AROUND, 0) : span.start]
            right = text[span.end : span.end + _AROUND]
            word = text[span.start : span.end]
            yield Context(hit, article, passage.n, span, left, word, right)
