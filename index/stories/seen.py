"""An article as linking counts it: which forms stand in it, and in its title."""

from typing import NamedTuple

import numpy as np

from index.counterparts.telling import Integers
from index.derived.corpus import Corpus
from index.derived.offsets import NO_OFFSETS
from index.model import Article
from index.storage.store import StoredArticle


class Seen(NamedTuple):
    """An article with its distinct forms by number, how often each occurs, and which of
    them stand in the title."""

    stored: StoredArticle
    forms: Integers
    times: Integers
    titled: Integers


def seen(corpus: Corpus, stored: StoredArticle) -> Seen:
    """Count the forms of an article that is in the index."""
    offsets = corpus.offsets({stored.key: stored.article}).get(stored.key, NO_OFFSETS)
    forms, times = np.unique(offsets.forms.astype(np.int64), return_counts=True)
    titled = offsets.of_passage(_title(stored.article))
    return Seen(stored, forms, times, titled.astype(np.int64))


def _title(article: Article) -> int:
    """The number of the passage that says what the article is about: its title or lead."""
    content = [passage for passage in article.passages if passage.is_content]
    titles = [passage.n for passage in content if passage.kind == "title"]
    return next(iter(titles or (passage.n for passage in content)), 0)
