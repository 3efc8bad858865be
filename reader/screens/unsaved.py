"""What the disk refused: shown, and written as soon as it takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from index.errors import NotFound, WriteError
from reader.columns import Mark, Stretch

if TYPE_CHECKING:
    from index.model import Article
    from reader.notebook.notebook import Notebook


class Waiting(NamedTuple):
    """A stretch of an article that the reader wants to keep."""

    archive: str
    article: Article
    stretch: Stretch

    @property
    def text(self) -> str:
        """The words themselves."""
        texts = {passage.n: passage.text for passage in self.article.passages}
        return texts[self.stretch.passage][self.stretch.start : self.stretch.end]


class Refused(NamedTuple):
    """A change of what is kept already: how it is made, and what of it would be lost."""

    make: Callable[[Notebook], object]
    words: str


class Unsaved:
    """What waits to be written, in the order in which it was wanted."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._entries: list[tuple[Waiting, ...]] = []
        """Of these, those that are to be one entry."""
        self._written: dict[Waiting, str] = {}
        """The ids of what was written of an entry that is not whole yet."""
        self._changes: list[Refused] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._entries) + len(self._changes)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """All of it."""
        return tuple(self._waiting)

    @property
    def changes(self) -> tuple[Refused, ...]:
        """The changes of what is kept already."""
        return tuple(self._changes)

    def put_off(self, change: Refused) -> None:
        """Take in a change that could not be written."""
        self._changes.append(change)

    def wait(self, wanted: Sequence[Waiting], *, paired: bool = False) -> None:
        """Take in what could not be written; `paired` makes one entry of it."""
        self._waiting += [each for each in wanted if each not in self._waiting]
        if paired:
            self._entries.append(tuple(wanted))

    def drop(self, archive: str, article: Article, stretches: Iterable[Stretch]) -> bool:
        """Let stretches go again if all of them wait; whether they did."""
        gone = [Waiting(archive, article, each) for each in stretches]
        if not gone or any(each not in self._waiting for each in gone):
            return False
        self._waiting = [each for each in self._waiting if each not in gone]
        kept = (tuple(each for each in entry if each not in gone) for entry in self._entries)
        self._entries = [entry for entry in kept if len(entry) > 1]
        return True

    def marks(self, archive: str, article: Article) -> tuple[Mark, ...]:
        """What waits of an article, as marks."""
        return tuple(
            Mark(each.stretch.passage, each.stretch.start, each.stretch.end, "highlight")
            for each in self._waiting
            if each.archive == archive and each.article.id == article.id
        )

    def write(self, notebook: Notebook) -> bool:
        """Try again; whether nothing waits any more."""
        try:
            while self._waiting:
                each = self._waiting[0]
                at = each.stretch
                made = notebook.add(
                    each.archive, each.article, at.passage, start=at.start, end=at.end
                )
                self._written[each] = made.id
                del self._waiting[0]
            while self._entries:
                notebook.pair([self._written[each] for each in self._entries[0]])
                del self._entries[0]
            self._make_changes(notebook)
        except WriteError:
            return False
        self._written.clear()
        return True

    def _make_changes(self, notebook: Notebook) -> None:
        while self._changes:
            # What it was about may be gone by now, by another session.
            with suppress(NotFound):
                self._changes[0].make(notebook)
            del self._changes[0]
