import gzip
from pathlib import Path

import pytest

from index.errors import InputError
from index.language.lexicon import dictd

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _number(value: int) -> str:
    return (_number(value // 64) if value > 63 else "") + _DIGITS[value % 64]


def _write(folder: Path, name: str, title: str, *definitions: str, compressed: bool = True) -> Path:
    """A database as dictfmt makes it."""
    index, text = "", b""
    for headword, definition in [
        ("00databaseshort", f"{title}\n"),
        *(
            (definition.partition(" ")[0].partition("\n")[0], definition)
            for definition in definitions
        ),
    ]:
        raw = definition.encode()
        index += f"{headword}\t{_number(len(text))}\t{_number(len(raw))}\n"
        text += raw
    path = folder / f"{name}.index"
    path.write_text(index, encoding="utf-8")
    if compressed:
        (folder / f"{name}.dict.dz").write_bytes(gzip.compress(text))
    else:
        (folder / f"{name}.dict").write_bytes(text)
    return path


def _entries(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    return list(dictd.entries(dictd.database(path)))


def test_a_database_says_its_languages_by_its_name_or_its_title(tmp_path: Path) -> None:
    by_name = dictd.database(_write(tmp_path, "freedict-eng-ces", "A dictionary", "a <n>\nb\n"))
    by_title = dictd.database(_write(tmp_path, "old7", "Old English-Russian Dictionary"))

    assert (by_name.source, by_name.target, by_name.title) == ("en", "cs", "A dictionary")
    assert (by_title.source, by_title.target) == ("en", "ru")
    assert by_name.headwords == 2


def test_what_is_no_dictionary_of_two_languages_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path, "jargon", "The Jargon File")

    with pytest.raises(InputError, match=r"jargon\.index: not known to be a dictionary"):
        dictd.database(path)


def test_translations_are_the_first_line_and_the_numbered_ones(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "x-eng-ind",
        "",
        "fine //faɪn// <adj>\n1. baik 3.\nbeing good\n2. halus, lumat\nof small bits\n 3.\nx\n",
        'delay /dɪlˈeɪ/\nVerzögerung <fem>, Verzug <masc> [adm.]\n      "no delay"  - nichts\n'
        "   Synonym: {late arrival}\n\n see: {delays}\n",
    )

    assert _entries(path) == [
        ("fine", ("baik", "halus", "lumat")),
        ("delay", ("Verzögerung", "Verzug")),
    ]


def test_a_headword_has_an_entry_for_each_spelling_and_no_placeholders(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "x-deu-eng",
        "",
        "etw. wegputzen /x/ <v>\nwipe away sth. <v>\n",
        "chaperon, chaperone /x/\nI.  <N>  Anstandsdame\nII.  <V>  to watch, look after sb.\n",
    )

    assert _entries(path) == [
        ("wegputzen", ("wipe away",)),
        ("chaperon", ("Anstandsdame", "watch", "look after")),
        ("chaperone", ("Anstandsdame", "watch", "look after")),
    ]


def test_running_text_gives_its_senses_without_labels_and_examples(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "mueller7",
        "Mueller English-Russian Dictionary",
        "bank\n   _I  [bæŋk]\n      1. _n.\n         1) вал, насыпь (на реке, у моря)\n"
        "         2) берег; bank of snow снежный занос\n      2. _v.\n         а) _ав. делать\n"
        "         вираж\n",
    )

    assert _entries(path) == [("bank", ("вал", "насыпь", "берег", "делать вираж"))]


def test_an_uncompressed_database_is_read_too(tmp_path: Path) -> None:
    path = _write(tmp_path, "x-eng-ces", "", "day\nden\n", compressed=False)

    assert _entries(path) == [("day", ("den",))]


def test_a_truncated_database_is_named_and_not_half_believed(tmp_path: Path) -> None:
    path = _write(tmp_path, "x-eng-ces", "", *(f"word{n}\nslovo{n}\n" for n in range(999)))
    compressed = tmp_path / "x-eng-ces.dict.dz"
    compressed.write_bytes(compressed.read_bytes()[:-500])

    with pytest.raises(InputError, match=r"x-eng-ces.index: .*damaged"):
        _entries(path)


def test_an_index_that_points_behind_the_end_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path, "x-eng-ces", "", "day\nden\n")
    with path.open("a") as index:
        index.write("night\tBAA\tC\n")

    with pytest.raises(InputError, match="shorter than its index says"):
        _entries(path)


def test_what_is_no_gzip_file_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path, "x-eng-ces", "", "day\nden\n")
    (tmp_path / "x-eng-ces.dict.dz").write_bytes(b"day\nden\n")

    with pytest.raises(InputError, match=r"x-eng-ces.index: .*gzip"):
        _entries(path)


def test_a_database_has_another_fingerprint_when_it_changes(tmp_path: Path) -> None:
    path = _write(tmp_path, "x-eng-ces", "", "day\nden\n")
    before = dictd.database(path).fingerprint
    _write(tmp_path, "x-eng-ces", "", "day\nden\n", "night\nnoc\n")

    assert dictd.database(path).fingerprint != before


def test_a_folder_that_is_not_there_has_no_databases(tmp_path: Path) -> None:
    assert dictd.paths(tmp_path / "none") == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "word", "translation"),
    [
        ("freedict-eng-ces", "delay", "zpoždění"),
        ("freedict-eng-ind", "government", "pemerintah"),
        ("freedict-deu-ind", "Sicherheit", "keselamatan"),
    ],
)
def test_debian_s_dictionaries_are_understood(name: str, word: str, translation: str) -> None:
    path = dictd.SYSTEM_FOLDER / f"{name}.index"
    if not path.exists():
        pytest.skip(f"dict-{name} is not installed")

    found = [words for headword, words in _entries(path) if headword == word]

    assert translation in {each for words in found for each in words}
