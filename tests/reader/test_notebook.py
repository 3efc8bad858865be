import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import NotFound, WriteError
from index.model import Article, Passage
from reader import database
from reader.highlight import entries, quoted
from reader.notebook import Highlight, Notebook, NotebookUnreadable, utc_now
from reader.records import SCHEMA, insert, set_tags

NOON = datetime(2026, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC)
LEAD = "Запуск DeepSeek R2 відкладено, бо навчання моделі на чипах Huawei не вдалося."


def article(*texts: str, key: str = "seed-001", revision: str = "r1") -> Article:
    return Article(
        id=key,
        title="DeepSeek",
        title_derived=False,
        lang="uk",
        source="double.news",
        date="2025-08-14",
        date_from="text",
        url="https://double.news/a",
        revision=revision,
        passages=tuple(Passage(n, "body", text) for n, text in enumerate(texts, 1)),
    )


SEED = article("Заголовок", LEAD)


def ticking(start: datetime = NOON) -> Callable[[], datetime]:
    times = iter(start + timedelta(seconds=n) for n in range(1000))
    return lambda: next(times)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notebook.sqlite"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with Notebook.open(path, now=ticking(), patience=0.1) as opened:
        yield opened


def test_a_highlight_carries_the_text_and_where_it_is_from(notebook: Notebook) -> None:
    start = LEAD.index("чипах")
    kept = notebook.add(
        "arch", SEED, 2, start=start, end=start + 5, note="see also", tags=("chips",)
    )
    assert (kept.quote, kept.passage, kept.start, kept.end) == ("чипах", 2, start, start + 5)
    assert kept.prefix == LEAD[start - 32 : start]
    assert kept.suffix == " Huawei не вдалося."
    assert (kept.archive, kept.article, kept.revision) == ("arch", "seed-001", "r1")
    assert (kept.source, kept.lang, kept.date, kept.title, kept.url) == (
        "double.news",
        "uk",
        "2025-08-14",
        "DeepSeek",
        "https://double.news/a",
    )
    assert (kept.note, kept.tags, kept.colour) == ("see also", ("chips",), "yellow")
    assert (kept.created, kept.state, kept.pair) == ("2026-05-01T12:00:00.250Z", "anchored", ())


def test_a_whole_passage_is_kept_without_offsets(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 2)
    assert (kept.start, kept.end, kept.quote) == (0, len(LEAD), LEAD)
    assert (kept.prefix, kept.suffix) == ("", "")


def test_what_is_kept_is_there_when_the_notebook_is_opened_again(path: Path) -> None:
    with Notebook.open(path) as first:
        kept = first.add("arch", SEED, 1, note="n", tags=("b", "a"))
    with Notebook.open(path) as second:
        assert second.highlights() == (kept,)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("passage", "start", "end"),
    [(0, 0, None), (3, 0, None), (2, -1, 5), (2, 5, 5), (2, 6, 5), (2, 0, len(LEAD) + 1)],
)
def test_a_place_that_is_not_there_is_not_found(
    notebook: Notebook, passage: int, start: int, end: int | None
) -> None:
    with pytest.raises(NotFound, match="seed-001"):
        notebook.add("arch", SEED, passage, start=start, end=end)
    assert notebook.highlights() == ()


def test_the_same_place_twice_is_one_highlight_that_loses_nothing(notebook: Notebook) -> None:
    first = notebook.add("arch", SEED, 2, start=0, end=6, note="one", tags=("a",))
    again = notebook.add("arch", SEED, 2, start=0, end=6, note="two", tags=("b", "a"))
    assert (again.id, again.created) == (first.id, first.created)
    assert (again.note, again.tags) == ("one\ntwo", ("a", "b"))
    assert notebook.add("arch", SEED, 2, start=0, end=6, note="two") == again
    assert notebook.highlights() == (again,)


