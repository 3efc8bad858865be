"""Names of languages are asked of Babel once, and never stand in the way."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import i18n
from reader.names import RememberedNames


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.use("en")


def test_a_name_is_there_in_the_next_run(tmp_path: Path) -> None:
    i18n.use("uk", tmp_path)
    name = i18n.language_name("cs")
    i18n.remember()
    assert name == "Чеська"
    assert RememberedNames(tmp_path / "languages-uk.json").get("cs") == name


def test_languages_of_the_screen_do_not_mix(tmp_path: Path) -> None:
    for wish, name in (("uk", "Чеська"), ("de", "Tschechisch"), ("uk", "Чеська")):
        i18n.use(wish, tmp_path)
        assert i18n.language_name("cs") == name
        i18n.remember()


@pytest.mark.parametrize(
    "content", ["", "[]", "null", '{"version": "0", "names": {"cs": "x"}}', '{"names": 3}']
)
def test_what_another_program_wrote_is_not_believed(tmp_path: Path, content: str) -> None:
    path = tmp_path / "names.json"
    path.write_text(content)
    assert RememberedNames(path).get("cs") is None


def test_nothing_is_written_when_nothing_is_new(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "names.json"
    names = RememberedNames(path)
    names.save()
    assert not path.exists()
    names.put("cs", "Czech")
    names.save()
    assert json.loads(path.read_text())["names"] == {"cs": "Czech"}


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    names = RememberedNames(tmp_path / "file" / "names.json")
    names.put("cs", "Czech")
    names.save()
    assert names.get("cs") == "Czech"
