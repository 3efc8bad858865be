"""Names of languages are asked of Babel once, and never stand in the way."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from reader import i18n
from reader.names import DateForms, RememberedNames
from tests import catalogs


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.use("en")


def test_a_name_is_there_in_the_next_run(tmp_path: Path) -> None:
    i18n.use("fr", tmp_path)
    name, day = i18n.language_name("cs"), i18n.date_text("2025-08-14")
    i18n.remember()
    assert (name, day) == ("Tchèque", "14 août 2025")
    remembered = RememberedNames(tmp_path / "languages-fr.json")
    assert remembered.get("cs") == name
    assert remembered.dates is not None
    assert remembered.dates.text("2025-08-14") == day


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


@pytest.mark.parametrize("content", ['{"y": 1}', '{"year": "Q", "month": "y", "day": "y"}'])
def test_forms_of_dates_that_are_none_are_not_believed(tmp_path: Path, content: str) -> None:
    path = tmp_path / "names.json"
    path.write_text(f'{{"names": {{}}, "dates": {content}}}')
    assert RememberedNames(None, path).dates is None


@given(
    day=st.dates(date(1, 1, 1), date(9999, 12, 31)),
    locale=st.sampled_from(["ar", "cs", "de", "en", "en_GB", "eu", "fr", "id", "lv", "uk", "zh"]),
)
def test_dates_are_written_as_babel_writes_them(day: date, locale: str) -> None:
    known = Locale.parse(locale)
    forms = DateForms.of(known)
    assert forms is not None
    iso = day.isoformat()
    assert forms.text(iso) == format_date(day, "medium", locale=known)
    assert forms.text(iso[:7]) == format_skeleton("yMMMM", day.replace(day=1), locale=known)
    assert forms.text(iso[:4]) == format_skeleton("y", day, locale=known)


def test_a_language_that_writes_dates_in_other_fields_is_left_to_babel() -> None:
    assert DateForms.of(Locale("la")) is None
    i18n.use("la")
    assert i18n.date_text("2025-08-14") == format_date(date(2025, 8, 14), "medium", locale="la")


def test_what_comes_along_for_the_languages_of_the_screen_is_what_babel_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped: dict[Path, bytes] = {}
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: shipped.update({path: data}))
    made = list(i18n.ship_names())
    assert i18n.shipped_names("en") in made
    assert len(made) == 1 + len(catalogs.languages())
    assert shipped == {path: path.read_bytes() for path in made}


@pytest.mark.parametrize("code", ["en-US", "uk-UA", "cs-CZ", "de-DE", "id-ID"])
def test_the_usual_region_of_a_language_changes_nothing(code: str) -> None:
    i18n.use(code)
    for iso in ("2025", "2025-08", "2025-08-04"):
        assert i18n.date_text(iso) == DateForms.of(Locale.parse(code, sep="-")).text(iso)  # type: ignore[union-attr]
    assert i18n.language_name("cs") == i18n.named_by_babel("cs", code)


@pytest.mark.slow
def test_a_language_of_the_screen_needs_no_babel() -> None:
    code = (
        "import sys; from reader import i18n; i18n.use('uk_UA.UTF-8');"
        " print(i18n.language_name('cs'), i18n.date_text('2025-08-14'), 'babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Чеська", "14", "серп.", "2025", "р.", "False"]
