"""What is open, selected and asked: frozen state and its transitions, no Textual."""

from dataclasses import dataclass
from typing import Literal

from index.model import Article

MarkKind = Literal["hit", "found", "highlight", "counterpart"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in an article: passage number `n`, and code points into its text."""

    passage: int = 1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader selected: from `start` up to and without `end`, in reading order."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a passage that is drawn apart. Offsets are code points, half open."""

    passage: int
    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Column:
    """An article as one pane shows it: attributes down to the pane.

    `origin` is the line under the title (source, language, date), already in the
    reader's language; `position` is where the pane stands when it opens the article.
    """

    article: Article
    origin: str
    marks: tuple[Mark, ...] = ()
    position: Position = Position()
