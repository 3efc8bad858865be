"""What an archive knows of its articles together: the half of `Archive` that compares."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.errors import EngineError, WriteError
from index.model import Article, Coverage, Pair, Story
from index.storage.store import Store
from index.system.lock import exclusive
from index.system.trust import account

if TYPE_CHECKING:
    from index.counterparts.comparing import Comparing
    from index.derived.corpus import Corpus
    from index.language.lexicon import Lexicon
    from index.stories.stories import Stories
    from index.stories.verdicts import Kind
    from index.words.readings import Reading

LINKS_NAME = "stories.sqlite"
LOCK_NAME = "write.lock"

#: Seconds that a writer waits for another one.
PATIENCE = 5.0

_Answer = TypeVar("_Answer")


class Across:
    """Counterparts and stories of an archive; `index.archive.Archive` is one.

    Threads and lifetime: the archive's. What writes waits for another writer.
    """

    _path: Path
    _store: Store
    _compared: "Comparing | None" = None

    def counterparts(self, left: str, right: str) -> tuple[Pair, ...]:
        """The passages of two articles that say the same.

        For each passage of either at most one, unless several say nearly as much the
        same; in the order of the left passages, for each the best first. Boilerplate
        takes no part; titles and headings pair among themselves.

        Args:
            left, right: ids, or unambiguous beginnings.

        Raises:
            NotFound: there is no such article.
        """
        one, other = self._store.get(left).article, self._store.get(right).article
        return self._answered(lambda corpus: self._compare(corpus, one, other))

    def link(
        self,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Find the stories of what is new; returns how many articles that were.

        The job can be stopped and started again at any time; `add` never starts it.

        Args:
            progress: told how many of how many articles are done.
            cancelled: asked often; when true the job stops, and what is done stays.

        Raises:
            Cancelled: `cancelled()` was true.
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        from index.stories.linking import Linking  # noqa: PLC0415 - numpy, when it is needed
        from index.stories.verdicts import verdicts  # noqa: PLC0415

        def linked(corpus: "Corpus") -> int:
            job = Linking(corpus, self._links, verdicts(self._store), self.lexicon().pivots_of)
            return job.run(progress or _unheard, cancelled or _never)

        self.prepare()  # which takes the lock itself
        with self._writing():
            return self._answered(linked)

    def learn_words(self, *, progress: Callable[[int, int], None] | None = None) -> int:
        """Learn words that mean the same from the counterparts in the stories of `link`;
        returns how many pairs that are.

        They stand below every other layer of the lexicon (`via` is `learned`) and take
        no part in linking. What was learned before is replaced; it takes fifty
        counterparts of two languages to learn anything.

        Args:
            progress: told how many of how many stories are read.

        Raises:
            ArchiveLocked, WriteError: as of `link`.
        """
        from index.language.lexicon import learned  # noqa: PLC0415 - few learn
        from index.stories.learning import lessons  # noqa: PLC0415

        def read(forms: Collection[str]) -> list["Reading"]:
            return self._answered(lambda corpus: corpus.vocabulary.readings(forms))

        self.prepare()
        found = lessons(self, read, self.lexicon(), progress or _unheard)
        with self._writing():
            try:
                number = learned.write(self._path / learned.FILE, found)
            except OSError as error:
                raise WriteError(f"{self._path}: {error.strerror}") from error
        self._forget_lexicon()
        return number

    def forget_words(self) -> None:
        """Forget what `learn_words` found.

        Raises:
            ArchiveLocked, WriteError: as of `link`.
        """
        from index.language.lexicon.learned import FILE  # noqa: PLC0415 - few forget

        with self._writing():
            try:
                (self._path / FILE).unlink(missing_ok=True)
            except OSError as error:
                raise WriteError(f"{self._path}: {error.strerror}") from error
        self._forget_lexicon()

    def is_linked(self) -> bool:
        """Whether `link` has been through all that is there."""
        from index.stories.links import Links  # noqa: PLC0415 - few commands ask

        try:
            links = Links.open(self._links, write=False)
        except (EngineError, sqlite3.Error):
            return False
        try:
            return links.state.is_whole and links.state.through >= self._store.last_change()
        except (EngineError, sqlite3.Error):
            return False
        finally:
            links.close()

    def stories(self, *, limit: int | None = None, offset: int = 0) -> tuple[Story, ...]:
        """Articles on one event, the largest story first, then the latest; after them the
        articles that are only related to one, the latest first. () until `link` has run.

        Args:
            limit: how many at most; None for all. A few cost little in any archive as
                long as they have several articles, see `count_stories`.
            offset: how many to pass over.
        """
        return self._told().listed(limit, offset)

    def count_stories(self) -> int:
        """How many stories have several articles; `stories` gives them first."""
        return self._told().count()

    def story_of(self, article_id: str) -> Story | None:
        """The story of an article, None while it is not linked.

        A story's id is an article's, so that one from before a merge still finds it.

        Raises:
            NotFound: there is no such article.
        """
        key = self._store.get(article_id).key
        return self._told().of([key]).get(key)

    def stories_of(self, ids: Collection[str]) -> dict[str, Story]:
        """The stories of articles by the articles' ids; what is not there has none."""
        keys = self._store.keys(ids)
        found = self._told().of(keys)
        return {each.id: found[key] for key, each in self._store.summaries(found).items()}

    def coverage(self, story_id: str) -> Coverage:
        """What each article of a story says and leaves out.

        Args:
            story_id: the story's, or any of its articles'.

        Raises:
            NotFound: there is no such article.
        """
        from index.counterparts.coverage import coverage  # noqa: PLC0415 - see above

        story = self.story_of(story_id)
        ids = (self._store.get(story_id).article.id,) if story is None else story.articles
        articles = [self._store.get(one).article for one in ids]
        return self._answered(lambda corpus: coverage(corpus, articles, self.lexicon().pivots_of))

    def merge_stories(self, ids: Iterable[str]) -> Story | None:
        """Make one story of several, for good; returns it.

        Args:
            ids: stories, or articles of them. With one, its articles stay together
                whatever comes (that is to pin it).

        Raises:
            NotFound: there is no such article.
            ArchiveLocked, WriteError: as of `link`.
        """
        members = sorted({key for one in ids for key in self._members(one)})
        return self._decided("together", members)

    def split_story(self, ids: Sequence[str]) -> Story | None:
        """Make some articles of a story one of their own, for good; returns it.

        Raises:
            NotFound: there is no such article.
            ArchiveLocked, WriteError: as of `link`.
        """
        some = {self._store.get(one).key for one in ids}
        others = {key for one in ids for key in self._members(one)} - some
        self._decided("apart", sorted(some), sorted(others))
        return self._decided("together", sorted(some))

    def exclude(self, ids: Sequence[str]) -> None:
        """Keep articles out of every story, until a merge names them.

        Raises:
            NotFound: there is no such article.
            ArchiveLocked, WriteError: as of `link`.
        """
        self._decided("alone", sorted({self._store.get(one).key for one in ids}))

    def _members(self, article_id: str) -> tuple[int, ...]:
        story = self.story_of(article_id)
        ids = (article_id,) if story is None else story.articles
        return tuple(self._store.get(one).key for one in ids)

    def _decided(
        self, kind: "Kind", some: Sequence[int], others: Sequence[int] = ()
    ) -> Story | None:
        """Keep a decision and have it hold at once."""
        from index.stories.verdicts import decide  # noqa: PLC0415 - few decide

        if not some:
            return None
        with self._writing():
            decide(self._store, kind, some, others)
        self.link()
        return self.story_of(self._store.by_keys(some[:1])[some[0]].id)

    def _told(self) -> "Stories":
        from index.stories.stories import Stories  # noqa: PLC0415 - numpy, when it is needed

        return Stories(self._store, self._links)

    @property
    def _links(self) -> Path:
        return self._path / LINKS_NAME

    def _writing(self) -> AbstractContextManager[None]:
        """The lock, held, of an archive that this account may write."""
        if not self._store.writable:
            owner = account(self._store.path.stat().st_uid)
            raise WriteError(f"{self._path}: this account may not write it; it belongs to {owner}")
        return exclusive(self._path / LOCK_NAME, PATIENCE)

    def _compare(self, corpus: "Corpus", left: Article, right: Article) -> tuple[Pair, ...]:
        if self._compared is None:
            from index.counterparts.comparing import Comparing  # noqa: PLC0415 - numpy, when it is needed

            self._compared = Comparing(self.lexicon().pivots_of)
        return self._compared.pairs(corpus, left, right)

    def prepare(self) -> None:
        """See `Archive.prepare`."""
        raise NotImplementedError

    def get(self, article_id: str) -> Article:
        """See `Archive.get`."""
        raise NotImplementedError

    def lexicon(self) -> "Lexicon":
        """See `Archive.lexicon`."""
        raise NotImplementedError

    def _forget_lexicon(self) -> None:
        """See `index.wording.Wording`."""
        raise NotImplementedError

    def _answered(self, ask: "Callable[[Corpus], _Answer]") -> _Answer:
        raise NotImplementedError


def _unheard(_done: int, _of: int) -> None:
    """Nobody asked how far it has come."""


def _never() -> bool:
    return False
