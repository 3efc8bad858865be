"""What a person decided of stories: truth, kept with the articles.

Decisions are kept one after the other and never changed; of two that contradict each
other for a pair of articles, the later holds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from index.storage.store import Store
from index.stories.grouping import Link, link, pairs_within
from index.system.database import reported

#: `together`: one story. `apart`: those of side 0 are not in a story with those of side
#: 1. `alone`: in no story with anything.
Kind = Literal["together", "apart", "alone"]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All decisions, as pairs of articles.

    Attributes:
        last: the number of the last decision, 0 if there is none.
        together, apart: what holds of pairs.
        alone: articles that are in no story with another one, but for `together`.
        articles: all that something was ever decided of. What no longer holds counts
            too: that it was taken back changes stories as well.
    """

    last: int = 0
    together: frozenset[Link] = frozenset()
    apart: frozenset[Link] = frozenset()
    alone: frozenset[int] = frozenset()
    articles: frozenset[int] = frozenset()


def verdicts(store: Store) -> Verdicts:
    """What holds now."""
    with reported(store.path):
        there = store.connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'verdict'"
        ).fetchone()
        if there is None:  # an archive of the first version that cannot be written
            return Verdicts()
        rows = store.connection.execute(
            "SELECT verdict.id, kind, article, side FROM verdict"
            " JOIN verdict_article ON verdict = verdict.id ORDER BY verdict.id, article"
        ).fetchall()
    sides: dict[tuple[int, Kind], tuple[list[int], list[int]]] = {}
    for number, kind, article, side in rows:
        sides.setdefault((number, kind), ([], []))[side].append(article)
    return _held(sides)


def _held(sides: dict[tuple[int, Kind], tuple[list[int], list[int]]]) -> Verdicts:
    held: dict[Link, bool] = {}
    alone: set[int] = set()
    for (_, kind), (some, others) in sides.items():
        if kind == "together":
            held |= dict.fromkeys(pairs_within(some), True)
            alone -= set(some)
        elif kind == "apart":
            held |= {link(one, other): False for one in some for other in others}
        else:
            held = {pair: value for pair, value in held.items() if not {*pair} & {*some}}
            alone |= set(some)
    return Verdicts(
        max((number for number, _ in sides), default=0),
        frozenset(pair for pair, value in held.items() if value),
        frozenset(pair for pair, value in held.items() if not value),
        frozenset(alone),
        frozenset(one for sides_ in sides.values() for side in sides_ for one in side),
    )


def decide(store: Store, kind: Kind, some: Iterable[int], others: Collection[int] = ()) -> None:
    """Keep a decision.

    Args:
        store: open for writing; the caller holds the archive's lock.
        kind: what is decided.
        some: articles.
        others: those that `some` are kept apart from.

    Raises:
        WriteError: it cannot be kept.
    """
    with reported(store.path), store.transaction():
        made = datetime.now(UTC).isoformat(timespec="seconds")
        run = store.connection.execute
        number = run("INSERT INTO verdict (kind, made) VALUES (?, ?)", (kind, made)).lastrowid
        for side, articles in enumerate((some, others)):
            store.connection.executemany(
                "INSERT INTO verdict_article VALUES (?, ?, ?)",
                [(number, article, side) for article in sorted(set(articles))],
            )
