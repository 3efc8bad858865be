"""`hexapla mark` and `hexapla glossary`, in this process."""

import json
from pathlib import Path

import pytest

from reader.cli import main


def output(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_what_a_query_finds_is_marked_and_tagged(capsys: pytest.CaptureFixture[str]) -> None:
    assert output(capsys, "mark", "čip", "--tag", "Chips", "--star") == "5 found, 5 changed\n"
    assert output(capsys, "mark", "lang:cs", "--tag", "chips") == "1 found, 0 changed\n"
    told = json.loads(output(capsys, "mark", "tag:chips", "lang:uk", "--untag", "CHIPS", "--json"))
    assert told["changed"] == ["seed-002"]
    assert output(capsys, "mark", "--id", "seed-001", "--read") == "1 found, 1 changed\n"
    found = json.loads(output(capsys, "search", "is:read", "--json"))
    assert [hit["id"] for hit in found["hits"]] == ["seed-001"]
    assert json.loads(output(capsys, "search", "tag:chips", "--json"))["total"] == 4


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("mark", "--read"), 2),
        (("mark", "čip"), 2),
        (("mark", "zzzz", "--read"), 1),
        (("mark", "--id", "nope", "--read"), 1),
        (("glossary", "--add", "en:chip"), 2),
        (("glossary", "--add", "chip"), 2),
        (("glossary", "--format", "tvs"), 2),
        (("glossary", "--import", "nowhere.tsv"), 5),
        (("glossary", "--shared", "--add", "en:a", "--add", "cs:b"), 2),  # the sample
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(words)) == code
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert not said.out


def test_a_glossary_is_filled_and_given_away(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "no words yet" in (main(["glossary"]), capsys.readouterr().err)[1]
    output(capsys, "glossary", "--add", "en:qwertzy", "--add", "cs:čip, mikročip")
    assert output(capsys, "glossary") == "en\tcs\nqwertzy\tčip, mikročip\n"
    termbase = tmp_path / "words.tbx"
    output(capsys, "glossary", "--format", "tbx", "--output", str(termbase))
    assert "<term>qwertzy</term>" in termbase.read_text("utf-8")
    # What is there already is not doubled; a row that is none is named.
    table = tmp_path / "more.tsv"
    table.write_text("\ufeffde\tuk\r\nzyxwv\tчипи\r\nallein\r\n", "utf-8")
    assert main(["glossary", "--import", str(termbase), "--import", str(table)]) == 5
    said = capsys.readouterr()
    assert said.out.startswith("1 added, 1 there already")
    assert said.err.count("\n") == 1
    found = json.loads(output(capsys, "search", "qwertzy", "--json"))
    assert {hit["via"] for hit in found["hits"]} == {"glossary"}
    main(["dictionaries", "--json"])
    (told,) = json.loads(capsys.readouterr().out)["glossaries"]
    assert (told["whose"], told["rows"]) == ("own", 2)


def test_a_shared_glossary_is_read_and_never_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shared, config = tmp_path / "team.tsv", tmp_path / "config.toml"
    shared.write_text("en\tcs\nqwertzy\tčip\n", "utf-8")
    config.write_text(f'shared_glossary = "{shared}"\n', "utf-8")
    own = tmp_path / "own.tsv"
    flags = ("--config", str(config), "--glossary", str(own))
    output(capsys, *flags, "glossary", "--add", "en:x", "--add", "cs:y")
    assert shared.read_text("utf-8") == "en\tcs\nqwertzy\tčip\n"
    assert json.loads(output(capsys, *flags, "glossary", "--json"))["files"] == [
        str(own),
        str(shared),
    ]
