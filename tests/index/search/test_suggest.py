"""Completion, and the nearest words of an archive."""

import subprocess
import sys
from pathlib import Path

import pytest

from index import Archive
from index.model import Unknown
from index.search.suggest import corrected


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("dee", "deepseek"),
        ("čip Hua", "Huawei"),
        ('"nvi', "nvidia"),
        ("HUA", "HUAWEI"),
        ("чипа", "чипами"),
    ],
)
def test_the_last_word_is_written_on_from_what_was_typed(
    sample: Archive, text: str, best: str
) -> None:
    assert sample.complete(text)[0] == best


@pytest.mark.parametrize("text", ["", "h", "hua ", "hua*", "lang:c", "-", "huaweisss"])
def test_what_is_no_beginning_is_not(sample: Archive, text: str) -> None:
    assert sample.complete(text) == ()


def test_words_of_other_languages_can_be_left_out(sample: Archive) -> None:
    assert "chip" in sample.complete("chi")
    assert not set(sample.complete("chi", languages=["cs"])) & {"chip", "chips"}


@pytest.mark.parametrize(
    ("text", "word", "nearest"),
    [
        ("hauwei", "hauwei", "huawei"),
        ("chpi", "chpi", "chip"),
        ("Nvidai chip", "Nvidai", "nvidia"),
        ("spolecnosst", "spolecnosst", "společnost"),
        ("uawei", "uawei", "huawei"),
        ("huawx", "huawx", "huawei"),
        ("технолоігї", "технолоігї", "технологій"),
    ],
)
def test_a_word_that_no_article_has_gets_the_nearest(
    sample: Archive, text: str, word: str, nearest: str
) -> None:
    (unknown,) = sample.suggest(text).unknown
    assert (unknown.word, unknown.nearest[0]) == (word, nearest)


def test_what_was_found_and_what_is_like_nothing_has_no_nearest(sample: Archive) -> None:
    results = sample.search("chip xqzwqq")
    assert sample.suggest("chip xqzwqq", results=results).unknown == (Unknown("xqzwqq", ()),)
    assert sample.suggest("chip -hauwei").unknown == ()


def test_a_word_is_replaced_where_it_stands_alone() -> None:
    assert corrected('hauweis "hauwei x"', "hauwei", "huawei") == 'hauweis "huawei x"'
    assert corrected("a.b", "a.b", r"\1") == r"\1"


def test_suggestions_load_no_dictionary(sample_cache: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.sample import open_sample\n"
        f"with open_sample(Path({str(sample_cache)!r})) as archive:\n"
        "    assert archive.suggest('hauwei xqzw').unknown[0].nearest\n"
        "assert not any(name.startswith('simplemma') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])
