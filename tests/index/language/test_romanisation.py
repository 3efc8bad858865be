import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.romanisation import (
    frame_keys,
    frames,
    romanise,
    same_name,
    script_of,
    skeleton,
    skeletons,
)
from index.language.tokens import normalize


@pytest.mark.parametrize(
    "spellings",
    [
        ["čip", "chip", "чип"],
        ["huawei", "хуавей"],
        ["kyiv", "київ", "kiev"],
        ["taiwan", "тайвань", "tajwan"],
        ["china", "čína"],
        ["canada", "kanada", "канада"],
        ["zelenskyy", "zelenskyj", "zelensky", "зеленський"],
        ["щука", "szczuka", "ščuka"],
        ["москва", "moskva", "moskwa"],
        ["αθήνα", "athina"],
        ["чорнобиль", "čornobyl", "chornobyl"],
    ],
)
def test_spellings_of_one_sound_agree(spellings: list[str]) -> None:
    assert len({skeleton(form) for form in spellings}) == 1
    assert skeleton(spellings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("china", "čin"), ("chat", "cat"), ("ship", "sip"), ("can", "kann"), ("чип", "кип")],
)
def test_different_sounds_do_not_agree(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "form", ["ai", "ші", "die", "r2", "h20", "北京", "القاهرة", "ירושלים", "กรุงเทพ", "х2о", "chipи"]
)
def test_no_key_where_it_could_not_be_trusted(form: str) -> None:
    assert skeleton(form) == ""


@pytest.mark.parametrize(
    ("form", "script"),
    [
        ("čip", "latin"),
        ("п'ять", "cyrillic"),
        ("οδοσ", "greek"),
        ("մոսկվա", "armenian"),
        ("მოსკოვი", "georgian"),
        ("910c", "other"),
        ("京", "other"),
    ],
)
def test_script(form: str, script: str) -> None:
    assert script_of(form) == script


def test_romanise_reads_letter_by_letter() -> None:
    assert romanise("чип") == "chip"
    assert romanise("chip") == "chip"


@given(st.text().map(normalize))
def test_a_key_is_ascii_letters_or_nothing(form: str) -> None:
    key = skeleton(form)
    assert key == "" or (len(key) >= 3 and key.replace("Ç", "c").isascii())
    assert not any(character.isdigit() for character in key)


def test_latin_letters_load_no_romaniser() -> None:
    code = (
        "import sys; from index.language.romanisation import skeleton; skeleton('chip');"
        "sys.exit('anyascii' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("trump", "трамп"),
        ("biden", "байден"),
        ("huawei", "хуавей"),
        ("microsoft", "майкрософт"),
        ("johnson", "джонсон"),
        ("hollywood", "голлівуд"),
        ("shakespeare", "шекспир"),
        ("netanyahu", "нетаньягу"),
        ("belarus", "білорусь"),
        ("obama", "обами"),
    ],
)
def test_a_name_has_one_frame_in_two_scripts(latin: str, cyrillic: str) -> None:
    pairs = product(frames(latin), frames(cyrillic))
    assert any(one.key == other.key and same_name(one, other) for one, other in pairs)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("party", "пірот"), ("musk", "миска"), ("trump", "тромбон"), ("berlin", "барлога")],
)
def test_names_of_other_sounds_do_not_agree(latin: str, cyrillic: str) -> None:
    pairs = product(frames(latin), frames(cyrillic))
    assert not any(one.key == other.key and same_name(one, other) for one, other in pairs)


@pytest.mark.parametrize("form", ["", "ai", "oia", "gari", "r2d2", "北京", "מרקל"])
def test_what_has_too_few_sounds_has_no_frame(form: str) -> None:
    assert frames(form) == ()


@given(st.text())
def test_a_frame_is_no_skeleton(form: str) -> None:
    for frame in frames(form):
        assert frame.key.startswith("~")
        assert same_name(frame, frame)


@given(
    st.lists(
        st.text(st.sampled_from("abcehijkoqstuxyz'čšĵžćßхчшжкоаиейїґ1日")) | st.text(), max_size=30
    )
)
def test_many_forms_get_what_each_gets(forms: list[str]) -> None:
    words = [normalize(form).replace("\n", "") for form in forms]
    sounds = skeletons(words)
    assert sounds == {word: skeleton(word) for word in words}
    assert frame_keys(sounds) == {word: [it.key for it in frames(word)] for word in words}
