"""An archive over its life: made, filled, changed, damaged, read by others."""

import gc
import json
import shutil
from pathlib import Path

import pytest

from index import Archive, Progress
from index.across import LOCK_NAME
from index.archive import INDEX_NAME, STORE_NAME
from index.errors import (
    ArchiveLocked,
    ArchiveMissing,
    ArchiveUnreadable,
    Cancelled,
    InputError,
    NotFound,
)
from index.system.lock import exclusive
from tests.index.conftest import MakeArchive

ONE = "The delayed launch\n\nThe launch of the chip was delayed until autumn, the paper says.\n"
TWO = "Another matter\n\nA second article about the weather in the mountains this weekend.\n"


@pytest.fixture
def archive(make_archive: MakeArchive) -> Archive:
    return make_archive({"one.txt": ONE, "two.txt": TWO})


def titles(archive: Archive, query: str) -> set[str]:
    return {hit.title for hit in archive.search(query).hits}


def test_open_never_creates(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        Archive.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_create_leaves_a_full_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ArchiveUnreadable, match="not an empty folder"):
        Archive.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_was_added_is_found_after_opening_again(archive: Archive) -> None:
    with Archive.open(archive.path) as again:
        assert titles(again, "launch") == {"The delayed launch"}


def test_adding_the_same_folder_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    report = archive.add([tmp_path / "articles-0"])
    assert (len(report.added), len(report.changed), len(report.unchanged)) == (0, 0, 2)


def test_a_changed_file_is_found_by_its_new_words_only(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "articles-0" / "one.txt").write_text(ONE.replace("autumn", "winter"))
    report = archive.add([tmp_path / "articles-0"])
    assert len(report.changed) == 1
    assert titles(archive, "winter") == {"The delayed launch"}
    assert titles(archive, "autumn") == set()
    assert archive.search("launch").total == 1


def test_garbage_is_looked_for_again_after_adding(archive: Archive, tmp_path: Path) -> None:
    meanwhile = []

    def progress(_: Progress) -> None:
        meanwhile.append(gc.isenabled())
        if len(meanwhile) > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.add([tmp_path / "articles-0"], progress=progress)
    assert meanwhile == [False, False]
    assert gc.isenabled()


def test_good_files_are_kept_and_bad_ones_reported(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "good.txt").write_text("A third\n\nSomething new about whales in the sea.\n")
    report = archive.add([tmp_path / "binary.txt", tmp_path / "good.txt", tmp_path / "missing"])
    assert len(report.added) == 1
    assert [type(error) for error in report.errors] == [InputError, InputError]
    assert "binary.txt" in str(report.errors[0])
    assert titles(archive, "whales") == {"A third"}


def test_a_clash_of_given_ids_is_reported(make_archive: MakeArchive, tmp_path: Path) -> None:
    archive = make_archive({"a.jsonl": json.dumps({"id": "x", "text": "One text here."})})
    other = tmp_path / "b.jsonl"
    other.write_text(json.dumps({"id": "x", "text": "Quite another text."}))
    report = archive.add([other])
    assert report.renamed == (("x", "x-2"),)
    assert archive.get("x-2").passages[-1].text == "Quite another text."


def test_progress_names_each_file(archive: Archive, tmp_path: Path) -> None:
    heard: list[Progress] = []
    archive.add([tmp_path / "articles-0"], progress=heard.append)
    assert [(step.files, Path(step.path).name) for step in heard] == [
        (1, "one.txt"),
        (2, "two.txt"),
    ]


def test_source_and_language_can_be_said(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "three.txt").write_text("Tri\n\nTri slova.\n")
    (article_id,) = archive.add([tmp_path / "three.txt"], source="Noviny", lang="cs").added
    article = archive.get(article_id)
    assert (article.source, article.lang) == ("Noviny", "cs")


def test_a_second_writer_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.across.PATIENCE", 0.0)
    with exclusive(archive.path / LOCK_NAME, 0), pytest.raises(ArchiveLocked):
        archive.add([])


def test_a_reader_sees_what_another_process_adds(archive: Archive, tmp_path: Path) -> None:
    assert titles(archive, "whales") == set()
    (tmp_path / "late.txt").write_text("Late news\n\nWhales were seen near the coast today.\n")
    with Archive.open(archive.path) as writer:
        writer.add([tmp_path / "late.txt"])
    assert titles(archive, "whales") == {"Late news"}


