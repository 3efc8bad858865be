"""The terms of a segment that stand for a group of forms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.engines import Group
from index.engines.whoosh.columns import Numbers
from index.engines.whoosh.lexicon import Lexicon, encoded


@dataclass(frozen=True, slots=True)
class Run:
    """Terms that follow each other, from `start` up to `stop`.

    `weight` is that of all of them, or an array of one for each.
    """

    start: int
    stop: int
    weight: float | Numbers

    @property
    def single(self) -> bool:
        """Whether it is one term, so that no document stands in its postings twice."""
        return self.stop - self.start == 1

    @property
    def alike(self) -> bool:
        """Whether all have one weight."""
        return isinstance(self.weight, float | int)


@dataclass(frozen=True, slots=True)
class SoughtForm:
    """A form as it is looked up; see `index.engines.WeightedForm`."""

    term: bytes
    weight: float
    prefix: bool


def sought(group: Group) -> Sequence[SoughtForm]:
    """The forms of a group."""
    return [SoughtForm(encoded(form.text), form.weight, form.prefix) for form in group.forms]


def runs(lexicon: Lexicon, forms: Sequence[SoughtForm]) -> Sequence[Run]:
    """Which terms stand for some forms: ascending, no term twice, greatest weights.

    Runs are terms with one beginning, so that of two one holds the other or neither
    has a term of the other.
    """
    found = []
    for form in forms:
        if form.prefix:
            start, stop = lexicon.beginning(form.term)
            if start < stop:
                found.append(Run(start, stop, form.weight))
        elif (number := lexicon.find(form.term)) is not None:
            found.append(Run(number, number + 1, form.weight))
    found.sort(key=lambda run: (run.start, -run.stop))
    apart: list[Run] = []
    for run in found:
        if apart and run.start < apart[-1].stop:
            apart[-1] = _holding(apart[-1], run)
        else:
            apart.append(run)
    return apart


def spread(runs: Sequence[Run]) -> tuple[Numbers, Numbers, Numbers]:
    """Runs as arrays of starts, stops and weights, each with one weight."""
    starts: list[int] = []
    stops: list[int] = []
    weights: list[float] = []
    for run in runs:
        if isinstance(run.weight, float | int):
            starts.append(run.start)
            stops.append(run.stop)
            weights.append(run.weight)
        else:
            starts += range(run.start, run.stop)
            stops += range(run.start + 1, run.stop + 1)
            weights += run.weight.tolist()
    return np.array(starts, np.intp), np.array(stops, np.intp), np.array(weights, np.float64)


def _holding(outer: Run, inner: Run) -> Run:
    """A run with the weights of another, which it holds, where they are greater."""
    weights = outer.weight
    if isinstance(weights, float | int):
        weights = np.full(outer.stop - outer.start, float(weights))
    held = weights[inner.start - outer.start : inner.stop - outer.start]
    np.maximum(held, inner.weight, out=held)
    return Run(outer.start, outer.stop, weights)
