"""A layer of pairs: words of one language and what they are in another, both ways.

Entries stand in alphabetical order in blocks that are compressed, since a dictionary is
as large as an archive of a thousand articles; to look a word up takes one block apart.
"""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter

from index.language.lexicon import Translation
from index.language.lexicon.concepts import AFTER_ALL, normal
from index.model import Via

# Without rows of their own numbers the blocks would not fit into pages.
_SCHEMA = """CREATE TABLE block (
    lang TEXT NOT NULL,
    first TEXT NOT NULL,           -- the first word in it
    entries BLOB NOT NULL,         -- lines: a word and its translations, tabs between them
    PRIMARY KEY (lang, first)
)"""

#: Entries of a block: twice as many would save a tenth of the room and take twice as long.
_AT_ONCE = 64

#: Translations kept of a word: what comes later is far-fetched, and each takes room.
_MOST = 8

_SECOND = itemgetter(1)


def fill(
    connection: sqlite3.Connection,
    source: str,
    target: str,
    entries: Iterable[tuple[str, tuple[str, ...]]],
) -> None:
    """Make the database of a layer from entries, in any order.

    Expressions of several words are kept as translations only, since a query is looked
    up word by word. Takes 150 bytes of memory for each pair.

    Args:
        connection: to an empty database.
        source: the language of the headwords.
        target: that of their translations, which come best first.
        entries: the same headword may come several times.
    """
    connection.execute(_SCHEMA)
    pairs = list(_pairs(entries))
    for lang, rows in (
        (source, pairs),
        (target, [(other, word, place) for word, other, place in pairs]),
    ):
        connection.executemany("INSERT INTO block VALUES (?, ?, ?)", _blocks(lang, rows))


def _pairs(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str, int]]:
    same: dict[str, str] = {}
    for headword, translations in entries:
        if word := normal(headword):
            for place, translation in enumerate(translations[:_MOST]):
                if other := normal(translation):
                    yield same.setdefault(word, word), same.setdefault(other, other), place


def _blocks(lang: str, pairs: Sequence[tuple[str, str, int]]) -> Iterator[tuple[str, str, bytes]]:
    # A word of many meanings is a frequent one, and of words that say the same the
    # frequent one is meant as a rule.
    meanings = Counter(map(_SECOND, pairs))
    single = (pair for pair in pairs if " " not in pair[0])
    rows = sorted((word, place, -meanings[other], other) for word, other, place in single)
    lines = (
        "\t".join((word, *islice(dict.fromkeys(row[3] for row in some), _MOST)))
        for word, some in groupby(rows, itemgetter(0))
    )
    while block := list(islice(lines, _AT_ONCE)):
        first = block[0].partition("\t")[0]
        yield lang, first, zlib.compress("\n".join(("", *block, "")).encode())


class Pairs:
    """The layer in one database.

    Threads: the connection's. Any method can raise `sqlite3.Error`.
    """

    def __init__(
        self, via: Via, connection: sqlite3.Connection, languages: tuple[str, str]
    ) -> None:
        self.via = via
        self._connection = connection
        self._languages = languages

    def languages(self) -> frozenset[str]:
        """The two languages."""
        return frozenset(self._languages)

    def beginning(self, prefix: str, longest: int, limit: int) -> Iterator[tuple[str, str]]:
        """Some words that begin so and have at most so many letters, each with a language."""
        found = (
            (lang, word)
            for lang in self._languages
            for block in self._from(lang, prefix)
            for word in (line.partition("\t")[0] for line in block.split("\n"))
            if word.startswith(prefix) and len(word) <= longest
        )
        return islice(found, limit)

    def holding(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """None: each word would take a block to unpack."""
        return iter(())

    def entries(
        self, words: Collection[str], way: tuple[str, str] | None = None
    ) -> Iterator[tuple[str, str, Translation]]:
        """What words mean, both ways or one."""
        one, other = self._languages
        single = sorted(word for word in words if " " not in word)
        for lang, target in ((one, other), (other, one)):
            if way in (None, (lang, target)):
                for word, texts in self._found(lang, single):
                    for place, text in enumerate(texts):
                        yield lang, word, Translation(text, target, self.via, place)

    def _found(self, lang: str, words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
        """Those of some words, in order, that there are, with their translations."""
        block, last = "", ""  # which holds the words up to the last one
        for word in words:
            if word > last:
                block, last = self._block(lang, word)
            at = block.find(f"\n{word}\t")
            if at >= 0:
                yield word, block[at + 1 : block.index("\n", at + 1)].split("\t")[1:]

    def _block(self, lang: str, word: str) -> tuple[str, str]:
        """The block that would hold a word, and the last word that it would hold."""
        row = self._connection.execute(
            "SELECT entries FROM block WHERE lang = ? AND first <= ? ORDER BY first DESC LIMIT 1",
            (lang, word),
        ).fetchone()
        if row is None:
            return "", word
        block = _text(row[0])
        return block, max(word, block[block.rindex("\n", 0, -1) + 1 :].partition("\t")[0])

    def _from(self, lang: str, prefix: str) -> Iterator[str]:
        """The blocks that may hold words with a beginning."""
        rows = self._connection.execute(
            "SELECT entries FROM block WHERE lang = ? AND first < ? AND first >= coalesce("
            "(SELECT max(first) FROM block WHERE lang = ? AND first <= ?), '') ORDER BY first",
            (lang, prefix + AFTER_ALL, lang, prefix),
        )
        return (_text(entries) for (entries,) in rows)


def _text(block: bytes) -> str:
    try:
        return zlib.decompress(block).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise sqlite3.DatabaseError("a damaged block") from error
