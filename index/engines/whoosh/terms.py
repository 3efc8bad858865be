"""The terms of a segment that stand for a group of forms."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.engines import Group
from index.engines.whoosh.lexicon import Lexicon, encoded


class Run(NamedTuple):
    """Terms that follow each other, from `start` up to `stop`, and the weight of each."""

    start: int
    stop: int
    weight: float

    @property
    def single(self) -> bool:
        """Whether it is one term, so that no document stands in its postings twice."""
        return self.stop - self.start == 1


class SoughtForm(NamedTuple):
    """A form as it is looked up; see `index.engines.WeightedForm`."""

    term: bytes
    weight: float
    prefix: bool


def sought(group: Group) -> Sequence[SoughtForm]:
    """The forms of a group."""
    return [SoughtForm(encoded(form.text), form.weight, form.prefix) for form in group.forms]


def runs(lexicon: Lexicon, forms: Sequence[SoughtForm]) -> Sequence[Run]:
    """Which terms stand for some forms: ascending, no term twice, greatest weights."""
    found = []
    for term, weight, prefix in forms:
        if prefix:
            start, stop = lexicon.beginning(term)
            if start < stop:
                found.append(Run(start, stop, weight))
        elif (number := lexicon.find(term)) is not None:
            found.append(Run(number, number + 1, weight))
    if len(found) < 2:
        return found
    found.sort(key=lambda run: (run.start, -run.stop))
    if all(one.stop <= other.start for one, other in pairwise(found)):
        return found
    return _apart(found)


def _apart(runs: Sequence[Run]) -> Sequence[Run]:
    """The same terms with no term twice.

    Args:
        runs: ascending, and of two the longer first. A run is terms with one beginning, so
            that of two one holds the other or neither has a term of the other.
    """
    apart: list[Run] = []
    around: list[Run] = []
    begun = 0  # all before it is in `apart`

    def take_to(stop: int) -> None:
        nonlocal begun
        if begun < stop:
            apart.append(Run(begun, stop, around[-1].weight))
            begun = stop

    for run in runs:
        while around and around[-1].stop <= run.start:
            take_to(around[-1].stop)
            around.pop()
        if around:
            if run.weight <= around[-1].weight:
                continue
            take_to(run.start)
        begun = run.start
        around.append(run)
    while around:
        take_to(around[-1].stop)
        around.pop()
    return apart
