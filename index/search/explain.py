"""What a query asks for, taken apart for people; the words for it are the caller's."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.derived.corpus import Corpus
from index.language.lexicon.layers import Layers
from index.model import Expansion
from index.search.query import Query, Word
from index.search.search import Options, Search


@dataclass(frozen=True, slots=True)
class Explanation:
    """A query as it is read, and what it finds in an archive.

    `expansions` are those of its words, excluded ones too; `sources` and
    `without_sources` the names that what was typed stands for, `""` for unknown.
    """

    query: Query
    expansions: Mapping[Word, Expansion]
    sources: tuple[str, ...]
    without_sources: tuple[str, ...]


def explain(
    query: Query, corpus: Corpus, lexicon: Layers, *, exact: bool, cross: bool
) -> Explanation:
    """Take a query apart; see `Archive.explain`."""
    search = Search(corpus, query, Options(exact=exact, cross=cross), lexicon)
    return Explanation(
        query,
        search.expansions(),
        tuple(sorted(search.sources_of(query.sources))),
        tuple(sorted(search.sources_of(query.without_sources))),
    )
