import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.wordpair import read_pair, written_pair


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("uk: чип = de: Chip", {"uk": ["чип"], "de": ["Chip"]}),
        ("UK:чип, мікрочип = de-AT: Chip", {"uk": ["чип", "мікрочип"], "de-at": ["Chip"]}),
        ("uk: a = uk: b", {"uk": ["a", "b"]}),
        ("uk: чип", {"uk": ["чип"]}),
        ("uk: = de: Chip", {}),
        ("chip = Chip", {}),
        ("", {}),
    ],
)
def test_a_line_names_languages_and_words(line: str, words: dict[str, list[str]]) -> None:
    assert read_pair(line) == words


@given(st.dictionaries(st.sampled_from(["uk", "de", "en"]), st.text("aбč- ", min_size=1)))
def test_what_is_written_can_be_read(words: dict[str, str]) -> None:
    sides = {lang: " ".join(word.split()) for lang, word in words.items() if word.strip()}
    assert read_pair(written_pair(sides)) == {lang: [word] for lang, word in sides.items()}
