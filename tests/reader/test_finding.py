"""Finding inside an article: marks point at what they claim, whatever case and accents."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.model import Article, Passage
from reader.finding import find_in


def article(*texts: str) -> Article:
    passages = tuple(Passage(n, "body", text) for n, text in enumerate(texts, 1))
    return Article("a", "t", False, "und", None, None, None, None, "r", passages)


def found(text: str, *texts: str) -> list[str]:
    here = article(*texts)
    return [here.passages[m.passage - 1].text[m.start : m.end] for m in find_in(here, text)]


def test_case_and_accents_do_not_matter() -> None:
    assert found("CIP", "Čip a čipů", "бачу chip") == ["Čip", "čip"]
    assert found("и", "Й и\u0306 и") == ["Й", "и\u0306", "и"]


def test_letters_that_fold_to_two_are_found_whole() -> None:
    assert found("strasse", "Die Straße") == ["Straße"]
    assert found("ﬁn", "the ﬁnal") == ["ﬁn"]


def test_nothing_is_found_for_blanks_and_marks_alone() -> None:
    assert found("  ", "a b") == []
    assert found("\u0301", "a\u0301") == []


def test_places_do_not_overlap() -> None:
    assert found("aa", "aaaa a") == ["aa", "aa"]


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 10))
def test_what_stands_in_the_text_is_found_there(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    marks = find_in(article(text), part)
    folds = unicodedata.normalize("NFKD", part.casefold())
    if any(not unicodedata.combining(c) and not c.isspace() for c in folds):
        clean = " ".join(part.split()) == part
        assert marks or not clean
    for mark in marks:
        assert 0 <= mark.start < mark.end <= len(text)
