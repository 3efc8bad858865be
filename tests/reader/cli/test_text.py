"""Excerpts of passages."""

from hypothesis import given
from hypothesis import strategies as st

from index import Span, Via
from reader.cli._text import excerpt


@given(
    st.lists(st.text(alphabet="abč", min_size=1, max_size=9), min_size=1, max_size=60),
    st.data(),
    st.integers(10, 80),
)
def test_the_first_hit_is_in_the_excerpt_and_marks_point_at_it(
    words: list[str], data: st.DataObject, size: int
) -> None:
    text = " ".join(words)
    at = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:at])) + (at > 0)
    span = Span(start, start + len(words[at]), Via.EXACT)
    shown, marks = excerpt(text, [span], size)
    assert shown[marks[0][0] : marks[0][1]] == words[at]
    assert shown.strip("…") in text
    assert shown.startswith("…") or text.startswith(shown.strip("…"))


def test_a_short_passage_is_whole() -> None:
    text = "Spuštění čipů se odkládá."
    shown, marks = excerpt(text, [Span(9, 13, Via.FORM)])
    assert shown == text
    assert [mark[:2] for mark in marks] == [(9, 13)]


def test_a_passage_without_spaces_is_cut_all_the_same() -> None:
    shown, _ = excerpt("漢" * 1000, [Span(500, 502, Via.EXACT)], 100)
    assert len(shown) <= 102
