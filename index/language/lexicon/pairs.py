"""A layer of pairs: words of one language and what they are in another, both ways."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from index.language.lexicon import Translation
from index.language.lexicon.concepts import AFTER_ALL, marks, normal
from index.model import Via

_SCHEMA = """CREATE TABLE entry (
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    target TEXT NOT NULL,
    translations TEXT NOT NULL,    -- the best first, tabs between them
    PRIMARY KEY (text, lang)
) WITHOUT ROWID"""

#: Translations kept of a word: what comes later is far-fetched, and each takes room.
_MOST = 12


def fill(
    connection: sqlite3.Connection,
    source: str,
    target: str,
    entries: Iterable[tuple[str, tuple[str, ...]]],
) -> None:
    """Make the database of a layer from entries, in any order.

    Args:
        connection: to an empty database.
        source: the language of the headwords.
        target: that of their translations, which come best first.
        entries: the same headword may come several times.
    """
    connection.execute(_SCHEMA)
    connection.execute("CREATE TEMP TABLE pair (source TEXT, target TEXT, place INTEGER)")
    connection.executemany("INSERT INTO pair VALUES (?, ?, ?)", _pairs(entries))
    for lang, other, own, their in (
        (source, target, "source", "target"),
        (target, source, "target", "source"),
    ):
        # A word of many meanings is a frequent one, and of words that say the same the
        # frequent one is meant as a rule.
        connection.execute(
            f"CREATE TEMP TABLE meanings AS SELECT {their} word, count(*) number FROM pair"
            f" GROUP BY {their}"
        )
        connection.execute("CREATE INDEX temp.meanings_of ON meanings (word)")
        rows = connection.execute(
            f"SELECT {own}, {their} FROM pair JOIN meanings ON word = {their}"
            f" ORDER BY {own}, place, number DESC, {their}"
        )
        connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?)",
            (
                (lang, text, other, "\t".join(islice(dict.fromkeys(map(_SECOND, some)), _MOST)))
                for text, some in groupby(rows, itemgetter(0))
                if text.count(" ") < _MOST_WORDS
            ),
        )
        connection.execute("DROP TABLE temp.meanings")
    connection.execute("DROP TABLE temp.pair")


#: A longer headword is asked for by nobody, since queries are looked up word by word.
_MOST_WORDS = 1

_SECOND = itemgetter(1)


def _pairs(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str, int]]:
    for headword, translations in entries:
        if word := normal(headword):
            for place, translation in enumerate(translations):
                if other := normal(translation):
                    yield word, other, place


class Pairs:
    """The layer in one database.

    Threads: the connection's. Any method can raise `sqlite3.Error`.
    """

    def __init__(
        self, via: Via, connection: sqlite3.Connection, languages: tuple[str, str]
    ) -> None:
        self.via = via
        self._connection = connection
        self._languages = frozenset(languages)

    def languages(self) -> frozenset[str]:
        """The two languages."""
        return self._languages

    def known(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """Those of some words that it knows, each with a language."""
        yield from self._connection.execute(
            f"SELECT lang, text FROM entry WHERE text IN ({marks(words)})", (*words,)
        )

    def beginning(self, prefix: str, longest: int, limit: int) -> Iterator[tuple[str, str]]:
        """Some words that begin so and have at most so many letters, each with a language."""
        yield from self._connection.execute(
            "SELECT lang, text FROM entry WHERE text >= ? AND text < ?"
            " AND length(text) <= ? LIMIT ?",
            (prefix, prefix + AFTER_ALL, longest, limit),
        )

    def translations(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> Iterator[Translation]:
        """What words mean."""
        if lang not in self._languages or self._languages.isdisjoint(targets):
            return
        rows = self._connection.execute(
            f"SELECT target, translations FROM entry WHERE text IN ({marks(words)}) AND lang = ?",
            (*words, lang),
        )
        for target, packed in rows:
            if target in targets:
                for place, text in enumerate(packed.split("\t")):
                    yield Translation(text, target, self.via, place)
