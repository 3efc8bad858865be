"""What an archive knows of its articles together: the half of `Archive` that compares."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from index.model import Pair
from index.store import Store

if TYPE_CHECKING:
    from index.comparing import Comparing
    from index.corpus import Corpus

_Answer = TypeVar("_Answer")


class Across:
    """Counterparts and stories of an archive; `index.archive.Archive` is one.

    Threads and lifetime: the archive's.
    """

    _store: Store
    _compared: "Comparing | None" = None

    def counterparts(self, left: str, right: str) -> tuple[Pair, ...]:
        """The passages of two articles that say the same.

        For each passage of either at most one, unless several say nearly as much the
        same; in the order of the left passages, for each the best first. Boilerplate
        takes no part; titles and headings pair among themselves.

        Args:
            left, right: ids, or unambiguous beginnings.

        Raises:
            NotFound: there is no such article.
        """
        one, other = self._store.get(left).article, self._store.get(right).article
        return self._answered(lambda corpus: self._comparing.pairs(corpus, one, other))

    @property
    def _comparing(self) -> "Comparing":
        if self._compared is None:
            from index.comparing import Comparing  # noqa: PLC0415 - numpy, when it is needed

            self._compared = Comparing()
        return self._compared

    def _answered(self, ask: "Callable[[Corpus], _Answer]") -> _Answer:
        raise NotImplementedError
