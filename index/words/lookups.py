"""What can be asked of a vocabulary: forms, readings, and keys that lead to them.

The tables are described in `index.words.vocabulary`, which fills them.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from index.language.folding import folds
from index.language.romanisation import skeleton
from index.model import Via
from index.words.newcomers import TIERS
from index.words.readings import Reading

COLUMNS = "form.text, reading.lang, reading.articles, lemmas, parts, is_name"
_READINGS = f"SELECT {COLUMNS} FROM "
_OF_FORMS = f"{COLUMNS} FROM form JOIN reading ON reading.form = form.id WHERE form.text IN "
_OF_KEYS = f"""{COLUMNS} FROM form_key
    JOIN reading ON reading.form = form_key.form AND reading.lang = form_key.lang
    JOIN form ON form.id = form_key.form
    WHERE form_key.tier = ? AND form_key.key IN """

#: Answers that are remembered, 1 kB each: those of a score of queries.
_MOST_REMEMBERED = 6_000

#: Parameters in one statement; every SQLite allows 999.
_AT_ONCE = 900

#: No text is greater than a prefix of its own followed by this.
_AFTER_ALL = "\U0010ffff"


class Lookups:
    """The questions of one vocabulary; `index.words.vocabulary.Vocabulary` is one.

    Threads, errors: its own.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._remembered: dict[Any, Any] = {}
        self._remembered_of = (-1, -1)

    def remembered(self) -> dict[Any, Any]:
        """What callers keep of answers: empty again as soon as the vocabulary is another,
        be it by this connection or by another one's commit."""
        self._write_added()
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        now = others, self._connection.total_changes
        if self._remembered_of != now or len(self._remembered) > _MOST_REMEMBERED:
            self._remembered_of, self._remembered = now, {}
        return self._remembered

    def languages(self) -> dict[str, int]:
        """The languages of the archive with the number of their articles."""
        self._write_added()
        return dict(self._connection.execute("SELECT code, articles FROM language ORDER BY code"))

    def ids(self, forms: Iterable[str]) -> dict[str, int]:
        """The numbers of those forms that are there."""
        self._write_added()
        return self.stored(forms)

    def stored(self, forms: Iterable[str]) -> dict[str, int]:
        """The same, of what is written."""
        return dict(self.select("SELECT text, id FROM form WHERE text IN ", forms))

    def forms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The forms of those numbers that are there."""
        self._write_added()
        return dict(self.select("SELECT id, text FROM form WHERE id IN ", numbers))

    def counts(self, forms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """The number of each of those forms that are there, and how many articles of any
        language hold it."""
        self._write_added()
        rows = self.select("SELECT text, id, articles FROM form WHERE text IN ", forms)
        return {text: (number, articles) for text, number, articles in rows}

    def readings(self, forms: Iterable[str]) -> list[Reading]:
        """What these forms are, in every language of the archive."""
        return self._keyed(None, forms, self.remembered())

    def numbered(
        self, lang: str, numbers: Collection[int] | None = None
    ) -> Iterator[tuple[int, Reading]]:
        """What forms are in a language, with their numbers: some, or all of them."""
        self._write_added()
        query = (
            f"SELECT form.id, {COLUMNS} FROM reading JOIN form ON form.id = reading.form"
            " WHERE reading.lang = ?"
        )
        if numbers is None:
            rows: Iterable[Any] = self._connection.execute(query, (lang,))
        else:
            rows = self.select(f"{query} AND reading.form IN ", numbers, lang)
        return ((number, reading_of(row)) for number, *row in rows)

    def by_keys(self, tier: Via, keys: Collection[str]) -> list[Reading]:
        """The readings that have one of these keys, each once.

        Args:
            tier: FORM for lemmas, STEM for stems (and what is one, whatever its own stem
                is), PART for parts, FOLD for folds, SCRIPT for skeletons and frames.
            keys: at most some hundreds.
        """
        # Once: to see whether others have written takes as long as a small question.
        kept = self.remembered()
        found = self._keyed(tier, keys, kept)
        # The keys that are not stored, see above; a fold or skeleton may be a lemma's.
        if tier is Via.STEM:
            found += self._keyed(None, keys, kept)
        elif tier is not Via.PART:
            own = [key for key in keys if tier is not Via.SCRIPT or skeleton(key) == key]
            found += self._keyed(None, own, kept)
            if tier is not Via.FORM:
                found += self._keyed(Via.FORM, own, kept)
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
            "  ORDER BY articles DESC, text LIMIT ?) form"
            " JOIN reading ON reading.form = form.id"
            " ORDER BY form.articles DESC, form.text, reading.lang",
            (prefix, prefix + _AFTER_ALL, limit),
        )
        return list(map(reading_of, rows))

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
            f"SELECT key, {COLUMNS} FROM (SELECT key, reading.* FROM form_key JOIN reading"
            "  ON reading.form = form_key.form AND reading.lang = form_key.lang"
            "  WHERE form_key.tier = ? AND form_key.key >= ? AND form_key.key < ?"
            "  ORDER BY reading.articles DESC, key, reading.lang LIMIT ?) reading"
            " JOIN form ON form.id = reading.form"
            " ORDER BY reading.articles DESC, key, reading.lang, form.text",
            (TIERS[Via.FOLD], prefix, prefix + _AFTER_ALL, limit + 1),
        )
        found = [(key, reading_of(row)) for key, *row in rows]
        if len(found) > limit:
            # Which of those alike are within the limit the table's order would tell: none is.
            found = [one for one in found[:limit] if _cut(one) != _cut(found[limit])]
        readings = dict.fromkeys(reading for _, reading in found)
        # Keys are of lemmas too.
        return [
            reading
            for reading in readings
            if any(key.startswith(prefix) and key != reading.text for key in folds(reading.text))
        ]

    def _keyed(
        self, tier: Via | None, keys: Iterable[str], kept: dict[Any, list[Reading]]
    ) -> list[Reading]:
        """Readings by their keys of a tier, or by their forms, in the order of the keys.

        They are remembered: while a query is typed, the same are asked for at every letter.
        """
        wanted = sorted(set(keys))
        missing = [key for key in wanted if ("readings", tier, key) not in kept]
        # Kept when it is whole: what interrupts this must leave no half of it behind.
        found: dict[str, list[Reading]] = {key: [] for key in missing}
        if tier is None:
            rows = self.select(f"SELECT form.text, {_OF_FORMS}", missing)
        else:
            rows = self.select(f"SELECT form_key.key, {_OF_KEYS}", missing, TIERS[tier])
        for key, *row in rows:
            found[key].append(reading_of(row))
        kept |= {("readings", tier, key): some for key, some in found.items()}
        return [reading for key in wanted for reading in kept["readings", tier, key]]

    def select(
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

    def _write_added(self) -> None:
        """Whatever is counted and not written is written before it is asked for."""


def reading_of(row: Sequence[Any]) -> Reading:
    """A row of `COLUMNS`."""
    text, lang, articles, lemmas, parts, is_name = row
    return Reading(text, lang, articles, _split(lemmas), _split(parts), bool(is_name))


def _split(lemmas: str) -> tuple[str, ...]:
    return tuple(lemmas.split("\t")) if lemmas else ()


def _cut(found: tuple[str, Reading]) -> tuple[int, str, str]:
    """What a limit looks at: see `Lookups.folding_to`."""
    key, reading = found
    return reading.articles, key, reading.lang
