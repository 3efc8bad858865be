"""`hexapla dictionaries` on a folder of the test's own."""

import gzip
import json
from pathlib import Path
from typing import Any

Hexapla = Any


def write(folder: Path, name: str, definition: str) -> None:
    """A database of one word; its numbers are below 64, one digit each."""
    raw = definition.encode()
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    folder.mkdir(exist_ok=True)
    word = definition.partition("\n")[0]
    (folder / f"{name}.index").write_text(f"{word}\tA\t{digits[len(raw)]}\n", "utf-8")
    (folder / f"{name}.dict.dz").write_bytes(gzip.compress(raw))


def test_it_lists_what_is_there_what_it_joins_and_what_would_help(
    hexapla: Hexapla, tmp_path: Path
) -> None:
    write(tmp_path / "dicts", "freedict-eng-ces", "zebra\nzebra\n")
    write(tmp_path / "dicts", "freedict-eng-deu", "zebra\nZebra\n")

    done = hexapla("--dictionaries", "dicts", "dictionaries", "--json")

    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert [(each["source"], each["target"]) for each in found["dictionaries"]] == [
        ("en", "cs"),
        ("en", "de"),
    ]
    assert {"left": "cs", "right": "de", "by": "en"} in found["pairs"]
    assert {"lang": "id", "package": "dict-freedict-eng-ind"} in found["missing"]
    assert {"lang": "uk", "package": None} in found["missing"]


def test_what_is_compiled_is_found_by_a_search(hexapla: Hexapla, tmp_path: Path) -> None:
    # A word that no other layer has.
    write(tmp_path / "dicts", "own-eng-ces", "qwertzy\nčip\n")

    made = hexapla("--dictionaries", "dicts", "dictionaries", "--make")
    searched = hexapla("--dictionaries", "dicts", "search", "qwertzy", "--json")

    assert made.returncode == 0
    assert "to be compiled" not in made.stdout
    found = json.loads(searched.stdout)
    assert {hit["lang"] for hit in found["hits"]} == {"cs"}
    assert found["hits"][0]["via"] == "dictionary"


def test_a_damaged_dictionary_is_named_and_the_search_goes_on(
    hexapla: Hexapla, tmp_path: Path
) -> None:
    write(tmp_path / "dicts", "own-eng-ces", "qwertzy\nčip\n")
    (tmp_path / "dicts" / "own-eng-ces.dict.dz").write_bytes(b"no gzip")

    searched = hexapla("--dictionaries", "dicts", "search", "čip", "--json")
    listed = hexapla("--dictionaries", "dicts", "dictionaries", "--make")

    assert searched.returncode == 0
    assert json.loads(searched.stdout)["total"] == 5
    assert "own-eng-ces.index: " in searched.stderr
    assert "own-eng-ces.index: " in listed.stderr


def test_no_dictionaries_is_said_and_exit_1(hexapla: Hexapla) -> None:
    done = hexapla("--dictionaries", "none", "dictionaries")

    assert done.returncode == 1
    assert "no dictionaries" in done.stderr
