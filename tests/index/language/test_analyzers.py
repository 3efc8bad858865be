import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import analyzers
from index.language.tokens import normalize

words = st.text(min_size=1).map(normalize)


@pytest.mark.parametrize(
    ("lang", "form", "lemma"),
    [
        ("cs", "čipů", "čip"),
        ("cs", "čipy", "čip"),
        ("uk", "чипах", "чип"),
        ("uk", "чипів", "чип"),
        ("uk", "китаю", "китай"),
        ("id", "memesan", "pesan"),
        ("de", "modelle", "modell"),
        ("de", "chips", "chip"),
        ("en", "chips", "chip"),
        ("en", "deepseek's", "deepseek"),
    ],
)
def test_an_inflected_form_has_its_lemma(lang: str, form: str, lemma: str) -> None:
    assert lemma in analyzers.load(lang).lemmas(form)


def test_a_german_form_is_read_as_a_noun_and_as_another_word() -> None:
    assert set(analyzers.load("de").lemmas("reisen")) >= {"reise", "reisen"}


@pytest.mark.parametrize("lang", analyzers.names())
def test_names_of_models_have_no_lemma(lang: str) -> None:
    assert analyzers.load(lang).lemmas("h20") == ()


@pytest.mark.parametrize("lang", analyzers.names())
def test_an_analyzer_is_named_by_its_language(lang: str) -> None:
    assert analyzers.load(lang).lang == lang


@pytest.mark.parametrize("lang", analyzers.names())
@given(form=words)
def test_lemmas_are_normalised_and_distinct(lang: str, form: str) -> None:
    lemmas = analyzers.load(lang).lemmas(form)
    assert [normalize(lemma) for lemma in lemmas] == list(lemmas)
    assert len(set(lemmas)) == len(lemmas)
    assert all(unicodedata.is_normalized("NFC", lemma) for lemma in lemmas)


@pytest.mark.parametrize(("code", "lang"), [("en-GB", "en"), ("fr", "und"), ("_lemma", "und")])
def test_a_code_without_a_file_is_served_by_its_language_or_und(code: str, lang: str) -> None:
    assert analyzers.load(code).lang == lang


def test_no_dictionary_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from index.language import analyzers;"
        "[analyzers.load(name) for name in analyzers.names()];"
        "sys.exit('simplemma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
