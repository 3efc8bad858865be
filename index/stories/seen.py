"""Articles as linking counts them: which forms stand in each, and in its title."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.counterparts.telling import Bools, Integers
from index.derived.corpus import Corpus
from index.derived.offsets import NO_OFFSETS, ArticleOffsets
from index.language.dates import date_range
from index.model import Article
from index.storage.store import StoredArticle
from index.stories.tellings import UNDATED

#: Forms are numbered by four bytes.
_FORM_BITS = 32


class Seen(NamedTuple):
    """Articles of one language with their distinct forms, one article after the other.

    Attributes:
        lang: their language.
        articles, revisions: the key and the text's hash of each.
        days: ordinals, or `UNDATED`.
        owners: whose each form is, by its place.
        forms: their numbers in the vocabulary.
        times: how often each occurs.
        titled: whether it stands in the title.
    """

    lang: str
    articles: Sequence[int]
    revisions: Sequence[str]
    days: Sequence[int]
    owners: Integers
    forms: Integers
    times: Integers
    titled: Bools


def seen(corpus: Corpus, batch: Collection[StoredArticle]) -> Iterator[Seen]:
    """Count the forms of articles that are in the index, by language."""
    offsets = corpus.offsets({stored.key: stored.article for stored in batch})
    by_language: defaultdict[str, list[StoredArticle]] = defaultdict(list)
    for stored in batch:
        by_language[stored.article.lang].append(stored)
    for lang, some in by_language.items():
        yield _seen(lang, some, offsets)


def _seen(lang: str, some: Sequence[StoredArticle], offsets: Mapping[int, ArticleOffsets]) -> Seen:
    each = [offsets.get(stored.key, NO_OFFSETS) for stored in some]
    owners = np.repeat(np.arange(len(some)), [len(one.forms) for one in each])
    titles = np.concatenate(
        [one.numbers == _title(stored.article) for one, stored in zip(each, some, strict=True)]
    )
    others = ~np.repeat(titles, np.concatenate([one.counts for one in each]))
    forms = np.concatenate([one.forms for one in each]).astype(np.int64)
    # Of each form of an article what stands in the title comes first.
    codes = np.sort((owners << _FORM_BITS | forms) << 1 | others)
    words = codes >> 1
    first = np.flatnonzero(np.diff(words, prepend=-1))
    return Seen(
        lang,
        [stored.key for stored in some],
        [stored.article.revision for stored in some],
        [_day(stored.article) for stored in some],
        words[first] >> _FORM_BITS,
        words[first] & (1 << _FORM_BITS) - 1,
        np.diff(first, append=len(words)),
        codes[first] & 1 == 0,
    )


def _day(article: Article) -> int:
    first, last = date_range(article.date or "")
    # A month or a year says too little.
    return first if first is not None and first == last else UNDATED


def _title(article: Article) -> int:
    """The number of the passage that says what the article is about: its title or lead."""
    content = [passage for passage in article.passages if passage.is_content]
    titles = [passage.n for passage in content if passage.kind == "title"]
    return next(iter(titles or (passage.n for passage in content)), 0)
