"""What a search looks into, and a small one for when there is no index to be had."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.derived.offsets import ArticleOffsets, analyse, decode, document, encode
from index.engines import Document, Engine
from index.engines.scan import ScanEngine
from index.model import Article
from index.storage.store import Store
from index.words.vocabulary import Vocabulary

#: How many articles are searched without an index: what can be read and compared
#: within a second or two.
STAND_IN_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts, and what was derived from them.

    `offsets` gives the token offsets of articles by their keys, of those that are in.
    """

    store: Store
    vocabulary: Vocabulary
    engine: Engine
    offsets: Callable[[Mapping[int, Article]], Mapping[int, ArticleOffsets]]


def in_memory(store: Store) -> Corpus:
    """The newest articles, searched one by one: for readers who have no usable index."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    Vocabulary.create(connection)
    vocabulary = Vocabulary(connection)
    packed: dict[int, bytes] = {}
    documents: list[Document] = []
    for stored in store.newest(STAND_IN_LIMIT):
        analysed = analyse(stored.article)
        numbers = vocabulary.add(stored.article.lang, analysed.words.forms)
        packed[stored.key] = encode(analysed, numbers)
        documents.append(document(stored.key, stored.article, analysed, numbers))
    vocabulary.flush()

    def offsets(articles: Mapping[int, Article]) -> Mapping[int, ArticleOffsets]:
        return {key: decode(packed[key]) for key in articles if key in packed}

    return Corpus(store, vocabulary, ScanEngine(documents), offsets)
