import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.folding import fold, folds
from index.language.tokens import normalize

words = st.text(min_size=1).map(normalize)


@pytest.mark.parametrize(
    ("form", "folded"),
    [
        ("čipů", "cipu"),
        ("łódź", "lodz"),
        ("straße", "strasse"),
        ("æther", "aether"),
        ("ırak", "irak"),
        ("αθήνα", "αθηνα"),
        ("ａｉ", "ai"),
        ("أحمد", "احمد"),
        ("אָלֶף", "אלף"),
        ("آسيا", "اسيا"),
        ("ٱلله", "الله"),
        ("حكومة", "حكومه"),
        ("مصطفى", "مصطفي"),
        ("کتاب", "كتاب"),
        ("الحـــكم", "الحكم"),
        ("مُحَمَّد", "محمد"),
        ("٢٠٢٥", "2025"),
        ("२०२५", "2025"),
        ("groß", "gross"),
    ],
)
def test_what_is_left_out_in_typing_goes(form: str, folded: str) -> None:
    assert fold(form) == folded


@pytest.mark.parametrize("form", ["йод", "їжак", "ўсе", "ќе", "हिन्दी", "が", "한국어", "ที่"])
def test_marks_that_make_another_letter_stay(form: str) -> None:
    assert fold(form) == form


@pytest.mark.parametrize(
    ("one", "other"), [("ґанок", "ганок"), ("ёлка", "елка"), ("п'ять", "пять")]
)
def test_cyrillic_spellings_that_vary_agree(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_latin_apostrophe_stays() -> None:
    assert fold("we're") == "we're"


@pytest.mark.parametrize("typed", ["munchen", "muenchen"])
def test_an_umlaut_is_found_by_both_spellings(typed: str) -> None:
    assert typed in folds("münchen")


def test_one_key_where_both_spellings_agree() -> None:
    assert folds("čip") == ("cip",)
    assert folds("chip") == ("chip",)


@given(words)
def test_fold_is_idempotent(form: str) -> None:
    assert fold(fold(form)) == fold(form)


@given(words)
def test_the_first_fold_is_the_fold(form: str) -> None:
    assert folds(form)[0] == fold(form)
    assert len(set(folds(form))) == len(folds(form))
