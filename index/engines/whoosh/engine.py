"""The parts of the package as an `Engine`."""

from collections.abc import Callable
from pathlib import Path

from whoosh.index import TOC, FileIndex

from index.engines import Ranking, Request, never
from index.engines.whoosh.safety import Reading
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.search import search
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.storage import IndexStorage
from index.engines.whoosh.writer import WhooshWriter, scattered
from index.errors import EngineError, WriteError
from index.system.trust import refuse_foreign


class WhooshEngine:
    """An open index; see `Engine`.

    Args:
        folder: of the index.
        trusted: see `EngineType.open`.

    Raises:
        EngineError: there is no index, or it cannot be read, or not be trusted.
    """

    def __init__(self, folder: Path, trusted: frozenset[int] = frozenset()) -> None:
        self._folder = folder
        self._trusted = trusted
        self._storage = IndexStorage(folder)
        refuse_foreign(folder, trusted)
        with Reading(folder):
            self._snapshot: Snapshot | None = Snapshot(self._storage)

    def search(self, request: Request, cancelled: Callable[[], bool] = never) -> Ranking:
        """See `Engine.search`."""
        if self._snapshot is None:
            raise EngineError(f"{self._folder}: the index is closed")
        with Reading(self._folder):
            return search(self._snapshot, request, cancelled)

    def writer(self) -> WhooshWriter:
        """See `Engine.writer`; it waits two seconds for another one to end.

        Raises:
            WriteError: another writer is at work, or the folder cannot be written.
        """
        refuse_foreign(self._folder, self._trusted)
        return WhooshWriter(IndexStorage(self._folder), self._folder)

    def scattered(self) -> bool:
        """See `Engine.scattered`; what holds for the newest commit."""
        refuse_foreign(self._folder, self._trusted)
        with Reading(self._folder):
            return scattered(TOC.read(self._storage, INDEX_NAME, schema=SCHEMA).segments)

    def refresh(self) -> None:
        """See `Engine.refresh`."""
        refuse_foreign(self._folder, self._trusted)
        with Reading(self._folder):
            newest = FileIndex(self._storage, SCHEMA, INDEX_NAME).latest_generation()
            before = self._snapshot
            if before is None or before.generation != newest:
                self._snapshot = Snapshot(self._storage)

    def close(self) -> None:
        """See `Engine.close`."""
        # Its files are unmapped when nothing refers to them any more.
        self._snapshot = None


class WhooshType:
    """How to get a `WhooshEngine`; see `EngineType`."""

    def create(self, folder: Path) -> WhooshEngine:
        """See `EngineType.create`."""
        try:
            storage = IndexStorage(folder).create()
            TOC.create(storage, SCHEMA, INDEX_NAME)
        except OSError as error:
            reason = error.strerror or error
            raise WriteError(f"{folder}: cannot write the index ({reason})") from error
        return WhooshEngine(folder)

    def open(self, folder: Path, trusted: frozenset[int] = frozenset()) -> WhooshEngine:
        """See `EngineType.open`."""
        return WhooshEngine(folder, trusted)
