"""Which passage of an article's new text a passage of its old text has become. Pure.

Passages are compared by their words. Where an article says nearly the same twice, as a
title and the first lines often do, all that could be mistaken for each other are looked at
together, with the passages around them; where that decides nothing, nothing is decided.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from index.model import Passage
from reader.notebook.similar import plain_words

#: The part of the words that two passages share which may be the same one.
_LIKE = 0.5

#: What the passages before and after weigh beside the passage's own words.
_AROUND = 0.5

#: How much better the best assignment must be than any that decides otherwise: of ten
#: words one, or a neighbour that is half as it was.
_CLEARLY = 0.12

#: Passages that can be mistaken for each other: more are not told apart.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a passage: its number in the new text, None where that is in doubt.

    `is_known` is False where nothing in the new text is like it: it may have been divided,
    joined with others or taken out.
    """

    n: int | None
    is_known: bool


def follow(old: Sequence[Passage], new: Sequence[Passage], n: int) -> Followed:
    """Find what became of passage `n` of the old text."""
    before, after = _Text.of(old), _Text.of(new)
    at = next((at for at, passage in enumerate(old) if passage.n == n), None)
    if at is None:
        return Followed(None, is_known=False)
    places = [to for to, words in enumerate(after.bags) if _like(before.bags[at], words) >= _LIKE]
    if not places:
        return Followed(None, is_known=False)
    rivals = [
        other
        for other, words in enumerate(before.bags)
        if other != at and any(_like(words, after.bags[to]) >= _LIKE for to in places)
    ]
    if not rivals and len(places) == 1:
        return Followed(new[places[0]].n, is_known=True)
    if len(rivals) >= _MOST or len(places) > _MOST:
        return Followed(None, is_known=True)
    to = _decided(before, after, [at, *rivals], places)
    return Followed(None if to is None else new[to].n, is_known=True)


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of each passage, as often as each comes."""

    bags: tuple[Counter[str], ...]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "_Text":
        return cls(tuple(Counter(plain_words(passage.text)) for passage in passages))

    def at(self, index: int) -> Counter[str] | None:
        """The words of a passage, None before the first and behind the last."""
        return self.bags[index] if 0 <= index < len(self.bags) else None


def _decided(before: _Text, after: _Text, olds: Sequence[int], news: Sequence[int]) -> int | None:
    """The place of the first of the old passages in the best assignment, if that is clear."""
    best: dict[int | None, float] = {}
    for assigned in _assignments(len(olds), news):
        pairs = zip(olds, assigned, strict=True)
        score = sum(_fit(before, after, at, to) for at, to in pairs if to is not None)
        best[assigned[0]] = max(score, best.get(assigned[0], 0.0))
    first = max(best, key=lambda to: best[to])
    others = max((score for to, score in best.items() if to != first), default=0.0)
    return first if best[first] - others >= _CLEARLY else None


def _assignments(number: int, places: Sequence[int]) -> Iterator[tuple[int | None, ...]]:
    """Every way to give each of some passages a place of its own, or none."""
    return iter(set(permutations([*places, *[None] * number], number)))


def _fit(before: _Text, after: _Text, at: int, to: int) -> float:
    """How well an old passage fits a new one, with what stands around; 0 for not at all."""
    own = _like(before.bags[at], after.bags[to])
    if own < _LIKE:
        return 0.0
    around = (_like(before.at(at + step), after.at(to + step)) for step in (-1, 1))
    return own + _AROUND * sum(around)


def _like(one: Counter[str] | None, other: Counter[str] | None) -> float:
    """The part of their words that two passages share (Dice); the text's edges are alike."""
    if one is None or other is None:
        return float(one is other)
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0