def test_the_index_may_be_left_to_the_first_search(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text("Late news\n\nWhales were seen near the coast today.\n")
    archive.add([tmp_path / "late.txt"], index=False)
    assert titles(archive, "whales") == {"Late news"}


def test_a_missing_index_is_built_anew(archive: Archive) -> None:
    archive.close()
    shutil.rmtree(archive.path / INDEX_NAME)
    with Archive.open(archive.path) as again:
        assert titles(again, "launch") == {"The delayed launch"}
        assert again.notice is None


@pytest.mark.parametrize("name", ["manifest.json", "vocabulary.sqlite"])
def test_a_damaged_index_is_built_anew(archive: Archive, name: str) -> None:
    archive.close()
    (archive.path / INDEX_NAME / name).write_bytes(b"garbage" * 500)
    with Archive.open(archive.path) as again:
        assert titles(again, "launch") == {"The delayed launch"}


def test_damaged_postings_are_built_anew(archive: Archive) -> None:
    archive.close()
    for file in (archive.path / INDEX_NAME / "postings").iterdir():
        file.write_bytes(b"garbage" * 500)
    with Archive.open(archive.path) as again:
        assert titles(again, "launch") == {"The delayed launch"}


def test_reindex_counts_the_articles(archive: Archive) -> None:
    assert archive.reindex() == 2
    assert titles(archive, "launch") == {"The delayed launch"}


def test_tidying_puts_segments_together_and_changes_no_answer(
    make_archive: MakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.writer._MOST_AT_COMMIT", 0)
    archive = make_archive({"z.txt": "Nadpis\n\nČip je nový a zz také.\n"})
    for name in "abc":
        file = tmp_path / f"{name}.txt"
        file.write_text(f"Nadpis\n\nČip je nový a {name}{name} také.\n", "utf-8")
        archive.add([file], lang="cs")
    before = archive.search("čip").hits
    segments = list((archive.path / "index").rglob("*.seg"))
    archive.tidy()
    assert len(list((archive.path / "index").rglob("*.seg"))) < len(segments)
    assert archive.search("čip").hits == before
    assert len(before) == 4


def test_without_a_usable_index_the_newest_articles_are_searched(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.close()
    shutil.rmtree(archive.path / INDEX_NAME)
    monkeypatch.setattr("index.storage.store.writable", lambda _: False)
    with Archive.open(archive.path) as reader:
        assert titles(reader, "launch") == {"The delayed launch"}
        assert reader.notice is not None
        assert not (archive.path / INDEX_NAME).exists()


def test_an_unreadable_archive_names_its_file(archive: Archive) -> None:
    archive.close()
    (archive.path / STORE_NAME).write_bytes(b"no database at all" * 300)
    with pytest.raises(ArchiveUnreadable, match=STORE_NAME.replace(".", r"\.")):
        Archive.open(archive.path)


def test_a_search_can_be_cancelled(archive: Archive) -> None:
    with pytest.raises(Cancelled):
        archive.search("launch", cancelled=lambda: True)


def test_no_such_article_is_said(archive: Archive) -> None:
    with pytest.raises(NotFound, match="nothing"):
        archive.get("nothing")


def test_what_is_no_date_is_said(archive: Archive) -> None:
    with pytest.raises(ValueError, match="next spring"):
        archive.search("launch", since="next spring")


def test_dates_restrict(make_archive: MakeArchive) -> None:
    lines = [
        {"id": month, "date": f"2025-{month}", "text": "The whales were seen again."}
        for month in ("05", "08", "11")
    ]
    archive = make_archive({"a.jsonl": "\n".join(json.dumps(line) for line in lines)})
    assert [hit.id for hit in archive.search("whales", sort="date").hits] == ["11", "08", "05"]
    assert {hit.id for hit in archive.search("whales", since="2025-08").hits} == {"08", "11"}
    assert {hit.id for hit in archive.search("whales date:2025-05..2025-08").hits} == {"05", "08"}


def test_the_three_apostrophes_are_one(make_archive: MakeArchive) -> None:
    archive = make_archive({"a.txt": "Про об'єкт\n\nЦей об'єкт будують у нашому місті.\n"})
    for apostrophe in "'’ʼ":
        assert archive.search(f"об{apostrophe}єкт").total == 1


def test_stress_marks_are_ignored(make_archive: MakeArchive) -> None:
    archive = make_archive({"a.txt": "Крапка\n\nУ кінці речення стоїть кра́пка, кажуть у школі.\n"})
    (hit,) = archive.search("крапка").hits
    assert {
        passage.text[span.start : span.end] for passage in hit.passages for span in passage.spans
    } == {"Крапка", "кра́пка"}


def test_an_exact_word_counts_only_its_own_spelling(make_archive: MakeArchive) -> None:
    archive = make_archive(
        {
            "a.txt": "The market\n\nThe price of Apple fell again on Monday.\n",
            "b.txt": "The garden\n\nEvery apple fell from the old tree on Monday.\n",
        }
    )
    results = archive.search("=Apple fell")
    assert (results.total, results.partial) == (1, 1)
    assert results.hits[1].missing == ("Apple",)
    assert archive.search("Apple", exact=True).total == 1
    assert {hit.title for hit in archive.search("fell -=Apple").hits} == {"The garden"}


def test_a_flipped_bit_in_the_postings_is_found_and_the_index_rebuilt(tmp_path: Path) -> None:
    text = tmp_path / "one.txt"
    text.write_text("Chip news\n\nThe chip is late.\n", encoding="utf-8")
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([text])
    (segment,) = (tmp_path / "archive" / "index" / "postings").glob("*.seg")
    whole = segment.read_bytes()
    segment.write_bytes(whole[:8] + bytes((whole[8] ^ 1,)) + whole[9:])
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.search("chip").total == 1
        assert archive.notice is None
    (again,) = (tmp_path / "archive" / "index" / "postings").glob("*.seg")
    assert again.name != segment.name
