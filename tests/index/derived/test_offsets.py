"""Stored offsets give back exactly what the text was analysed to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.derived.offsets import ArticleTokens, PassageOffsets, analyse, decode, document, encode
from index.engines import PASSAGE_GAP
from index.language.tokens import tokenize
from index.model import Article, Passage, PassageKind


def article(*passages: tuple[PassageKind, str]) -> Article:
    return Article(
        id="a",
        title="t",
        title_derived=False,
        lang="cs",
        source=None,
        date="2025-08",
        date_from=None,
        url=None,
        revision="r",
        passages=tuple(Passage(n, kind, text) for n, (kind, text) in enumerate(passages, start=1)),
    )


def numbered(analysed: ArticleTokens, numbers: dict[str, int]) -> NDArray[np.intp]:
    return np.array([numbers[form] for form in analysed.words.forms], np.intp)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_what_was_packed_comes_out_again(texts: list[str]) -> None:
    given_article = article(*(("body", text) for text in texts))
    analysed = analyse(given_article)
    numbers = {form: n for n, form in enumerate(analysed.words.forms, start=7)}
    unpacked = decode(encode(analysed, numbered(analysed, numbers)))
    passages = {passage.n: passage for passage in unpacked.holding(np.ones(1, bool))}
    for n, text in enumerate(texts, start=1):
        tokens = tokenize(text)
        assert unpacked.of_passage(n).tolist() == [numbers[it.form] for it in tokens]
        assert (n in passages) == bool(tokens)
        if tokens:
            columns = zip(*passages[n][1:], strict=True)
            assert [(numbers[it.form], *it[1:]) for it in tokens] == list(columns)


def test_of_an_article_only_what_is_sought_is_given() -> None:
    analysed = analyse(article(("title", "one two"), ("body", "Three"), ("body", "two, one; two")))
    offsets = decode(encode(analysed, numbered(analysed, {"one": 1, "two": 2, "three": 3})))
    sought = np.array([False, False, True, False])
    assert list(offsets.holding(sought)) == [
        PassageOffsets(1, [2], [1], [4], [7]),
        PassageOffsets(3, [2, 2], [0, 2], [0, 10], [3, 13]),
    ]


def test_boilerplate_is_not_analysed() -> None:
    analysed = analyse(article(("title", "One"), ("boilerplate", "Share this"), ("body", "Two")))
    assert [passage.n for passage in analysed.passages] == [1, 3]


def test_titles_and_bodies_are_fields_and_passages_lie_apart() -> None:
    given_article = article(("title", "Big news"), ("body", "one two"), ("body", "three"))
    analysed = analyse(given_article)
    numbers = np.arange(len(analysed.words.forms))
    made = document(5, given_article, analysed, numbers)
    assert list(made.title.forms) == ["big", "news"]
    assert list(made.body.forms) == ["one", "two", "three"]
    assert made.body.positions[2] - made.body.positions[1] >= PASSAGE_GAP
    assert (made.key, made.lang, made.source) == (5, "cs", "")
    assert made.day > 0
