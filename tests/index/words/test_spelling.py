"""Forms that are spelled nearly like a word."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words.spelling import near
from index.words.vocabulary import Vocabulary


def vocabulary_of(*forms: str) -> Vocabulary:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    Vocabulary.create(connection)
    vocabulary = Vocabulary(connection)
    vocabulary.add("und", forms)
    return vocabulary


@pytest.mark.parametrize(
    ("word", "form", "distance"),
    [
        ("hauwei", "huawei", 1),  # two swapped
        ("huawi", "huawei", 1),
        ("huawwei", "huawei", 1),
        ("huewei", "huawei", 1),
        ("haweui", "huawei", 2),
        ("spolecnosst", "společnost", 1),  # the accent costs nothing
        ("cip", "čip", 0),
        ("чіпп", "чип", 2),
    ],
)
def test_letters_that_differ_are_counted(word: str, form: str, distance: int) -> None:
    vocabulary = vocabulary_of(form, "other")
    assert near(word, vocabulary, 3) == {form: distance}
    assert near(word, vocabulary, distance - 1) == {}


def test_the_first_letter_is_the_same_unless_any_will_do() -> None:
    vocabulary = vocabulary_of("huawei")
    assert near("juawei", vocabulary, 2) == {}
    assert near("juawei", vocabulary, 2, any_beginning=True) == {"huawei": 1}


@pytest.mark.parametrize("word", ["", "x" * 1000, "\0"])
def test_what_is_no_word_is_near_nothing(word: str) -> None:
    assert near(word, vocabulary_of("chip"), 2) == {}


def distance(one: str, other: str) -> int:
    """The same by its definition."""
    table = {(-1, at): at + 1 for at in range(-1, len(other))}
    table |= {(at, -1): at + 1 for at in range(-1, len(one))}
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)]
            if i and j and (a, b) == (other[j - 1], one[i - 1]):
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(one) - 1, len(other) - 1]


words = st.text("abc", min_size=1, max_size=7)


@given(words, st.sets(words, min_size=1, max_size=12), st.sampled_from((1, 2)))
def test_all_that_are_near_are_found_and_no_others(word: str, forms: set[str], most: int) -> None:
    wanted = {form: distance(word, form) for form in forms - {word}}
    assert near(word, vocabulary_of(*forms), most, any_beginning=True) == {
        form: number for form, number in wanted.items() if number <= most
    }
