"""The reader's language."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import i18n

_CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: uk\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Sources"
msgstr "Джерела"

#, fuzzy
msgid "Results"
msgstr "Мабуть"

msgid "{n} article"
msgid_plural "{n} articles"
msgstr[0] "{n} стаття"
msgstr[1] "{n} статті"
msgstr[2] "{n} статей"
"""


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.fixture
def ukrainian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogs with one, not compiled."""
    folder = tmp_path / "uk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "reader.po").write_text(_CATALOG, encoding="utf-8")
    monkeypatch.setattr(i18n, "_FOLDER", tmp_path)
    return folder


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "uk_UA.UTF-8"}, "uk-UA"),
        ({"LANG": "uk_UA.UTF-8", "LC_MESSAGES": "cs_CZ"}, "cs-CZ"),
        ({"LANG": "uk_UA.UTF-8", "LC_MESSAGES": "cs_CZ", "LC_ALL": "de"}, "de"),
        ({"LANG": "uk_UA.UTF-8", "LC_ALL": ""}, "uk-UA"),
        ({"LANG": "sr_RS@latin"}, "sr-Latn-RS"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_the_environment_names_a_language(environ: dict[str, str], code: str) -> None:
    assert i18n.language_of(environ) == code


def test_a_catalog_that_is_not_compiled_is_used(ukrainian: Path) -> None:
    assert i18n.use("uk") == "uk"
    assert i18n._("Sources") == "Джерела"
    assert i18n._("Languages") == "Languages"


def test_a_guessed_message_is_not_shown(ukrainian: Path) -> None:
    i18n.use("uk")
    assert i18n._("Results") == "Results"


def test_the_empty_message_is_not_the_header(ukrainian: Path) -> None:
    i18n.use("uk")
    assert i18n._("") == ""


def test_a_region_falls_back_to_its_language(
    ukrainian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "uk_UA.UTF-8")
    assert i18n.use(None) == "uk"


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 стаття"), (3, "3 статті"), (5, "5 статей"), (21, "21 стаття")]
)
def test_numbers_have_the_forms_of_the_language(ukrainian: Path, n: int, said: str) -> None:
    i18n.use("uk")
    assert i18n.ngettext("{n} article", "{n} articles", n).format(n=n) == said


def test_a_compiled_catalog_is_read_unless_the_text_is_newer(ukrainian: Path) -> None:
    i18n.use("uk")
    compiled = ukrainian / "reader.mo"
    compiled.write_bytes(i18n._compile(ukrainian / "reader.po").getvalue())
    (ukrainian / "reader.po").unlink()
    assert i18n.use("uk") == "uk"
    assert i18n._("Sources") == "Джерела"
    (ukrainian / "reader.po").write_text(_CATALOG.replace("Джерела", "Видання"), encoding="utf-8")
    later = compiled.stat().st_mtime_ns + 10**9

    os.utime(ukrainian / "reader.po", ns=(later, later))
    i18n.use("uk")
    assert i18n._("Sources") == "Видання"


def test_without_a_catalog_words_are_english_and_names_in_the_wished_language() -> None:
    assert i18n.use("zu-ZA") == "en"
    assert i18n._("Sources") == "Sources"
    assert i18n.language_name("fr") == "Isi-French"


@pytest.mark.parametrize(
    ("wish", "code", "name"),
    [
        ("en", "cs", "Czech"),
        ("en", "sh", "Serbo-Croatian"),
        ("en", "pt-BR", "Brazilian Portuguese"),
        ("en", "sr-Cyrl-RS", "Serbian (Cyrl-RS)"),
        ("en", "und", "Unknown language"),
        ("en", "xx", "xx"),
        ("uk", "de", "Німецька"),
        ("cs_CZ", "uk", "Ukrajinština"),
        ("ka", "de", "გერმანული"),
        ("xx-such", "de", "German"),
    ],
)
def test_a_language_has_its_name_for_a_list(wish: str, code: str, name: str) -> None:
    i18n.use(wish)
    assert i18n.language_name(code) == name


@pytest.mark.parametrize(
    ("wish", "iso", "text"),
    [
        ("en", "2025", "2025"),
        ("en", "2025-05", "May 2025"),
        ("en", "2025-05-03", "May 3, 2025"),
        ("en-GB", "2025-05-03", "3 May 2025"),
        ("cs", "2025-05", "květen 2025"),
        ("cs", "2025-05-03", "3. 5. 2025"),
        ("en", "2025-13", "2025-13"),
        ("en", "yesterday", "yesterday"),
        ("en", None, ""),
        ("en", "", ""),
    ],
)
def test_a_date_is_written_as_the_reader_does(wish: str, iso: str | None, text: str) -> None:
    i18n.use(wish)
    assert i18n.date_text(iso) == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_wish_and_no_code_is_an_error(wish: str, code: str) -> None:
    i18n.use(wish)
    i18n.language_name(code)
    i18n.date_text(code)


def test_babel_is_not_loaded_before_a_name_is_drawn() -> None:

    program = (
        "import sys; from reader import i18n; i18n.use('fr'); i18n._('x');"
        "sys.exit('babel' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
