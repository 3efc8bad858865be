"""What the reader keeps: highlights and marks, through a notebook opened when it is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from index.errors import HexaplaError, WriteError
from reader.columns import Mark, Position, Stretch
from reader.i18n import _, ngettext
from reader.notebook.late import OpenedLate
from reader.screens.unsaved import Refused, Unsaved, Waiting

if TYPE_CHECKING:
    from index.model import Article
    from reader.notebook.article_marks import ArticleMark
    from reader.notebook.highlight import Highlight
    from reader.notebook.notebook import Notebook
    from reader.notebook.saved import SavedSearch

#: Changes that can be undone; who wants back further knows what they did.
_UNDOABLE = 100


class _Change(NamedTuple):
    """Something that was done, in the reader's words, and what takes it back."""

    done: str
    undo: Callable[[], object]


class Keeper:
    """The notebook as the screen uses it. What it changes can be undone.

    A notebook that cannot be opened is no reason to stop reading: it is said once, by
    `trouble`, and everything else goes on. Methods that change something return what was
    done in the reader's language, and raise `HexaplaError` when it cannot be written.
    Threads: the event loop's only; a notebook is small and local.
    """

    def __init__(
        self, open_notebook: Callable[[], Notebook], has_notebook: Callable[[], bool]
    ) -> None:
        self._notebook = OpenedLate(open_notebook, has_notebook)
        self._changes: list[_Change] = []
        self._earlier: dict[tuple[str, str], dict[str, Article]] = {}
        self.unsaved = Unsaved()

    @property
    def trouble(self) -> str | None:
        """Why nothing can be kept; given once, then None."""
        return self._notebook.trouble

    # --- highlights ----------------------------------------------------------------------

    def of(self, archive: str, article: Article | None = None) -> tuple[Highlight, ...]:
        """The highlights of an archive, or of one article at their places in its text."""
        notebook = self._notebook.looked_into()
        if notebook is None:
            return ()
        if article is None:
            return notebook.highlights(archive=archive)
        kept = notebook.resolve(archive, article, self._earlier.get((archive, article.id), {}))
        return tuple(each for each in kept if each.state != "orphan")

    def wants_earlier(self, archive: str, article: Article) -> frozenset[str]:
        """The revisions of an article that would help to find its highlights in this one."""
        notebook = self._notebook.looked_into()
        if notebook is None:
            return frozenset()
        known = self._earlier.get((archive, article.id), {})
        return notebook.revisions(archive, article.id) - {article.revision, *known}

    def learn(self, archive: str, earlier: Iterable[Article]) -> None:
        """Take other revisions of articles to find highlights by."""
        for each in earlier:
            self._earlier.setdefault((archive, each.id), {})[each.revision] = each

    def marks(self, archive: str, article: Article) -> tuple[Mark, ...]:
        """The highlights of an article as marks, with those that wait to be written."""
        kept = (
            Mark(each.passage, each.start, each.end, "highlight", each.colour)
            for each in self.of(archive, article)
        )
        return (*kept, *self.unsaved.marks(archive, article))

    def at(self, archive: str, article: Article, place: Position) -> Highlight | None:
        """The highlight at a place: the shortest around it, else the first of its passage."""
        here = [each for each in self.of(archive, article) if each.passage == place.passage]
        around = [each for each in here if each.start <= place.offset < each.end]
        return min(
            around, key=lambda each: each.end - each.start, default=here[0] if here else None
        )

    def toggle(self, archive: str, article: Article, kept: Sequence[Stretch]) -> str:
        """Keep stretches of an article, or let them go when all of them are kept already."""
        there = {
            Stretch(each.passage, each.start, each.end): each for each in self.of(archive, article)
        }
        if kept and all(each in there for each in kept):
            return self.remove([there[each].id for each in kept])
        if self.unsaved.drop(archive, article, kept):
            return self._no_longer(len(kept))
        new = [each for each in kept if each not in there]
        try:
            self._keep((archive, article, each) for each in new)
        except WriteError as error:
            return self._wait([Waiting(archive, article, each) for each in new], error)
        return self._highlighted(len(new))

    def _wait(self, wanted: Sequence[Waiting], error: WriteError, *, paired: bool = False) -> str:
        """Keep in memory what the disk refuses."""
        self.unsaved.wait(wanted, paired=paired)
        return _waits(error)

    def pair(self, archive: str, kept: Sequence[tuple[Article, Stretch]]) -> str:
        """Keep stretches of several articles as one entry: they say the same thing."""
        try:
            made = self._keep((archive, article, stretch) for article, stretch in kept)
            self._notebook.required().pair([each.id for each in made])
        except WriteError as error:
            return self._wait([Waiting(archive, *each) for each in kept], error, paired=True)
        return ngettext(
            "highlighted with {n} counterpart", "highlighted with {n} counterparts", len(made) - 1
        ).format(n=len(made) - 1)

    def _keep(self, wanted: Iterable[tuple[str, Article, Stretch]]) -> list[Highlight]:
        """Highlight stretches; those that are highlighted already are left as they are."""
        notebook, before, made = self._notebook.required(), set[str](), []
        for archive, article, each in wanted:
            before |= {one.id for one in self.of(archive, article)}
            made.append(
                notebook.add(archive, article, each.passage, start=each.start, end=each.end)
            )
        new = [each.id for each in made if each.id not in before]
        self._did(self._highlighted(len(new)), lambda: notebook.remove(*new))
        return made

    @staticmethod
    def _highlighted(number: int) -> str:
        return ngettext("highlighted", "{n} passages highlighted", number).format(n=number)

    def remove(self, ids: Iterable[str]) -> str:
        """Let highlights go."""
        notebook = self._notebook.required()
        gone = notebook.remove(*ids)
        return self._did(self._no_longer(len(gone)), lambda: notebook.take(gone))

    @staticmethod
    def _no_longer(number: int) -> str:
        done = ngettext("no longer highlighted", "{n} highlights deleted", number)
        return done.format(n=number)

    def annotate(self, kept: Highlight, note: str) -> str:
        """Put a note on a highlight."""

        def change(notebook: Notebook) -> _Change:
            notebook.annotate(kept.id, note)
            return _Change(_("note kept"), lambda: notebook.annotate(kept.id, kept.note))

        return self._change(change, note)

    def tag(self, kept: Sequence[Highlight], tags: Sequence[str], *, add: bool = False) -> str:
        """Replace the tags of highlights, or add to them."""

        def change(notebook: Notebook) -> _Change:
            for each in kept:
                notebook.tag(each.id, (*each.tags, *tags) if add else tags)
            return _Change(
                _("tags kept"), lambda: [notebook.tag(each.id, each.tags) for each in kept]
            )

        return self._change(change, ", ".join(tags))

    def recolour(self, kept: Sequence[Highlight], colour: str) -> str:
        """Give highlights a colour."""

        def change(notebook: Notebook) -> _Change:
            for each in kept:
                notebook.recolour(each.id, colour)
            return _Change(
                _("colour kept"),
                lambda: [notebook.recolour(each.id, each.colour) for each in kept],
            )

        return self._change(change, colour)

    def tags(self, archive: str) -> tuple[str, ...]:
        """The tags that highlights and articles of an archive have, the most frequent first."""
        counts = Counter(tag for each in self.of(archive) for tag in each.tags)
        notebook = self._notebook.looked_into()
        if notebook is not None:
            counts.update(tag for _, tag in notebook.articles.all_tags(archive))
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))

    # --- articles ------------------------------------------------------------------------

    def read_and_starred(self, archive: str) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the archive's articles that have either mark."""
        notebook = self._notebook.looked_into()
        if notebook is None:
            return frozenset(), frozenset()
        marks = notebook.articles
        return marks.marked(archive, "read"), marks.marked(archive, "starred")

    def opened(self, archive: str, article_id: str) -> None:
        """An article was opened, so it is read; nothing to undo, nor worth a word."""
        self._notebook.required().articles.mark(archive, [article_id], "read")

    def mark(self, archive: str, ids: Sequence[str], mark: ArticleMark, *, on: bool) -> str:
        """Set a mark on articles or take it from them."""

        def change(notebook: Notebook) -> _Change:
            marks = notebook.articles
            changed = marks.mark(archive, ids, mark, on=on)
            undo = partial(marks.mark, archive, changed, mark, on=not on)
            return _Change(_told(mark, len(changed), on=on), undo)

        return self._change(change, _told(mark, len(ids), on=on))

    def article_tags(self, archive: str, article_id: str) -> tuple[str, ...]:
        """The tags of an article."""
        notebook = self._notebook.looked_into()
        return () if notebook is None else notebook.articles.tags(archive, article_id)

    def tag_article(self, archive: str, article_id: str, tags: Sequence[str]) -> str:
        """Replace an article's tags."""

        def change(notebook: Notebook) -> _Change:
            marks = notebook.articles
            before = marks.tag(archive, article_id, tags)
            now = ", ".join(marks.tags(archive, article_id))
            told = _("article tagged {tags}").format(tags=now) if now else _("no tags now")
            return _Change(told, lambda: marks.tag(archive, article_id, before))

        return self._change(change, ", ".join(tags))

    # --- undoing -------------------------------------------------------------------------

    def undo(self) -> str | None:
        """Take back the last change that is not taken back yet; None when there is none."""
        if not self._changes:
            return None
        change = self._changes[-1]
        change.undo()
        self._changes.pop()
        return _("undone: {change}").format(change=change.done)

    def _change(self, change: Callable[[Notebook], _Change], words: str) -> str:
        """Change what is kept, or have it wait for the disk; `words` are what may be lost."""

        def make(notebook: Notebook) -> str:
            made = change(notebook)
            return self._did(made.done, made.undo)

        try:
            return make(self._notebook.required())
        except WriteError as error:
            self.unsaved.put_off(Refused(make, words))
            return _waits(error)

    def _did(self, done: str, undo: Callable[[], object]) -> str:
        self._changes.append(_Change(done, undo))
        del self._changes[:-_UNDOABLE]
        return done

    # --- the notebook --------------------------------------------------------------------

    def write_unsaved(self) -> bool:
        """Try once more what the disk refused; whether nothing waits any more."""
        return not len(self.unsaved) or self.unsaved.write(self._notebook.required())

    # --- searches --------------------------------------------------------------------------

    def searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches, by name."""
        notebook = self._notebook.looked_into()
        return () if notebook is None else notebook.searches.all()

    def save_search(self, name: str, query: str) -> str:
        """Keep a query under a name."""
        searches = self._notebook.required().searches
        before = searches.of(name)
        try:
            kept = searches.save(name, query)
        except ValueError:
            return _("a name has letters, digits, _ . and - only")
        done = _("@{name} asks this again").format(name=kept.name)
        if before is None:
            return self._did(done, lambda: searches.forget(kept.name))
        return self._did(done, lambda: searches.save(before.name, before.query))

    def forget_search(self, name: str) -> str:
        """Let a saved search go."""
        searches = self._notebook.required().searches
        gone = searches.forget(name)
        done = _("@{name} is forgotten").format(name=name)
        return self._did(done, lambda: searches.save(gone.name, gone.query))

    def written_out(self, query: str) -> str:
        """A query with the saved searches in it (`@name`) written out."""
        if "@" not in query:
            return query
        from reader.notebook.saved import expanded  # noqa: PLC0415 - few queries name one

        return expanded(query, self.searches())

    def close(self) -> None:
        """Give the notebook back, with what still waits if that is possible now."""
        if self._notebook.is_open:
            with suppress(HexaplaError):
                self.write_unsaved()
            self._notebook.close()


def _waits(error: WriteError) -> str:
    return _("kept in memory, not written yet: {why}").format(why=error)


def _told(mark: ArticleMark, n: int, *, on: bool) -> str:
    """What was done to the marks of `n` articles."""
    if mark == "read":
        told = (
            ngettext("marked as read", "{n} articles marked as read", n)
            if on
            else ngettext("marked as unread", "{n} articles marked as unread", n)
        )
    else:
        told = (
            ngettext("starred", "{n} articles starred", n)
            if on
            else ngettext("no longer starred", "{n} articles no longer starred", n)
        )
    return told.format(n=n)
