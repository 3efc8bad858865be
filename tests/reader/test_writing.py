import os
import threading
from pathlib import Path

import pytest

from index.errors import WriteError
from reader.writing import FileTaken, new_file, write_file


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_there_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileTaken, match="a: there is a file already"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_file_that_comes_in_between_is_not_lost(tmp_path: Path) -> None:
    def write_late() -> None:
        with new_file(tmp_path / "a") as temporary:
            temporary.write_bytes(b"new")
            (tmp_path / "a").write_bytes(b"somebody else's")

    with pytest.raises(FileTaken):
        write_late()
    assert (tmp_path / "a").read_bytes() == b"somebody else's"
    assert names(tmp_path) == ["a"]


def test_a_file_is_replaced_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    write_file(tmp_path / "a", b"new", overwrite=True)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_file(path, b"0" * 50_000)
    done = threading.Event()
    seen: list[bytes] = []

    def read() -> None:
        while not (seen and done.is_set()):
            seen.append(path.read_bytes())

    thread = threading.Thread(target=read)
    thread.start()
    for digit in (b"1", b"2", b"3"):
        write_file(path, digit * 50_000, overwrite=True)
    done.set()
    thread.join()
    assert seen
    assert all(len(content) == 50_000 and len(set(content)) == 1 for content in seen)


def test_when_writing_fails_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail() -> None:
        with new_file(tmp_path / "a", overwrite=True) as temporary:
            temporary.write_bytes(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(WriteError, match="a: No space left on device"):
        fail()
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_missing_folder_is_named(tmp_path: Path, overwrite: bool) -> None:
    with pytest.raises(WriteError, match="gone/a: No such file or directory"):
        write_file(tmp_path / "gone" / "a", b"new", overwrite=overwrite)


def test_links_and_pipes_and_folders_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("link", "pipe", "folder"):
        with pytest.raises(WriteError, match=f"{name}: not a regular file"):
            write_file(tmp_path / name, b"new", overwrite=True)
    assert (tmp_path / "target").read_bytes() == b"old"
    assert names(tmp_path) == ["folder", "link", "pipe", "target"]


def test_a_link_to_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileTaken):
        write_file(tmp_path / "link", b"new")
    assert names(tmp_path) == ["link"]


def test_permissions_are_those_asked_for(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"", mode=0o600)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    write_file(tmp_path / ("n" * 255), b"new")
    assert names(tmp_path) == ["n" * 255]
