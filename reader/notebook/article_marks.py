"""What a reader marked on whole articles: read, starred, tags; tables of the notebook.

An article is named by its archive and its id; a new revision of it keeps its marks.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from reader.notebook import database
from reader.notebook.records import clean, stamp

#: `read` once an article was opened or said to be read; `starred` by key.
ArticleMark = Literal["read", "starred"]


class ArticleMarks:
    """The marks of one notebook's articles, through the notebook's connection.

    Threads, lifetime and errors are those of `reader.notebook.notebook.Notebook`.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._path = path
        self._now = now

    def marked(self, archive: str, mark: ArticleMark) -> frozenset[str]:
        """The ids of an archive's articles that have a mark."""
        return frozenset(article for article, name in self._all(archive, "mark") if name == mark)

    def tagged(self, archive: str, tag: str) -> frozenset[str]:
        """The ids of an archive's articles that have a tag, in upper or lower case."""
        wanted = tag.casefold()
        tagged = self._all(archive, "tag")
        return frozenset(article for article, name in tagged if name.casefold() == wanted)

    def all_tags(self, archive: str) -> frozenset[tuple[str, str]]:
        """The ids of an archive's articles that have a tag, with each tag."""
        return frozenset(self._all(archive, "tag"))

    def tags(self, archive: str, article: str) -> tuple[str, ...]:
        """An article's tags, sorted."""
        with database.explained(self._path):
            rows = self._connection.execute(
                "SELECT name FROM article_mark"
                " WHERE archive = ? AND article = ? AND kind = 'tag' ORDER BY name",
                (archive, article),
            )
            return tuple(name for (name,) in rows)

    def mark(
        self, archive: str, articles: Iterable[str], mark: ArticleMark, *, on: bool = True
    ) -> tuple[str, ...]:
        """Set a mark on articles, or take it from them; all of them or none.

        Returns:
            The articles for which that changed anything.
        """
        with database.change(self._connection, self._path):
            there = self.marked(archive, mark)
            changed = tuple(each for each in dict.fromkeys(articles) if (each in there) != on)
            if on:
                self._insert(archive, changed, "mark", mark)
            else:
                self._delete(archive, changed, "mark", mark)
            return changed

    def tag(self, archive: str, article: str, tags: Iterable[str]) -> tuple[str, ...]:
        """Replace an article's tags; white space in them is evened out.

        Returns:
            What they were before.
        """
        names = {" ".join(clean(tag).split()) for tag in tags} - {""}
        with database.change(self._connection, self._path):
            before = self.tags(archive, article)
            for name in before:
                self._delete(archive, [article], "tag", name)
            for name in names:
                self._insert(archive, [article], "tag", name)
            return before

    def set_tag(
        self, archive: str, articles: Iterable[str], tag: str, *, on: bool = True
    ) -> tuple[str, ...]:
        """Give articles a tag beside their others, or take it from them; all or none.

        Returns:
            The articles for which that changed anything; the tag in upper or lower case
            is the same.
        """
        name = " ".join(clean(tag).split())
        if not name:
            return ()
        with database.change(self._connection, self._path):
            same = [
                (article, each)
                for article, each in self._all(archive, "tag")
                if each.casefold() == name.casefold()
            ]
            there = {article for article, _ in same}
            changed = tuple(each for each in dict.fromkeys(articles) if (each in there) != on)
            if on:
                self._insert(archive, changed, "tag", name)
            else:
                for each in {each for _, each in same}:
                    self._delete(archive, changed, "tag", each)
            return changed

    def _all(self, archive: str, kind: str) -> list[tuple[str, str]]:
        """The articles of an archive with their marks of a kind."""
        with database.explained(self._path):
            return self._connection.execute(
                "SELECT article, name FROM article_mark WHERE archive = ? AND kind = ?",
                (archive, kind),
            ).fetchall()

    def _insert(self, archive: str, articles: Iterable[str], kind: str, name: str) -> None:
        made = stamp(self._now().astimezone(UTC))
        self._connection.executemany(
            "INSERT OR IGNORE INTO article_mark VALUES (?, ?, ?, ?, ?)",
            [(archive, article, kind, name, made) for article in articles],
        )

    def _delete(self, archive: str, articles: Iterable[str], kind: str, name: str) -> None:
        self._connection.executemany(
            "DELETE FROM article_mark WHERE archive = ? AND article = ? AND kind = ? AND name = ?",
            [(archive, article, kind, name) for article in articles],
        )
