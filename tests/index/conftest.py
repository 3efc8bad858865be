"""Real archives for the tests of the library."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Archive
from index.sample import open_sample

MakeArchive = Callable[[dict[str, str]], Archive]


@pytest.fixture(scope="session")
def sample_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the bundled sample is made in once a test run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def sample(sample_cache: Path) -> Iterator[Archive]:
    """The bundled sample."""
    with open_sample(sample_cache) as archive:
        yield archive


@pytest.fixture
def make_archive(tmp_path: Path) -> Iterator[MakeArchive]:
    """Makes an archive of the given files (name -> content), added as one folder."""
    opened: list[Archive] = []

    def make(files: dict[str, str]) -> Archive:
        folder = tmp_path / f"articles-{len(opened)}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
        archive = Archive.create(tmp_path / f"archive-{len(opened)}")
        opened.append(archive)
        archive.add([folder])
        return archive

    yield make
    for archive in opened:
        archive.close()
