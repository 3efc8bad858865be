import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import analyzers
from index.language.analyzers.und import OTHERS
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
        ("uk", "києві", "київ"),
        ("uk", "суми", "сума"),
        ("uk", "київ", "київ"),
        ("id", "memesan", "pesan"),
        ("de", "modelle", "modell"),
        ("de", "chips", "chip"),
        ("en", "chips", "chip"),
        ("en", "deepseek's", "deepseek"),
        ("en", "won", "win"),
        ("en", "felt", "feel"),
        ("en", "gone", "go"),
        ("en", "writing", "write"),
        ("en", "sitting", "sit"),
        ("en", "building", "build"),
        ("en", "bigger", "big"),
        ("en", "leaves", "leaf"),
        ("en", "leaves", "leave"),
        ("en", "americans", "american"),
        ("en", "gpus", "gpu"),
    ],
)
def test_an_inflected_form_has_its_lemma(lang: str, form: str, lemma: str) -> None:
    assert lemma in analyzers.load(lang).analyse(form).lemmas


@pytest.mark.parametrize(
    ("form", "other"),
    [("evening", "even"), ("news", "new"), ("as", "a"), ("leader", "lead"), ("texas", "texa")],
)
def test_an_english_word_that_looks_like_a_form_is_none(form: str, other: str) -> None:
    assert other not in analyzers.load("en").analyse(form).lemmas


def test_a_german_form_is_read_as_a_noun_and_as_another_word() -> None:
    assert set(analyzers.load("de").analyse("reisen").lemmas) >= {"reise", "reisen"}


@pytest.mark.parametrize("lang", analyzers.names())
def test_names_of_models_are_nothing_but_themselves(lang: str) -> None:
    analyzer = analyzers.load(lang)
    assert (analyzer.analyse("h20").lemmas, analyzer.analyse("h20").parts) == ((), ())
    assert analyzer.stem("h20") in {"", "h20"}


@pytest.mark.parametrize("lang", analyzers.names())
def test_an_analyzer_is_named_by_its_language(lang: str) -> None:
    assert analyzers.load(lang).lang == lang


@pytest.mark.slow  # loads the dictionary of every language
@pytest.mark.parametrize("lang", analyzers.names())
@given(form=words)
def test_lemmas_and_parts_are_normalised_and_distinct(lang: str, form: str) -> None:
    analysis = analyzers.load(lang).analyse(form)
    for words in (analysis.lemmas, analysis.parts):
        assert [normalize(word) for word in words] == list(words)
        assert len(set(words)) == len(words)
        assert all(unicodedata.is_normalized("NFC", word) for word in words)


@pytest.mark.parametrize(
    ("code", "lang"),
    [("en-GB", "en"), ("sk", "sk"), ("sh-Latn", "sh"), ("tlh", "und"), ("_dictionary", "und")],
)
def test_a_code_is_served_by_its_language_or_und(code: str, lang: str) -> None:
    assert analyzers.load(code).lang == lang


@pytest.mark.slow
@pytest.mark.parametrize("lang", sorted(OTHERS))
def test_every_language_of_the_table_has_what_it_names(lang: str) -> None:
    analyzer = analyzers.load(lang)
    assert analyzer.lang == lang
    assert analyzer.analyse("zzqabc").is_name
    assert isinstance(analyzer.stem("zzqabc"), str)


@pytest.mark.parametrize(
    ("lang", "form", "word"),
    [
        ("en", "china's", "china"),
        ("fr", "l'homme", "homme"),
        ("fr", "d'ukraine", "ukraine"),
        ("it", "dell'uomo", "uomo"),
        ("ca", "l'home", "home"),
        ("tr", "ankara'da", "ankara"),
    ],
)
def test_what_is_attached_to_a_word_is_no_part_of_it(lang: str, form: str, word: str) -> None:
    analyzer = analyzers.load(lang)
    assert word in analyzer.analyse(form).lemmas
    assert analyzer.stem(form) == analyzer.stem(word)


