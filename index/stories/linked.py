"""What linking keeps of an archive and of its articles, see `index.stories.links`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # they load numpy
    from index.counterparts.telling import Integers
    from index.stories.affinity import Face, Keyed


class State(NamedTuple):
    """How far linking has come.

    Attributes:
        articles: how many there were when keys were counted, 0 before that.
        through: the last change of the store that is in.
        verdicts: the last decision that is in.
        posted: whether the postings are those of all articles that are in.
    """

    articles: int
    through: int
    verdicts: int
    posted: bool


class Word(NamedTuple):
    """A word that says what an article is about, and the keys it shares with others."""

    text: str
    keys: tuple[int, ...]


class Told(NamedTuple):
    """An article as linking sees it.

    Attributes:
        article, revision, lang: its key, its text's hash and its language.
        day: an ordinal, None when it is not dated.
        heading: a hash of the title's words.
        body: a hash of the other words, None when they are many.
        face: what its scores depend on.
    """

    article: int
    revision: str
    lang: str
    day: int | None
    heading: int
    body: int | None
    face: "Face"


class Named(NamedTuple):
    """The weightiest words of an article: how many keys each has, and these in a row."""

    texts: Sequence[str]
    sizes: "Integers"
    keys: "Integers"


class Fresh(NamedTuple):
    """An article to be kept: with its vector and its weightiest words."""

    told: Told
    keyed: "Keyed"
    named: Named
