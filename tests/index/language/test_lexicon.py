"""The lexicon's layers: what they say, how they are made, and what damage does to them."""

import os
import sqlite3
from pathlib import Path

import pytest

from index.errors import InputError
from index.language.lexicon import cache, dictionaries, glossary, names, pairs
from index.language.lexicon.concepts import normal
from index.language.lexicon.dictd import SYSTEM_FOLDER
from index.language.lexicon.layers import Layers
from index.language.lexicon.sources import Sources
from index.model import Via

LANGUAGES = ("en", "id", "uk", "cs", "de")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the layers are made in once."""
    return tmp_path_factory.mktemp("lexicon")


@pytest.fixture
def lexicon(made: Path) -> Layers:
    return Sources(made, None).lexicon(LANGUAGES)


def words(lexicon: Layers, lang: str, word: str, target: str) -> list[str]:
    return [one.text for one in lexicon.translations(lang, [word], [target])]


@pytest.mark.parametrize(
    ("lang", "word", "target", "translation"),
    [
        ("en", "delay", "cs", "odklad"),
        ("cs", "odložit", "uk", "відкласти"),
        ("de", "verzögerung", "id", "penundaan"),
        ("uk", "китай", "id", "tiongkok"),
        ("en", "germany", "uk", "німеччина"),
        ("cs", "květen", "de", "mai"),
        ("en", "chinese", "de", "chinesisch"),
        ("en", "prime minister", "cs", "premiér"),
    ],
)
def test_words_are_translated(
    lexicon: Layers, lang: str, word: str, target: str, translation: str
) -> None:
    assert translation in words(lexicon, lang, word, target)


def test_names_are_told_from_words(lexicon: Layers) -> None:
    (first, *_) = lexicon.translations("en", ["germany"], ["cs"])
    assert (first.text, first.via, first.place) == ("německo", Via.NAME, 0)


def test_the_way_over_english_starts_with_english_itself(lexicon: Layers) -> None:
    assert lexicon.pivots("en", "delay") == ("delay",)
    assert "delay" in lexicon.pivots("de", "verzögerung")
    assert lexicon.pivots("de", "huawei") == ()


def test_inflected_words_are_told_by_their_endings(lexicon: Layers) -> None:
    assert "svoboda" in lexicon.inflected("svobody")["cs"]
    assert lexicon.inflected("xy") == {}


def test_a_layer_is_made_once_and_read_by_everybody(tmp_path: Path, made: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.glob("*.sqlite")}
    assert before
    Sources(made, None).lexicon(LANGUAGES).languages()
    assert {path: path.stat().st_mtime_ns for path in made.glob("*.sqlite")} == before


def fill(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE t (x)")


def test_a_damaged_layer_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "some.sqlite"
    cache.opened(path, fill).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    connection = cache.opened(path, fill)
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    connection.close()


def test_what_earlier_versions_left_goes_when_another_is_made(tmp_path: Path) -> None:
    first, second, other, foreign = (
        tmp_path / name
        for name in (
            "lexicon-names-0123456789abcdef.sqlite",
            "lexicon-names-0123456789abcdef-1111111111111111.sqlite",
            "lexicon-names-fedcba9876543210-2222222222222222.sqlite",
            "lexicon-names-more-0123456789abcdef.sqlite",
        )
    )
    being_made = tmp_path / f"{first.name}-new-abc"
    for path in (first, second, other, foreign, being_made):
        path.write_bytes(b"")
    reading = second.open("rb")
    made = tmp_path / "lexicon-names-fedcba9876543210-3333333333333333.sqlite"
    cache.opened(made, fill, "lexicon-names-").close()
    assert reading.read() == b""
    reading.close()
    assert set(tmp_path.iterdir()) == {other, foreign, being_made, made}


@pytest.mark.slow
def test_pages_lost_in_the_middle_are_noticed(tmp_path: Path) -> None:
    lexicon = Sources(tmp_path, None).lexicon(LANGUAGES)
    lexicon.languages()
    lexicon.close()
    (core,) = tmp_path.glob("lexicon-core-*")
    with core.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (core.stat().st_size - 8192))
    assert "odklad" in words(Sources(tmp_path, None).lexicon(LANGUAGES), "en", "delay", "cs")


@pytest.mark.slow
def test_without_a_writable_cache_the_layers_are_temporary(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    lexicon = Sources(tmp_path / "file" / "cache", None).lexicon(LANGUAGES)
    assert "odklad" in words(lexicon, "en", "delay", "cs")


def test_a_glossary_stands_above_all_layers(tmp_path: Path, made: Path) -> None:
    table = tmp_path / "glossary.tsv"
    table.write_text("en\tcs-CZ\n# a remark\ndelay\tprůtah, odklad\n", "utf-8")
    lexicon = Sources(made, None, (table,)).lexicon(LANGUAGES)
    first, second, *_ = lexicon.translations("en", ["delay"], ["cs"])
    assert [(one.text, one.via) for one in (first, second)] == [
        ("průtah", Via.GLOSSARY),
        ("odklad", Via.GLOSSARY),
    ]


def test_rows_of_a_glossary_that_say_nothing_are_named(tmp_path: Path) -> None:
    table = tmp_path / "glossary.tsv"
    table.write_text("en\tcs\nchip\tčip\nlonely\na\tb\tc\n", "utf-8")
    found, errors = glossary.read(table)
    assert found == [{"en": ["chip"], "cs": ["čip"]}]
    assert [error.where.removeprefix(str(table)) for error in errors] == [":3", ":4"]
    assert Sources(tmp_path, None, (table,)).errors()[0].where == f"{table}:3"


@pytest.mark.parametrize("text", ["chip\tčip!\n", "en\n", "en\ten\n", "\xff"])
def test_a_glossary_without_languages_is_none(tmp_path: Path, text: str) -> None:
    table = tmp_path / "glossary.tsv"
    table.write_bytes(text.encode("latin-1" if text == "\xff" else "utf-8"))
    found, errors = glossary.read(table)
    assert found == []
    assert len(errors) == 1


def test_a_glossary_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert glossary.read(tmp_path / "glossary.tsv") == ([], [])


def test_languages_that_cldr_has_not_are_left_out() -> None:
    assert names.covered({"cs", "und", "sh"}) == {"cs", "sh"}


def test_words_are_normalised_as_in_texts() -> None:
    assert normal("Прем'єр-міністр") == "прем'єр міністр"
    assert normal("中国") == "中 国"
    assert normal("ČÍNA") == "čína"


def test_a_folder_that_is_none_has_no_dictionaries(tmp_path: Path) -> None:
    assert dictionaries.recipes(tmp_path / "none", tmp_path) == []


def test_what_is_no_dictionary_is_named_and_passed_over(tmp_path: Path, made: Path) -> None:
    (tmp_path / "freedict-eng-ces.index").write_text("word\tA\tB\n")
    (tmp_path / "nonsense.index").write_text("word\tA\tB\n")
    _, errors = dictionaries.found(tmp_path)
    assert [error.where for error in errors] == [str(tmp_path / "nonsense.index")]
    lexicon = Sources(made, tmp_path).lexicon(LANGUAGES)
    assert "odklad" in words(lexicon, "en", "delay", "cs")


@pytest.mark.slow
@pytest.mark.skipif(
    not (SYSTEM_FOLDER / "freedict-eng-ces.index").exists(), reason="needs dict-freedict-eng-ces"
)
def test_an_installed_dictionary_is_read_both_ways(tmp_path: Path) -> None:
    folder = tmp_path / "dictd"
    folder.mkdir()
    for file in SYSTEM_FOLDER.glob("freedict-eng-ces.*"):
        (folder / file.name).symlink_to(file)
    lexicon = Sources(tmp_path / "cache", folder).lexicon(LANGUAGES)
    assert any(name.startswith("lexicon-freedict-eng-ces-") for name in lexicon.pending())
    assert "hedgehog" in words(lexicon, "cs", "ježek", "en")
    assert "ježek" in words(lexicon, "en", "hedgehog", "cs")
    assert not lexicon.pending()


@pytest.mark.slow
def test_a_layer_whose_database_cannot_be_made_is_left_out(tmp_path: Path) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        raise InputError("somewhere", "damaged")

    (recipe, *others) = Sources(tmp_path, None)._recipes(frozenset(LANGUAGES))
    lexicon = Layers(lambda: [recipe._replace(path=tmp_path / "new", fill=fail), *others])
    assert "odklad" in words(lexicon, "en", "delay", "cs")


@pytest.mark.slow
def test_without_waiting_what_is_not_made_is_left_out_until_it_is(tmp_path: Path) -> None:
    searching = Sources(tmp_path, None).lexicon(LANGUAGES, wait=False)
    making = Sources(tmp_path, None).lexicon(LANGUAGES, wait=False)
    assert words(searching, "en", "delay", "cs") == []
    assert searching.known(["delay"]) == {}
    assert searching.languages() == frozenset()
    assert list(tmp_path.iterdir()) == []

    told: list[tuple[int, int]] = []
    assert making.make(lambda done, of: told.append((done, of))) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert making.pending() == ()
    assert making.make() == 0

    assert "odklad" in words(searching, "en", "delay", "cs")
    assert ("en", "delay") in searching.known(["delay"])
    assert "cs" in searching.languages()


@pytest.mark.slow
def test_without_waiting_a_damaged_layer_is_pending_again(tmp_path: Path) -> None:
    searching = Sources(tmp_path, None).lexicon(LANGUAGES, wait=False)
    searching.make()
    searching.close()
    (core,) = tmp_path.glob("lexicon-core-*")
    core.write_bytes(core.read_bytes()[:5000])
    assert words(searching, "en", "delay", "cs") == []
    assert searching.pending() == (core.name,)
    assert searching.make() == 1
    assert "odklad" in words(searching, "en", "delay", "cs")


def test_a_glossary_is_taken_without_waiting_and_its_former_states_go(tmp_path: Path) -> None:
    table = tmp_path / "glossary.tsv"
    for word in ("průtah", "prodleva"):
        table.write_text(f"en\tcs\ndelay\t{word}\n", "utf-8")
        os.utime(table, ns=(0, len(word)))
        lexicon = Sources(tmp_path / "cache", None, (table,)).lexicon(LANGUAGES, wait=False)
        assert words(lexicon, "en", "delay", "cs") == [word]
        lexicon.close()
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_words_of_a_dictionary_are_found_in_its_blocks(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "pairs.sqlite")
    entries = [(f"word{n}", (f"slovo{n}", f"výraz o {n} slovech")) for n in range(500)]
    pairs.fill(connection, "en", "cs", [*entries, ("word7", ("sedm",))])
    layer = pairs.Pairs(Via.DICTIONARY, connection, ("en", "cs"))
    asked = ["word0", "word7", "word499", "slovo250", "word", "zzz", "a", "word 7", "wor\t"]
    found: dict[tuple[str, str], list[str]] = {}
    for lang, word, one in layer.entries(asked):
        found.setdefault((lang, word), []).append(one.text)
    assert found == {
        ("en", "word0"): ["slovo0", "výraz o 0 slovech"],
        ("en", "word7"): ["sedm", "slovo7", "výraz o 7 slovech"],
        ("en", "word499"): ["slovo499", "výraz o 499 slovech"],
        ("cs", "slovo250"): ["word250"],
    }
    assert set(layer.beginning("word12", 7, 99)) == {
        ("en", "word12"),
        *(("en", f"word12{n}") for n in range(10)),
    }
    assert len(list(layer.beginning("word", 9, 99))) == 99
    connection.close()
