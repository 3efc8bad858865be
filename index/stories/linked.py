"""What linking keeps of an archive and of its articles, see `index.stories.links`."""

from typing import NamedTuple

#: Greater than every key: all postings are there.
ALL_POSTED = (1 << 63) - 1
#: No key is less: none are there.
NONE_POSTED = -(1 << 63)


class State(NamedTuple):
    """How far linking has come.

    Attributes:
        articles: how many there were when keys were counted, 0 before that.
        whole: the store's last change then. What came before is read, compared and posted
            as a whole; only then comes the rest, article by article.
        through: the last change of the store that is read.
        compared: of the whole, the last place (see `index.stories.links.Links.places`)
            of which all is compared with what comes after it.
        posted: of the whole, the postings of all keys that are less are there.
        verdicts: the last decision that is in.
    """

    articles: int = 0
    whole: int = 0
    through: int = 0
    compared: int = 0
    posted: int = NONE_POSTED
    verdicts: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all that was counted is compared and posted."""
        return self.posted == ALL_POSTED


class Words(NamedTuple):
    """The words that say what an article is about, the weightiest first.

    Attributes:
        texts: as tokens are written.
        sizes: how many keys each has, a byte each.
        keys: what they share with words of other articles, 8 bytes each, one word's after
            the other's.
    """

    texts: list[str]
    sizes: bytes
    keys: bytes