def test_the_same_place_in_a_later_revision_is_the_same_highlight(notebook: Notebook) -> None:
    first = notebook.add("arch", SEED, 2)
    later = article("Заголовок", "Оновлено.", LEAD, revision="r2")
    assert notebook.add("arch", later, 3) == first
    assert notebook.add("arch", later, 2).id != first.id


def test_the_same_place_in_another_archive_is_another_highlight(notebook: Notebook) -> None:
    assert notebook.add("arch", SEED, 2).id != notebook.add("other", SEED, 2).id


def test_notes_and_tags_are_replaced(notebook: Notebook) -> None:
    key = notebook.add("arch", SEED, 2, note="old", tags=("old",)).id
    assert notebook.annotate(key, "new\nlines").note == "new\nlines"
    assert notebook.tag(key, ("two  words ", "x", "x", " ")).tags == ("two words", "x")
    assert [(each.note, each.tags) for each in notebook.highlights()] == [
        ("new\nlines", ("two words", "x"))
    ]


def test_what_is_removed_is_gone_with_its_tags(notebook: Notebook, path: Path) -> None:
    key = notebook.add("arch", SEED, 2, tags=("a",)).id
    notebook.remove(key)
    assert notebook.highlights() == ()
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM tag").fetchone() == (0,)
    raw.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: notebook.annotate("nothing", "n"),
        lambda notebook: notebook.tag("nothing", ("t",)),
        lambda notebook: notebook.remove("nothing"),
    ],
    ids=["annotate", "tag", "remove"],
)
def test_a_change_of_no_highlight_is_not_found(
    notebook: Notebook, change: Callable[[Notebook], object]
) -> None:
    with pytest.raises(NotFound, match="nothing: no such highlight"):
        change(notebook)


def test_highlights_come_as_they_were_made_whatever_the_place(path: Path) -> None:
    with Notebook.open(path, now=lambda: NOON) as notebook:
        made = [notebook.add("arch", SEED, 2, start=n, end=n + 1) for n in reversed(range(20))]
        assert notebook.highlights() == tuple(made)
    assert [each.id for each in made] == sorted({each.id for each in made})


def test_highlights_are_those_of_one_archive_or_article(notebook: Notebook) -> None:
    first = notebook.add("arch", SEED, 1)
    second = notebook.add("arch", article("x", key="seed-002"), 1)
    third = notebook.add("other", SEED, 1)
    assert notebook.highlights(archive="arch") == (first, second)
    assert notebook.highlights(article="seed-001") == (first, third)
    assert notebook.highlights(archive="arch", article="seed-002") == (second,)


def test_times_are_in_utc_whatever_the_clock_shows(path: Path) -> None:
    kyiv = NOON.astimezone(timezone(timedelta(hours=3)))
    with Notebook.open(path, now=lambda: kyiv) as notebook:
        assert notebook.add("arch", SEED, 1).created == "2026-05-01T12:00:00.250Z"
    assert utc_now().utcoffset() == timedelta(0)


def test_resolving_shows_the_new_place_and_writes_nothing(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 2)
    (moved,) = notebook.resolve("arch", article(LEAD, revision="r2"))
    (orphan,) = notebook.resolve("arch", article("Інше", revision="r3"))
    assert (moved.state, moved.passage, moved.revision) == ("moved", 1, "r1")
    assert (orphan.state, orphan.quote) == ("orphan", LEAD)
    assert notebook.highlights() == (kept,)


@settings(max_examples=20)  # each makes a file and flushes it to the disk
@given(note=st.text(st.characters(), max_size=20), tag=st.text(st.characters(), max_size=20))
def test_any_note_and_tag_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, note: str, tag: str
) -> None:
    with Notebook.open(tmp_path_factory.mktemp("any") / "notebook.sqlite") as notebook:
        kept = notebook.add("arch", SEED, 1, note=note, tags=(tag,))
        assert notebook.highlights() == (kept,)
        assert kept.note == note.encode("utf-8", "replace").decode().strip()


