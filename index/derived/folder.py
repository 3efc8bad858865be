"""What is made from the store and can be made again: postings, vocabulary, offsets.

    index/manifest.json      versions, the engine, and the last change that is in
    index/vocabulary.sqlite  forms and their keys; the token offsets of each article
    index/postings/          the engine's files

The order of a commit is vocabulary, postings, manifest. Whatever is lost in between
is found again by the next update, which goes on from the manifest's last change and
replaces what it meets.
"""

import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from index import engines
from index.derived import manifest
from index.derived.manifest import Manifest
from index.derived.offsets import ArticleOffsets, analyse, decode, document, encode
from index.engines import Engine
from index.errors import ArchiveUnreadable, EngineError, WriteError
from index.model import Article
from index.storage.store import Store, StoredArticle
from index.system.database import connect, reported, transaction
from index.system.trust import for_owner_only, refuse_foreign
from index.words.vocabulary import Vocabulary

DEFAULT_ENGINE = "whoosh"

#: SQLite's own cache in kB, and while articles are added: that changes rows all over the
#: tables, and what does not fit is written, and read again, several times.
_CACHE_KB, _ADDING_CACHE_KB = 2_000, 32_768

_TOKENS = """
CREATE TABLE tokens (
    article INTEGER PRIMARY KEY,
    revision TEXT NOT NULL,
    lang TEXT NOT NULL,
    packed BLOB NOT NULL           -- see index.derived.offsets
)
"""


