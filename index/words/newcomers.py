"""Forms that an archive's vocabulary takes in: numbered at once, analysed and written together.

Analysing a form is most of what adding an article costs, and a table takes rows in its
own order many times faster than as articles bring them.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from operator import itemgetter

from index.language import analyzers
from index.model import Via
from index.words.counts import Counts
from index.words.readings import Reading, keyed

#: The tiers that have keys, as they are stored.
TIERS = {Via.FORM: 0, Via.FOLD: 1, Via.SCRIPT: 2, Via.STEM: 3, Via.PART: 4}

#: Readings that wait before they are written: half a kilobyte each while they are.
_WAITING = 100_000


class Newcomers:
    """Forms that no table has yet, and forms that are new in a language.

    Args:
        connection: to a database with the vocabulary's tables. Any method can raise
            `sqlite3.Error`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        #: Forms that are new in the archive, with their numbers.
        self.numbers: dict[str, int] = {}
        #: Forms that are new in a language, by number.
        self._readings: dict[str, dict[int, str]] = {}
        self._free: int | None = None

    @property
    def are_many(self) -> bool:
        """Whether it is time to write them."""
        return sum(map(len, self._readings.values())) > _WAITING

    def number(self, forms: Collection[str]) -> dict[str, int]:
        """Give numbers to forms that are new in the archive."""
        if self._free is None:
            query = "SELECT coalesce(max(id), 0) FROM form"
            self._free = 1 + int(self._connection.execute(query).fetchone()[0])
        # In order, so that the same articles give the same numbers.
        numbers = dict(zip(sorted(forms), count(self._free), strict=False))
        self._free += len(numbers)
        self.numbers |= numbers
        return numbers

    def read_in(self, lang: str, forms: Iterable[tuple[int, str]]) -> None:
        """Take in forms, by number, that no article of a language has had."""
        self._readings.setdefault(lang, {}).update(forms)

    def write(self, counts: Counts) -> list[tuple[str, str]]:
        """Analyse and write all, but those that no article holds any more.

        Args:
            counts: in how many articles each form is; those of the readings that are
                written are taken out.

        Returns:
            The languages and forms that are not written.
        """
        gone: list[tuple[str, str]] = []
        totals: Counter[int] = Counter()
        readings: list[tuple[int, Reading]] = []
        for lang, forms in self._readings.items():
            analyse, held = analyzers.load(lang).analyse, counts.take(lang, forms)
            # Words that begin alike stand close to each other in a dictionary.
            for form, number, articles in sorted(zip(forms.values(), forms, held, strict=True)):
                if articles > 0:
                    readings.append((number, Reading(form, lang, articles, *analyse(form))))
                    totals[number] += articles
                else:
                    gone.append((lang, form))
        self._insert_forms(totals)
        self._insert_readings(readings)
        # Another process may number forms before this one does so again.
        self.numbers, self._readings, self._free = {}, {}, None
        return gone

    def _insert_forms(self, totals: Counter[int]) -> None:
        rows = [
            (form, number, articles)
            for form, number in self.numbers.items()
            if (articles := totals.pop(number, 0))
        ]
        self._connection.executemany("INSERT INTO form VALUES (?, ?, ?)", sorted(rows))
        self._connection.executemany(
            "UPDATE form SET articles = articles + ? WHERE id = ?",
            ((articles, number) for number, articles in totals.items()),
        )

    def _insert_readings(self, readings: Sequence[tuple[int, Reading]]) -> None:
        rows = (
            (number, it.lang, it.articles, "\t".join(it.lemmas), "\t".join(it.parts), it.is_name)
            for number, it in sorted(readings, key=itemgetter(0))
        )
        self._connection.executemany("INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)", rows)
        numbers = [number for number, _ in readings]
        langs = [reading.lang for _, reading in readings]
        # In the order of the forms, from which that of keys differs little.
        for tier, keys in keyed([reading for _, reading in readings]):
            stored = TIERS[tier]
            self._connection.executemany(
                "INSERT INTO form_key VALUES (?, ?, ?, ?)",
                ((stored, key, langs[at], numbers[at]) for at, key in keys),
            )
