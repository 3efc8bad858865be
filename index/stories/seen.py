"""An article as linking counts it: which forms stand in it, and in its title."""

from typing import NamedTuple

import numpy as np

from index.counterparts.telling import Bools, Integers
from index.derived.corpus import Corpus
from index.derived.offsets import NO_OFFSETS
from index.language.dates import date_range
from index.model import Article
from index.storage.store import StoredArticle
from index.stories.tellings import UNDATED


class Seen(NamedTuple):
    """An article with its distinct forms.

    Attributes:
        article, revision, lang: its key, its text's hash and its language.
        day: an ordinal, or `UNDATED`.
        forms: their numbers in the vocabulary.
        times: how often each occurs.
        titled: whether it stands in the title.
    """

    article: int
    revision: str
    lang: str
    day: int
    forms: Integers
    times: Integers
    titled: Bools


def seen(corpus: Corpus, stored: StoredArticle) -> Seen:
    """Count the forms of an article that is in the index."""
    article = stored.article
    offsets = corpus.offsets({stored.key: article}).get(stored.key, NO_OFFSETS)
    forms, times = np.unique(offsets.forms.astype(np.int64), return_counts=True)
    titled = np.isin(forms, offsets.of_passage(_title(article)))
    first, last = date_range(article.date or "")
    # A month or a year says too little.
    day = first if first is not None and first == last else UNDATED
    return Seen(stored.key, article.revision, article.lang, day, forms, times, titled)


def _title(article: Article) -> int:
    """The number of the passage that says what the article is about: its title or lead."""
    content = [passage for passage in article.passages if passage.is_content]
    titles = [passage.n for passage in content if passage.kind == "title"]
    return next(iter(titles or (passage.n for passage in content)), 0)
