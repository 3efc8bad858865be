"""Texts together give the words that each gives alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import bulk, tokens

plain = st.sampled_from("ab1279.,,..''' _-²½žČїЇґёςσΣÀ😀\n")
any_text = st.text(plain, max_size=40) | st.text(plain | st.characters(), max_size=40)


@given(st.lists(any_text, max_size=5), st.booleans())
def test_texts_together_give_what_each_gives(texts: list[str], short: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        if not short:
            patched.setattr(bulk, "_WORTH_IT", 0)
        words = bulk.words_of(texts)
    each = [tokens.columns(text) for text in texts]
    assert words.counts == [len(its.forms) for its in each]
    assert words.forms == [form for its in each for form in its.forms]
    assert words.gaps.tolist() == [gap for its in each for gap in its.gaps]
    assert words.lengths.tolist() == [length for its in each for length in its.lengths]


@pytest.mark.parametrize("text", ["a'1.5 1'2.5 1.2.3 h2.0 ²1.5 1.a .5 5. 1,2.3x4.5", "''1.5'"])
def test_numbers_and_apostrophes_in_a_long_text(text: str) -> None:
    long = f"{text} " * 100
    words = bulk.words_of([long])
    columns = tokens.columns(long)
    assert words.forms == columns.forms
    assert (words.gaps.tolist(), words.lengths.tolist()) == (columns.gaps, columns.lengths)