# Several at once, and sudden ends


def test_two_open_notebooks_see_and_keep_each_others_changes(path: Path) -> None:
    with Notebook.open(path) as one, Notebook.open(path) as two:
        first = one.add("arch", SEED, 1)
        second = two.add("arch", SEED, 2)
        assert one.highlights() == two.highlights() == (first, second)
        assert two.add("arch", SEED, 1) == first


WORKER = """
import sys
from pathlib import Path
from index.model import Article, Passage
from reader.notebook import Notebook

path, name = Path(sys.argv[1]), sys.argv[2]
text = "x" * 40
article = Article(name, "T", False, "en", None, None, None, None, "r", (Passage(1, "body", text),))
with Notebook.open(path, patience=60) as notebook:
    for n in range(40):
        print(notebook.add("arch", article, 1, start=n, end=n + 1).id, flush=True)
    sys.stdin.read()
"""


def worker(path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_two_processes_that_start_together_lose_nothing(path: Path) -> None:
    workers = [worker(path, name) for name in ("one", "two")]
    said = "".join(process.communicate()[0] for process in workers)
    with Notebook.open(path) as notebook:
        assert sorted(each.id for each in notebook.highlights()) == sorted(said.split())
    assert len(said.split()) == 80
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_was_said_to_be_kept_survives_a_kill(path: Path) -> None:
    process = worker(path, "one")
    assert process.stdin is not None
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(10)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    said += process.stdout.read().split()
    process.stdout.close()
    with Notebook.open(path) as notebook:
        kept = [each.id for each in notebook.highlights()]
    # One more may have been kept than could be said.
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1


def test_a_notebook_that_another_process_holds_refuses_changes_in_one_line(
    notebook: Notebook, path: Path
) -> None:
    notebook.add("arch", SEED, 1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(WriteError, match="database is locked") as raised:
        notebook.add("arch", SEED, 2)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(notebook.highlights()) == 1
    holder.close()
    assert notebook.add("arch", SEED, 2).passage == 2


FULL = """
import resource, signal, sys
from pathlib import Path
from index.errors import WriteError
from index.model import Article, Passage
from reader.notebook import Notebook

text = "x" * 99
article = Article("a", "T", False, "en", None, None, None, None, "r", (Passage(1, "body", text),))
with Notebook.open(Path(sys.argv[1])) as notebook:
    kept = notebook.add("arch", article, 1)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
    try:
        for n in range(99):
            notebook.add("arch", article, 1, start=n, note="n" * 9999)
    except WriteError as error:
        print(error)
    assert notebook.highlights()[0].id == kept.id
"""


def test_a_full_disk_is_told_and_costs_nothing_that_was_kept(path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout
    assert told.startswith(f"{path}: ")
    assert told.count("\n") == 1
    with Notebook.open(path) as notebook:
        assert notebook.highlights()[0].quote == "x" * 99


# Files that are none of ours


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(WriteError, match="file: not a folder") as raised:
        Notebook.open(tmp_path / "file" / "notebook.sqlite")
    assert "\n" not in str(raised.value)
    assert (tmp_path / "file").read_text() == "kept"


def test_a_folder_is_no_notebook(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=str(tmp_path)):
        Notebook.open(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"a letter\n" * 200, b"SQLite format 3\0" + b"x" * 200],
    ids=["empty", "letter", "no database but its first bytes"],
)
def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(NotebookUnreadable, match=r"letter\.txt: not a notebook"):
        Notebook.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE highlight (id)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NotebookUnreadable, match=r"other\.sqlite: not a notebook"):
        Notebook.open(path)
    assert path.read_bytes() == before


def test_a_link_to_nowhere_makes_nothing(tmp_path: Path) -> None:
    link = tmp_path / "notebook.sqlite"
    link.symlink_to(tmp_path / "elsewhere.sqlite")
    with pytest.raises(WriteError, match=r"notebook\.sqlite"):
        Notebook.open(link)
    assert not (tmp_path / "elsewhere.sqlite").exists()


def test_a_newer_notebook_is_refused_and_left_as_it_is(path: Path) -> None:
    Notebook.open(path).close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(NotebookUnreadable, match="newer version"):
        Notebook.open(path)


def test_a_damaged_notebook_is_refused(path: Path) -> None:
    with Notebook.open(path) as notebook:
        for n in range(30):
            notebook.add("arch", SEED, 2, start=n, note="n" * 500)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(NotebookUnreadable, match="damaged"), Notebook.open(path) as notebook:
        notebook.highlights()


# Pairs

GERMAN = article("Überschrift", "Der Start wurde verschoben.", key="seed-003")
CZECH = article("Nadpis", "Spuštění se odkládá.", key="seed-004")


def test_paired_highlights_name_each_other(notebook: Notebook, path: Path) -> None:
    ids = [notebook.add("arch", each, 2).id for each in (SEED, GERMAN, CZECH)]
    entry = notebook.pair(ids)
    assert [each.id for each in entry] == ids
    assert [each.pair for each in entry] == [
        tuple(other for other in ids if other != each) for each in ids
    ]
    with Notebook.open(path) as again:
        assert again.highlights() == entry


def test_entries_that_are_paired_become_one(notebook: Notebook) -> None:
    ids = [notebook.add("arch", each, n).id for each in (SEED, GERMAN) for n in (1, 2)]
    notebook.pair(ids[:2])
    notebook.pair(ids[2:])
    assert [each.id for each in notebook.pair((ids[3], ids[0]))] == ids
    assert {len(each.pair) for each in notebook.highlights()} == {3}


def test_one_highlight_makes_no_pair(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 1)
    assert notebook.pair((kept.id, kept.id)) == (kept,)


def test_a_pair_with_what_there_is_not_pairs_nothing(notebook: Notebook) -> None:
    kept, other = (notebook.add("arch", each, 2) for each in (SEED, GERMAN))
    with pytest.raises(NotFound, match="none"):
        notebook.pair((kept.id, other.id, "none"))
    assert notebook.highlights() == (kept, other)


def test_a_removed_highlight_leaves_its_entry_and_comes_back_to_it(notebook: Notebook) -> None:
    kept, other = notebook.pair(notebook.add("arch", each, 2).id for each in (SEED, GERMAN))
    notebook.tag(kept.id, ("a", "b"))
    before = notebook.highlights()
    notebook.remove(kept.id)
    assert [each.pair for each in notebook.highlights()] == [()]
    taken = notebook.take(before[:1])
    assert taken.added == before[:1]
    assert notebook.highlights() == before
    assert other in before


def test_a_pair_that_lost_its_first_does_not_mix_with_its_next(notebook: Notebook) -> None:
    kept, other = notebook.pair(notebook.add("arch", each, 2).id for each in (SEED, GERMAN))
    notebook.remove(kept.id)
    notebook.take([replace(kept, pair=())])
    third = notebook.add("arch", CZECH, 2)
    notebook.pair((kept.id, third.id))
    assert {each.id: each.pair for each in notebook.highlights()} == {
        kept.id: (third.id,),
        other.id: (),
        third.id: (kept.id,),
    }


def test_what_is_there_is_neither_doubled_nor_changed(notebook: Notebook) -> None:
    kept, other = (notebook.add("arch", each, 2, note="n") for each in (SEED, GERMAN))
    elsewhere = replace(kept, id="elsewhere", created="2020-01-01T00:00:00.000Z")
    differs = replace(other, note="something else")
    taken = notebook.take((kept, elsewhere, differs))
    assert (taken.added, taken.unchanged) == ((), (kept, elsewhere))
    assert taken.conflicts == ((differs, other),)
    assert notebook.highlights() == (kept, other)


def test_what_is_taken_is_paired_with_what_stands_at_its_place(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 2)
    new = replace(notebook.add("arch", GERMAN, 2), pair=("elsewhere", "lost"))
    notebook.remove(new.id)
    notebook.take((replace(kept, id="elsewhere", pair=(new.id,)), new))
    assert [each.pair for each in notebook.highlights()] == [(new.id,), (kept.id,)]


def test_an_entry_is_all_that_is_paired_and_comes_once(notebook: Notebook) -> None:
    ids = [notebook.add("arch", each, 2).id for each in (SEED, GERMAN, CZECH)]
    notebook.pair(ids[::2])
    assert [[each.id for each in entry] for entry in entries(notebook.highlights())] == [
        [ids[0], ids[2]],
        [ids[1]],
    ]
    assert [len(entry) for entry in entries(notebook.highlights()[1:])] == [1, 1]


def test_a_notebook_of_before_pairs_is_migrated_with_a_copy(path: Path) -> None:
    first = database.Schema(SCHEMA.application, SCHEMA.steps[:1])
    connection = database.connect(path, first, now=ticking(), patience=1)
    kept = replace(quoted(SEED, SEED.passages[1], 0, 5), id="x", created="2025-01-01T00:00:00Z")
    insert(connection, kept)
    set_tags(connection, "x", ("t",))
    connection.close()
    with Notebook.open(path, now=ticking()) as notebook:
        assert notebook.highlights() == (replace(kept, tags=("t",)),)
        other = notebook.add("arch", GERMAN, 2)
        assert len(notebook.pair(("x", other.id))) == 2
    assert path.with_name(f"{path.name}.v1-20260501T120000Z").is_file()


# Migrations

OLD = database.Schema(7, (("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"),))
NEW = database.Schema(7, (*OLD.steps, ("ALTER TABLE a ADD y", "UPDATE a SET y = 2")))


def test_a_migration_keeps_a_copy_of_what_was(path: Path) -> None:
    database.connect(path, OLD, now=ticking(), patience=1).close()
    connection = database.connect(path, NEW, now=ticking(), patience=1)
    assert connection.execute("SELECT * FROM a").fetchall() == [(1, 2)]
    connection.close()
    copy = path.with_name(f"{path.name}.v1-20260501T120000Z")
    old = database.connect(copy, OLD, now=ticking(), patience=1)
    assert old.execute("SELECT * FROM a").fetchall() == [(1,)]
    old.close()


def test_a_migration_happens_once(path: Path) -> None:
    for schema in (OLD, NEW, NEW):
        database.connect(path, schema, now=ticking(), patience=1).close()
    assert sorted(each.name for each in path.parent.iterdir()) == [
        path.name,
        f"{path.name}.v1-20260501T120000Z",
    ]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    database.connect(path, OLD, now=ticking(), patience=1).close()
    broken = database.Schema(7, (*OLD.steps, ("UPDATE a SET x = 5", "UPDATE absent SET x = 5")))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.connect(path, broken, now=ticking(), patience=1)
    connection = database.connect(path, OLD, now=ticking(), patience=1)
    assert connection.execute("SELECT * FROM a").fetchall() == [(1,)]
    connection.close()


def test_without_a_copy_there_is_no_migration(path: Path) -> None:
    database.connect(path, OLD, now=ticking(), patience=1).close()
    path.with_name(f"{path.name}.v1-20260501T120000Z").write_text("in the way")
    with pytest.raises(WriteError, match="there is a file already"):
        database.connect(path, NEW, now=ticking(), patience=1)
    database.connect(path, OLD, now=ticking(), patience=1).close()


def test_a_highlight_has_the_fields_of_the_contract_in_their_order() -> None:
    contract = (
        "id archive article revision source url lang title date passage start end quote prefix"
        " suffix note tags colour created state pair"
    )
    assert " ".join(field.name for field in fields(Highlight)) == contract
