"""Whatever is wrong with what is given: one line that names it, the right exit code,
and nothing half-written. All by the real command.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

_ARTICLE = "A title\n\nHuawei chips are late. The model cannot be trained on them yet.\n"

_AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")


def _fails(
    done: "subprocess.CompletedProcess[str]", code: int, *parts: str, stdout: str = ""
) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == stdout
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("hexapla: ")
    for part in parts:
        assert part in done.stderr


_NONE_TAKEN = "0 added, 0 changed, 0 unchanged, 1 not taken\n"


@pytest.fixture
def default_archive(account: Path) -> Path:
    return account / ".local/share/hexapla/archive"


def test_a_missing_file(hexapla: Run, default_archive: Path) -> None:
    _fails(hexapla("add", "none.txt"), 5, "none.txt", stdout=_NONE_TAKEN)
    assert not default_archive.exists()


def test_a_folder_without_articles(hexapla: Run, tmp_path: Path, default_archive: Path) -> None:
    (tmp_path / "empty").mkdir()
    _fails(hexapla("add", "empty"), 5, "empty", stdout=_NONE_TAKEN)
    assert not default_archive.exists()


def test_a_binary_file(hexapla: Run, tmp_path: Path, default_archive: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)
    _fails(hexapla("add", "picture.txt"), 5, "picture.txt", stdout=_NONE_TAKEN)
    assert not default_archive.exists()


def test_a_broken_json_line_is_named_and_the_others_are_kept(hexapla: Run, tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "title": "A", "text": "Chips are late."})
    (tmp_path / "news.jsonl").write_text(f'{good}\n{{"id": "b", \n', encoding="utf-8")
    done = hexapla("add", "news.jsonl")
    _fails(done, 5, "news.jsonl:2", stdout="1 added, 0 changed, 0 unchanged, 1 not taken\n")
    assert hexapla("show", "a").returncode == 0 or "a" in hexapla("list").stdout


def test_in_a_batch_the_good_are_kept_and_the_bad_listed(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(_ARTICLE, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01" * 500)
    done = hexapla("add", "good.txt", "bad.txt", "none.txt")
    assert done.returncode == 5
    assert done.stdout == "1 added, 0 changed, 0 unchanged, 2 not taken\n"
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "bad.txt" in lines[0]
    assert "none.txt" in lines[1]
    assert len(json.loads(hexapla("list", "--json").stdout)["articles"]) == 1


def test_a_named_archive_that_is_missing(hexapla: Run, tmp_path: Path) -> None:
    for words in (["list"], ["search", "x"], ["show", "x"], ["highlights"], ["reindex"]):
        _fails(hexapla("--archive", "none", *words), 3, "none")
    assert not (tmp_path / "none").exists()


def test_what_is_no_archive(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = hexapla("list", env={"HEXAPLA_ARCHIVE": "file"})
    _fails(done, 3, "file")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", encoding="utf-8")
    (tmp_path / "good.txt").write_text(_ARTICLE, encoding="utf-8")
    done = hexapla("--archive", "mine", "add", "good.txt")
    _fails(done, 3, "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_damaged_archive(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(_ARTICLE, encoding="utf-8")
    assert hexapla("--archive", "news", "add", "good.txt").returncode == 0
    (tmp_path / "news" / "articles.sqlite").write_bytes(b"no database at all" * 100)
    _fails(hexapla("--archive", "news", "list"), 3, "news")


@_AS_ROOT
def test_an_archive_that_may_not_be_read(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(_ARTICLE, encoding="utf-8")
    hexapla("--archive", "news", "add", "good.txt")
    (tmp_path / "news" / "articles.sqlite").chmod(0)
    _fails(hexapla("--archive", "news", "list"), 3, "news")


@pytest.mark.slow
@pytest.mark.parametrize("home", ["/dev/null", "/proc/1/none"])
def test_a_home_that_cannot_be_written_is_read_in_all_the_same(hexapla: Run, home: str) -> None:
    nowhere = {"HOME": home, "XDG_CACHE_HOME": ""}
    done = hexapla("list", env=nowhere)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 5
    assert hexapla("search", "čip", env=nowhere).returncode == 0


def test_a_home_that_cannot_be_written_is_named(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(_ARTICLE, encoding="utf-8")
    home = {"HOME": "/dev/null"}
    _fails(hexapla("add", "good.txt", env=home), 74, "/dev/null")
    _fails(hexapla("highlight", "seed-000", "--passage", "1", env=home), 74, "/dev/null")


@pytest.mark.parametrize("command", [["list"], ["search", "x"], ["add", "good.txt"]])
@pytest.mark.parametrize("code", ["xx1", "qqq", "", "c s"])
def test_an_unknown_language_code(
    hexapla: Run, tmp_path: Path, command: list[str], code: str
) -> None:
    (tmp_path / "good.txt").write_text(_ARTICLE, encoding="utf-8")
    _fails(hexapla(*command, "--lang", code), 2, f"--lang {code}")


def test_the_nearest_language_of_the_archive_is_suggested(hexapla: Run) -> None:
    _fails(hexapla("list", "--lang", "ukr1"), 2, "did you mean uk?")


def test_a_language_without_articles_is_no_error(hexapla: Run) -> None:
    done = hexapla("list", "--lang", "fr")
    assert done.returncode == 1
    assert "fr" in done.stderr


@pytest.mark.parametrize("day", ["once", "2025-13", "2025-02-30", "25", "2025..2026", ""])
def test_a_date_that_is_none(hexapla: Run, day: str) -> None:
    _fails(hexapla("search", "x", "--since", day), 2, "--since", repr(day))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serach", "čip"], "did you mean search?"),
        (["none.txt"], "none.txt"),
        (["--arhive", "x", "list"], "did you mean --archive?"),
        (["list", "--jsno"], "did you mean --json?"),
        (["list", "extra"], "extra"),
        (["show"], "ID"),
        (["add"], "PATH"),
        (["search"], "search"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["search", "x", "--sort", "size"], "size"),
        (["search", "--queries", "none.txt"], "none.txt"),
        (["search", "x", "--queries", "-"], "--queries"),
        (["highlight", "seed-000"], "--passage"),
        (["export", "--format", "markdwon"], "did you mean markdown?"),
        (["--config", "none.toml", "list"], "none.toml"),
        ([], "terminal"),
        (["search", "čip", "--dictionaries", "none"], "--dictionaries goes before the command"),
        (["search", "--archive=x", "čip"], "--archive goes before the command"),
        (["show", "seed-000", "--archive", "x"], "--archive goes before the command"),
    ],
)
def test_what_cannot_be_meant(hexapla: Run, words: list[str], said: str) -> None:
    _fails(hexapla(*words), 2, said)


def test_a_mistake_in_the_configuration(hexapla: Run, account: Path) -> None:
    folder = account / ".config/hexapla"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("them = 1", encoding="utf-8")
    _fails(hexapla("list"), 2, "config.toml", "theme")


def test_an_unknown_article_or_passage_or_quote(hexapla: Run) -> None:
    _fails(hexapla("show", "seed-999"), 1, "seed-999")
    _fails(hexapla("highlight", "seed-000", "--passage", "999"), 1, "999")
    _fails(hexapla("highlight", "seed-000", "--quote", "not in it"), 1, "not in it")


def test_a_notebook_that_is_none(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear reader", encoding="utf-8")
    _fails(hexapla("--notebook", "letter", "highlights"), 3, "letter")
    assert (tmp_path / "letter").read_text(encoding="utf-8") == "Dear reader"


def test_an_export_does_not_overwrite(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    _fails(hexapla("export", "--output", "mine.md"), 74, "mine.md")
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") == "mine"
    assert hexapla("export", "--output", "mine.md", "--force").returncode == 0
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") != "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [["list"], ["--version"], ["--help"], ["list", "--help"]])
def test_an_output_that_is_full(hexapla: Run, words: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = hexapla(*words, stdout=full)
    assert done.returncode == 74
    assert done.stderr == "hexapla: cannot write to standard output: No space left on device\n"


def test_an_output_that_is_closed(hexapla: Run) -> None:
    done = hexapla("list", preexec_fn=lambda: os.close(1), stdout=None)
    assert done.returncode == 74
    assert "closed" in done.stderr


def test_a_reader_that_has_enough(hexapla: Run) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = hexapla("list", stdout=write)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_defect_is_one_line_and_asks_to_be_reported(hexapla: Run, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import index\nindex.Archive.articles = lambda *a, **k: 1 / 0\n", encoding="utf-8"
    )
    path = f"{tmp_path}{os.pathsep}{Path(__file__).parents[3]}"
    done = hexapla("list", env={"PYTHONPATH": path})
    _fails(done, 70, "ZeroDivisionError", "this is a defect, please report")
    debugged = hexapla("list", env={"PYTHONPATH": path, "HEXAPLA_DEBUG": "1"})
    assert debugged.returncode == 70
    assert "Traceback" in debugged.stderr


def test_an_output_in_another_encoding_is_utf8(hexapla: Run) -> None:
    for environ in ({"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        done = hexapla("list", env={**environ, "PYTHONCOERCECLOCALE": "0"})
        assert done.returncode == 0
        assert "відклала" in done.stdout
