from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sentences import sentences

SEEDS = Path(__file__).parents[3] / "seeds"


def split(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, lang)]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["Mr. Smith met J. K. Rowling.", "They spoke."]),
        ("en", ["It closed at 3.5 points on Investing.com.", "V3.1 came later."]),
        ("en", ["It was 5 p.m.", "The U.S. Army left."]),
        ("en", ["“Really?” he asked.", "“Yes.”", "She left."]),
        ("en", ["“It is late.", "Go home.”", "They went."]),
        ("en", ["So do I.", "It is true."]),
        ("en", ["What? no way.", "Wait...", "Then it came!"]),
        ("en", ["(It ended there.)", "Then it began."]),
        (
            "de",
            ["Das ist z.B. Peking.", "Am 3. Mai kam er, vgl. Abs. 3 dazu.", "Ende 2025.", "Gut."],
        ),
        ("de", ["Er sagt: „Ja.“", "Sie nicht."]),
        ("cs", ["Karel IV. vládl od 5. května.", "Dr. Novák přišel, tj. byl tu."]),
        ("uk", ["На вул. Хрещатик був проф. Шевченко.", "У 2025 р. вийшов."]),
        ("ru", ["А. С. Пушкин жил на ул. Мойка.", "Потом уехал."]),
        ("fr", ["Il dit : « Oui. »", "M. Dupont part."]),
        ("id", ["Jl. Sudirman macet.", "Benar."]),
        ("ar", ["هل هذا صحيح؟", "نعم."]),
        ("hi", ["यह है।", "वह है।"]),
        ("und", ["One.", "Two."]),
    ],
)
def test_sentences_apart_by_spaces(lang: str, expected: list[str]) -> None:
    assert split(" ".join(expected), lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("id", ["dukungan perangkat lunak.", "DeepSeek R1 disebut-sebut."]),
        ("id", ["pada bulan Mei.", "Bulan Mei telah berlalu."]),
        ("en", ["It ended in 2025.", "Then it began."]),
        ("en", ["It ended.", '"Then it began."']),
        ("zh", ["你好。", "世界！", "“好吗？”", "是的。"]),
        ("ja", ["これは本です。", "「はい。」", "と言った。"]),
    ],
)
def test_sentences_with_no_space_between(lang: str, expected: list[str]) -> None:
    assert split("".join(expected), lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Read double.news or Investing.com or ASP.NET or Node.Js today",
        "Version V3.1 of z.B. Linux",
        "See http://example.test/page.Html and a@b.Example",
        "1. First of all",
    ],
)
def test_what_is_no_end(text: str) -> None:
    assert split(text, "en") == [text]


def test_marks_alone_belong_to_the_sentence_before() -> None:
    assert split("It ended. * * *", "en") == ["It ended. * * *"]


def test_a_text_without_characters_has_no_sentence() -> None:
    assert sentences(" \n ", "en") == []


TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aAbB1 .!?…。\"'“”„‚‘«»() \u00a0"),
    )
)


@given(TEXTS, st.sampled_from(["en", "de", "cs", "uk", "id", "zh", "und"]))
def test_spans_are_trimmed_in_order_and_cover_all_but_space(text: str, lang: str) -> None:
    covered: set[int] = set()
    before = 0
    for start, end in sentences(text, lang):
        assert before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        before = end
    assert all(text[index].isspace() for index in set(range(len(text))) - covered)


def test_the_seeds_come_apart_where_a_space_is_missing() -> None:
    text = (SEEDS / "000-deepseek-r2-batal-diluncurkan.id.txt").read_text(encoding="utf-8")
    pieces = split(text.split("\n")[4], "id")
    assert [piece[:12] for piece in pieces] == ["Ketegangan g", "DeepSeek R1 "]
