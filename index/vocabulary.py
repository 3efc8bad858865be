"""All forms of an archive, by language, with the keys by which a query finds them.

A form is stored once and numbered. Its reading in a language holds what the analyzer
says of it and the number of articles that have it. Keys (see `index.readings`) lead back
to readings. A lemma's keys lead to all its forms, so that a lemma need not stand in any
text itself. A key that equals the text it would lead to is not stored: half of them would.

Everything is derived: it depends on the forms of the articles and on nothing else.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from index import counts
from index.counts import Counts
from index.language.folding import folds
from index.language.romanisation import skeleton
from index.model import Via
from index.newcomers import TIERS, Newcomers
from index.readings import Reading, keyed

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
    tier INTEGER NOT NULL,         -- see index.newcomers.TIERS
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

_COLUMNS = "form.text, reading.lang, reading.articles, lemmas, parts, is_name"
_READINGS = f"SELECT {_COLUMNS} FROM "
_JOINED = """form_key
    JOIN reading ON reading.form = form_key.form AND reading.lang = form_key.lang
    JOIN form ON form.id = form_key.form"""

#: Parameters in one statement; every SQLite allows 999.
_AT_ONCE = 900

#: No text is greater than a prefix of its own followed by this.
_AFTER_ALL = "\U0010ffff"


class Vocabulary:
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
        self._connection = connection
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

    def add(self, lang: str, forms: Iterable[str]) -> Mapping[str, int]:
        """Take in the forms of one article.

        Args:
            lang: the article's language.
            forms: token forms; repetitions do not count.

        Returns:
            The number of each, and of others; it changes with the next call.
        """
        known = self._known.setdefault(lang, {})
        distinct = set(forms)
        if None in map(known.get, distinct):
            if sum(map(len, self._known.values())) > self._REMEMBERED:
                known = {}
                self._known, self._knows_all = {lang: known}, False
            known.update(self._learn(lang, distinct.difference(known)))
        self._counts.add(lang, list(map(known.__getitem__, distinct)))
        self._articles[lang] += 1
        if self._new.are_many:
            self._write_new()
        return known

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

    def languages(self) -> dict[str, int]:
        """The languages of the archive with the number of their articles."""
        self._write_added()
        return dict(self._connection.execute("SELECT code, articles FROM language ORDER BY code"))

    def ids(self, forms: Iterable[str]) -> dict[str, int]:
        """The numbers of those forms that are there."""
        self._write_added()
        return self._stored(forms)

    def _stored(self, forms: Iterable[str]) -> dict[str, int]:
        return dict(self._select("SELECT text, id FROM form WHERE text IN ", forms))

    def forms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The forms of those numbers that are there."""
        self._write_added()
        return dict(self._select("SELECT id, text FROM form WHERE id IN ", numbers))

    def counts(self, forms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """The number of each of those forms that are there, and how many articles of any
        language hold it."""
        self._write_added()
        rows = self._select("SELECT text, id, articles FROM form WHERE text IN ", forms)
        return {text: (number, articles) for text, number, articles in rows}

    def readings(self, forms: Iterable[str]) -> list[Reading]:
        """What these forms are, in every language of the archive."""
        self._write_added()
        rows = self._select(
            f"{_READINGS} form JOIN reading ON reading.form = form.id WHERE form.text IN ", forms
        )
        return list(map(_reading, rows))

    def numbered(
        self, lang: str, numbers: Collection[int] | None = None
    ) -> Iterator[tuple[int, Reading]]:
        """What forms are in a language, with their numbers: some, or all of them."""
        self._write_added()
        query = (
            f"SELECT form.id, {_COLUMNS} FROM reading JOIN form ON form.id = reading.form"
            " WHERE reading.lang = ?"
        )
        if numbers is None:
            rows: Iterable[Any] = self._connection.execute(query, (lang,))
        else:
            rows = self._select(f"{query} AND reading.form IN ", numbers, lang)
        return ((number, _reading(row)) for number, *row in rows)

    def by_keys(self, tier: Via, keys: Collection[str]) -> list[Reading]:
        """The readings that have one of these keys, each once.

        Args:
            tier: FORM for lemmas, STEM for stems (and what is one, whatever its own stem
                is), PART for parts, FOLD for folds, SCRIPT for skeletons and frames.
            keys: at most some hundreds.
        """
        self._write_added()
        found = list(self._keyed(tier, keys))
        # The keys that are not stored, see above; a fold or skeleton may be a lemma's.
        if tier is Via.STEM:
            found += self.readings(keys)
        elif tier is not Via.PART:
            own = [key for key in keys if tier is not Via.SCRIPT or skeleton(key) == key]
            found += self.readings(own)
            if tier is not Via.FORM:
                found += self._keyed(Via.FORM, own)
        return list(dict.fromkeys(found))

    def starting_with(self, prefix: str, limit: int) -> list[Reading]:
        """The readings of the most frequent forms that start so, these forms first.

        Args:
            prefix: the beginning of normalised forms.
            limit: how many forms.
        """
        self._write_added()
        rows = self._connection.execute(
            f"{_READINGS} (SELECT * FROM form WHERE text >= ? AND text < ?"
            "  ORDER BY articles DESC LIMIT ?) form"
            " JOIN reading ON reading.form = form.id ORDER BY form.articles DESC",
            (prefix, prefix + _AFTER_ALL, limit),
        )
        return list(map(_reading, rows))

    def spelled(self, beginnings: Iterable[str] | None, shortest: int, longest: int) -> str:
        """The forms of such a length that begin with one of some letters, one a line.

        Args:
            beginnings: the letters, each once; None for any.
            shortest, longest: code points, both included.
        """
        self._write_added()
        # One text is read in half the time of its rows, and faster where nothing is called.
        select = "SELECT group_concat(text, '\n') FROM form WHERE "
        within = (shortest, longest)
        if beginnings is None:
            sql = f"{select} length(text) BETWEEN ? AND ?"
            found = [self._connection.execute(sql, within).fetchone()[0]]
        else:
            sql = f"{select} text >= ? AND text < ? AND length(text) BETWEEN ? AND ?"
            found = [
                self._connection.execute(sql, (letter, letter + _AFTER_ALL, *within)).fetchone()[0]
                for letter in beginnings
            ]
        return "\n".join(filter(None, found))

    def folding_to(self, prefix: str, limit: int) -> list[Reading]:
        """The readings of the most frequent forms with another spelling whose fold
        starts so."""
        self._write_added()
        # The texts are fetched last, for those few that are left.
        rows = self._connection.execute(
            f"{_READINGS} (SELECT reading.* FROM form_key JOIN reading"
            "  ON reading.form = form_key.form AND reading.lang = form_key.lang"
            "  WHERE form_key.tier = ? AND form_key.key >= ? AND form_key.key < ?"
            "  ORDER BY reading.articles DESC LIMIT ?) reading"
            " JOIN form ON form.id = reading.form",
            (TIERS[Via.FOLD], prefix, prefix + _AFTER_ALL, limit),
        )
        readings = dict.fromkeys(_reading(row) for row in rows)
        # Keys are of lemmas too.
        return [
            reading
            for reading in readings
            if any(key.startswith(prefix) and key != reading.text for key in folds(reading.text))
        ]

    def _keyed(self, tier: Via, keys: Iterable[str]) -> Iterator[Reading]:
        where = "WHERE form_key.tier = ? AND form_key.key IN "
        return map(_reading, self._select(f"{_READINGS} {_JOINED} {where}", keys, TIERS[tier]))

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
        stored = self._stored(missing)
        new = self._new.numbers
        numbers = stored | {form: new[form] for form in missing if form in new}
        numbers |= self._new.number([form for form in missing if form not in numbers])
        rows = self._select(
            "SELECT form FROM reading WHERE lang = ? AND form IN ", stored.values(), lang
        )
        read = {number for (number,) in rows}
        self._new.read_in(lang, ((n, form) for form, n in numbers.items() if n not in read))
        return numbers

    def _learn_of_all(self, lang: str, missing: Collection[str]) -> dict[str, int]:
        """The same where all forms there are were added by this object: none is looked up."""
        numbers: dict[str, int] = {}
        for known in self._known.values():
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
            self._select(
                f"SELECT form.id, {_COLUMNS} FROM form JOIN reading"
                " ON reading.form = form.id AND reading.lang = ? AND reading.articles <= 0"
                " WHERE form.id IN ",
                numbers,
                lang,
            )
        )
        readings = [_reading(row) for _, *row in gone]
        self._connection.executemany(
            "DELETE FROM form_key WHERE tier = ? AND key = ? AND lang = ? AND form = ?",
            (
                (TIERS[tier], key, lang, number)
                for (number, *_), (_, found) in zip(gone, keyed(readings), strict=True)
                for tier, key in found
            ),
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

    def _select(
        self, query: str, values: Iterable[str] | Iterable[int], *before: str | int
    ) -> Iterator[Any]:
        """The rows of a query that ends in IN, for any number of values.

        Args:
            query: the statement.
            values: what the list after IN holds.
            before: the parameters that precede it.
        """
        waiting: list[str | int] = list(values)
        for at in range(0, len(waiting), _AT_ONCE):
            some = waiting[at : at + _AT_ONCE]
            # Few lengths, so that few statements are prepared: the last value again.
            size = min(1 << (len(some) - 1).bit_length(), _AT_ONCE)
            marks = ",".join("?" * size)
            parameters = (*before, *some, *some[-1:] * (size - len(some)))
            yield from self._connection.execute(f"{query}({marks})", parameters)


def _reading(row: Sequence[Any]) -> Reading:
    text, lang, articles, lemmas, parts, is_name = row
    return Reading(text, lang, articles, _split(lemmas), _split(parts), bool(is_name))


def _split(lemmas: str) -> tuple[str, ...]:
    return tuple(lemmas.split("\t")) if lemmas else ()
