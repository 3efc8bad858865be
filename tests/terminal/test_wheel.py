"""The wheel is complete: installed alone, it runs anywhere."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parents[2]

#: What is in a checkout but in no release; and what a build leaves behind.
_NOT_OURS = (".*", "__pycache__", "*.mo", "build", "dist", "bench", "docs", "tests")


def python(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *words],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, since building compiles the catalogs beside their sources."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(_ROOT, source, ignore=shutil.ignore_patterns(*_NOT_OURS))
    python(
        *("-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-index"),
        *("--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)),
    )
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_the_sample_the_style_and_the_catalogs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for seed in (_ROOT / "seeds").iterdir():
        assert f"index/seeds/{seed.name}" in names
    assert "reader/reader.tcss" in names
    for text in (_ROOT / "reader/locale").glob("*/LC_MESSAGES/*.po"):
        assert text.with_suffix(".mo").relative_to(_ROOT).as_posix() in names
    packages = {name.split("/")[0] for name in names}
    assert {name for name in packages if not name.endswith(".dist-info")} == {"index", "reader"}


def test_the_sample_travels_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for seed in (_ROOT / "seeds").iterdir():
            assert archive.read(f"index/seeds/{seed.name}") == seed.read_bytes()


@pytest.mark.parametrize("bytecode", ["--compile", "--no-compile"])
def test_it_runs_where_nothing_else_of_ours_is(bytecode: str, wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    python("-m", "venv", "--without-pip", str(place))
    pip = ["-m", "pip", "--disable-pip-version-check", "--python", str(place / "bin/python")]
    python(*pip, "install", "--quiet", "--no-index", "--no-deps", bytecode, str(wheel))
    # The dependencies are borrowed: a folder named in a `.pth` stands after the venv's
    # own, and `.pth` files in it (this checkout's, say) are not read.
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {
        "HOME": str(elsewhere),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HEXAPLA_DICTIONARIES": "none",
    }

    def run(*words: str) -> str:
        return subprocess.run(
            [place / "bin/hexapla", *words],
            cwd=elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        ).stdout

    listed = json.loads(run("list", "--json"))["articles"]
    assert sorted(article["id"] for article in listed) == [f"seed-00{n}" for n in range(5)]
    assert len(json.loads(run("search", "čip", "--json"))["languages"]) == 4
    assert bool(list((packages / "reader").rglob("*.pyc"))) == (bytecode == "--compile")
    where = "import index, reader; print(index.__file__, reader.__file__)"
    files = subprocess.check_output([place / "bin/python", "-c", where], cwd=elsewhere, text=True)
    assert all(Path(name).is_relative_to(place) for name in files.split())
