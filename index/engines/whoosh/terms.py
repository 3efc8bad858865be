"""The terms of a segment that stand for a group of forms."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.engines import Group
from index.engines.whoosh.columns import Numbers
from index.engines.whoosh.lexicon import Lexicon, encoded


class Run(NamedTuple):
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


class SoughtForm(NamedTuple):
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
    apart: list[Run] = []
    end = 0
    for run in found:
        if run.start < end:
            apart[-1] = _holding(apart[-1], run)
        else:
            apart.append(run)
            end = run.stop
    return apart


def spread(runs: Sequence[Run]) -> tuple[Numbers, Numbers, Numbers]:
    """Runs as arrays of starts, stops and weights, each with one weight."""
    starts: Sequence[int]
    stops: Sequence[int]
    starts, stops, weights = zip(*runs, strict=True)
    if np.ndarray in map(type, weights):
        runs = [one for run in runs for one in _singly(run)]
        starts, stops, weights = zip(*runs, strict=True)
    return np.array(starts, np.intp), np.array(stops, np.intp), np.array(weights, np.float64)


def _singly(run: Run) -> Sequence[Run]:
    """A run as some that have one weight each."""
    if isinstance(run.weight, (float, int)):
        return (run,)
    numbers = range(run.start, run.stop)
    return [
        Run(at, at + 1, weight) for at, weight in zip(numbers, run.weight.tolist(), strict=True)
    ]


def _holding(outer: Run, inner: Run) -> Run:
    """A run with the weights of another, which it holds, where they are greater."""
    weights = outer.weight
    if isinstance(weights, float | int):
        weights = np.full(outer.stop - outer.start, float(weights))
    held = weights[inner.start - outer.start : inner.stop - outer.start]
    np.maximum(held, inner.weight, out=held)
    return Run(outer.start, outer.stop, weights)
