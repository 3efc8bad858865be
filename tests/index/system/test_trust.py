"""Whose index is searched: one's own, root's, a trusted owner's."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Archive
from index.archive import INDEX_NAME
from index.errors import EngineError, WriteError
from index.system.trust import refuse_foreign
from tests.index.conftest import MakeArchive

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")

#: Accounts that every Unix has; neither can log in.
OWNER, READER = pwd.getpwnam("daemon").pw_uid, pwd.getpwnam("nobody").pw_uid

ONE = "The delayed launch\n\nThe launch of the chip was delayed until autumn.\n"


@contextmanager
def account(number: int) -> Iterator[None]:
    """Be somebody else for a while."""
    os.seteuid(number)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared(make_archive: MakeArchive, tmp_path: Path) -> Path:
    """An archive that belongs to `OWNER` and that all may read."""
    archive = make_archive({"one.txt": ONE})
    archive.close()
    for folder in (*tmp_path.parents, tmp_path):  # pytest's own folder is root's alone
        if folder.is_relative_to(tmp_path.parents[2]):
            folder.chmod(folder.stat().st_mode | 0o055)
    for path in (archive.path, *archive.path.rglob("*")):
        os.chown(path, OWNER, -1)
    return archive.path


def found(archive: Archive) -> int:
    return archive.search("launch").total


def test_a_trusted_owner_s_index_is_searched_and_left_alone(shared: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in shared.rglob("*"))
    with account(READER), Archive.open(shared, trusted=[OWNER]) as archive:
        assert found(archive) == 1
        assert archive.notice is None
    assert sorted((path, path.stat().st_mtime_ns) for path in shared.rglob("*")) == before


def test_anybody_else_s_is_done_without(shared: Path) -> None:
    with account(READER), Archive.open(shared) as archive:
        assert found(archive) == 1
        assert archive.notice is not None
        assert "the index belongs to daemon, who is not trusted" in archive.notice


def test_root_neither_believes_nor_replaces_another_s(shared: Path) -> None:
    with Archive.open(shared) as archive:
        assert found(archive) == 1
        assert "not trusted" in (archive.notice or "")
        with pytest.raises(WriteError, match="belongs to daemon"):
            archive.add([shared])
    assert {path.stat().st_uid for path in shared.rglob("*")} == {OWNER}


def test_the_owner_goes_on_writing(shared: Path) -> None:
    news = shared.parent / "articles-0"
    with account(OWNER), Archive.open(shared) as archive:
        archive.add([news])
        assert archive.reindex() == 1
    with account(READER), Archive.open(shared, trusted=[OWNER]) as archive:
        assert (found(archive), archive.notice) == (1, None)


@pytest.mark.parametrize("name", ["manifest.json", "vocabulary.sqlite", "postings"])
def test_every_part_must_belong_to_a_trusted_owner(shared: Path, name: str) -> None:
    os.chown(shared / INDEX_NAME / name, READER, -1)
    with pytest.raises(EngineError, match=f"{name}: the index belongs to nobody"):
        refuse_foreign(shared / INDEX_NAME, {OWNER})


@pytest.mark.parametrize("name", [".", "manifest.json", "vocabulary.sqlite", "postings"])
def test_what_others_can_write_is_nobody_s(shared: Path, name: str) -> None:
    path = shared / INDEX_NAME / name
    path.chmod(path.stat().st_mode | 0o020)
    with account(READER), Archive.open(shared, trusted=[OWNER]) as archive:
        assert found(archive) == 1
        assert "others can write the index" in (archive.notice or "")


def test_an_index_made_under_a_generous_umask_is_the_owner_s_alone(
    make_archive: MakeArchive,
) -> None:
    before = os.umask(0)
    try:
        archive = make_archive({"one.txt": ONE})
    finally:
        os.umask(before)
    for path in (archive.path / INDEX_NAME).rglob("*"):
        assert not path.stat().st_mode & 0o022, path
    assert (found(archive), archive.notice) == (1, None)
