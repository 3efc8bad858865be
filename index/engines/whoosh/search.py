"""A request over a snapshot: postings in, a ranking out, whole columns at a time.

Every sum is taken in the order in which `index.ranking` and the plain engine take it,
so that scores agree to the last bit. All matches are found and counted, but only those
are scored of which the first are wanted.
"""

from collections.abc import Callable, Sequence

import numpy as np

from index.engines import Alternative, Clause, Group, PhraseGroup, Ranking, Request
from index.engines.whoosh import order, phrases, terms
from index.engines.whoosh.columns import Numbers
from index.engines.whoosh.found import Documents, Found, first_of_each, of_group, sparse
from index.engines.whoosh.matches import Listed, Sought, Spread
from index.engines.whoosh.snapshot import Snapshot
from index.errors import Cancelled
from index.model import Field, Occur
from index.ranking import FIELDS

#: More clauses than this cannot be counted in a byte.
_MOST_IN_A_BYTE = 255


def search(snapshot: Snapshot, request: Request, cancelled: Callable[[], bool]) -> Ranking:
    """Answer a request.

    Raises:
        Cancelled: `cancelled()` was true.
    """

    def ask() -> None:
        if cancelled():
            raise Cancelled("the search was stopped")

    ask()
    sought = [_sought(snapshot, clause, ask) for clause in request.clauses]
    return order.ranking(snapshot, request, _matches(snapshot, request, sought), ask)


def _matches(snapshot: Snapshot, request: Request, sought: Sequence[Sought]) -> order.Matches:
    scoring: dict[int, Sought] = {}
    # Not by a dictionary: what an `Enum` is hashed by is Python code, a twentieth of the
    # time that a rare word takes.
    required: list[Sought] = []
    wanted: list[Sought] = []
    refused: list[Sought] = []
    for at, (asked, it) in enumerate(zip(request.clauses, sought, strict=True)):
        if asked.occur is Occur.MUST_NOT:
            refused.append(it)
            continue
        (required if asked.occur is Occur.MUST else wanted).append(it)
        scoring[at] = it
    passing = snapshot.passing(request.filter)
    several = len(wanted) > 1 and not required
    if several and not sparse(sum(map(len, wanted)), snapshot.size):
        return Spread(snapshot, scoring, _having(wanted, refused, passing))
    if required:
        documents = _held_by_all(snapshot, required)
    elif wanted:
        documents = wanted[0].documents() if not several else _held_by_any(snapshot, wanted)
    else:
        documents = Documents(snapshot, snapshot.present)
    documents = _admitted(snapshot, documents, refused, passing)
    if not several and not (required and wanted):
        return Listed(snapshot, scoring, documents, None)
    lacking = np.zeros(len(documents), np.intp)
    for clause in wanted:
        lacking += ~clause.holds(documents.numbers)
    return Listed(snapshot, scoring, documents, lacking)


def _having(
    wanted: Sequence[Sought], refused: Sequence[Sought], passing: Numbers | None
) -> Numbers:
    """For each document of the archive how many of the wanted clauses it has."""
    having = wanted[0].marked().astype("u1" if len(wanted) <= _MOST_IN_A_BYTE else "u4")
    for clause in wanted[1:]:
        having += clause.marked()
    if passing is not None:
        having *= passing
    for clause in refused:
        having[clause.marked()] = 0
    return having


def _held_by_all(snapshot: Snapshot, required: Sequence[Sought]) -> Documents:
    fewest, *others = sorted(required, key=len)
    documents = fewest.documents()
    for clause in others:
        documents = Documents(snapshot, documents.numbers[clause.holds(documents.numbers)])
    return documents


def _held_by_any(snapshot: Snapshot, wanted: Sequence[Sought]) -> Documents:
    numbers = np.concatenate([clause.documents().numbers for clause in wanted])
    numbers.sort()
    return Documents(snapshot, numbers[first_of_each(numbers)])


def _admitted(
    snapshot: Snapshot, documents: Documents, refused: Sequence[Sought], passing: Numbers | None
) -> Documents:
    """Those that pass the filter and hold nothing that is refused."""
    if passing is not None:
        documents = Documents(snapshot, documents.numbers[passing[documents.numbers]])
    for clause in refused:
        documents = Documents(snapshot, documents.numbers[~clause.holds(documents.numbers)])
    return documents


def _sought(snapshot: Snapshot, clause: Clause, ask: Callable[[], None]) -> Sought:
    fields = [
        (at, name) for at, name in enumerate(FIELDS) if clause.field is None or clause.field == name
    ]
    return Sought(snapshot, [_found(snapshot, it, fields, ask) for it in clause.any_of], ask)


def _found(
    snapshot: Snapshot,
    alternative: Alternative,
    fields: Sequence[tuple[int, Field]],
    ask: Callable[[], None],
) -> Found:
    ask()
    if isinstance(alternative, Group):
        forms = terms.sought(alternative)
        runs = [terms.runs(view.terms.lexicon, forms) for view in snapshot.segments]
        counted = all(form.weight == 1 for form in forms)
        held = of_group(snapshot, fields, runs)
    else:
        words = [terms.sought(group) for group in phrases.groups(alternative)]
        of_words = [
            [terms.runs(view.terms.lexicon, forms) for view in snapshot.segments] for forms in words
        ]
        counted = not isinstance(alternative, PhraseGroup) or alternative.weight == 1
        held = phrases.begins(snapshot, fields, of_words, alternative, ask)
    return Found(snapshot, held, counted=counted)
