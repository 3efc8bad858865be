"""A layer of concepts: each one meaning, with its words in many languages."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from index.language.lexicon import Translation
from index.language.tokens import normalize, tokenize
from index.model import Via

#: A concept: by language its words, the best first.
Concept = Mapping[str, Sequence[str]]

#: The first letter behind Latin, Greek and Cyrillic.
_FIRST_OTHER = "\u0530"

#: Words of one statement. The connection keeps statements, and one of many thousand
#: words takes a megabyte.
_AT_ONCE = 500

_SCHEMA = (
    # Words by language, tabs between them: `en\tdelay\tpostponement\ncs\todklad`.
    "CREATE TABLE concept (id INTEGER PRIMARY KEY, words TEXT NOT NULL)",
    """CREATE TABLE word (
        text TEXT NOT NULL,
        lang TEXT NOT NULL,
        concept INTEGER NOT NULL,
        place INTEGER NOT NULL,
        PRIMARY KEY (text, lang, concept)
    ) WITHOUT ROWID""",
    "CREATE TABLE language (lang TEXT PRIMARY KEY) WITHOUT ROWID",
)

#: No text is greater than a prefix of its own followed by this.
AFTER_ALL = "\U0010ffff"


def normal(text: str) -> str:
    """A word or several as texts hold them: normalised tokens with single spaces."""
    # Tokens take six times as long; only in other scripts can letters be several words.
    if text.isascii() and text.isalpha():
        return text.lower()
    if text.replace(" ", "").isalpha() and max(text) < _FIRST_OTHER:
        return normalize(text if text.isalpha() else " ".join(text.split()))
    return " ".join(token.form for token in tokenize(text))


def fill(connection: sqlite3.Connection, concepts: Iterable[Concept]) -> None:
    """Make the database of a layer."""
    for statement in _SCHEMA:
        connection.execute(statement)
    rows: list[tuple[str, str, int, int]] = []
    # Every word stands in one concept and a half on average.
    spelled = cache(normal)
    for number, concept in enumerate(concepts):
        words = {
            lang: list(dict.fromkeys(filter(None, map(spelled, texts))))
            for lang, texts in concept.items()
        }
        packed = "\n".join("\t".join((lang, *texts)) for lang, texts in words.items())
        connection.execute("INSERT INTO concept VALUES (?, ?)", (number, packed))
        for lang, texts in words.items():
            rows += ((text, lang, number, place) for place, text in enumerate(texts))
    # In the order of the table, which is then written from end to end.
    rows.sort()
    connection.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?)", rows)
    languages = sorted({lang for _, lang, _, _ in rows})
    connection.executemany("INSERT INTO language VALUES (?)", ((lang,) for lang in languages))


class Concepts:
    """The layer in one database.

    Threads: the connection's. Any method can raise `sqlite3.Error`.
    """

    def __init__(self, via: Via, connection: sqlite3.Connection) -> None:
        self.via = via
        self._connection = connection

    def languages(self) -> frozenset[str]:
        """The languages of its words."""
        rows = self._connection.execute("SELECT lang FROM language")
        return frozenset(chain.from_iterable(rows))

    def beginning(self, prefix: str, longest: int, limit: int) -> Iterator[tuple[str, str]]:
        """Some words that begin so and have at most so many letters, each with a language."""
        yield from self._connection.execute(
            "SELECT DISTINCT lang, text FROM word WHERE text >= ? AND text < ?"
            " AND length(text) <= ? LIMIT ?",
            (prefix, prefix + AFTER_ALL, longest, limit),
        )

    def holding(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """Those of some words that it has, each with a language."""
        yield from self._connection.execute(
            f"SELECT DISTINCT lang, text FROM word WHERE text IN ({marks(words)})", (*words,)
        )

    def entries(
        self, words: Collection[str], way: tuple[str, str] | None = None
    ) -> Iterator[tuple[str, str, Translation]]:
        """What words mean: of each concept that one of them stands for, all other words,
        or those on the way.

        The place counts how far down the lists of the concept both words are.
        """
        for lang, word, place, packed in self._rows(words, None if way is None else way[0]):
            for line in packed.split("\n") if way is None else _of(way[1], packed):
                target, *texts = line.split("\t")
                for at, text in enumerate(texts):
                    if (text, target) != (word, lang):
                        yield lang, word, Translation(text, target, self.via, place + at)

    def _rows(
        self, words: Collection[str], lang: str | None
    ) -> Iterator[tuple[str, str, int, str]]:
        """The places of words in concepts with these; of one language or of any."""
        query = (
            "SELECT lang, word.text, place, concept.words FROM word"
            " JOIN concept ON concept.id = word.concept WHERE"
        )
        of_one, before = ("", ()) if lang is None else (" lang = ? AND", (lang,))
        waiting = list(words)
        for at in range(0, len(waiting), _AT_ONCE):
            some = waiting[at : at + _AT_ONCE]
            yield from self._connection.execute(
                f"{query}{of_one} text IN ({marks(some)})", (*before, *some)
            )


def _of(lang: str, packed: str) -> Iterator[str]:
    """The line of a language, if a concept has words of it."""
    start = f"{lang}\t"
    if not packed.startswith(start):
        _, found, packed = packed.partition(f"\n{start}")
        if not found:
            return
        packed = start + packed
    yield packed.partition("\n")[0]


def marks(words: Collection[str]) -> str:
    """The placeholders of so many parameters."""
    return ",".join("?" * len(words))
