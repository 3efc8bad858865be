"""Taking drafts into a store: new articles, new revisions, or nothing new."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Literal

from index.ingest import Draft
from index.model import ArticleSummary, Passage
from index.storage.origins import STDIN, Origin, Origins
from index.storage.sightings import Sightings
from index.storage.store import LAST, Store
from index.storage.urls import canonical_url
from index.system.database import reported

#: Hexadecimal digits of an id made here: 2^48 ids, so that a clash among 100,000
#: articles has a chance of 2 in 100,000 (and is survived: the later one is renamed).
_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft; `given` is the id it asked for and did not get.

    What is dismissed was removed before and is no article: it has no id.
    """

    id: str
    what: Literal["added", "changed", "unchanged", "dismissed"]
    given: str | None = None


def revision_of(passages: Iterable[Passage]) -> str:
    """The hash that names a state of a text: SHA-256 of its passages, each with a line feed.

    Kinds are left out: judging a paragraph anew does not make another text.
    """
    joined = "".join(f"{passage.text}\n" for passage in passages)
    return hashlib.sha256(joined.encode()).hexdigest()


class Intake:
    """What writes articles into an open store.

    Threads: the store's. `put` is called within `Store.transaction`. It can raise
    what the store's methods raise, and `WriteError`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection
        self.origins = Origins(store.connection)
        self.sightings = Sightings(store.connection, self.origins)

    def put(self, draft: Draft, root: str | None = None, *, again: bool = True) -> Outcome:
        """Take a draft: a new article, a new revision, new particulars, or nothing new.

        Args:
            draft: what was read.
            root: the folder that was given to `add`, if it was a folder.
            again: whether to take what was removed before.
        """
        with reported(self._store.path):
            revision = revision_of(draft.passages)
            digest = _digest(draft, revision)
            record = draft.record or (revision if draft.path == STDIN else "")
            origin = self.origins.locate(draft.path, record, root)
            known = self.origins.find(origin)
            if known is not None and known.digest == digest:
                if known.gone:
                    self.origins.save(origin, known.article, digest)
                return Outcome(self._id(known.article), "unchanged")
            if known is None:
                if not again and self.sightings.is_dismissed(origin):
                    return Outcome("", "dismissed")
                self.sightings.welcome(origin)
            key = known.article if known is not None else self._by_url(draft.url)
            if key is None:
                key, outcome = self._insert(draft, revision, origin)
            else:
                outcome = self._update(key, draft, revision)
            self.origins.save(origin, key, digest)
            return outcome

    def _by_url(self, url: str | None) -> int | None:
        canonical = canonical_url(url)
        row = self._connection.execute(
            "SELECT key FROM article WHERE canonical_url = ?", (canonical,)
        ).fetchone()
        return None if row is None else int(row[0])

    def _id(self, key: int) -> str:
        row = self._connection.execute("SELECT id FROM article WHERE key = ?", (key,)).fetchone()
        return str(row[0])

    def _free_id(self, wish: str) -> str:
        """The wish, or the wish with the first free number behind it."""
        taken = {
            row[0]
            for row in self._connection.execute(
                "SELECT id FROM article WHERE id = ? OR id >= ? AND id < ?",
                (wish, f"{wish}-", f"{wish}-{LAST}"),
            )
        }
        free, n = wish, 2
        while free in taken:
            free, n = f"{wish}-{n}", n + 1
        return free

    def _insert(self, draft: Draft, revision: str, origin: Origin) -> tuple[int, Outcome]:
        """The number of the new article, and what to tell of it."""
        canonical = canonical_url(draft.url)
        name = canonical or self.origins.name(origin)
        wish = draft.id or hashlib.sha256(name.encode()).hexdigest()[:_ID_DIGITS]
        article_id = self._free_id(wish)
        cursor = self._connection.execute(
            "INSERT INTO article (id, canonical_url, change, title, title_derived, lang, source,"
            " date, date_from, url, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article_id, canonical, self._store.last_change() + 1, *_particulars(draft), revision),
        )
        assert cursor.lastrowid is not None, "an insert has a row"
        self._record(cursor.lastrowid, draft, revision)
        renamed = draft.id is not None and article_id != wish
        return cursor.lastrowid, Outcome(article_id, "added", given=wish if renamed else None)

    def _update(self, key: int, draft: Draft, revision: str) -> Outcome:
        article_id = self._id(key)
        current = self._store.by_keys([key])[key]
        same = (
            current.revision == revision
            and current.passages == draft.passages
            and _particulars(current) == _particulars(draft)
        )
        if same:
            return Outcome(article_id, "unchanged")
        self._record(key, draft, revision)
        self._connection.execute(
            "UPDATE article SET change = ?, title = ?, title_derived = ?, lang = ?, source = ?,"
            " date = ?, date_from = ?, url = ?, revision = ? WHERE key = ?",
            (self._store.last_change() + 1, *_particulars(draft), revision, key),
        )
        return Outcome(article_id, "changed")

    def _record(self, key: int, draft: Draft, revision: str) -> None:
        """Keep a revision; the same text judged anew keeps its first time."""
        passages = [[passage.kind, passage.text] for passage in draft.passages]
        self._connection.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET passages = excluded.passages",
            (key, revision, _now(), json.dumps(passages, ensure_ascii=False)),
        )


def _particulars(of: Draft | ArticleSummary) -> tuple[object, ...]:
    return of.title, of.title_derived, of.lang, of.source, of.date, of.date_from, of.url


def _digest(draft: Draft, revision: str) -> str:
    """Of everything that was read, so that reading the same again is told at once."""
    # Field by field: `asdict` takes as long as all else that is done to a draft.
    content = {field.name: getattr(draft, field.name) for field in fields(draft)}
    content["path"] = None
    # The revision is of all texts; with their lengths it tells them apart.
    passages = [(passage.n, passage.kind, len(passage.text)) for passage in draft.passages]
    content["passages"] = revision, passages
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
