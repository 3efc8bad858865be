"""Articles as they are open: places in them, what is selected and marked there. No Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from index.model import Article, MatchingPassage

MarkKind = Literal["hit", "found", "highlight", "counterpart"]

#: More panes than this leave no line long enough to read on any screen.
MAX_PANES = 4


class Position(NamedTuple):
    """A place in an article: passage number `n`, and code points into its text."""

    passage: int = 1
    offset: int = 0


#: Where an article begins.
_START = Position()


class Selection(NamedTuple):
    """What the reader selected: from `start` up to and without `end`, in reading order."""

    start: Position
    end: Position


class Mark(NamedTuple):
    """A stretch of a passage that is drawn apart. Offsets are code points, half open.

    `colour` is a highlight's, `""` for other marks.
    """

    passage: int
    start: int
    end: int
    kind: MarkKind
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """An article as one pane shows it: attributes down to the pane.

    `origin` is the line under the title (source, language, date), already in the
    reader's language; `position` is where the pane stands when it opens the article.
    """

    article: Article
    origin: str
    marks: tuple[Mark, ...] = ()
    position: Position = _START


class Stretch(NamedTuple):
    """Part of one passage: code points, half open."""

    passage: int
    start: int
    end: int


def places(marks: Iterable[Mark], kind: MarkKind) -> list[Position]:
    """Where marks of a kind begin, in reading order."""
    return sorted({Position(mark.passage, mark.start) for mark in marks if mark.kind == kind})


def hit_marks(passages: Iterable[MatchingPassage]) -> tuple[Mark, ...]:
    """The marks of a query's matching words, in the order of the passages given."""
    return tuple(
        Mark(passage.n, span.start, span.end, "hit")
        for passage in passages
        for span in passage.spans
    )


def best_position(passages: Sequence[MatchingPassage]) -> Position:
    """Where to open a hit: the first matching word of its best passage (the first given)."""
    if not passages:
        return Position()
    best = passages[0]
    return Position(best.n, best.spans[0].start if best.spans else 0)


def stretches(article: Article, selection: Selection) -> tuple[Stretch, ...]:
    """A selection passage by passage, without the empty parts of it."""
    found = []
    for passage in article.passages:
        if selection.start.passage <= passage.n <= selection.end.passage:
            start = selection.start.offset if passage.n == selection.start.passage else 0
            whole = len(passage.text)
            end = selection.end.offset if passage.n == selection.end.passage else whole
            if start < min(end, whole):
                found.append(Stretch(passage.n, start, min(end, whole)))
    return tuple(found)
