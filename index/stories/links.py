"""What linking found, in `stories.sqlite` beside the articles: derived, like the index.

Vectors of the articles, the pairs that are near, and the story of each article. Anything
wrong with the file means that it is made anew. What a person decided is not in here but
in `articles.sqlite`, see `index.stories.verdicts`.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from index.errors import ArchiveUnreadable, EngineError, WriteError
from index.stories.grouping import Link
from index.stories.linked import State, Words
from index.system.database import connect, reported, transaction

if TYPE_CHECKING:
    # They load numpy, and a session that asks whether all is linked needs none.
    from index.stories.articletables import ArticleTables
    from index.stories.keytables import KeyTables

#: Of the tables and of everything that shapes a score: another version is made anew.
VERSION = 7

#: Parameters in one statement; every SQLite allows 999.
_AT_ONCE = 900

_SCHEMA = f"""
CREATE TABLE state (               -- see index.stories.linked.State
    articles INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    through INTEGER NOT NULL,
    compared INTEGER NOT NULL,
    posted INTEGER NOT NULL,
    verdicts INTEGER NOT NULL
);
CREATE TABLE told (
    article INTEGER PRIMARY KEY,
    revision TEXT NOT NULL,
    lang TEXT NOT NULL,
    day INTEGER,
    story INTEGER,                 -- the key of its first article; NULL: not grouped yet
    heading INTEGER NOT NULL,      -- a hash of the title's words
    body INTEGER,                  -- likewise of the rest, if it is short
    share REAL NOT NULL,           -- see index.stories.affinity.Vectors
    size INTEGER NOT NULL          -- likewise
);
-- Apart, since it is long, and `told` is changed and gone through often.
CREATE TABLE content (
    article INTEGER PRIMARY KEY,
    vector BLOB NOT NULL,          -- see index.stories.keyed.Keyed.packed
    title BLOB NOT NULL,           -- likewise
    words TEXT NOT NULL,           -- its weightiest, tabs between them
    word_keys BLOB NOT NULL        -- how many keys each has, a byte; then the keys
);
CREATE INDEX told_by_story ON told (story);
CREATE INDEX told_by_body ON told (body, lang, heading);
CREATE TABLE edge (
    one INTEGER NOT NULL,          -- each pair stands twice, to be found from both
    other INTEGER NOT NULL,
    score REAL NOT NULL,           -- -1: they cannot be of one story
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE frequency (
    key INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,        -- more than one
    crossing INTEGER NOT NULL      -- whether several languages have it
);
CREATE TABLE posting (
    key INTEGER PRIMARY KEY,
    entries BLOB NOT NULL          -- articles and weights, 4 bytes each
);
PRAGMA user_version = {VERSION};
"""


class Links:
    """An open `stories.sqlite`.

    Threads: the one that opened it. Any method can raise `ArchiveUnreadable`, `WriteError`
    and `ArchiveLocked`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @cached_property
    def keys(self) -> "KeyTables":
        """What is kept by key."""
        from index.stories.keytables import KeyTables  # noqa: PLC0415 - see above

        return KeyTables(self._connection, self._select)

    @cached_property
    def columns(self) -> "ArticleTables":
        """What is kept by article, in columns."""
        from index.stories.articletables import ArticleTables  # noqa: PLC0415 - see above

        return ArticleTables(self._connection, self._select)

    @classmethod
    def open(cls, path: Path, *, write: bool) -> Self:
        """Open the file.

        Raises:
            EngineError: there is none, it is damaged or of another version.
        """
        try:
            with reported(path):
                connection = connect(path, write=write)
                (version,) = connection.execute("PRAGMA user_version").fetchone()
        except (ArchiveUnreadable, WriteError) as error:
            raise EngineError(f"{path}: {error}") from error
        if version != VERSION:
            connection.close()
            raise EngineError(f"{path}: of another version")
        return cls(path, connection)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make the file anew, in place of what there is.

        Raises:
            WriteError: it cannot be made.
        """
        fresh = path.with_suffix(".new")
        try:
            fresh.unlink(missing_ok=True)
            fresh.open("xb").close()
            with reported(fresh):
                connection = connect(fresh, write=True)
                connection.executescript(f"BEGIN; {_SCHEMA} COMMIT")
                connection.execute("INSERT INTO state VALUES (?, ?, ?, ?, ?, ?)", State())
                connection.close()
            for journal in (path.with_name(f"{path.name}-journal"), path):
                journal.unlink(missing_ok=True)
            fresh.rename(path)
        except OSError as error:
            raise WriteError(f"{path}: {error.strerror}") from error
        return cls.open(path, write=True)

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; whatever writes does so within one."""
        return transaction(self._connection)

    def reported(self) -> AbstractContextManager[None]:
        """Gives SQLite's errors this project's names."""
        return reported(self._path)

    @property
    def state(self) -> State:
        """How far it has come."""
        return State(*self._connection.execute("SELECT * FROM state").fetchone())

    def save_state(self, state: State) -> None:
        """Keep how far it has come."""
        self._connection.execute(
            "UPDATE state SET articles = ?, whole = ?, through = ?, compared = ?, posted = ?,"
            " verdicts = ?",
            state,
        )

    def forget(self, articles: Collection[int]) -> set[int]:
        """Take articles out; returns those that were near to them, which may need other
        stories now."""
        near = {other for (other,) in self._select("SELECT other FROM edge WHERE one IN", articles)}
        self.keys.withdraw(articles, self.columns.keys(articles))
        run = self._connection.executemany
        run("DELETE FROM edge WHERE one = ? AND other = ?", list(self._both_ways(articles)))
        run("DELETE FROM told WHERE article = ?", [(article,) for article in articles])
        run("DELETE FROM content WHERE article = ?", [(article,) for article in articles])
        return near - set(articles)

    def _both_ways(self, articles: Collection[int]) -> Iterator[Link]:
        for one, other in list(self._select("SELECT one, other FROM edge WHERE one IN", articles)):
            yield one, other
            yield other, one

    def words(self, articles: Collection[int]) -> dict[int, Words]:
        """The weightiest words of articles."""
        rows = self._select(
            "SELECT article, words, word_keys FROM content WHERE article IN", articles
        )
        return {article: _words(texts, packed) for article, texts, packed in rows}

    def known(self, articles: Collection[int]) -> set[int]:
        """Those of some articles that are in."""
        return {
            row[0] for row in self._select("SELECT article FROM told WHERE article IN", articles)
        }

    def ungrouped(self) -> set[int]:
        """The articles that have no story yet."""
        rows = self._connection.execute("SELECT article FROM told WHERE story IS NULL")
        return {article for (article,) in rows}

    def ungroup(self, articles: Collection[int]) -> None:
        """Have articles grouped again, and with them all of their stories."""
        self._connection.executemany(
            "UPDATE told SET story = NULL WHERE story = (SELECT story FROM told WHERE article = ?)",
            [(one,) for one in articles],
        )

    def edges(self, articles: Collection[int], least: float = -1.0) -> dict[Link, float]:
        """The pairs of which one is among these articles, the smaller number first, that
        score no less."""
        rows = self._select(
            "SELECT min(one, other), max(one, other), score FROM edge"
            f" WHERE score >= {least} AND one IN",
            articles,
        )
        return {(one, other): score for one, other, score in rows}

    def forms(self, articles: Collection[int]) -> set[int]:
        """Those of some articles whose text stands under another title too: forms that
        are filled in."""
        rows = self._select(
            "SELECT article FROM told WHERE EXISTS (SELECT 1 FROM told other WHERE"
            " other.body = told.body AND other.lang = told.lang AND other.heading <> told.heading)"
            " AND article IN",
            articles,
        )
        return {article for (article,) in rows}

    def twins(self, articles: Collection[int]) -> set[int]:
        """The articles that are forms because of some others, or would be."""
        rows = self._select(
            "SELECT other.article FROM told JOIN told other ON other.body = told.body"
            " AND other.lang = told.lang AND other.heading <> told.heading WHERE NOT EXISTS ("
            "SELECT 1 FROM told third WHERE third.body = told.body AND third.lang = told.lang"
            " AND third.heading <> told.heading AND third.heading <> other.heading)"
            " AND told.article IN",
            articles,
        )
        return {article for (article,) in rows}

    def revisions(self, articles: Collection[int]) -> dict[int, str]:
        """What tells articles apart that does not depend on when they came."""
        rows = self._select("SELECT article, revision || lang FROM told WHERE article IN", articles)
        return dict(rows)

    def group(self, stories: Iterable[Collection[int]]) -> None:
        """Make each of some groups of articles a story."""
        self._connection.executemany(
            "UPDATE told SET story = ? WHERE article = ?",
            [(min(members), one) for members in stories for one in members],
        )

    def stories_of(self, articles: Collection[int]) -> dict[int, int]:
        """The stories of those articles that are grouped."""
        rows = self._select(
            "SELECT article, story FROM told WHERE story IS NOT NULL AND article IN", articles
        )
        return dict(rows)

    def members(self, stories: Collection[int]) -> dict[int, tuple[int, ...]]:
        """The articles of some stories, in the order of adding."""
        found: dict[int, list[int]] = {}
        rows = self._select(
            "SELECT story, article FROM told WHERE story IN", stories, "ORDER BY story, article"
        )
        for story, article in rows:
            found.setdefault(story, []).append(article)
        return {story: tuple(articles) for story, articles in found.items()}

    def sizes(self, stories: Collection[int]) -> dict[int, int]:
        """How many articles some stories have."""
        rows = self._select(
            "SELECT story, count(*) FROM told WHERE story IN", stories, "GROUP BY story"
        )
        return dict(rows)

    def largest(self, without: Collection[int]) -> list[int]:
        """The stories of several articles, the largest first, then the latest.

        Args:
            without: articles that do not count.
        """
        # The index alone is read; to look each article up among none costs as much again.
        counted = "AND article NOT IN (SELECT value FROM json_each(?))" if without else ""
        rows = self._connection.execute(
            f"SELECT story FROM told WHERE story IS NOT NULL {counted}"
            " GROUP BY story HAVING count(*) > 1 ORDER BY count(*) DESC, story DESC",
            (json.dumps(list(without)),) if without else (),
        )
        return [story for (story,) in rows]

    def beside(self, stories: Collection[int]) -> set[int]:
        """The stories of which an article is near to one of these."""
        rows = self._select(
            "SELECT DISTINCT other.story FROM told one JOIN edge ON edge.one = one.article"
            " JOIN told other ON other.article = edge.other"
            " WHERE other.story <> one.story AND score > 0 AND one.story IN",
            stories,
        )
        return {story for (story,) in rows}

    def near_stories(self, stories: Collection[int]) -> dict[Link, float]:
        """The sums of the scores between each of some stories and every other."""
        rows = self._select(
            "SELECT one.story, other.story, sum(score) FROM told one"
            " JOIN edge ON edge.one = one.article JOIN told other ON other.article = edge.other"
            " WHERE other.story <> one.story AND score > 0 AND one.story IN",
            stories,
            "GROUP BY 1, 2",
        )
        return {(one, other): total for one, other, total in rows}

    def close(self) -> None:
        """Give back the file."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def _select(self, query: str, values: Collection[int], rest: str = "") -> Iterator[Any]:
        waiting = list(values)
        for at in range(0, len(waiting), _AT_ONCE):
            some = waiting[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._connection.execute(f"{query} ({marks}) {rest}", some)


def _words(texts: str, packed: bytes) -> Words:
    each = texts.split("\t") if texts else []
    return Words(each, packed[: len(each)], packed[len(each) :])
