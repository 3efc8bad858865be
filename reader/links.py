"""Which passages of open articles say the same: pure, for panes and screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from index.model import Pair


@dataclass(frozen=True, slots=True)
class Links:
    """The counterparts of open articles, by the ids of the left and the right one.

    Articles that were not compared yet are not there; those that have nothing in common
    are there with nothing.
    """

    pairs: Mapping[tuple[str, str], tuple[Pair, ...]] = field(default_factory=dict)

    def knows(self, one: str, other: str) -> bool:
        """Whether two articles were compared."""
        return (one, other) in self.pairs or (other, one) in self.pairs

    def learned(self, left: str, right: str, pairs: tuple[Pair, ...]) -> Self:
        """With the counterparts of two more articles."""
        return type(self)({**self.pairs, (left, right): pairs})

    def of(self, one: str, passage: int, other: str) -> Pair | None:
        """The best counterpart of a passage in another article, seen from the first:
        `left` is the passage, `right` its counterpart."""
        found = [pair for pair in self._from(one, other) if pair.left == passage]
        return max(found, key=lambda pair: pair.score, default=None)

    def between(self, one: str, other: str) -> bool:
        """Whether two articles have any counterparts."""
        return bool(self._from(one, other))

    def _from(self, one: str, other: str) -> tuple[Pair, ...]:
        if (one, other) in self.pairs:
            return self.pairs[one, other]
        return tuple(
            replace(pair, left=pair.right, right=pair.left)
            for pair in self.pairs.get((other, one), ())
        )


#: Before anything was compared.
NO_LINKS = Links()
