"""The border between search and an index: postings of surface forms.

An engine knows no language. It holds, for each article, the case-folded NFC forms
of its title and body with their positions, and answers requests whose words are
already expanded. Everything that depends on a language happens before (in
`index.search.expand`) or after (in `index.search.passages`), so that engines and analysis change
without touching each other.

An engine is one file (or package) here that defines `ENGINE: EngineType`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from index import plugins
from index.model import Field, Occur, Sort

#: Positions leave this gap between passages, so that no phrase crosses from one to
#: the next (Lucene calls it the position increment gap). Longer than any slop.
PASSAGE_GAP = 100


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """The tokens of one field in order: two parallel columns.

    Positions never decrease; tokens may share one (a word and its parts).

    `numbers` are of the forms, where who adds documents has numbered them, else none: the
    same number for the same form in all that a writer is given, and small, for they are
    places in arrays. They save an engine from looking up what was looked up before.
    """

    forms: Sequence[str] = ()
    positions: Sequence[int] = ()
    numbers: Sequence[int] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """An article as an engine sees it.

    `key` is the article's number in the store, unique in an archive; `day` is the
    proleptic ordinal of its date (`datetime.date.toordinal`), 0 when unknown;
    `source` is `""` when unknown.
    """

    key: int
    lang: str
    source: str
    day: int
    title: FieldTokens
    body: FieldTokens


@dataclass(frozen=True, slots=True)
class WeightedForm:
    """A form of the postings, or all forms that start with it when `prefix`.

    `weight`, above zero, multiplies its term frequency: 1 for what was typed, less for weaker
    tiers.
    """

    text: str
    weight: float = 1.0
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Forms that score as one word, as in Lucene's SynonymQuery.

    Term frequencies are summed (each times its weight), documents united. A
    document matches when it holds any form. A form found twice counts with its
    greatest weight.
    """

    forms: tuple[WeightedForm, ...]


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """Groups that stand next to each other in this order, in one field.

    `slop` is the number of positions that may lie between the first and the last
    beyond adjacency. Its frequency is the number of places where it begins, times
    `weight`, which is as of a form; those of the forms do not matter.
    """

    groups: tuple[Group, ...]
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class NearGroup:
    """Words and phrases that stand near each other in any order, in one field.

    `distance` is by how many positions the last of them may begin behind the first.
    Its frequency is the number of places where one of them begins and all others begin
    behind it within the distance.
    """

    parts: tuple[Group | PhraseGroup, ...]
    distance: int


Alternative = Group | PhraseGroup | NearGroup


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: any of its alternatives, in one field or in both.

    An alternative with no forms matches nothing.
    """

    any_of: tuple[Alternative, ...]
    occur: Occur = Occur.SHOULD
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What an article must be. Empty or None means no restriction.

    `sources` may hold `""` for unknown; days are ordinals, both ends included, and
    an article without a date is outside every range.
    """

    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    #: Languages and sources that are left out, from `-lang:` and `-source:`.
    without_languages: frozenset[str] = frozenset()
    without_sources: frozenset[str] = frozenset()
    #: Ranges of days, both ends included, that are left out, from `-date:`.
    without_days: tuple[tuple[int, int], ...] = ()
    #: Keys of the only articles that are admitted, None for all, and of those left out.
    within: frozenset[int] | None = None
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """What to find. Without a MUST or SHOULD clause every filtered article matches."""

    clauses: tuple[Clause, ...] = ()
    filter: Filter = field(default_factory=Filter)
    sort: Sort = "relevance"
    limit: int = 20


class Ranked(NamedTuple):
    """A document that matches. `missing` holds the indexes of absent SHOULD clauses.

    A named tuple, since making a frozen dataclass for each of twenty hits takes a tenth
    of what a search for a rare word does.
    """

    key: int
    lang: str
    score: float
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer of an engine.

    `ranked` is in the final order and at most `limit` long: full matches first, the
    partial ones after them by the number of words they lack; among equals by fused
    rank (`index.ranking.fuse`) or by day, newest first, undated last; ties by key.
    Counts are exact whatever the limit; `languages` and `sources` count the full
    matches, or the partial ones where there is no full one.
    """

    ranked: tuple[Ranked, ...]
    total: int
    partial: int
    languages: dict[str, int]
    sources: dict[str, int]


def never() -> bool:
    """A `cancelled` that lets a search run to its end."""
    return False


class Writer(Protocol):
    """Adds and removes documents; nothing is seen by readers before `commit`.

    One thread; one writer at a time for an index (the archive holds the lock).
    Ends with `commit` or `cancel`, after which it is not used again.

    Any method can raise `WriteError`, and after it only `cancel` is allowed.
    """

    def add(self, document: Document) -> None:
        """Take a document whose key the index does not hold."""

    def remove(self, keys: Iterable[int]) -> None:
        """Forget documents; keys that are not there are passed over."""

    def commit(self, *, thorough: bool = False) -> None:
        """Make the changes durable and visible, all or none.

        Args:
            thorough: also do what makes searches faster and takes long; otherwise that
                is left as long as it is not much (see `Engine.scattered`).
        """

    def cancel(self) -> None:
        """Drop the changes."""


class Engine(Protocol):
    """An open index of one archive.

    Lifetime: from `EngineType.create` or `open` to `close`; sees the commits made
    before it was opened or last refreshed. Threads: used by one at a time.

    Any method can raise `EngineError` when the index is missing or damaged.
    """

    def search(self, request: Request, cancelled: Callable[[], bool] = never) -> Ranking:
        """Answer a request.

        Raises:
            Cancelled: `cancelled()` was true; it is asked at least every few
                milliseconds of work.
        """
        ...

    def writer(self) -> Writer:
        """A writer on this index."""
        ...

    def scattered(self) -> bool:
        """Whether a thorough commit has something to do."""
        ...

    def refresh(self) -> None:
        """See the newest commit."""

    def close(self) -> None:
        """Give back files and memory."""


class EngineType(Protocol):
    """How to get an engine of one kind; stateless."""

    def create(self, folder: Path) -> Engine:
        """Make an empty index in an empty or missing folder.

        Raises:
            WriteError: the folder cannot be written.
        """
        ...

    def open(self, folder: Path, trusted: frozenset[int] = frozenset()) -> Engine:
        """Open an index that `create` made.

        Args:
            folder: of the index.
            trusted: user ids, beside this user's and root's, whose index may be opened by
                an engine that runs what it reads (see `index.system.trust`).

        Raises:
            EngineError: there is none, or it cannot be read.
        """
        ...


def names() -> tuple[str, ...]:
    """The engines there are."""
    return plugins.names(__name__)


def load(name: str) -> EngineType:
    """The engine of that name."""
    engine: EngineType = plugins.load(__name__, name, "ENGINE")
    return engine
