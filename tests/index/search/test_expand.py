import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines import WeightedForm
from index.language.tokens import tokenize
from index.model import Via
from index.search.expand import MOST_FORMS, MOST_SHOWN, Expanded, expand
from index.search.tiers import WEIGHTS
from index.words.vocabulary import Vocabulary

SEEDS = Path(__file__).parents[3] / "seeds"


def vocabulary_of(*articles: tuple[str, str]) -> Vocabulary:
    """The vocabulary of some articles, each a language and a text."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    Vocabulary.create(connection)
    vocabulary = Vocabulary(connection)
    for lang, text in articles:
        vocabulary.add(lang, [token.form for token in tokenize(text)])
    vocabulary.flush()
    return vocabulary


@pytest.fixture(scope="module")
def seeds() -> Vocabulary:
    return vocabulary_of(
        *((path.suffixes[-2][1:], path.read_text("utf-8")) for path in SEEDS.glob("*.txt"))
    )


def vias(expanded: Expanded) -> dict[str, str]:
    return {form.text: form.via.value for form in expanded.expansion.forms}


@pytest.mark.parametrize("word", ["čip", "cip", "chip", "chipů", "Chips", "чип", "чипах"])
def test_chips_are_found_from_any_spelling_in_any_script(seeds: Vocabulary, word: str) -> None:
    found = vias(expand(word, seeds))
    assert found.keys() >= {"chip", "chips", "čip", "čipy", "čipů", "чипах", "чипи", "чипів"}


def test_each_form_says_how_it_was_found(seeds: Vocabulary) -> None:
    found = vias(expand("čip", seeds))
    assert (found["čip"], found["čipů"], found["chip"]) == ("exact", "form", "script")
    assert vias(expand("cip", seeds))["čipů"] == "fold"


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("model", "modelů"),
        ("model", "modell"),
        ("model", "моделі"),
        ("Modell", "modelu"),
        ("хуавей", "huawei"),
        ("Чина", "čína"),
        ("China", "čína"),
        ("Cina", "číně"),
        ("Китай", "китаєм"),
        ("Peking", "pekingu"),
        ("probleme", "problemen"),
    ],
)
def test_a_word_finds(seeds: Vocabulary, word: str, form: str) -> None:
    assert form in vias(expand(word, seeds))


def test_the_strongest_come_first_then_the_most_frequent() -> None:
    vocabulary = vocabulary_of(
        ("cs", "čip čipy čipů"), ("cs", "čipů"), ("uk", "чипи"), ("de", "Chip"), ("id", "chip")
    )
    forms = [form.text for form in expand("čip", vocabulary).expansion.forms]
    assert forms == ["čip", "čipů", "čipy", "chip", "чипи"]


def test_a_form_is_given_with_the_language_that_has_it_most() -> None:
    vocabulary = vocabulary_of(("de", "Chip"), ("id", "chip"), ("id", "chip"))
    assert [form.lang for form in expand("chip", vocabulary).expansion.forms] == ["id"]


@pytest.mark.parametrize(
    ("article", "word"),
    [
        (("cs", "čin"), "China"),
        (("en", "R1"), "R2"),
        (("uk", "аі"), "ai"),
        (("cs", "byt bytu"), "byla"),
        (("de", "wenn"), "wen"),
        (("en", "cat"), "chat"),
        (("en", "bit"), "byli"),
        (("uk", "мости"), "m0st"),
    ],
)
def test_what_only_looks_alike_is_not_found(article: tuple[str, str], word: str) -> None:
    vocabulary = vocabulary_of(article)
    assert vias(expand(word, vocabulary)) == {}


def test_one_spelling_in_one_language_is_not_another() -> None:
    vocabulary = vocabulary_of(("de", "Ratten raten"))
    assert vias(expand("Ratten", vocabulary)) == {"ratten": "exact"}


def test_a_lemma_is_shared_in_one_language_only() -> None:
    vocabulary = vocabulary_of(("en", "gifts"), ("de", "Gifte"))
    assert "gifte" not in vias(expand("gifts", vocabulary))


@pytest.mark.parametrize("word", ["Zelensky", "Zelenskyj", "Зеленський", "Selenskyj"])
def test_a_german_name_is_found_as_others_spell_it(word: str) -> None:
    others = (("uk", "Зеленським"), ("cs", "Zelenského"), ("en", "Zelensky"), ("de", "Salz"))
    found = vias(expand(word, vocabulary_of(("de", "Selenskyj"), *others)))
    assert found.keys() == {"selenskyj", "зеленським", "zelenského", "zelensky"}


def test_a_word_of_no_article_is_read_in_each_language_that_has_it() -> None:
    vocabulary = vocabulary_of(("en", "found"), ("cs", "firma financuje"))
    assert vias(expand("finding", vocabulary)) == {"found": "form"}


def test_a_form_is_found_though_another_word_has_its_letters() -> None:
    vocabulary = vocabulary_of(("cs", "čipy"), ("id", "cipu"))
    assert vias(expand("čipů", vocabulary)) == {"čipy": "form", "cipu": "fold"}


def test_a_word_of_no_article_is_found_by_its_lemma() -> None:
    vocabulary = vocabulary_of(("cs", "čipy"), ("en", "talks"))
    assert vias(expand("čipů", vocabulary)) == {"čipy": "form"}


def test_a_half_typed_word_is_not_analysed() -> None:
    vocabulary = vocabulary_of(("cs", "čipy"))
    assert vias(expand("čipů", vocabulary, typing=True)) == {}


def test_exact_is_the_form_alone(seeds: Vocabulary) -> None:
    expanded = expand("ČIP", seeds, exact=True)
    assert vias(expanded) == {"čip": "exact"}
    assert expanded.group.forms == (WeightedForm("čip"),)
    assert expanded.expansion.word == "ČIP"


def test_without_crossing_only_languages_that_know_the_word(seeds: Vocabulary) -> None:
    assert vias(expand("chip", seeds, cross=False)) == {"chip": "exact", "chips": "form"}
    assert vias(expand("cip", seeds, cross=False)).keys() == {"čip", "čipu", "čipy", "čipů"}


def test_a_prefix_is_left_to_the_engine_and_listed(seeds: Vocabulary) -> None:
    expanded = expand("chip", seeds, prefix=True)
    assert expanded.group.forms == (WeightedForm("chip", prefix=True),)
    assert expanded.via_of == {"chip": Via.EXACT, "chips": Via.EXACT}


def test_a_prefix_without_accents_finds_accented_forms(seeds: Vocabulary) -> None:
    expanded = expand("cip", seeds, prefix=True)
    assert {"čip", "čipech", "čipů"} <= expanded.via_of.keys()
    assert WeightedForm("čipech", WEIGHTS[Via.FOLD]) in expanded.group.forms
    assert set(expanded.via_of.values()) == {Via.FOLD}


def test_an_accented_prefix_finds_forms_without() -> None:
    vocabulary = vocabulary_of(("de", "cipher"), ("cs", "čipy"))
    assert expand("čip", vocabulary, prefix=True).via_of == {"čipy": Via.EXACT, "cipher": Via.FOLD}
    assert expand("čip", vocabulary, prefix=True, exact=True).via_of == {"čipy": Via.EXACT}


def test_a_word_being_typed_is_a_prefix_and_a_word(seeds: Vocabulary) -> None:
    expanded = expand("čip", seeds, typing=True)
    assert WeightedForm("čip") in expanded.group.forms
    assert WeightedForm("čip", WEIGHTS[Via.FORM], prefix=True) in expanded.group.forms
    assert {"čipech", "чипах", "chip"} <= expanded.via_of.keys()


def test_one_letter_is_no_prefix_yet(seeds: Vocabulary) -> None:
    assert not any(form.prefix for form in expand("č", seeds, typing=True).group.forms)


def test_a_prefix_shows_the_most_frequent_and_marks_all() -> None:
    words = [f"pre{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(3 * MOST_SHOWN)]
    expanded = expand("pre", vocabulary_of(("und", " ".join(words))), prefix=True)
    assert len(expanded.expansion.forms) == MOST_SHOWN
    assert expanded.via_of.keys() == set(words)


def test_a_group_has_an_end() -> None:
    umlauts = "aäàáâãåā"
    words = {f"{a}n{b}n{c}n" for a in umlauts for b in umlauts for c in umlauts}
    expanded = expand("ananan", vocabulary_of(("und", " ".join(words))))
    assert len(expanded.group.forms) == len(expanded.via_of) == MOST_FORMS


def test_weights_fall_from_tier_to_tier() -> None:
    weights = [WEIGHTS[via] for via in Via if via in WEIGHTS]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)
    assert weights[0] == 1.0


@pytest.mark.parametrize("word", ["", "-", "\u200d"])
def test_what_is_no_word_stands_for_nothing(seeds: Vocabulary, word: str) -> None:
    assert expand(word, seeds, typing=True).group.forms == ()


@given(st.text(max_size=6), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_every_form_is_a_form_of_the_archive(
    word: str, exact: bool, cross: bool, prefix: bool, typing: bool
) -> None:
    vocabulary = _small()
    expanded = expand(word, vocabulary, exact=exact, cross=cross, prefix=prefix, typing=typing)
    assert vocabulary.ids(expanded.via_of).keys() == expanded.via_of.keys()
    assert {form.text for form in expanded.expansion.forms} <= expanded.via_of.keys()
    ranks = [form.via.rank for form in expanded.expansion.forms]
    assert ranks == sorted(ranks)
    single = {form.text for form in expanded.group.forms if not form.prefix}
    assert single <= expanded.via_of.keys()


@cache
def _small() -> Vocabulary:
    return vocabulary_of(("cs", "čip čipy a i být"), ("uk", "чипи їх"), ("en", "chip 3.5"))


def test_a_known_word_loads_no_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.sqlite"
    connection = sqlite3.connect(path)
    Vocabulary.create(connection)
    vocabulary = Vocabulary(connection)
    vocabulary.add("cs", ["čip", "čipy"])
    vocabulary.flush()
    connection.commit()
    connection.close()
    code = (
        "import sqlite3, sys; from index.search.expand import expand;"
        "from index.words.vocabulary import Vocabulary;"
        "vocabulary = Vocabulary(sqlite3.connect(sys.argv[1]));"
        "assert [len(expand(w, vocabulary).via_of) for w in ('čip', 'cip', 'чип')] == [2, 2, 2];"
        "assert 'simplemma' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


@pytest.mark.parametrize(
    ("article", "word", "form"),
    [
        (("cs", "Huaweie Huawei"), "Huawei", "huaweie"),
        (("uk", "Хуавеєм Хуавей"), "Хуавей", "хуавеєм"),
        (("de", "Besucher besuchen"), "besuchen", "besucher"),
        (("id", "pengalaman alami"), "alami", "pengalaman"),
        (("ko", "회사는 회사"), "회사", "회사는"),
    ],
)
def test_a_form_of_one_stem_is_found_and_says_so(
    article: tuple[str, str], word: str, form: str
) -> None:
    assert vias(expand(word, vocabulary_of(article)))[form] == "stem"


def test_known_words_of_a_short_stem_are_strangers() -> None:
    assert "zemí" not in vias(expand("zeminami", vocabulary_of(("cs", "zeminami zemí"))))
    assert "krajích" not in vias(expand("krk", vocabulary_of(("cs", "krk krky krajích"))))


def test_a_stem_is_shared_in_one_language_only() -> None:
    vocabulary = vocabulary_of(("cs", "huawei"), ("sv", "huaweis"))
    assert "huaweis" not in vias(expand("huawei", vocabulary))


def test_an_inflected_name_that_no_article_holds_is_found_by_its_stem() -> None:
    assert vias(expand("Huaweiem", vocabulary_of(("cs", "Huaweie")))) == {"huaweie": "stem"}


@pytest.mark.parametrize("word", ["Problem", "Probleme", "Chip", "Chips"])
def test_a_compound_is_found_by_each_of_its_parts(word: str) -> None:
    found = vias(expand(word, vocabulary_of(("de", "Chipproblemen Problem Probleme Chips Chip"))))
    assert found["chipproblemen"] == "part"


def test_korean_is_found_within_a_longer_word() -> None:
    vocabulary = vocabulary_of(("ko", "인공지능기술 인공위성"))
    assert vias(expand("인공지능", vocabulary)) == {"인공지능기술": "part"}


@pytest.mark.parametrize(
    ("word", "lang", "form"),
    [
        ("Huawei", "uk", "хуавею"),
        ("Huawei", "ru", "хуавея"),
        ("Zelensky", "uk", "зеленському"),
        ("Zelensky", "ru", "зеленскому"),
        ("Kyiv", "uk", "києва"),
        ("Kiev", "uk", "києва"),
        ("Kyiv", "ru", "киева"),
        ("Trump", "uk", "трампа"),
        ("Biden", "ru", "байдена"),
        ("Microsoft", "ru", "майкрософта"),
        ("chip", "ru", "чипов"),
        ("Трамп", "cs", "trumpovi"),
        ("Хуавей", "cs", "huaweie"),
    ],
)
def test_a_name_is_found_in_another_script_however_inflected(
    word: str, lang: str, form: str
) -> None:
    assert vias(expand(word, vocabulary_of((lang, form)))) == {form: "script"}


@pytest.mark.parametrize(
    ("word", "lang", "form"),
    [
        ("Beijing", "uk", "пекін"),
        ("party", "uk", "порт"),
        ("Musk", "uk", "маски"),
        ("media", "id", "дії"),
    ],
)
def test_a_name_is_not_any_word_of_its_consonants(word: str, lang: str, form: str) -> None:
    assert vias(expand(word, vocabulary_of((lang, form)))) == {}


def test_an_elided_article_is_no_part_of_a_word() -> None:
    vocabulary = vocabulary_of(("fr", "l'homme homme d'Ukraine"))
    assert vias(expand("homme", vocabulary)) == {"homme": "exact", "l'homme": "form"}
    assert vias(expand("Ukraine", vocabulary)) == {"d'ukraine": "form"}
