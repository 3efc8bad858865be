from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from index.language.analyzers._lookup import Dictionary


class Counting(Mapping[str, str]):
    """A dictionary that counts what it is asked."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self.asked = 0

    def __getitem__(self, word: str) -> str:
        self.asked += 1
        return self.words[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)


@given(st.dictionaries(st.text(), st.text()), st.lists(st.text(), max_size=20))
def test_answers_are_those_of_the_dictionary_under_it(
    words: dict[str, str], others: list[str]
) -> None:
    dictionary = Dictionary(words)
    for _ in range(2):  # before there is a filter, and with it
        for word in (*words, *others):
            assert dictionary.get(word) == words.get(word)
            assert (word in dictionary) == (word in words)
    assert dict(dictionary) == words


def test_after_many_questions_few_that_miss_reach_the_dictionary() -> None:
    under = Counting({f"word{number}": "lemma" for number in range(10_000)})
    dictionary = Dictionary(under)
    for number in range(1_000):
        dictionary.get(f"none{number}")
    before = under.asked
    for number in range(1_000, 2_000):
        dictionary.get(f"none{number}")
    assert under.asked - before < 100
