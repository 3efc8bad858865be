"""Two at once, sudden ends, full disks, files that are none of ours."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import WriteError
from reader.notebook.notebook import Notebook, NotebookUnreadable
from tests.reader.notebook.conftest import SEED


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
from reader.notebook.notebook import Notebook

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
from reader.notebook.notebook import Notebook

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


# What cannot be written


@contextmanager
def unprivileged() -> Iterator[None]:
    """As an account that file permissions hold for; root is `nobody` for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o777, 0o444)])
def test_a_read_only_notebook_is_read_and_refuses_every_change_in_one_line(
    open_folder: Path, folder_mode: int, file_mode: int
) -> None:
    path = open_folder / "notebook.sqlite"
    with Notebook.open(path) as notebook:
        kept = notebook.add("arch", SEED, 1)
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    with unprivileged(), Notebook.open(path) as notebook:
        assert notebook.refusal is not None
        assert notebook.highlights() == (kept,)
        for change in (
            lambda: notebook.add("arch", SEED, 2),
            lambda: notebook.remove(kept.id),
            lambda: notebook.articles.mark("arch", ["x"], "read"),
        ):
            with pytest.raises(WriteError, match=str(path)) as raised:
                change()
            assert "\n" not in str(raised.value)
    open_folder.chmod(0o755)
    path.chmod(0o644)
    with Notebook.open(path) as notebook:
        assert notebook.refusal is None
        assert notebook.highlights() == (kept,)


def test_a_read_only_notebook_with_changes_that_only_a_writer_could_see_is_refused(
    open_folder: Path,
) -> None:
    path = open_folder / "notebook.sqlite"
    with Notebook.open(path):
        pass
    path.with_name(f"{path.name}-wal").write_bytes(b"something")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with unprivileged(), pytest.raises(WriteError, match=str(path)):
        Notebook.open(path)
    open_folder.chmod(0o755)


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
