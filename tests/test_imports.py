"""What is loaded when: seen from outside, in a new process, by `sys.modules`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import Archive

_ROOT = Path(__file__).parents[1]

#: What takes long to load and most runs never need.
_HEAVY = ("textual", "rich", "babel", "whoosh", "simplemma", "py3langid", "numpy", "asyncio")


def _loaded(program: str) -> set[str]:
    """The top-level packages that a program has loaded when it ends."""
    report = "\nimport sys\nprint('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", program + report],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def _running(*words: str) -> str:
    return f"from reader.cli import main\nassert main({list(words)!r}) == 0"


@pytest.mark.parametrize(
    "program",
    [
        "import index",
        "import reader.cli",
        "import reader.config, reader.i18n, reader.session\n"
        "import reader.notebook.notebook, reader.terminal.abilities",
        "import reader.export\nfor name in reader.export.names(): reader.export.load(name)",
        _running("--version"),
        _running("--help"),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(program: str) -> None:
    assert _loaded(program).isdisjoint(_HEAVY)


def test_the_version_needs_no_library() -> None:
    loaded = _loaded(_running("--version"))
    assert loaded.isdisjoint(("index", "sqlite3", "json", "dataclasses", "importlib.metadata"))


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--json"),
        ("show", "seed-000"),
        ("search", "čip"),
        ("search", "--json", "čip"),
        ("highlight", "seed-000", "--passage", "2"),
        ("export",),
        ("doctor",),
        ("add", "seeds"),
    ],
)
def test_commands_load_no_screen(words: tuple[str, ...]) -> None:
    assert _loaded(_running(*words)).isdisjoint(("textual", "rich"))


def test_a_list_loads_no_search() -> None:
    loaded = _loaded(_running("list") + "\n" + _running("list"))
    assert "textual" not in loaded
    # The second run reads what the first made; making the sample detects languages.
    again = _loaded(_running("list"))
    assert again.isdisjoint(_HEAVY)


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """The path of an archive of the seeds with its index."""
    with Archive.create(tmp_path / "archive") as made:
        made.add([_ROOT / "seeds"])
    return str(tmp_path / "archive")


def test_between_two_keys_no_dictionary_is_loaded(archive: str) -> None:
    typed = "; ".join(f"a.search({text!r}, typing=True)" for text in ("č", "xyzzy ch", "čip"))
    loaded = _loaded(f"from index import Archive\na = Archive.open({archive!r})\n{typed}")
    assert "simplemma" not in loaded
    assert "whoosh" in loaded


def test_an_index_that_is_up_to_date_is_not_opened_before_a_search(archive: str) -> None:
    loaded = _loaded(f"from index import Archive\nArchive.open({archive!r}).prepare()")
    assert loaded.isdisjoint({"whoosh", "numpy"})


def test_modules_of_the_screen_are_recognised_by_this_test() -> None:
    assert "textual" in _loaded("import textual.app")
