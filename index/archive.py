"""The face of the package: an archive of articles that can be searched.

What reading and searching need is imported when it is first needed: a reader's screen
shows articles before anything is searched, and most commands never add.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from index.across import LOCK_NAME, Across
from index.asking import Asking
from index.derived import manifest
from index.errors import ArchiveUnreadable, EngineError, WriteError
from index.holding import Holding
from index.model import ArticleSummary
from index.storage.store import Store
from index.system import garbage
from index.wording import Wording, sources_of

if TYPE_CHECKING:
    from index.derived.corpus import Corpus
    from index.derived.upkeep import Upkeep
    from index.ingest.reports import AddReport, Progress, SyncReport
    from index.language.lexicon.sources import Sources

STORE_NAME = "articles.sqlite"
INDEX_NAME = "index"

#: Words that hardly an archive has, so that all is asked about them; in two scripts.
_NOWHERE = "hexapla гексапла"

_Answer = TypeVar("_Answer")


class Archive(Holding, Wording, Asking, Across):
    """Articles in SQLite (the truth) with an index beside it (derived).

    Threads: an archive may be used by one thread at a time; open one per thread.
    Lifetime: until `close`; it is a context manager.
    """

    def __init__(
        self,
        path: Path,
        store: Store,
        sources: "Callable[[], Sources] | None" = None,
        trusted: frozenset[int] = frozenset(),
    ) -> None:
        self._path = path
        self._store = store
        self._trusted = trusted
        self._given_sources = sources
        self._closing = ExitStack()
        self._kept: Upkeep | None = None

    @classmethod
    def create(cls, path: Path | str, *, uuid: str | None = None) -> Self:
        """Make an empty archive in a new or empty folder, with a uuid of its own by default.

        Raises:
            WriteError: the folder cannot be written.
            ArchiveUnreadable: there is something else at the path.
        """
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise ArchiveUnreadable(f"{folder}: not an empty folder")
        except OSError as error:
            raise WriteError(f"{folder}: {error.strerror}") from error
        return cls(folder, Store.create(folder / STORE_NAME, uuid))

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        dictionaries: Path | str | None = None,
        glossary: Path | str | None = None,
        shared_glossary: Path | str | None = None,
        cache: Path | str | None = None,
        trusted: Iterable[int] = (),
        wait_for_lexicon: bool = True,
        learned: bool = True,
    ) -> Self:
        """Open an archive; never creates one. What can be written is opened for it.

        Args:
            path: its folder.
            dictionaries: a folder of DICT databases, or `none`; None leaves it to the
                variable HEXAPLA_DICTIONARIES, and without that takes the system's.
            glossary: the reader's own, above the archive's `glossary.tsv`; see
                `index.language.lexicon.glossary`.
            shared_glossary: a team's, between these two; never written here.
            cache: the folder for what is made from these; None takes the account's.
            trusted: user ids, beside this user's and root's, whose index is used; any
                code that such an owner puts into one is run (see `index.system.trust`).
            wait_for_lexicon: make what the lexicon lacks when a search first asks it, half
                a minute's work where large dictionaries are installed. Otherwise searches
                do without until `make_lexicon` was called, by whomever.
            learned: use the words that `learn_words` found.

        Raises:
            ArchiveMissing: there is none.
            ArchiveUnreadable: it cannot be read.
        """
        folder = Path(path)
        opened = cls(folder, Store.open(folder / STORE_NAME), trusted=frozenset(trusted))
        named = (dictionaries, glossary, cache, shared_glossary)
        if not learned or any(each is not None for each in named):
            # Put together when a word is asked about: it takes as long as a first frame's text.
            opened._given_sources = partial(sources_of, folder, *named, learned=learned)
        opened._waits_for_lexicon = wait_for_lexicon
        return opened

    @property
    def uuid(self) -> str:
        """What names this archive in a notebook."""
        return self._store.uuid

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self._path

    @property
    def notice(self) -> str | None:
        """One line for the reader when results are incomplete, None when all is well."""
        return None if self._kept is None else self._kept.notice

    def add(
        self,
        paths: Iterable[Path | str],
        *,
        source: str | None = None,
        lang: str | None = None,
        progress: "Callable[[Progress], None] | None" = None,
        index: bool = True,
    ) -> "AddReport":
        """Read files and folders; good ones are kept whatever becomes of the others.

        Args:
            paths: files and folders; `-` is standard input.
            source: the source of what names none itself.
            lang: the language of all of them, instead of detecting it.
            progress: told before each file.
            index: also bring the index up to date; else the first search does.

        Raises:
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        from index.ingest import adding
        from index.ingest.given import Stated

        with self._writing(), garbage.paused():
            report = adding.add(self._store, paths, Stated(source, lang), progress)
            if index:
                self._upkeep.catch_up()
        return report

    def sync(self, *, progress: "Callable[[Progress], None] | None" = None) -> "SyncReport":
        """Look again at every folder and file that was added.

        What is new or changed comes in, read as it was stated when it was added. What is
        not there any more is marked gone, and is not gone when it is back; nothing is
        deleted, and nothing is marked below a folder that cannot be reached. What was
        removed stays removed. Files that did not change are not read.

        Args:
            progress: told before each file, read or not.

        Raises:
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        from index.ingest import syncing

        with self._writing(), garbage.paused():
            report = syncing.sync(self._store, progress)
            self._upkeep.catch_up()
        return report

    def remove(
        self, ids: Iterable[str] = (), *, source: str | None = None
    ) -> tuple[ArticleSummary, ...]:
        """Delete articles with all their revisions; gives what was deleted.

        `sync` does not bring them back; adding them again does.

        Args:
            ids: as `get` takes them; all must be there.
            source: all of this source too, `""` for unknown.

        Raises:
            NotFound: there is no such article; nothing was removed.
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        from index.storage.removal import remove

        with self._writing():
            wanted = [self._store.get(each).article.id for each in ids]
            if source is not None:
                wanted += [each.id for each in self._store.articles(sources=(source,))]
            removed = remove(self._store, wanted)
            self._upkeep.catch_up()
        return removed

    def tidy(self) -> None:
        """Do what `add` and `sync` put off: put together what many small ones left in pieces.

        Searches find the same before and after, faster after. It takes seconds in a large
        archive and mostly nothing; it may be killed at any time.

        Raises:
            ArchiveLocked: another writer holds the archive.
            WriteError: the archive cannot be written.
        """
        with self._writing():
            self._upkeep.tidy()

    def reindex(self) -> int:
        """Build the index anew from the articles; returns their number, raises as `tidy`."""
        with self._writing():
            return self._upkeep.rebuild()

    def prepare(self) -> None:
        """Bring the index up to date, so that the first search need not."""
        if not manifest.is_current(self._path / INDEX_NAME, self._store.last_change()):
            self._upkeep.corpus()

    def warm(self) -> None:
        """Load what searching needs (numpy, the engine, the lexicon, the analyzers and what
        tells lemmas of new words), so that the first search need not."""
        from index.language.analyzers import _lookup  # noqa: F401 - to have it loaded

        self.search(_NOWHERE, limit=1)

    def close(self) -> None:
        """Give back files and memory."""
        self._forget_lexicon()
        if self._kept is not None:
            self._kept.close()
        self._store.close()
        self._closing.close()

    def on_close(self, call: Callable[[], object]) -> None:
        """Have something done when this archive is closed."""
        self._closing.callback(call)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _upkeep(self) -> "Upkeep":
        if self._kept is None:
            from index.derived.upkeep import Upkeep

            self._kept = Upkeep(
                self._path / INDEX_NAME, self._path / LOCK_NAME, self._store, self._trusted
            )
        return self._kept

    def _answered(self, ask: "Callable[[Corpus], _Answer]") -> _Answer:
        """What the index answers; one that turns out to be damaged is replaced once."""
        try:
            return ask(self._upkeep.corpus())
        except (EngineError, sqlite3.DatabaseError):  # the vocabulary's own; the store has ours
            self._upkeep.repair()
            return ask(self._upkeep.corpus())
