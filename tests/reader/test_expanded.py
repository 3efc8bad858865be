from index.model import ExpandedForm, Expansion, Via
from reader.expanded import expanded


def expansion(word: str, *forms: tuple[str, str]) -> Expansion:
    return Expansion(word, tuple(ExpandedForm(text, lang, Via.FORM) for text, lang in forms))


CHIP = expansion(
    "Čip", ("čip", "cs"), ("čipu", "cs"), ("čipy", "cs"), ("chip", "id"), ("чип", "uk")
)


def test_languages_take_turns_and_another_alphabet_begins() -> None:
    assert expanded(CHIP, 12) == "Čip → чип · čipu · chip · čipy"


def test_a_line_that_is_cut_says_so() -> None:
    assert expanded(CHIP, 3) == "Čip → чип · čipu · chip · …"


def test_a_spelling_of_two_languages_comes_once() -> None:
    assert expanded(expansion("a", ("chip", "de"), ("chip", "id")), 5) == "a → chip"


def test_a_word_that_is_only_itself_needs_no_line() -> None:
    assert expanded(expansion("R2", ("r2", "cs")), 5) == ""
    assert expanded(expansion("xyz"), 5) == ""
