"""What only the engine over Whoosh promises."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from index.engines import Clause, Document, Engine, FieldTokens, Group, Request, WeightedForm
from index.engines.whoosh import ENGINE
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.storage import IndexStorage
from index.errors import EngineError, WriteError


def document(key: int, body: str) -> Document:
    forms = body.split()
    return Document(key, "cs", "", 0, FieldTokens(), FieldTokens(forms, range(len(forms))))


def put(engine: Engine, *documents: Document) -> None:
    writer = engine.writer()
    for each in documents:
        writer.add(each)
    writer.commit()
    engine.refresh()


def total(engine: Engine, form: str) -> int:
    return engine.search(Request((Clause((Group((WeightedForm(form),)),)),))).total


def test_an_index_that_others_can_write_is_refused(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path / "index")
    put(engine, document(1, "čip"))
    engine.close()
    for path in (tmp_path / "index", *(tmp_path / "index").iterdir()):
        mode = path.stat().st_mode
        for others in (0o020, 0o002):
            path.chmod(mode | others)
            with pytest.raises(EngineError, match="others can write"):
                ENGINE.open(tmp_path / "index")
        path.chmod(mode)
    ENGINE.open(tmp_path / "index").close()


def test_a_link_in_an_index_is_refused(tmp_path: Path) -> None:
    ENGINE.create(tmp_path / "index").close()
    (tmp_path / "index" / "_v2_9.toc").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EngineError, match="link"):
        ENGINE.open(tmp_path / "index")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_an_index_of_somebody_else_is_refused_unless_they_are_trusted(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    ENGINE.create(folder).close()
    for path in (folder, *folder.iterdir()):
        os.chown(path, 4321, -1)
    with pytest.raises(EngineError, match="belongs to 4321"):
        ENGINE.open(folder)
    ENGINE.open(folder, frozenset({4321})).close()


def test_an_index_can_be_made_and_opened_under_a_generous_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        engine = ENGINE.create(tmp_path / "index")
        put(engine, document(1, "čip"))
        writer = engine.writer()
        ENGINE.open(tmp_path / "index").close()
        writer.cancel()
        engine.close()
    finally:
        os.umask(before)


def test_a_second_writer_is_told_that_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.writer._LOCK_SECONDS", 0)
    engine = ENGINE.create(tmp_path)
    writer = engine.writer()
    with pytest.raises(WriteError, match="another writer"):
        engine.writer()
    writer.cancel()
    engine.writer().cancel()
    engine.close()


def test_garbage_collection_goes_on_after_a_writer(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path)
    for end in ("commit", "cancel"):
        writer = engine.writer()
        assert not gc.isenabled()
        getattr(writer, end)()
        assert gc.isenabled()
    engine.close()


def test_after_a_document_that_failed_only_cancelling_is_left(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path)
    put(engine, document(1, "čip"))
    writer = engine.writer()
    uneven = FieldTokens(("čip", "mrak"), (0,))
    with pytest.raises(WriteError):
        writer.add(Document(2, "cs", "", 0, FieldTokens(), uneven))
    with pytest.raises(WriteError):
        writer.add(document(3, "mrak"))
    with pytest.raises(WriteError):
        writer.commit()
    assert not gc.isenabled()
    writer.cancel()
    assert gc.isenabled()
    put(engine, document(3, "mrak"))
    assert (total(engine, "čip"), total(engine, "mrak")) == (1, 1)
    engine.close()


def test_many_commits_leave_few_segments(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path)
    for key in range(40):
        put(engine, document(key, "čip"))
    assert len(list(tmp_path.glob("*.seg"))) <= 8
    assert total(engine, "čip") == 40
    engine.close()


def test_an_open_index_goes_on_while_another_process_commits(tmp_path: Path) -> None:
    reader = ENGINE.create(tmp_path)
    put(reader, document(1, "čip"))
    other = ENGINE.open(tmp_path)
    for key in range(2, 20):
        put(other, document(key, "čip"))
    assert total(reader, "čip") == 1
    reader.refresh()
    assert total(reader, "čip") == 19
    reader.close()
    other.close()


class Overtaken(IndexStorage):
    """A folder in which somebody commits each time a table of contents has been read."""

    def __init__(self, folder: Path, commits: int) -> None:
        super().__init__(folder)
        self.left = commits

    def open_file(self, name: str, **options: object) -> StructFile:
        opened = super().open_file(name, **options)
        if name.endswith(".toc") and self.left:
            self.left -= 1
            other = ENGINE.open(self.path)
            put(other, document(100 + self.left, "čip"))
            other.close()
        return opened


def test_a_reader_that_a_commit_overtakes_looks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.merge._TOGETHER", 2)
    engine = ENGINE.create(tmp_path)
    put(engine, document(1, "čip"))
    # The commit merges the segment that the reader has just read of into another.
    snapshot = Snapshot(Overtaken(tmp_path, 2))
    assert snapshot.size == 3
    engine.refresh()
    assert snapshot.generation == 3
    assert total(engine, "čip") == 3
    engine.close()


def test_what_is_missing_whenever_one_looks_is_an_error(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path)
    put(engine, document(1, "čip"))
    engine.close()
    (segment,) = tmp_path.glob("*.seg")
    segment.unlink()
    with pytest.raises(EngineError, match="missing"):
        ENGINE.open(tmp_path)


def test_all_is_on_the_disk_before_a_commit_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.merge._TOGETHER", 2)
    done: list[tuple[str, str]] = []

    def note(name: str, of: Callable[..., str]) -> None:
        does = getattr(os, name)

        def noted(*arguments: Any) -> None:
            path = of(*arguments)
            does(*arguments)
            done.append((name, path))

        monkeypatch.setattr(os, name, noted)

    engine = ENGINE.create(tmp_path)
    put(engine, document(1, "čip"))
    (before,) = (path.name for path in tmp_path.glob("*.seg"))
    # What is done is done; it is only written down.
    note("fsync", lambda descriptor: str(Path(f"/proc/self/fd/{descriptor}").readlink()))
    note("rename", lambda _, to: str(to))
    note("remove", str)
    put(engine, document(2, "mrak"))
    (segment,) = (path.name for path in tmp_path.glob("*.seg"))
    (table,) = (path.name for path in tmp_path.glob("*.toc"))
    steps = [(what, path.removeprefix(f"{tmp_path}/")) for what, path in done]
    (renamed,) = (at for at, step in enumerate(steps) if step == ("rename", table))
    synced = {path for what, path in steps[:renamed] if what == "fsync"}
    assert segment in synced
    assert any(path.startswith(f"{table}.") for path in synced)
    # Only then is the old state given up.
    assert steps[renamed + 1] == ("fsync", str(tmp_path))
    assert ("remove", before) in steps[renamed + 2 :]
    engine.close()


def test_opening_copies_no_segment(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path)
    put(engine, document(1, " ".join(f"slovo{number}" for number in range(60_000))))
    engine.close()
    code = (
        "import sys, tracemalloc; from pathlib import Path; from index import engines;"
        "kind = engines.load('whoosh'); tracemalloc.start();"
        "kind.open(Path(sys.argv[1])); print(tracemalloc.get_traced_memory()[1])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    size = sum(path.stat().st_size for path in tmp_path.glob("*.seg"))
    assert size > 1_000_000
    assert int(ran.stdout) < size / 5


def test_commits_leave_long_merges_to_a_thorough_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.writer._MOST_AT_COMMIT", 0)
    engine = ENGINE.create(tmp_path)
    for key in range(4):
        assert not engine.scattered()
        put(engine, document(key, "čip"))
    assert len(list(tmp_path.glob("*.seg"))) == 4
    assert engine.scattered()
    engine.writer().commit(thorough=True)
    assert not engine.scattered()
    assert len(list(tmp_path.glob("*.seg"))) == 1
    engine.refresh()
    assert total(engine, "čip") == 4
    engine.close()


def test_far_too_many_segments_are_merged_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.writer._MOST_AT_COMMIT", 0)
    engine = ENGINE.create(tmp_path)
    for key in range(18):
        put(engine, document(key, "čip"))
    assert len(list(tmp_path.glob("*.seg"))) <= 16
    assert total(engine, "čip") == 18
    engine.close()


_KILLED_WHILE_COMMITTING = """
import os, signal, sys
from pathlib import Path
from index.engines import Document, FieldTokens
from index.engines.whoosh import ENGINE
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.storage import IndexStorage

