"""What the search line, the lists and the status row say of a session."""

from dataclasses import replace

from index.model import (
    Article,
    ArticleSummary,
    ExpandedForm,
    Expansion,
    Hit,
    LanguageCount,
    MatchingPassage,
    Results,
    SourceCount,
    Span,
    Via,
)
from reader.columns import Column
from reader.screens import _view
from reader.session import Session

HOLDINGS = _view.Holdings(
    (SourceCount("double.news", 1), SourceCount(None, 4)),
    (LanguageCount("id", 2), LanguageCount("cs", 1)),
)


def hit(name: str, *, missing: tuple[str, ...] = ()) -> Hit:
    passage = MatchingPassage(2, "a chip", (Span(2, 6, Via.EXACT),))
    return Hit(name, f"Title {name}", "cs", None, None, 1.0, Via.EXACT, missing, (passage,))


def results(*hits: Hit, total: int | None = None, partial: int = 0) -> Results:
    count = len(hits) if total is None else total
    return Results("chip", count, partial, {"cs": count}, {"": count}, (), hits)


def summary(name: str, *, derived: bool = False) -> ArticleSummary:
    return ArticleSummary(name, f"Title {name}", derived, "cs", None, None, None, None, "r")


def session() -> Session:
    return Session().over(["id", "cs"])


def test_the_search_line_says_where_and_how_much() -> None:
    assert _view.scope(session().listed([summary("a")])) == "everywhere · 2 languages · 1 article"
    answered = session().answered(results(hit("a"), hit("b")))
    assert _view.scope(answered) == "everywhere · 2 languages · 2 articles, 2 passages"
    narrow = answered.chose_source("double.news").toggled_language("id")
    assert _view.scope(narrow).startswith("double.news · 1 language · ")


def test_nothing_found_and_only_some_of_the_words_are_told_apart() -> None:
    assert "nothing found" in _view.scope(session().answered(results()))
    some = results(hit("a", missing=("x",)), total=0, partial=1)
    assert "1 article with some of the words" in _view.scope(session().answered(some))


def test_the_expansion_names_forms_once_and_not_the_word_itself() -> None:
    forms = tuple(ExpandedForm(text, "cs", Via.FORM) for text in ("čip", "čipu", "чип", "čipu"))
    answer = replace(results(), expansion=(Expansion("čip", forms), Expansion("x", ())))
    assert _view.expansion(answer) == "čip → čipu · чип"
    assert _view.expansion(None) == ""


def test_counts_beside_the_filters_are_those_of_the_answer() -> None:
    listed = session().listed([summary("a")])
    assert [row.count for row in _view.source_rows(listed, HOLDINGS)] == [5, 1, 4]
    answered = session().answered(results(hit("a")))
    assert [row.count for row in _view.source_rows(answered, HOLDINGS)] == [1, 0, 1]
    assert [row.count for row in _view.language_rows(answered, HOLDINGS)] == [0, 1]
    hidden = answered.toggled_language("id")
    assert [row.kept for row in _view.language_rows(hidden, HOLDINGS)] == [False, True]


def test_a_derived_title_is_marked_in_both_lists() -> None:
    listed = session().listed([summary("a", derived=True)])
    (row,) = _view.result_rows(listed, 10)
    assert row.title == "(no title) Title a"
    (row,) = _view.result_rows(listed.answered(results(hit("a")), frozenset({"a"})), 10)
    assert row.title == "(no title) Title a"
    assert row.spans == ((2, 6),)


def test_what_the_list_does_not_hold_is_counted() -> None:
    answered = session().answered(results(hit("a"), hit("b"), total=2, partial=3))
    assert len(_view.result_rows(answered, 1)) == 1
    assert _view.beyond(answered, 2) == 3
    assert _view.beyond(session().listed([summary("a")]), 200) == 0


def test_behind_the_lists_the_open_article_is_named_instead_of_a_place_nobody_sees() -> None:
    article = Article("a", "Title a", False, "cs", None, None, None, None, "r", passages=())
    reading = session().opened(Column(article, "cs"))
    assert _view.place(reading, shown=0) == "open: Title a"
    assert _view.place(reading, shown=1) == "passage 1 of 0"
    assert _view.place(session(), shown=0) == ""
