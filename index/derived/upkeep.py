"""Keeping the derived part of an archive in step with its articles.

Who may write brings the index up to date, and builds it anew when it is missing,
damaged or of another version. Who may not, searches what there is, or without a
usable index the newest articles in memory, and is told so once.
"""

from pathlib import Path

from index.derived.corpus import STAND_IN_LIMIT, Corpus, in_memory
from index.derived.folder import Derived, rebuild
from index.errors import ArchiveLocked, EngineError, WriteError
from index.storage.store import Store
from index.system.lock import exclusive

#: Seconds that a search waits for a writer before it makes do with what there is.
_SEARCH_PATIENCE = 0.2


class Upkeep:
    """The index of an open archive.

    Threads: the archive's. `notice` is one line for the reader while results are
    incomplete, else None. For `trusted` see `Archive.open`.
    """

    def __init__(self, folder: Path, lock: Path, store: Store, trusted: frozenset[int]) -> None:
        self.notice: str | None = None
        self._trusted = trusted
        self._trouble = f"{folder}: no usable index"
        self._folder = folder
        self._lock = lock
        self._store = store
        self._derived: Derived | None = None
        self._stand_in: Corpus | None = None

    def corpus(self) -> Corpus:
        """What to search, as new as this process may make it."""
        if self._derived is not None and self._derived.outdated():
            self.close()
        if self._derived is None and self._stand_in is None:
            self._open()
        if self._derived is None:
            return self._last_resort()
        if self._derived.through < self._store.last_change():
            self._follow(self._derived)
        return Corpus(
            self._store, self._derived.vocabulary, self._derived.engine, self._derived.offsets
        )

    def catch_up(self) -> None:
        """Take in what changed. The caller holds the archive's lock.

        Raises:
            WriteError: the index cannot be written.
        """
        if self._derived is not None and self._derived.outdated():
            self.close()
        try:
            if self._derived is None:
                self._derived = self._opened(write=True)
            self._derived.update(self._store)
        except EngineError:
            self.rebuild()

    def tidy(self) -> None:
        """Do what adding put off; see `Derived.tidy`. The caller holds the archive's lock.

        Raises:
            WriteError: the index cannot be written.
        """
        self.catch_up()
        try:
            if self._derived is not None:
                self._derived.tidy()
        except EngineError:
            self.rebuild()

    def rebuild(self) -> int:
        """Build the index anew; returns the number of articles. The caller holds the lock.

        Raises:
            WriteError: it cannot be written.
        """
        self.close()
        count = rebuild(self._folder, self._store)
        self._derived = self._opened(write=True)
        self.notice = None
        return count

    def repair(self) -> None:
        """After damage was met in a search: build anew, or do without an index."""
        self.close()
        if not self._rebuilt():
            self._stand_in = in_memory(self._store)

    def close(self) -> None:
        """Give back files and memory; the next search opens them again."""
        if self._derived is not None:
            self._derived.close()
        self._derived = None

    def _open(self) -> None:
        try:
            self._derived = self._opened(write=self._store.writable)
        except EngineError as error:
            self._trouble = str(error)
            self._rebuilt()

    def _opened(self, *, write: bool) -> Derived:
        return Derived.open(self._folder, write=write, trusted=self._trusted)

    def _rebuilt(self) -> bool:
        if not self._store.writable:
            return False
        try:
            with exclusive(self._lock, _SEARCH_PATIENCE):
                self.rebuild()
        except (ArchiveLocked, WriteError):
            return False
        return True

    def _follow(self, index: Derived) -> None:
        self.notice = None
        if self._store.writable:
            try:
                with exclusive(self._lock, _SEARCH_PATIENCE):
                    self.catch_up()
            except (ArchiveLocked, WriteError):
                pass
            else:
                return
        self.notice = f"the newest articles are not in the index {self._folder} yet"

    def _last_resort(self) -> Corpus:
        if self._stand_in is None:
            self._stand_in = in_memory(self._store)
        self.notice = (
            f"{self._trouble}: only the newest {STAND_IN_LIMIT} articles are searched"
            if self._store.count() > STAND_IN_LIMIT
            else f"{self._trouble}: searching without it"
        )
        return self._stand_in
