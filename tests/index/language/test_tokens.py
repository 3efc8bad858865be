import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.tokens import normalize, tokenize

#: Text of the scripts and characters that tokens treat in a special way.
tricky = st.text(
    alphabet=st.one_of(
        st.sampled_from("aiIİıßẞςΣσйїЙЇёґиéů'’ʼ`´‘ .,-_0123٣๒"),
        st.sampled_from(
            "\u0300\u0301\u0306\u0307\u0308\u0323\u0331\u00ad\u200c\u200d\u200b\ufe0f\ufeff"
        ),
        st.sampled_from("हिन्दीกที่เ北京タがー한국ဗမာខ្មែរ"),
        st.characters(),
    )
)


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R2, H20, 910C", ["r2", "h20", "910c"]),
        ("GB200 NVL72", ["gb200", "nvl72"]),
        ("2.000 20,5 3.5 3.5B", ["2.000", "20,5", "3.5", "3.5b"]),
        ("lunak.DeepSeek", ["lunak", "deepseek"]),
        ("double.news", ["double", "news"]),
        ("R2,H20", ["r2", "h20"]),
        ("snake_case", ["snake", "case"]),
        ("5. Mei", ["5", "mei"]),
    ],
)
def test_full_stops_commas_and_digits(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_a_hyphenated_word_is_neighbouring_tokens() -> None:
    found = [(token.form, token.position) for token in tokenize("die Huawei-Chips")]
    assert found == [("die", 0), ("huawei", 1), ("chips", 2)]


@pytest.mark.parametrize("apostrophe", "'’ʼ‘`´")
def test_apostrophes_inside_a_word_are_one(apostrophe: str) -> None:
    assert forms(f"п{apostrophe}ять") == ["п'ять"]
    assert forms(f"it{apostrophe}s") == ["it's"]


def test_quotation_marks_are_not_part_of_a_word() -> None:
    assert forms("'one' ‘two’ ʼthreeʼ") == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("за\u0301мок", "замок"),
        ("И\u0301горь", "игорь"),
        ("ї\u0301жак", "їжак"),
        ("Wort\u00adtrennung", "worttrennung"),
        ("می\u200cخواهم", "میخواهم"),
        ("İstanbul", "istanbul"),
        ("Straße", "straße"),
        ("STRAẞE", "straße"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδος", "οδοσ"),
        ("Ќ", "ќ"),
    ],
)
def test_form(written: str, form: str) -> None:
    assert forms(written) == [form]


def test_trailing_invisible_characters_are_outside_the_token() -> None:
    token = tokenize("Wort\u00ad ende")[0]
    assert (token.start, token.end) == (0, 4)


@pytest.mark.parametrize("letter", "йїЙЇ")
def test_letters_made_with_a_mark_are_kept_however_composed(letter: str) -> None:
    decomposed = unicodedata.normalize("NFD", letter)
    assert forms(f"{letter}од") == forms(f"{decomposed}од") == [f"{letter.lower()}од"]


def test_offsets_are_of_the_text_as_it_came() -> None:
    text = unicodedata.normalize("NFD", "čipů й čipy")
    assert [text[token.start : token.end] for token in tokenize(text)] == text.split()


def test_combining_marks_do_not_break_words() -> None:
    assert forms("हिन्दी में") == ["हिन्दी", "में"]


def test_every_combining_mark_belongs_to_its_word() -> None:
    marks = [
        chr(point)
        for point in range(sys.maxunicode)
        if unicodedata.category(chr(point)) in {"Mn", "Mc", "Me"}
    ]
    words = [f"b{mark}b" for mark in marks]
    assert len(tokenize(" ".join(words))) == len(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京 AI芯片", ["北", "京", "ai", "芯", "片"]),
        ("がぎ", ["が", "ぎ"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("20年", ["20", "年"]),
        ("한국어", ["한국어"]),
    ],
)
def test_unspaced_scripts_give_a_token_a_character(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(tricky)
def test_offsets_increase_and_stay_in_range(text: str) -> None:
    tokens = tokenize(text)
    edges = [edge for token in tokens for edge in (token.start, token.end)]
    assert edges == sorted(edges)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.position for token in tokens] == list(range(len(tokens)))


@given(tricky)
def test_a_form_is_its_text_normalised(text: str) -> None:
    for token in tokenize(text):
        assert token.form
        assert normalize(text[token.start : token.end]) == token.form


@given(tricky)
def test_normalize_is_idempotent(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(tricky)
def test_forms_do_not_depend_on_composition(text: str) -> None:
    assert forms(unicodedata.normalize("NFD", text)) == forms(unicodedata.normalize("NFC", text))


@given(tricky)
def test_a_form_is_one_token_of_itself(text: str) -> None:
    for form in forms(text):
        assert forms(form) == [form]
