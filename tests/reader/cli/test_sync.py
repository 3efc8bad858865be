"""`hexapla sync` and `remove`, by `main`: what they print and return."""

import json
import os
from pathlib import Path

import pytest

from index import Archive
from index.across import LOCK_NAME
from index.system.lock import exclusive
from reader.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two articles, added to an archive that the environment names."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("One", "Two"):
        file = folder / f"{name}.txt"
        file.write_text(f"{name}\n\nThe text of {name} is here.\n", encoding="utf-8")
        os.utime(file, (1e9, 1e9))
    monkeypatch.setenv("HEXAPLA_ARCHIVE", str(tmp_path / "archive"))
    assert main(["add", str(folder), "--source", "The Paper"]) == 0
    return folder


def ids(capsys: Capture) -> dict[str, str]:
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    articles = json.loads(capsys.readouterr().out)["articles"]
    return {article["title"]: article["id"] for article in articles}


def test_sync_counts_every_outcome(news: Path, capsys: Capture) -> None:
    (news / "One.txt").unlink()
    (news / "Three.txt").write_text("Three\n\nThe text of Three.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["sync"]) == 0
    assert capsys.readouterr() == (
        "1 added, 0 changed, 1 unchanged, 1 gone, 0 back, 0 not taken\n",
        "",
    )


def test_sync_as_json(news: Path, capsys: Capture) -> None:
    known = ids(capsys)
    (news / "One.txt").unlink()
    assert main(["sync", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": 1,
        "added": [],
        "changed": [],
        "unchanged": [known["Two"]],
        "renamed": [],
        "errors": [],
        "gone": [known["One"]],
        "back": [],
    }


def test_what_is_gone_can_be_seen_and_listed(news: Path, capsys: Capture) -> None:
    known = ids(capsys)
    assert main(["list", "--gone"]) == 1
    (news / "One.txt").unlink()
    main(["sync"])
    capsys.readouterr()
    assert main(["list", "--gone", "--json"]) == 0
    (article,) = json.loads(capsys.readouterr().out)["articles"]
    assert (article["id"], article["gone"]) == (known["One"], True)
    assert main(["list"]) == 0
    assert "The Paper  (gone) One\n" in capsys.readouterr().out
    assert main(["show", known["One"]]) == 0
    assert "no longer where it was read from" in capsys.readouterr().out


def test_a_lost_root_is_one_line(news: Path, capsys: Capture) -> None:
    news.rename(news.parent / "away")
    capsys.readouterr()
    assert main(["sync"]) == 5
    printed = capsys.readouterr()
    assert printed.err == f"hexapla: {news}: no such file or directory\n"
    assert "0 gone" in printed.out


@pytest.mark.parametrize("words", [("sync",), ("remove", "--source", "The Paper")])
def test_another_writer_is_told(
    news: Path, words: tuple[str, ...], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.across.PATIENCE", 0.0)
    with exclusive(news.parent / "archive" / LOCK_NAME, 0):
        assert main(words) == 4
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("words", [("sync",), ("remove", "seed-000")])
def test_there_must_be_an_archive(words: tuple[str, ...], capsys: Capture) -> None:
    assert main(words) == 3
    assert "no archive there" in capsys.readouterr().err


def test_remove_prints_what_it_removed(news: Path, capsys: Capture) -> None:
    one = ids(capsys)["One"]
    assert main(["remove", one]) == 0
    assert capsys.readouterr().out == f"{one}  One\n"
    assert set(ids(capsys)) == {"Two"}
    assert main(["remove", "--json", "--source", "The Paper"]) == 0
    assert [each["title"] for each in json.loads(capsys.readouterr().out)["articles"]] == ["Two"]
    with Archive.open(news.parent / "archive") as archive:
        assert archive.articles() == ()


def test_remove_of_what_is_not_there_finds_nothing(news: Path, capsys: Capture) -> None:
    one = ids(capsys)["One"]
    assert main(["remove", one, "nothing"]) == 1
    assert main(["remove", "--source", "Papr"]) == 1
    assert len(ids(capsys)) == 2


@pytest.mark.parametrize("words", [(), ("some-id", "--source", "The Paper")])
def test_remove_wants_ids_or_a_source(words: tuple[str, ...], capsys: Capture) -> None:
    assert main(["remove", *words]) == 2
    assert "either ids" in capsys.readouterr().err
