"""Words of one root."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.derivation import actives, relatives


@pytest.mark.parametrize(
    ("lang", "word", "other"),
    [
        ("cs", "zbavit", "zbavený"),
        ("cs", "potvrdit", "potvrzení"),
        ("cs", "zajistit", "zajištěný"),
        ("cs", "vydání", "vydat"),
        ("cs", "bezpečný", "bezpečnost"),
        ("uk", "позбавлений", "позбавити"),
        ("uk", "затвердити", "затвердження"),
        ("uk", "приєднатися", "приєднання"),
        ("uk", "публічно", "публічний"),
        ("id", "ambil", "mengambil"),
        ("id", "ambil", "pengambilan"),
        ("id", "serang", "menyerang"),
        ("id", "pakai", "terpakai"),
        ("id", "tarik", "menarik"),
        ("id", "periksa", "memeriksa"),
        ("de", "verzögern", "verzögerung"),
        ("de", "sicherheit", "sicher"),
        ("en", "previously", "previous"),
        ("cs", "zákon", "zákonný"),
        ("cs", "škola", "školní"),
        ("uk", "закон", "законний"),
        ("de", "schuld", "schuldig"),
        ("de", "staatlich", "staat"),
        ("en", "freedom", "free"),
        ("en", "dangerous", "danger"),
        ("pl", "pozbawić", "pozbawienie"),
        ("ru", "задержать", "задержание"),
        ("cs", "spojit", "spojovat"),
        ("cs", "rozhodnout", "rozhodovat"),
        ("cs", "otevřít", "otevřený"),
        ("de", "gewählt", "wählen"),
        ("de", "ausgewählt", "auswählen"),
        ("uk", "видалити", "видаляти"),
        ("uk", "знизити", "знижувати"),
    ],
)
def test_a_word_has_relatives(lang: str, word: str, other: str) -> None:
    assert other in relatives(lang, word)


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("diawasi", "mengawasi"),
        ("awasi", "mengawasi"),
        ("tentukanlah", "menentukan"),
        ("dibaca", "membaca"),
        ("disebutnya", "menyebut"),
    ],
)
def test_an_indonesian_verb_is_told_by_its_other_forms(form: str, verb: str) -> None:
    assert actives("id", form) == (verb,)


def test_only_what_is_made_like_a_verb_may_be_one() -> None:
    assert actives("id", "kebijakan") == ("mengebijakan",)
    assert actives("id", "rumah") == ()
    assert actives("id", "api") == ()
    assert actives("cs", "divadlo") == ()


@given(lang=st.sampled_from(["cs", "uk", "pl", "ru", "de", "en", "id", "fr"]), word=st.text())
def test_a_word_is_no_relative_of_its_own_and_none_stands_twice(lang: str, word: str) -> None:
    found = relatives(lang, word)
    assert word not in found
    assert len(set(found)) == len(found)
    assert all(len(one) >= 3 for one in found)