class Derived:
    """An open index folder.

    Threads: the one that opened it. Lifetime: until `close`; what another process
    commits is seen after `open` only (`outdated` tells).
    """

    def __init__(
        self, folder: Path, found: Manifest, engine: Engine, connection: sqlite3.Connection
    ) -> None:
        self.engine = engine
        self.vocabulary = Vocabulary(connection)
        self._folder = folder
        self._manifest = found
        self._connection = connection
        self._stamp = manifest.stamp(folder)

    @classmethod
    def create(cls, folder: Path, engine: str = DEFAULT_ENGINE) -> Self:
        """Make an empty index in a new folder.

        Raises:
            WriteError: it cannot be made.
        """
        try:
            folder.mkdir(mode=0o755)
            # `Path.open` takes no opener.
            open(folder / "vocabulary.sqlite", "xb", opener=for_owner_only).close()
        except OSError as error:
            raise WriteError(f"{folder}: {error.strerror}") from error
        with reported(folder):
            connection = connect(folder / "vocabulary.sqlite", write=True)
            with transaction(connection):
                Vocabulary.create(connection)
                connection.execute(_TOKENS)
        opened = engines.load(engine).create(folder / "postings")
        derived = cls(folder, Manifest(manifest.VERSION, engine, 0), opened, connection)
        derived._save_manifest()
        return derived

    @classmethod
    def open(cls, folder: Path, *, write: bool, trusted: frozenset[int] = frozenset()) -> Self:
        """Open an index folder.

        Args:
            folder: of the index.
            write: whether it is to be updated.
            trusted: user ids, beside this user's and root's, whose index is opened.

        Raises:
            EngineError: there is none, it is damaged, of another version, or of somebody
                who is not trusted.
        """
        refuse_foreign(folder, trusted)
        found = manifest.read(folder)
        if found.version != manifest.VERSION or found.engine not in engines.names():
            raise EngineError(f"{folder}: of another version")
        try:
            connection = connect(folder / "vocabulary.sqlite", write=write)
        except sqlite3.Error as error:
            raise EngineError(f"{folder}: {error}") from error
        try:
            engine = engines.load(found.engine).open(folder / "postings", trusted)
        except EngineError:
            connection.close()
            raise
        return cls(folder, found, engine, connection)

    @property
    def through(self) -> int:
        """The last change of the store that is in."""
        return self._manifest.through

    def outdated(self) -> bool:
        """Whether another process has committed or replaced the folder since."""
        return manifest.stamp(self._folder) != self._stamp

    def update(self, store: Store) -> int:
        """Take in what changed in the store; returns the number of articles.

        Raises:
            WriteError: the folder cannot be written; the index stays as it was.
        """
        last = store.last_change()
        if last == self.through:
            return 0
        with _reported(self._folder):
            count = self._index(store)
        self._manifest = replace(self._manifest, through=last)
        self._save_manifest()
        self.engine.refresh()
        return count

    def tidy(self) -> None:
        """Do what updates put off, because it takes long and only makes searches faster.

        Readers need not look again: what they find stays the same.

        Raises:
            WriteError: the folder cannot be written; the index stays as it was.
        """
        if not self.engine.scattered():
            return
        with _reported(self._folder):
            with transaction(self._connection):
                self.vocabulary.settle()
            writer = self.engine.writer()
            try:
                writer.commit(thorough=True)
            except BaseException:
                writer.cancel()
                raise
        self.engine.refresh()

    def offsets(self, articles: Mapping[int, Article]) -> dict[int, ArticleOffsets]:
        """The token offsets of articles by their keys, of those whose revision is in.

        Raises:
            EngineError: they are damaged.
        """
        query = "SELECT article, revision, packed FROM tokens WHERE article IN "
        with _reported(self._folder):
            rows = list(self.vocabulary.select(query, articles))
        try:
            return {
                key: decode(packed)
                for key, revision, packed in rows
                if revision == articles[key].revision
            }
        except (ValueError, zlib.error) as error:
            raise EngineError(f"{self._folder}: damaged token offsets") from error

    def close(self) -> None:
        """Give back files and memory."""
        self.engine.close()
        self._connection.close()

    def _index(self, store: Store) -> int:
        writer = self.engine.writer()
        count = 0
        self._connection.execute(f"PRAGMA cache_size = -{_ADDING_CACHE_KB}")
        try:
            with transaction(self._connection):
                through = self.through
                removed = set(store.keys_removed_after(through))
                old = self._known(removed.union(store.keys_changed_after(through)))
                # What was removed may be out of the vocabulary only: a sudden end.
                writer.remove(old | removed)
                for key in old:
                    self._forget(key)
                for stored in store.changes_after(through):
                    analysed = analyse(stored.article)
                    numbers = self.vocabulary.add(stored.article.lang, analysed.words.forms)
                    self._keep(stored, encode(analysed, numbers))
                    writer.add(document(stored.key, stored.article, analysed, numbers))
                    count += 1
                self.vocabulary.flush()
            writer.commit()
        except BaseException:
            writer.cancel()
            self.vocabulary = Vocabulary(self._connection)  # the old one saw too much
            raise
        finally:
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return count

    def _keep(self, stored: StoredArticle, packed: bytes) -> None:
        self._connection.execute(
            "INSERT INTO tokens VALUES (?, ?, ?, ?)",
            (stored.key, stored.article.revision, stored.article.lang, packed),
        )

    def _known(self, changed: Iterable[int]) -> set[int]:
        """Those articles that are in, even if an update was cut short after them."""
        query = "SELECT article FROM tokens WHERE article = ?"
        return {key for key in changed if self._connection.execute(query, (key,)).fetchone()}

    def _forget(self, key: int) -> None:
        """Take an article out of the vocabulary's counts and the offsets."""
        lang, packed = self._connection.execute(
            "SELECT lang, packed FROM tokens WHERE article = ?", (key,)
        ).fetchone()
        self.vocabulary.discard(lang, set(decode(packed).forms.tolist()))
        self._connection.execute("DELETE FROM tokens WHERE article = ?", (key,))

    def _save_manifest(self) -> None:
        manifest.write(self._folder, self._manifest)
        self._stamp = manifest.stamp(self._folder)


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    """As `reported`, but what cannot be read here can be made again: `EngineError`."""
    try:
        with reported(folder):
            yield
    except ArchiveUnreadable as error:
        raise EngineError(str(error)) from error


def rebuild(folder: Path, store: Store) -> int:
    """Build an index beside the old one, then put it in its place.

    Returns the number of articles. The caller holds the archive's lock.

    Raises:
        WriteError: it cannot be written; the old one stays.
    """
    fresh, old = folder.with_suffix(".new"), folder.with_suffix(".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    derived = Derived.create(fresh)
    try:
        count = derived.update(store)
    finally:
        derived.close()
    try:
        with suppress(FileNotFoundError):
            folder.rename(old)
        fresh.rename(folder)
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror}") from error
    shutil.rmtree(old, ignore_errors=True)
    return count
