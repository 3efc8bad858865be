"""The session's transitions and the invariants that every sequence of them keeps."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Article, MatchingPassage, Passage, Results, Span, Via
from reader.columns import (
    MAX_PANES,
    Column,
    Mark,
    Position,
    Selection,
    Stretch,
    best_position,
    hit_marks,
    stretches,
)
from reader.session import Session


def article(name: str, passages: int = 4) -> Article:
    return Article(
        id=name,
        title=f"Title of {name}",
        title_derived=False,
        lang="cs",
        source=None,
        date=None,
        date_from=None,
        url=None,
        revision="r",
        passages=tuple(
            Passage(n, "body", f"passage {n} of {name}") for n in range(1, passages + 1)
        ),
    )


def column(name: str, *places: tuple[int, int], at: Position | None = None) -> Column:
    marks = tuple(Mark(n, start, start + 2, "hit") for n, start in places)
    return Column(article(name), "origin", marks, at or Position())


def results(query: str = "q") -> Results:
    return Results(query, 0, 0, {}, {}, (), ())


def ids(session: Session) -> list[str]:
    return [c.article.id for c in session.columns]


def test_a_new_session_has_nothing_open_and_asks_for_all_articles() -> None:
    session = Session()
    assert session.active_column is None
    assert session.question.is_blank
    assert session.question.languages == ()
    assert session.counter == (0, 0)


def test_asking_keeps_the_old_answer_until_the_new_one_comes() -> None:
    first = Session().asked("a").answered(results("a"))
    assert first.asked("ab").results == results("a")
    assert first.asked("ab").answered(results("ab")).results == results("ab")


def test_a_list_of_articles_ends_the_answer_to_a_query() -> None:
    session = Session().answered(results()).listed([article("x")])
    assert session.results is None
    assert [found.id for found in session.articles] == ["x"]


def test_opening_replaces_the_active_pane() -> None:
    session = Session().opened(column("a")).opened_beside(column("b")).opened(column("c"))
    assert ids(session) == ["a", "c"]
    assert session.active == 1


def test_opening_beside_puts_the_article_right_of_the_active_pane() -> None:
    session = Session().opened(column("a")).opened_beside(column("b")).activated(0)
    session = session.opened_beside(column("c"))
    assert ids(session) == ["a", "c", "b"]
    assert session.active == 1


def test_an_article_is_open_once() -> None:
    session = Session().opened(column("a")).opened_beside(column("b"))
    again = session.opened_beside(column("a", at=Position(3, 0)))
    assert ids(again) == ["a", "b"]
    assert again.active == 0
    assert again.columns[0].position == Position(3, 0)


def test_a_fifth_pane_is_not_opened() -> None:
    session = Session()
    for name in "abcd":
        session = session.opened_beside(column(name))
    assert session.is_full
    assert session.opened_beside(column("e")) is session


def test_closing_the_last_pane_leaves_nothing_open() -> None:
    session = Session().opened(column("a")).closed()
    assert session.columns == ()
    assert session.closed().active == 0


def test_filters_become_the_question() -> None:
    session = Session().over(["cs", "de", "uk"]).toggled_language("de").chose_source("")
    assert session.question.languages == ("cs", "uk")
    assert session.question.sources == ("",)
    assert session.toggled_language("de").question.languages == ()


def test_leaving_out_every_language_keeps_all_of_them() -> None:
    session = Session().over(["cs", "de"]).toggled_language("cs").toggled_language("de")
    assert session.hidden == frozenset()


def test_one_language_alone_and_all_again() -> None:
    session = Session().over(["cs", "de", "uk"]).only_language("de")
    assert session.question.languages == ("de",)
    assert session.only_language("de").hidden == frozenset()


def test_languages_that_left_the_archive_hide_nothing() -> None:
    session = Session().over(["cs", "de"]).toggled_language("de").over(["cs"])
    assert session.hidden == frozenset()


def test_next_goes_through_the_hits_of_all_panes_in_reading_order() -> None:
    session = Session().opened(column("a", (3, 5), (1, 2))).opened_beside(column("b", (2, 0)))
    session = session.activated(0)
    seen = []
    for _ in range(4):
        session = session.next_stop(1)
        seen.append((session.active, session.columns[session.active].position, session.counter))
    assert seen == [
        (0, Position(1, 2), (1, 3)),
        (0, Position(3, 5), (2, 3)),
        (1, Position(2, 0), (3, 3)),
        (0, Position(1, 2), (1, 3)),
    ]


def test_next_after_moving_goes_on_from_where_the_reader_is() -> None:
    session = Session().opened(column("a", (1, 0), (2, 0), (3, 0), (4, 0)))
    session = session.next_stop(1).moved(0, Position(3, 0))
    assert session.counter == (0, 4)
    assert session.next_stop(1).counter == (3, 4)
    assert session.next_stop(-1).counter == (2, 4)


def test_a_pane_that_reports_the_passage_of_a_stop_still_stands_on_it() -> None:
    session = Session().opened(column("a", (2, 4), (2, 9))).next_stop(1).next_stop(1)
    echoed = session.moved(0, Position(2, 0))
    assert echoed.counter == (2, 2)


def test_an_article_opened_at_a_hit_stands_on_that_hit() -> None:
    session = Session().opened(column("a", (1, 0), (3, 2), at=Position(3, 2)))
    assert session.counter == (2, 2)


def test_seeking_takes_the_stops_over_and_gives_them_back() -> None:
    session = Session().opened(column("a", (1, 0))).next_stop(1)
    sought = session.seeking("xx", [Mark(2, 1, 3, "found"), Mark(4, 0, 2, "found")])
    assert [place for _, place in sought.stops] == [Position(2, 1), Position(4, 0)]
    ended = sought.seeking("", [])
    assert [place for _, place in ended.stops] == [Position(1, 0)]
    assert all(mark.kind == "hit" for mark in ended.columns[0].marks)


def test_marks_of_one_kind_do_not_touch_the_others() -> None:
    session = Session().opened(column("a", (1, 0))).next_stop(1)
    kept = session.marked("a", "highlight", [Mark(2, 0, 5, "highlight")])
    assert {mark.kind for mark in kept.columns[0].marks} == {"hit", "highlight"}
    assert kept.counter == (1, 1)
    assert kept.marked("a", "hit", []).counter == (0, 0)
    assert kept.marked("nowhere", "hit", []) is kept


def test_hit_marks_and_best_position_come_from_the_matching_passages() -> None:
    passages = (
        MatchingPassage(5, "text", (Span(3, 7, Via.FORM), Span(9, 11, Via.EXACT))),
        MatchingPassage(2, "text", (Span(0, 4, Via.EXACT),)),
    )
    assert best_position(passages) == Position(5, 3)
    assert best_position(()) == Position()
    assert hit_marks(passages)[1] == Mark(5, 9, 11, "hit")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(Position(2, 3), Position(2, 6)), (Stretch(2, 3, 6),)),
        (Selection(Position(1, 10), Position(2, 4)), (Stretch(1, 10, 14), Stretch(2, 0, 4))),
        (Selection(Position(1, 14), Position(2, 0)), ()),
        (Selection(Position(4, 0), Position(4, 999)), (Stretch(4, 0, 14),)),
    ],
)
def test_a_selection_is_cut_passage_by_passage(
    selection: Selection, expected: tuple[Stretch, ...]
) -> None:
    assert stretches(article("a"), selection) == expected


Step = Callable[[Session], Session]

_places = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), max_size=5)
_columns = st.builds(
    lambda name, places, passage: column(name, *places, at=Position(passage, 0)),
    st.sampled_from("abcdef"),
    _places,
    st.integers(1, 4),
)
_steps: st.SearchStrategy[Step] = st.one_of(
    _columns.map(lambda c: lambda s: s.opened(c)),
    _columns.map(lambda c: lambda s: s.opened_beside(c)),
    st.just(Session.closed),
    st.just(Session.toggled_lock),
    st.just(Session.toggled_sort),
    st.integers(-1, 5).map(lambda n: lambda s: s.activated(n)),
    st.tuples(st.integers(-1, 5), st.integers(1, 4), st.integers(0, 9)).map(
        lambda at: lambda s: s.moved(at[0], Position(at[1], at[2]))
    ),
    st.sampled_from(("cs", "de", "uk", "xx")).map(lambda code: lambda s: s.toggled_language(code)),
    st.sampled_from(("cs", "de", "uk")).map(lambda code: lambda s: s.only_language(code)),
    st.tuples(st.sampled_from(("", "word")), _places).map(
        lambda of: lambda s: s.seeking(of[0], [Mark(n, at, at + 1, "found") for n, at in of[1]])
    ),
    st.sampled_from((1, -1)).map(lambda step: lambda s: s.next_stop(step)),
)


def after(steps: list[Step]) -> Session:
    session = Session().over(["cs", "de", "uk"])
    for step in steps:
        session = step(session)
    return session


@given(st.lists(_steps, max_size=25))
def test_every_sequence_of_transitions_keeps_the_session_whole(steps: list[Step]) -> None:
    session = after(steps)
    assert len(session.columns) <= MAX_PANES
    assert 0 <= session.active < max(1, len(session.columns))
    assert len(set(ids(session))) == len(session.columns)
    assert session.hidden < frozenset(session.languages)
    number, total = session.counter
    assert 0 <= number <= total
    assert list(session.stops) == sorted(session.stops)


@given(st.lists(_steps, max_size=25))
def test_next_then_previous_returns(steps: list[Step]) -> None:
    there = after(steps).next_stop(1)
    back = there.next_stop(1).next_stop(-1)
    assert (back.active, back.stop) == (there.active, there.stop)
    if there.stop is not None:
        assert back.columns[back.active].position == there.columns[there.active].position


@given(st.lists(_steps, max_size=25))
def test_a_round_of_next_visits_every_stop_once(steps: list[Step]) -> None:
    session = after(steps)
    seen = set()
    for _ in session.stops:
        session = session.next_stop(1)
        seen.add(session.stop)
    assert len(seen) == len(session.stops)


@given(st.lists(_steps, max_size=25), st.sampled_from(("cs", "de", "uk")))
def test_only_kept_languages_are_asked_for(steps: list[Step], code: str) -> None:
    session = after(steps)
    asked = session.question.languages
    assert asked == () or not set(asked) & session.hidden
