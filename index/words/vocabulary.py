"""All forms of an archive, by language, with the keys by which a query finds them.

A form is stored once and numbered. Its reading in a language holds what the analyzer
says of it and the number of articles that have it. Keys (see `index.words.readings`) lead back
to readings. A lemma's keys lead to all its forms, so that a lemma need not stand in any
text itself. A key that equals the text it would lead to is not stored: half of them would.

Everything is derived: it depends on the forms of the articles and on nothing else.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from index.words import counts
from index.words.counts import Counts
from index.words.lookups import COLUMNS, Lookups, reading_of
from index.words.newcomers import TIERS, Newcomers
from index.words.readings import keyed

_SCHEMA = """
CREATE TABLE form (
    text TEXT PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    articles INTEGER NOT NULL      -- of all languages; beside the text, for prefixes
) WITHOUT ROWID;
CREATE TABLE reading (
    form INTEGER NOT NULL,
    lang TEXT NOT NULL,
    articles INTEGER NOT NULL,     -- of this language that hold the form
    lemmas TEXT NOT NULL,          -- separated by tabs, which no lemma holds
    parts TEXT NOT NULL,           -- likewise
    is_name INTEGER NOT NULL,
    PRIMARY KEY (form, lang)
) WITHOUT ROWID;
CREATE TABLE form_key (
    tier INTEGER NOT NULL,         -- see index.words.newcomers.TIERS
    key TEXT NOT NULL,
    lang TEXT NOT NULL,
    form INTEGER NOT NULL,
    PRIMARY KEY (tier, key, lang, form)
) WITHOUT ROWID;
CREATE TABLE language (
    code TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
"""


class Vocabulary(Lookups):
    """The vocabulary in one database, which the caller opens, commits and closes.

    Reading writes nothing, so that a read-only connection does. What is added or
    discarded is kept in memory: `flush` writes it and must come before the commit.
    After a rollback make a new `Vocabulary`, since this one remembers what was undone.
    Threads: the connection's. Memory: 0.2 kB for each form and language that was added,
    up to 200 MB.

    Any method can raise `sqlite3.Error`.
    """

    #: After so many remembered readings, of all languages, all are forgotten and asked for again.
    _REMEMBERED = 1_000_000

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._known: dict[str, dict[str, int]] = {}
        self._counts = Counts()
        self._articles: Counter[str] = Counter()
        self._new = Newcomers(connection)
        #: Whether `_known` holds every form there is, None while nobody has looked.
        self._knows_all: bool | None = None

    @staticmethod
    def create(connection: sqlite3.Connection) -> None:
        """Make the tables in a database that has none."""
        for statement in (_SCHEMA + counts.SCHEMA).split(";\n"):
            connection.execute(statement)

    def add(self, lang: str, forms: Sequence[str]) -> NDArray[np.intp]:
        """Take in the forms of one article.

        Args:
            lang: the article's language.
            forms: of each of its tokens.

        Returns:
            The number of each.
        """
        known = self._known.setdefault(lang, {})
        found = list(map(known.get, forms))
        if None in found:
            pairs = zip(forms, found, strict=True)
            missing = dict.fromkeys(form for form, number in pairs if number is None)
            if sum(map(len, self._known.values())) > self._REMEMBERED:
                known, missing = {}, dict.fromkeys(forms)
                self._known, self._knows_all = {lang: known}, False
            learned = self._learn(lang, missing)
            known.update(learned)
            pairs = zip(forms, found, strict=True)
            found = [learned[form] if number is None else number for form, number in pairs]
        numbers = np.array(found, np.intp)
        self._counts.add(lang, numbers)
        self._articles[lang] += 1
        if self._new.are_many:
            self._write_new()
        return numbers

    def discard(self, lang: str, numbers: Iterable[int]) -> None:
        """Take out the forms of one article that was added before.

        Args:
            lang: the language it was added with.
            numbers: those of its distinct forms.
        """
        self._counts.add(lang, set(numbers), -1)
        self._articles[lang] -= 1

    def flush(self) -> None:
        """Write the counts; forms that no article holds any more go, with their keys.

        Of a large vocabulary few counts are put aside until they are more: the numbers of
        articles are then too small by those few.
        """
        self._write_new()
        if not self._counts.put_aside(self._connection):
            self._write_counts()
        self._counts = Counts()
        articles, self._articles = self._articles, Counter()
        self._connection.executemany(
            "INSERT INTO language VALUES (?, ?)"
            " ON CONFLICT (code) DO UPDATE SET articles = articles + excluded.articles",
            articles.items(),
        )
        self._connection.execute("DELETE FROM language WHERE articles <= 0")

    def settle(self) -> None:
        """Write the counts that were put aside too."""
        self.flush()
        self._write_counts()
        self._counts = Counts()

    def _write_counts(self) -> None:
        self._counts.take_out(self._connection)
        totals = Counts()
        for lang, numbers, changes in self._counts.changes():
            totals.add("", numbers, changes)
            self._connection.executemany(
                "UPDATE reading SET articles = articles + ? WHERE form = ? AND lang = ?",
                # In the order of the table, which keeps to few pages at a time.
                zip(changes.tolist(), numbers.tolist(), repeat(lang)),
            )
        for _, numbers, changes in totals.changes():
            self._connection.executemany(
                "UPDATE form SET articles = articles + ? WHERE id = ?",
                zip(changes.tolist(), numbers.tolist(), strict=True),
            )
        for lang, numbers, changes in self._counts.changes():
            self._forget(lang, numbers[changes < 0].tolist())

    def _write_added(self) -> None:
        """Write what is counted before it is asked for; readers never have any."""
        if self._articles:
            self.flush()

    def _learn(self, lang: str, missing: Collection[str]) -> dict[str, int]:
        """Number forms that are new or new in this language; the latter are to be read."""
        if self._knows_all is None:
            query = "SELECT NOT EXISTS (SELECT 1 FROM form)"
            self._knows_all = bool(self._connection.execute(query).fetchone()[0])
        if self._knows_all:
            return self._learn_of_all(lang, missing)
        stored = self.stored(missing)
        new = self._new.numbers
        numbers = stored | {form: new[form] for form in missing if form in new}
        numbers |= self._new.number([form for form in missing if form not in numbers])
        rows = self.select(
            "SELECT form FROM reading WHERE lang = ? AND form IN ", stored.values(), lang
        )
        read = {number for (number,) in rows}
        self._new.read_in(lang, ((n, form) for form, n in numbers.items() if n not in read))
        return numbers

    def _learn_of_all(self, lang: str, missing: Collection[str]) -> dict[str, int]:
        """The same where all forms there are were added by this object: none is looked up."""
        numbers: dict[str, int] = {}
        for other, known in self._known.items():
            if other != lang:  # which lacks them all
                numbers |= {form: known[form] for form in missing if form in known}
        numbers |= self._new.number([form for form in missing if form not in numbers])
        self._new.read_in(lang, ((number, form) for form, number in numbers.items()))
        return numbers

    def _write_new(self) -> None:
        for lang, form in self._new.write(self._counts):
            self._known.get(lang, {}).pop(form, None)

    def _forget(self, lang: str, numbers: Collection[int]) -> None:
        """Delete what no article of the language holds any more."""
        gone = list(
            self.select(
                f"SELECT form.id, {COLUMNS} FROM form JOIN reading"
                " ON reading.form = form.id AND reading.lang = ? AND reading.articles <= 0"
                " WHERE form.id IN ",
                numbers,
                lang,
            )
        )
        readings = [reading_of(row) for _, *row in gone]
        for tier, keys in keyed(readings):
            self._connection.executemany(
                "DELETE FROM form_key WHERE tier = ? AND key = ? AND lang = ? AND form = ?",
                ((TIERS[tier], key, lang, gone[at][0]) for at, key in keys),
            )
        self._connection.executemany(
            "DELETE FROM reading WHERE form = ? AND lang = ?", ((row[0], lang) for row in gone)
        )
        self._connection.executemany(
            "DELETE FROM form WHERE id = ? AND articles <= 0", ((row[0],) for row in gone)
        )
        known = self._known.get(lang, {})
        for _, form, *_ in gone:
            known.pop(form, None)