def test_an_apostrophe_of_the_word_itself_stays() -> None:
    assert "hui" not in analyzers.load("fr").analyse("aujourd'hui").lemmas


@pytest.mark.parametrize(
    ("lang", "form", "parts"),
    [
        ("de", "chipproblem", ("chip", "problem")),
        ("de", "modelltraining", ("modell", "training")),
        ("de", "sprachmodelle", ("sprache", "modell")),
        ("de", "sicherheitslücken", ("sicherheit", "lücke")),
        ("de", "wirtschaftskrise", ("wirtschaft", "krise")),
        ("de", "halbleiterhersteller", ("halbleiter", "hersteller")),
        ("nl", "chiptekort", ("chip", "tekort")),
        ("nl", "regeringsleider", ("regering", "leider")),
    ],
)
def test_a_compound_has_parts(lang: str, form: str, parts: tuple[str, ...]) -> None:
    assert analyzers.load(lang).analyse(form).parts == parts


@pytest.mark.parametrize(
    ("lang", "form"),
    [
        ("de", "mannschaft"),
        ("de", "minister"),
        ("de", "unternehmen"),
        ("de", "bundestag"),
        ("de", "veröffentlichung"),
        ("de", "x" * 10_000),
        ("nl", "wetenschap"),
    ],
)
def test_a_word_in_one_piece_has_no_parts(lang: str, form: str) -> None:
    assert analyzers.load(lang).analyse(form).parts == ()


@pytest.mark.parametrize(
    ("lang", "name"),
    [("uk", "хуавею"), ("uk", "києва"), ("ru", "зеленскому"), ("cs", "huaweie"), ("de", "huawei")],
)
def test_a_word_that_no_dictionary_has_may_be_a_name(lang: str, name: str) -> None:
    assert analyzers.load(lang).analyse(name).is_name


@pytest.mark.parametrize(("lang", "word"), [("uk", "маска"), ("cs", "čip"), ("de", "probleme")])
def test_a_common_word_is_no_name(lang: str, word: str) -> None:
    assert not analyzers.load(lang).analyse(word).is_name


@pytest.mark.parametrize(
    "forms",
    [
        ("хуавей", "хуавею", "хуавеєм"),
        ("чип", "чипа", "чипу", "чипом", "чипі", "чипи", "чипів", "чипам", "чипами", "чипах"),
        ("рука", "руці", "руку"),
        ("привід", "приводу", "приводів"),
        ("швидкість", "швидкості", "швидкістю"),
        ("великий", "великого", "великому", "велика", "велику", "великих"),
        ("читати", "читає", "читають", "читав", "читала"),
        ("навчатися", "навчається"),
        ("налаштування", "налаштувань", "налаштуванню", "налаштуваннях"),
    ],
)
def test_ukrainian_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({analyzers.load("uk").stem(form) for form in forms}) == 1


@given(st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'", min_size=1))
def test_a_ukrainian_stem_is_never_empty_nor_longer(form: str) -> None:
    assert len(analyzers.load("uk").stem(form)) <= len(form)
    assert analyzers.load("uk").stem(form) or set(form) == {"'"}


@pytest.mark.parametrize("form", ["회사는", "회사가", "회사에서"])
def test_korean_particles_are_no_part_of_the_stem(form: str) -> None:
    assert analyzers.load("ko").stem(form) == "회사"


def test_a_long_korean_word_has_its_pairs_of_syllables() -> None:
    assert analyzers.load("ko").analyse("인공지능").parts == ("인공", "공지", "지능")
    assert analyzers.load("ko").analyse("인공").parts == ()


def test_no_dictionary_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from index.language import analyzers;"
        "[analyzers.load(name) for name in analyzers.names()];"
        "sys.exit(bool({'simplemma', 'Stemmer'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
