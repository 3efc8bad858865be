"""Both engines give one answer: the fast one is checked against the plain one."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import engines
from index.engines import (
    Clause,
    Document,
    FieldTokens,
    Filter,
    Group,
    NearGroup,
    PhraseGroup,
    Ranking,
    Request,
    WeightedForm,
)
from index.model import Occur

FORMS = ("čip", "čipu", "chip", "ch", "чип", "čipy", "r2", "a", "𝔞b")
LANGUAGES = ("cs", "uk", "de")
SOURCES = ("", "ft.com", "double.news")
DAYS = (0, 5, 6, 7)
KEYS = st.integers(0, 12)


@dataclass(frozen=True)
class Commit:
    removed: tuple[int, ...]
    added: tuple[Document, ...]


@st.composite
def field_tokens(draw: st.DrawFn, most: int) -> FieldTokens:
    forms = draw(st.lists(st.sampled_from(FORMS), max_size=most))
    position, positions = 0, []
    for _ in forms:
        position += draw(st.sampled_from((0, 1, 1, 1, 2, 100)))
        positions.append(position)
    # Some come numbered, some do not.
    numbers = [7 * FORMS.index(form) for form in forms] if draw(st.booleans()) else ()
    return FieldTokens(forms, positions, numbers)


documents = st.builds(
    Document,
    key=KEYS,
    lang=st.sampled_from(LANGUAGES),
    source=st.sampled_from(SOURCES),
    day=st.sampled_from(DAYS),
    title=field_tokens(4),
    body=field_tokens(14),
)

commits = st.builds(
    Commit,
    removed=st.lists(KEYS, max_size=4).map(tuple),
    added=st.lists(documents, max_size=6, unique_by=lambda it: it.key).map(tuple),
)

forms = st.builds(
    WeightedForm,
    text=st.sampled_from((*FORMS, "č", "missing")),
    weight=st.sampled_from((1.0, 0.7, 0.1, 2.0**-12, 2.0**-24)),
    prefix=st.booleans(),
)
groups = st.builds(Group, st.lists(forms, max_size=4).map(tuple))
phrases = st.builds(
    PhraseGroup,
    st.lists(groups, max_size=3).map(tuple),
    slop=st.sampled_from((0, 0, 1, 3)),
    weight=st.sampled_from((1.0, 1.0, 2.0**-12)),
)
nears = st.builds(
    NearGroup,
    st.lists(st.one_of(groups, phrases), max_size=3).map(tuple),
    distance=st.sampled_from((0, 1, 3, 8)),
)
clauses = st.builds(
    Clause,
    any_of=st.lists(st.one_of(groups, phrases, nears), max_size=3).map(tuple),
    occur=st.sampled_from((Occur.SHOULD, Occur.SHOULD, Occur.MUST, Occur.MUST_NOT)),
    field=st.sampled_from((None, None, "title", "body")),
)
days = st.sampled_from((None, None, 5, 6))
filters = st.builds(
    Filter,
    languages=st.frozensets(st.sampled_from(LANGUAGES), max_size=2),
    sources=st.frozensets(st.sampled_from(SOURCES), max_size=2),
    since=days,
    until=days,
    without_languages=st.frozensets(st.sampled_from(LANGUAGES), max_size=1),
    without_sources=st.frozensets(st.sampled_from(SOURCES), max_size=1),
    without_days=st.lists(st.sampled_from(((5, 5), (6, 7), (7, 6))), max_size=2).map(tuple),
    within=st.one_of(st.none(), st.frozensets(KEYS, max_size=6)),
    without=st.frozensets(KEYS, max_size=3),
)
requests = st.builds(
    Request,
    clauses=st.lists(clauses, max_size=4).map(tuple),
    filter=st.one_of(st.just(Filter()), filters),
    sort=st.sampled_from(("relevance", "date")),
    limit=st.sampled_from((0, 1, 5, 20)),
)


def assert_same(left: Ranking, right: Ranking) -> None:
    assert [ranked._replace(score=0) for ranked in left.ranked] == [
        ranked._replace(score=0) for ranked in right.ranked
    ]
    assert [ranked.score for ranked in left.ranked] == pytest.approx(
        [ranked.score for ranked in right.ranked], abs=1e-9
    )
    assert replace(left, ranked=()) == replace(right, ranked=())


histories = st.lists(commits, min_size=1, max_size=4)
questions = st.lists(requests, min_size=1, max_size=12)


@settings(max_examples=20)
@given(histories, questions)
def test_engines_return_the_same_ranking(history: list[Commit], asked: list[Request]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # So that phrases are looked for in both ways.
        patch.setattr("index.engines.whoosh.phrases._FEW", 8)
        assert_agreement(history, asked)


@pytest.mark.slow
@settings(max_examples=100)
@given(histories, questions)
def test_engines_return_the_same_ranking_of_more(
    history: list[Commit], asked: list[Request]
) -> None:
    assert_agreement(history, asked)


#: As if the archive were large: several segments a commit, merges in many steps, sparse
#: and dense ways to the same answer.
SCALED_DOWN = (
    {"writer._TOKENS_AT_ONCE": 20, "merge._MOST_SEGMENTS": 2, "merge._AT_ONCE": 3},
    {"writer._TOKENS_AT_ONCE": 1, "merge._STEP": 0, "merge._AT_ONCE": 1, "found._SPARSE": 0},
    {"writer._MOST_REMOVED": 0, "found._SPARSE": 10**9, "phrases._MUCH_SMALLER": 10**9},
    {"found._SPARSE": 0, "found._BISECTION": 10**9, "phrases._FEW": 0},
    {"found._SPARSE": 10**9, "found._BISECTION": 0, "phrases._FEW": 0},
    {"order._SORTED": 0, "order._MANY": 0, "order._ROWS": 2, "columns._MANY": 0},
)


@pytest.mark.slow
@pytest.mark.parametrize("limits", SCALED_DOWN)
@settings(max_examples=30)
@given(histories, questions)
def test_engines_agree_whatever_the_size(
    limits: dict[str, int], history: list[Commit], asked: list[Request]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in limits.items():
            patch.setattr(f"index.engines.whoosh.{name}", value)
        assert_agreement(history, asked)


def assert_agreement(history: list[Commit], asked: list[Request]) -> None:
    with TemporaryDirectory() as folder:
        opened = [engines.load(name).create(Path(folder) / name) for name in engines.names()]
        present: set[int] = set()
        for commit in history:
            # A key that is held is removed before it is added again.
            again = {document.key for document in commit.added} & present
            for engine in opened:
                writer = engine.writer()
                writer.remove({*commit.removed, *again})
                for document in commit.added:
                    writer.add(document)
                writer.commit()
                engine.refresh()
            present = (present - set(commit.removed)) | {it.key for it in commit.added}
            for request in asked:
                first, *others = [engine.search(request) for engine in opened]
                for other in others:
                    assert_same(first, other)
        everything = opened[0].search(Request(limit=99))
        assert {ranked.key for ranked in everything.ranked} == present
        for engine in opened:
            engine.close()
