"""What every engine's folder must bear: closing, missing, damage."""

import os
from pathlib import Path

import pytest

from index.engines import EngineType, Request
from index.errors import EngineError, WriteError
from tests.index.engines.made import clause, document, put


def test_an_index_is_there_after_closing(kind: EngineType, tmp_path: Path) -> None:
    engine = kind.create(tmp_path)
    put(engine, document(1, "čip huawei", title="\u010d 'R2'", source="ft", day=739_000))
    put(engine, document(2, "čip"))
    request = Request((clause("čip"), clause("huawei")))
    before = engine.search(request)
    engine.close()
    again = kind.open(tmp_path)
    assert again.search(request) == before
    again.close()


def test_there_is_nothing_to_open_in_an_empty_or_missing_folder(
    kind: EngineType, tmp_path: Path
) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(EngineError, match=folder.name):
            kind.open(folder)


def test_an_index_cannot_be_made_where_a_file_is(kind: EngineType, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(WriteError):
        kind.create(tmp_path / "file")


def _open_and_search(kind: EngineType, folder: Path) -> None:
    engine = kind.open(folder)
    try:
        engine.search(Request((clause("čip"),)))
    finally:
        engine.close()


@pytest.mark.parametrize("keep", [0, 1, 40, -2])
def test_an_index_cut_short_is_an_engine_error(kind: EngineType, tmp_path: Path, keep: int) -> None:
    engine = kind.create(tmp_path)
    put(engine, *(document(key, "čip mrak") for key in range(9)))
    engine.close()
    for path in [path for path in tmp_path.iterdir() if path.stat().st_size]:
        whole = path.read_bytes()
        path.write_bytes(whole[:keep])
        with pytest.raises(EngineError):
            _open_and_search(kind, tmp_path)
        path.write_bytes(whole)
    _open_and_search(kind, tmp_path)


def test_garbage_in_an_index_is_an_engine_error(kind: EngineType, tmp_path: Path) -> None:
    engine = kind.create(tmp_path)
    put(engine, *(document(key, "čip mrak") for key in range(9)))
    engine.close()
    for path in [path for path in tmp_path.iterdir() if path.stat().st_size]:
        whole = path.read_bytes()
        path.write_bytes(os.urandom(len(whole)))
        with pytest.raises(EngineError) as caught:
            _open_and_search(kind, tmp_path)
        assert "\n" not in str(caught.value)
        path.write_bytes(whole)
