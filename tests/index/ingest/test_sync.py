"""Looking again where articles came from; removing them."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive, Progress, SyncReport
from index.across import LOCK_NAME
from index.archive import STORE_NAME
from index.errors import ArchiveLocked, ArchiveUnreadable, NotFound, WriteError
from index.storage.schema import SCHEMA_VERSION, STEPS
from index.system.lock import exclusive

ONE = "One\n\nThe launch of the chip was delayed until autumn, the paper says.\n"
TWO = "Two\n\nA second article about the weather in the mountains this weekend.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "cs").mkdir(parents=True)
    write(folder / "one.txt", ONE)
    write(folder / "cs" / "two.txt", TWO)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as archive:
        yield archive


def write(path: Path, text: str, *, age: float = 60) -> Path:
    """Write a file that looks as if it had been written a while ago."""
    path.write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def counts(report: SyncReport) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "gone", "back", "errors")
    return {name: len(getattr(report, name)) for name in names if getattr(report, name)}


def gone(archive: Archive) -> set[str]:
    return {article.title for article in archive.articles() if article.gone}


def titles(archive: Archive, query: str) -> set[str]:
    return {hit.title for hit in archive.search(query).hits}


def test_a_followed_folder_gives_what_is_new_and_what_changed(archive: Archive, news: Path) -> None:
    archive.add([news])
    write(news / "one.txt", ONE.replace("autumn", "winter"))
    write(news / "cs" / "three.txt", "Three\n\nWhales were seen near the coast.\n")
    assert counts(archive.sync()) == {"added": 1, "changed": 1, "unchanged": 1}
    assert titles(archive, "winter") == {"One"}
    assert titles(archive, "whales") == {"Three"}


def test_what_did_not_change_is_not_read(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([news])

    def unreadable(*_words: object, **_named: object) -> Iterator[None]:
        raise AssertionError("read again")

    monkeypatch.setattr("index.ingest.taking.read", unreadable)
    heard: list[Progress] = []
    report = archive.sync(progress=heard.append)
    assert counts(report) == {"unchanged": 2}
    assert set(report.unchanged) == {article.id for article in archive.articles()}
    assert [step.files for step in heard] == [1, 2]


def test_a_file_written_just_before_is_read_again(archive: Archive, news: Path) -> None:
    write(news / "one.txt", ONE, age=0)
    archive.add([news])
    # The same size and, on a coarse file system, the same time.
    then = (news / "one.txt").stat().st_mtime
    (news / "one.txt").write_text(ONE.replace("autumn", "winter"), encoding="utf-8")
    os.utime(news / "one.txt", (then, then))
    assert counts(archive.sync()) == {"changed": 1, "unchanged": 1}


def test_a_change_that_keeps_size_and_time_is_seen(archive: Archive, news: Path) -> None:
    archive.add([news])
    then = (news / "one.txt").stat().st_mtime
    (news / "one.txt").write_text(ONE.replace("autumn", "winter"), encoding="utf-8")
    os.utime(news / "one.txt", (then, then))
    assert counts(archive.sync()) == {"changed": 1, "unchanged": 1}


def test_what_is_gone_is_marked_stays_and_comes_back(archive: Archive, news: Path) -> None:
    archive.add([news])
    (news / "one.txt").rename(news.parent / "elsewhere")
    report = archive.sync()
    assert counts(report) == {"unchanged": 1, "gone": 1}
    assert gone(archive) == {"One"}
    assert archive.get(report.gone[0]).gone
    assert titles(archive, "launch") == {"One"}
    assert counts(archive.sync()) == {"unchanged": 1}
    (news.parent / "elsewhere").rename(news / "one.txt")
    assert counts(archive.sync()) == {"unchanged": 2, "back": 1}
    assert gone(archive) == set()


def test_adding_it_again_brings_it_back_too(archive: Archive, news: Path) -> None:
    archive.add([news])
    (news / "one.txt").unlink()
    archive.sync()
    write(news / "one.txt", ONE)
    archive.add([news / "one.txt"])
    assert gone(archive) == set()


def test_a_record_that_left_its_file_is_gone(archive: Archive, tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": f"The text of {name} is here."}) for name in "abc"]
    file = write(tmp_path / "a.jsonl", "\n".join(lines))
    archive.add([file])
    write(file, "\n".join(lines[:2]))
    assert archive.sync().gone == ("c",)
    write(file, "\n".join(lines))
    assert archive.sync().back == ("c",)


def test_of_a_file_with_an_error_nothing_is_gone(archive: Archive, tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": f"The text of {name} is here."}) for name in "ab"]
    file = write(tmp_path / "a.jsonl", "\n".join(lines))
    archive.add([file])
    write(file, f"{lines[0]}\n{{broken\n")
    report = archive.sync()
    assert (len(report.errors), report.gone) == (1, ())
    write(file, "\0")
    assert archive.sync().gone == ()


def test_an_article_is_gone_when_all_its_origins_are(archive: Archive, tmp_path: Path) -> None:
    line = json.dumps({"url": "https://example.org/one", "text": "One text here."})
    first, second = (write(tmp_path / name, line) for name in ("a.jsonl", "b.jsonl"))
    archive.add([first, second])
    first.unlink()
    assert counts(archive.sync()) == {"unchanged": 1}
    second.unlink()
    assert counts(archive.sync()) == {"gone": 1}


def test_a_root_that_cannot_be_reached_marks_nothing(archive: Archive, news: Path) -> None:
    other = news.parent / "other"
    other.mkdir()
    write(other / "three.txt", "Three\n\nWhales were seen near the coast.\n")
    archive.add([news, news / "cs", other])
    news.rename(news.parent / "away")
    report = archive.sync()
    assert counts(report) == {"unchanged": 1, "errors": 1}
    assert str(report.errors[0]) == f"{news}: no such file or directory"
    (news.parent / "away").rename(news)
    assert counts(archive.sync()) == {"unchanged": 3}


def test_single_files_of_a_lost_folder_are_one_line(archive: Archive, news: Path) -> None:
    archive.add([news / "one.txt", write(news / "four.txt", TWO.replace("Two", "Four"))])
    news.rename(news.parent / "away")
    report = archive.sync()
    assert counts(report) == {"errors": 1}


def test_an_emptied_folder_below_a_root_is_gone(archive: Archive, news: Path) -> None:
    archive.add([news])
    (news / "cs" / "two.txt").unlink()
    (news / "cs").rmdir()
    assert counts(archive.sync()) == {"unchanged": 1, "gone": 1}


def test_a_file_that_was_added_singly_brings_no_neighbours(archive: Archive, news: Path) -> None:
    archive.add([news / "one.txt"])
    assert counts(archive.sync()) == {"unchanged": 1}
    write(news / "one.txt", ONE.replace("autumn", "winter"))
    assert counts(archive.sync()) == {"changed": 1}
    (news / "one.txt").unlink()
    assert counts(archive.sync()) == {"gone": 1}


def test_the_folder_given_later_is_followed(archive: Archive, news: Path) -> None:
    archive.add([news / "one.txt"])
    archive.add([news])
    write(news / "three.txt", "Three\n\nWhales were seen near the coast.\n")
    assert counts(archive.sync()) == {"added": 1, "unchanged": 2}


def test_what_was_stated_holds_for_what_comes_later(archive: Archive, news: Path) -> None:
    archive.add([news], source="The Paper", lang="de")
    archive.add([news / "cs"], source="Noviny")
    write(news / "three.txt", "Three\n\nWhales were seen near the coast.\n")
    write(news / "cs" / "four.txt", "Four\n\nFour words are here.\n")
    archive.sync()
    assert {(each.title, each.source, each.lang) for each in archive.articles()} == {
        ("One", "The Paper", "de"),
        ("Two", "Noviny", "de"),
        ("Three", "The Paper", "de"),
        ("Four", "Noviny", "de"),
    }
    # Adding without a word does not take the word back; a new word does.
    assert archive.add([news]).changed == ()
    assert len(archive.add([news / "one.txt"], source="Another").changed) == 1
    assert counts(archive.sync()) == {"unchanged": 4}


def test_a_new_statement_in_a_folder_is_read(archive: Archive, news: Path) -> None:
    archive.add([news])
    (news / "sources.toml").write_text('["one.txt"]\nsource = "The Paper"\n', encoding="utf-8")
    assert counts(archive.sync()) == {"changed": 1, "unchanged": 1}
    (news / "sources.toml").write_text("not [ toml", encoding="utf-8")
    assert len(archive.sync().errors) == 1


def test_standard_input_is_passed_over(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (news / "one.txt").open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
        archive.add(["-"])
    assert counts(archive.sync()) == {}
    assert gone(archive) == set()


def test_a_second_writer_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.across.PATIENCE", 0.0)
    with exclusive(archive.path / LOCK_NAME, 0):
        for write_something in (archive.sync, archive.remove):
            with pytest.raises(ArchiveLocked):
                write_something()


def test_removing_deletes_with_the_index_and_for_good(archive: Archive, news: Path) -> None:
    archive.add([news])
    (one,) = (each for each in archive.articles() if each.title == "One")
    assert [each.title for each in archive.remove([one.id[:6]])] == ["One"]
    assert titles(archive, "launch") == set()
    assert titles(archive, "weather") == {"Two"}
    with pytest.raises(NotFound):
        archive.get(one.id)
    # It is still in the followed folder; syncing leaves it there, whatever it says now.
    write(news / "one.txt", ONE.replace("autumn", "winter"))
    assert counts(archive.sync()) == {"unchanged": 1}
    assert len(archive.add([news]).added) == 1
    assert titles(archive, "winter") == {"One"}


def test_removing_what_is_not_there_removes_nothing(archive: Archive, news: Path) -> None:
    archive.add([news])
    known = archive.articles()[0].id
    with pytest.raises(NotFound, match="nothing"):
        archive.remove([known, "nothing"])
    assert len(archive.articles()) == 2


def test_removing_a_source(archive: Archive, news: Path) -> None:
    archive.add([news / "one.txt"], source="The Paper")
    archive.add([news / "cs"])
    assert [each.title for each in archive.remove(source="The Paper")] == ["One"]
    assert archive.remove(source="Nobody") == ()
    assert [each.title for each in archive.remove(source="")] == ["Two"]
    assert archive.articles() == ()
    assert archive.search("launch").total == 0


def test_a_reader_who_had_it_open_does_not_find_it_any_more(archive: Archive, news: Path) -> None:
    archive.add([news])
    with Archive.open(archive.path) as other:
        assert titles(other, "launch weather") == {"One", "Two"}
        archive.remove([each.id for each in archive.articles() if each.title == "One"])
        assert titles(other, "launch") == set()
        assert other.search("=launch").total == 0


def test_an_index_that_was_behind_learns_of_the_removal(archive: Archive, news: Path) -> None:
    archive.add([news])
    index, kept = archive.path / "index", archive.path.parent / "kept"
    with Archive.open(archive.path) as other:
        other.add([write(news / "three.txt", "Three\n\nWhales near the coast.\n")])
    index.rename(kept)
    ids = {each.title: each.id for each in archive.articles()}
    archive.remove([ids["One"], ids["Three"]])
    # A number that was free again is another article's.
    archive.add([write(news / "four.txt", "Four\n\nFour words are here.\n")])
    index.rename(archive.path / "index.old")
    kept.rename(index)
    with Archive.open(archive.path) as other:
        assert titles(other, "launch OR whales") == set()
        assert titles(other, "words OR weather") == {"Two", "Four"}


def test_a_lost_folder_without_articles_is_forgotten(archive: Archive, news: Path) -> None:
    archive.add([news])
    archive.remove(source="")
    news.rename(news.parent / "away")
    assert counts(archive.sync()) == {}


def test_an_archive_that_may_not_be_written_says_so(archive: Archive) -> None:
    archive._store.writable = False
    for write_something in (archive.sync, archive.remove, archive.reindex):
        with pytest.raises(WriteError, match="may not write"):
            write_something()


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """An archive as the first version of the schema made it."""
    folder = tmp_path / "old"
    folder.mkdir()
    path = folder / STORE_NAME
    with sqlite3.connect(path) as raw:
        for statement in STEPS[0]:
            raw.execute(statement)
        raw.execute("INSERT INTO archive VALUES ('u', '2025')")
        raw.execute("INSERT INTO root VALUES (1, 'r', ?), (2, 's', '-')", (str(tmp_path / "news"),))
        for key, root, name in ((1, 1, "one.txt"), (2, 2, "-")):
            raw.execute(
                "INSERT INTO article VALUES (?, ?, NULL, ?, 'One', 0, 'en', NULL, NULL, NULL,"
                " NULL, 'h')",
                (key, f"a{key}", key),
            )
            raw.execute(
                "INSERT INTO revision VALUES (?, 'h', '2025', '[[\"body\", \"x\"]]')", (key,)
            )
            raw.execute("INSERT INTO origin VALUES (?, ?, ?, '', 'd', 0)", (key, root, name))
        raw.execute("PRAGMA user_version = 1")
    raw.close()
    return folder


def test_an_older_archive_is_brought_up_to_date(first_version: Path, news: Path) -> None:
    with Archive.open(first_version) as archive:
        assert [each.gone for each in archive.articles()] == [False, False]
        # Nobody wrote down which folders were given: files are looked at singly.
        assert counts(archive.sync()) == {"changed": 1}
    with Archive.open(first_version) as archive:
        (news / "one.txt").unlink()
        assert archive.sync().gone == ("a1",)


def test_who_may_not_write_an_older_archive_is_told(
    first_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.store.writable", lambda _: False)
    with pytest.raises(ArchiveUnreadable, match=f"version 1, this program reads {SCHEMA_VERSION}"):
        Archive.open(first_version)


def test_a_new_archive_is_like_one_that_was_brought_up(
    first_version: Path, archive: Archive
) -> None:
    Archive.open(first_version).close()
    schemas = []
    for folder in (first_version, archive.path):
        with sqlite3.connect(folder / STORE_NAME) as raw:
            schemas.append(raw.execute("SELECT type, name, sql FROM sqlite_master").fetchall())
        raw.close()
    assert schemas[0] == schemas[1]
