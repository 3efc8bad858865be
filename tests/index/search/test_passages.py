"""Which passages match, in which order, and where the spans lie."""

import numpy as np

from index.derived.offsets import analyse, decode, encode
from index.model import Article, Occur, Passage, PassageKind, Via
from index.search.passages import Match, Matcher, SoughtCondition, SoughtPhrase, SoughtWord


class Text:
    """An article with its offsets and form numbers."""

    def __init__(self, *passages: tuple[PassageKind, str]) -> None:
        numbered = tuple(Passage(n, kind, text) for n, (kind, text) in enumerate(passages, 1))
        self.article = Article("a", "t", False, "cs", None, None, None, None, "r", numbered)
        analysed = analyse(self.article)
        distinct = set(analysed.words.forms)
        self._numbers = {form: n for n, form in enumerate(distinct, start=1)}
        forms = np.array([self._numbers[form] for form in analysed.words.forms])
        self._offsets = decode(encode(analysed, forms))

    def word(self, *forms: str, via: Via = Via.EXACT, surface: str | None = None) -> SoughtWord:
        return SoughtWord({self._numbers.get(form, 0): via for form in forms}, surface)

    def find(self, *conditions: SoughtCondition) -> Match:
        return Matcher(conditions).match(self.article, self._offsets)

    def marked(self, *conditions: SoughtCondition) -> list[tuple[int, list[str]]]:
        return [
            (passage.n, [passage.text[span.start : span.end] for span in passage.spans])
            for passage in self.find(*conditions).passages
        ]


def should(*words: SoughtWord) -> SoughtCondition:
    return SoughtCondition((SoughtPhrase(words),), Occur.SHOULD, None)


def test_spans_are_the_words_in_the_text_as_it_is_written() -> None:
    text = Text(("body", "Čip je čip, ČIPY ne."))
    assert text.marked(should(text.word("čip", "čipy"))) == [(1, ["Čip", "čip", "ČIPY"])]


def test_the_passage_with_more_of_the_query_comes_first() -> None:
    text = Text(("body", "chip chip chip"), ("body", "Huawei chip"))
    assert [n for n, _ in text.marked(should(text.word("chip")), should(text.word("huawei")))] == [
        2,
        1,
    ]


def test_what_was_typed_stands_before_what_it_stands_for() -> None:
    text = Text(("body", "чип"), ("body", "chip"))
    word = SoughtWord({**text.word("чип", via=Via.SCRIPT).forms, **text.word("chip").forms})
    assert [n for n, _ in text.marked(should(word))] == [2, 1]
    assert text.find(should(word)).via is Via.EXACT


def test_a_title_comes_after_the_text_it_heads() -> None:
    text = Text(("title", "Chip"), ("body", "The chip."))
    assert [n for n, _ in text.marked(should(text.word("chip")))] == [2, 1]


def test_a_phrase_keeps_order_and_adjacency() -> None:
    text = Text(("body", "technical problems, problems technical, technical big problems"))
    phrase = should(text.word("technical"), text.word("problems"))
    assert text.marked(phrase) == [(1, ["technical", "problems"])]


def test_a_condition_on_the_title_looks_at_titles_only() -> None:
    text = Text(("title", "Chip"), ("body", "chip"))
    condition = SoughtCondition((SoughtPhrase((text.word("chip"),)),), Occur.SHOULD, "title")
    assert text.marked(condition) == [(1, ["Chip"])]


def test_an_exact_word_is_the_same_letter_by_letter() -> None:
    text = Text(("body", "US and us, Čip as C\u030cip"))
    assert text.marked(should(text.word("us", surface="US"))) == [(1, ["US"])]
    assert text.marked(should(text.word("čip", surface="Čip"))) == [(1, ["Čip", "C\u030cip"])]


def test_what_must_be_absent_is_reported_and_not_marked() -> None:
    text = Text(("body", "chip huawei"))
    absent = SoughtCondition((SoughtPhrase((text.word("huawei"),)),), Occur.MUST_NOT, None)
    found = text.find(should(text.word("chip")), absent)
    assert found.holds == (True, True)
    assert [len(passage.spans) for passage in found.passages] == [1]


def test_nothing_found_is_no_passage() -> None:
    text = Text(("body", "chip"))
    assert text.find(should(text.word("nothing"))).passages == ()