writer = ENGINE.open(Path(sys.argv[1])).writer()
writer.add(Document(2, "cs", "", 0, FieldTokens(), FieldTokens(("mrak",), (0,))))
left, thorough = int(sys.argv[2]), sys.argv[3:] == ["thorough"]

def kill(event, arguments):
    global left
    if event in ("open", "os.rename", "os.remove"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
writer.commit(thorough=thorough)
"""


@pytest.mark.slow
def test_a_writer_killed_at_any_file_leaves_all_or_nothing(tmp_path: Path) -> None:
    engine = ENGINE.create(tmp_path)
    put(engine, document(1, "čip"))
    for killed_at in range(200):
        ran = subprocess.run(
            [sys.executable, "-c", _KILLED_WHILE_COMMITTING, str(tmp_path), str(killed_at)],
            check=False,
        )
        engine.refresh()
        assert total(engine, "čip") == 1
        writer = engine.writer()
        writer.remove([2])
        writer.commit()
        engine.refresh()
        assert total(engine, "mrak") == 0
        if ran.returncode != -signal.SIGKILL:
            break
    assert killed_at > 5
    table = TOC.read(IndexStorage(tmp_path), INDEX_NAME, schema=SCHEMA)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{INDEX_NAME}_WRITELOCK",
        f"_{INDEX_NAME}_{table.generation}.toc",
        *(f"{segment.segment_id()}.seg" for segment in table.segments),
    }
    engine.close()


@pytest.mark.slow
def test_a_merge_killed_at_any_file_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh.writer._MOST_AT_COMMIT", 0)
    engine = ENGINE.create(tmp_path)
    for key in range(10, 13):
        put(engine, document(key, "čip"))
    for killed_at in range(200):
        ran = subprocess.run(
            [sys.executable, "-c", _KILLED_WHILE_COMMITTING, str(tmp_path), str(killed_at),
             "thorough"],
            check=False,
        )  # fmt: skip
        engine.refresh()
        assert total(engine, "čip") == 3
        if ran.returncode != -signal.SIGKILL:
            break
        # Whoever writes next removes what is not in the table of contents.
        engine.writer().cancel()
        left = {path.name for path in tmp_path.iterdir() if path.suffix != ".toc"}
        tables = list(tmp_path.glob("*.toc"))
        assert len(left) in (1 + 3, 1 + 1)  # the lock; and before and after the merge
        assert len(tables) == 1
        assert not list(tmp_path.glob("*.toc.*"))
    assert killed_at > 5
    engine.close()
