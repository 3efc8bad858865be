"""Adding, removing and merging."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex, LockError
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter

from index.engines import Document
from index.engines.whoosh.codec import MappedCodec
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA, fields
from index.engines.whoosh.storage import IndexStorage
from index.errors import WriteError

#: How long to wait for another writer. Commits take longer, but the archive has its
#: own lock; this one only catches what went round it.
_LOCK_SECONDS = 2.0

#: Postings kept in memory before they are sorted into a passing file, by Whoosh's
#: count, which is about right: adding 5,000 articles of 600 tokens, which takes three
#: such files, was seen to peak at 390 MB.
_POSTINGS_MEGABYTES = 256

#: More segments than this make every search ask too many term lists.
_MOST_SEGMENTS = 8

#: Segments up to this many times what is merged already go into the merge: sizes
#: then grow by such steps, and a document is rewritten a logarithmic number of times.
_MERGE_STEP = 2

#: A segment with more of its documents removed than this is rewritten.
_MOST_REMOVED = 0.2


class WhooshWriter:
    """A `Writer`; garbage collection rests while it lives, which halves its work.

    Args:
        storage: the folder of the index.

    Raises:
        WriteError: another writer is at work, or the folder cannot be written.
    """

    def __init__(self, storage: IndexStorage, folder: Path) -> None:
        self._folder = folder
        self._failed = False
        #: Numbers in the segment being written, of documents by key.
        self._added: dict[int, int] = {}
        with self._writing():
            _sweep(folder)
            self._writer = SegmentWriter(
                FileIndex(storage, schema=SCHEMA, indexname=INDEX_NAME),
                timeout=_LOCK_SECONDS,
                limitmb=_POSTINGS_MEGABYTES,
                codec=MappedCodec(),
            )
        self._collecting = gc.isenabled()
        gc.disable()

    def add(self, document: Document) -> None:
        """See `Writer.add`."""
        with self._writing():
            self._added[document.key] = self._writer.docnum
            self._writer.add_document(**fields(document))

    def remove(self, keys: Iterable[int]) -> None:
        """See `Writer.remove`."""
        with self._writing():
            committed = set()
            for key in keys:
                if (number := self._added.pop(key, None)) is not None:
                    self._writer.newsegment.delete_document(number)
                else:
                    committed.add(key)
            self._remove_committed(committed)

    def commit(self) -> None:
        """See `Writer.commit`."""
        with self._writing():
            self._writer.commit(mergetype=_merge)
        self._rest_no_more()

    def cancel(self) -> None:
        """See `Writer.cancel`."""
        self._rest_no_more()
        self._failed = False
        with self._writing():
            # A failed commit has released the lock and can be cancelled no more.
            if not self._writer.is_closed:
                self._writer.cancel()
            for name in self._writer.newsegment.list_files(self._writer.storage):
                self._writer.storage.delete_file(name)

    def _remove_committed(self, keys: set[int]) -> None:
        if not keys:
            return
        key_term = SCHEMA["key"].to_bytes
        base = 0
        for segment in self._writer.segments:
            if segment.doc_count():
                reader = SegmentReader(self._writer.storage, SCHEMA, segment)
                try:
                    for key in keys:
                        for number in _holding(reader, key_term(key)):
                            self._writer.delete_document(base + number)
                finally:
                    reader.close()
            base += segment.doc_count_all()

    def _rest_no_more(self) -> None:
        if self._collecting:
            gc.enable()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turn whatever Whoosh raises into `WriteError`; after it only `cancel` works.

        A document that failed has left half of its postings, so a commit must not be.
        """
        if self._failed:
            raise WriteError(f"{self._folder}: the changes failed and can only be cancelled")
        try:
            yield
        # A damaged index shows itself here too, in as many ways as in `safety.reading`.
        except Exception as error:
            self._failed = True
            raise WriteError(f"{self._folder}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, LockError):
        return "another writer is at work"
    if isinstance(error, OSError):
        return f"cannot write the index ({error.strerror or error})"
    return f"cannot write the index ({type(error).__name__})"


def _holding(reader: SegmentReader, term: bytes) -> list[int]:
    try:
        return list(reader.postings("key", term).all_ids())
    except TermNotFound:
        return []


def _sweep(folder: Path) -> None:
    """Remove what a killed commit left: tables of contents without their final name."""
    for path in folder.glob(f"_{INDEX_NAME}_*.toc.*"):
        path.unlink(missing_ok=True)


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: rewrite some segments into the new one, return the rest."""
    living = sorted(
        (segment for segment in segments if segment.doc_count()),
        key=lambda segment: int(segment.doc_count()),
    )
    merging = _to_merge([segment.doc_count() for segment in living], writer.doc_count())
    rest = []
    for at, segment in enumerate(living):
        if at < merging or segment.deleted_count() > _MOST_REMOVED * segment.doc_count_all():
            _rewrite(writer, segment)
        else:
            rest.append(segment)
    return rest


def _to_merge(sizes: list[int], added: int) -> int:
    """How many of the smallest segments go into the new one.

    Args:
        sizes: documents in each segment, ascending.
        added: documents in the new one.
    """
    if not added:
        return 0
    merged, count = added, 0
    while count < len(sizes) and (
        sizes[count] <= _MERGE_STEP * merged or len(sizes) - count >= _MOST_SEGMENTS
    ):
        merged += sizes[count]
        count += 1
    return count


def _rewrite(writer: Any, segment: Any) -> None:
    reader = SegmentReader(writer.storage, writer.schema, segment)
    try:
        writer.add_reader(reader)
    finally:
        reader.close()
