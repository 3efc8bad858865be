"""Adding, removing and merging."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from whoosh.index import TOC, FileIndex, LockError, clean_files
from whoosh.util.filelock import try_for

from index.engines import Document
from index.engines.whoosh import merge
from index.engines.whoosh.codec import ColumnarSegment
from index.engines.whoosh.columns import Columns, Damaged
from index.engines.whoosh.postings import MOST_DOCUMENTS, MOST_TOKENS, Content, Inverter
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.storage import IndexStorage
from index.errors import EngineError, WriteError
from index.system import garbage

#: How long to wait for another writer. Commits take longer, but the archive has its
#: own lock; this one only catches what went round it.
_LOCK_SECONDS = 2.0
_LOCK_PAUSE_SECONDS = 0.05

#: Tokens that are collected before a segment is written: 8 bytes each in memory and
#: some 60 while they are sorted, so about 200 MB with their dictionary.
_TOKENS_AT_ONCE = 2_500_000

#: A segment with more of its documents removed than this is rewritten.
_MOST_REMOVED = 0.2


#: A commit that is not thorough makes no segment of more tokens by merging what other
#: commits wrote: a third of a second on a slow machine.
_MOST_AT_COMMIT = 1_000_000


class WhooshWriter:
    """A `Writer`; garbage collection rests while it lives, since nothing here has cycles.

    Documents are collected in memory and written as a segment when they are many;
    segments are merged at the commit. All is in place before the new table of contents
    gets its name, which is the commit.

    Args:
        storage: the folder of the index.

    Raises:
        WriteError: another writer is at work, or the folder cannot be written.
        EngineError: the index is damaged; so can every method.
    """

    def __init__(self, storage: IndexStorage, folder: Path) -> None:
        self._folder = folder
        self._storage = storage
        self._failed = False
        self._inverter = Inverter()
        #: Numbers in the inverter, of documents by key, and those of them to be left out.
        self._added: dict[int, int] = {}
        self._unwanted: set[int] = set()
        #: Segments at the end of the list that were written since the last commit.
        self._new = 0
        self._open: dict[str, Columns] = {}
        with self._writing():
            index = FileIndex(storage, schema=SCHEMA, indexname=INDEX_NAME)
            self._lock = index.lock("WRITELOCK")
            if not try_for(self._lock.acquire, timeout=_LOCK_SECONDS, delay=_LOCK_PAUSE_SECONDS):
                raise LockError
            _sweep(folder)
            table = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
            # Segments too: what a killed writer or merge had not committed.
            clean_files(storage, INDEX_NAME, table.generation, table.segments)
            self._generation = table.generation + 1
            self._segments: list[ColumnarSegment] = table.segments
        self._paused = ExitStack()
        self._paused.enter_context(garbage.paused())

    def add(self, document: Document) -> None:
        """See `Writer.add`."""
        with self._writing():
            self._added[document.key] = len(self._inverter.keys)
            self._inverter.add(document)
            full = len(self._inverter.keys) >= MOST_DOCUMENTS
            if full or self._inverter.tokens >= _TOKENS_AT_ONCE:
                self._flush()

    def remove(self, keys: Iterable[int]) -> None:
        """See `Writer.remove`."""
        with self._writing():
            written = set()
            for key in keys:
                if (number := self._added.pop(key, None)) is not None:
                    self._unwanted.add(number)
                else:
                    written.add(key)
            self._remove_written(written)

    def commit(self, *, thorough: bool = False) -> None:
        """See `Writer.commit`."""
        with self._writing():
            self._flush()
            self._merge(merge.groups(self._sizes(), self._new, _most(thorough)))
            TOC(SCHEMA, self._segments, self._generation).write(self._storage, INDEX_NAME)
            clean_files(self._storage, INDEX_NAME, self._generation, self._segments)
            self._lock.release()
        self._end()

    def cancel(self) -> None:
        """See `Writer.cancel`."""
        self._end()
        self._failed = False
        with self._writing():
            # What was committed last; a commit that failed may have come that far.
            table = TOC.read(self._storage, INDEX_NAME, schema=SCHEMA)
            clean_files(self._storage, INDEX_NAME, table.generation, table.segments)
            self._lock.release()

    def _end(self) -> None:
        self._inverter = Inverter()
        self._open.clear()
        self._paused.close()

    def _flush(self) -> None:
        """Write what was collected as a segment."""
        if self._inverter.keys:
            content = self._inverter.content()
            self._inverter = Inverter()
            segment = self._write(content)
            self._new += 1
            segment.removed = self._unwanted
            self._added, self._unwanted = {}, set()

    def _write(self, content: Content) -> ColumnarSegment:
        segment = ColumnarSegment.written(self._storage, content)
        self._segments.append(segment)
        return segment

    def _columns(self, segment: ColumnarSegment) -> Columns:
        name = segment.segment_id()
        if name not in self._open:
            self._open[name] = segment.columns(self._folder)
        return self._open[name]

    def _remove_written(self, keys: set[int]) -> None:
        if not keys:
            return
        wanted = np.fromiter(keys, np.uint64, len(keys))
        for segment in self._segments:
            found = np.isin(self._columns(segment)["keys"].whole(), wanted)
            segment.removed.update(np.flatnonzero(found).tolist())

    def _sizes(self) -> list[merge.Size]:
        """The sizes of all segments; those without documents are dropped."""
        self._drop([segment for segment in self._segments if not segment.doc_count()])
        return list(map(_size, self._segments))

    def _merge(self, groups: Sequence[Sequence[int]]) -> None:
        merging = {at for group in groups for at in group}
        rewritten = [
            [at]
            for at, segment in enumerate(self._segments)
            if at not in merging and segment.deleted_count() > _MOST_REMOVED * segment.documents
        ]
        for group in [[self._segments[at] for at in group] for group in (*groups, *rewritten)]:
            self._write(
                merge.merged([merge.Source(self._columns(it), it.living()) for it in group])
            )
            self._drop(group)

    def _drop(self, segments: Iterable[ColumnarSegment]) -> None:
        """Leave segments out of the next table of contents."""
        for segment in segments:
            self._segments.remove(segment)
            self._open.pop(segment.segment_id(), None)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turn whatever goes wrong into `WriteError`; after it only `cancel` works.

        A document that failed has left half of its tokens, so a commit must not be. An
        index that turns out to be damaged is an `EngineError`, as it is to a reader.
        """
        if self._failed:
            raise WriteError(f"{self._folder}: the changes failed and can only be cancelled")
        try:
            yield
        except Damaged as error:
            self._failed = True
            raise EngineError(f"{self._folder}: the index is damaged") from error
        # Whatever stays in the way of a commit, it must not be.
        except Exception as error:
            self._failed = True
            raise WriteError(f"{self._folder}: {_reason(error)}") from error


def scattered(segments: Iterable[ColumnarSegment]) -> bool:
    """Whether there is something to merge that a commit leaves to a thorough one."""
    return bool(merge.groups([_size(segment) for segment in segments if segment.doc_count()], 0))


def _size(segment: ColumnarSegment) -> merge.Size:
    living = segment.doc_count()
    return merge.Size(living, segment.tokens * living // segment.documents)


def _most(thorough: bool) -> int:
    return MOST_TOKENS if thorough else _MOST_AT_COMMIT


def _reason(error: Exception) -> str:
    if isinstance(error, LockError):
        return "another writer is at work"
    if isinstance(error, OSError):
        return f"cannot write the index ({error.strerror or error})"
    return f"cannot write the index ({type(error).__name__})"


def _sweep(folder: Path) -> None:
    """Remove what a killed commit left: tables of contents without their final name."""
    for path in folder.glob(f"_{INDEX_NAME}_*.toc.*"):
        path.unlink(missing_ok=True)
