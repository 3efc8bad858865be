import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import WriteError
from reader.columns import Position
from reader.state import OpenArticle, State, load, save

LEFT = State(
    articles=(OpenArticle("seed-001", Position(4, 120)), OpenArticle("seed-004")),
    active=1,
    query="čip чип",
    hidden=("id",),
    sources=("", "double.news"),
    sort="date",
    locked=True,
    theme="hexapla-light",
)


def the_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_was_open_is_open_again(tmp_path: Path) -> None:
    save(tmp_path / "state" / "hexapla", "uuid-1", LEFT)
    assert load(tmp_path / "state" / "hexapla", "uuid-1") == LEFT


def test_each_archive_has_its_own(tmp_path: Path) -> None:
    save(tmp_path, "uuid-1", LEFT)
    save(tmp_path, "uuid-2", State(query="other"))
    assert load(tmp_path, "uuid-1") == LEFT
    assert load(tmp_path, "uuid-2").query == "other"


def test_the_newest_is_kept_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    save(tmp_path, "uuid-1", State())
    save(tmp_path, "uuid-1", LEFT)
    assert load(tmp_path, "uuid-1") == LEFT
    assert the_file(tmp_path).stat().st_mode & 0o077 == 0


def test_without_a_file_all_is_as_at_first(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere", "uuid-1") == State()


@pytest.mark.parametrize("uuid", ["../../evil", "/etc/evil", "..", "", "a\x00b", "a\ud800b", "a/b"])
def test_no_uuid_leads_out_of_the_folder(tmp_path: Path, uuid: str) -> None:
    folder = tmp_path / "state"
    save(folder, uuid, LEFT)
    assert load(folder, uuid) == LEFT
    assert list(tmp_path.iterdir()) == [folder]
    assert the_file(folder).is_file()


def test_a_uuid_without_end_is_refused_and_read_as_nothing(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="File name too long"):
        save(tmp_path, "u" * 300, LEFT)
    assert load(tmp_path, "u" * 300) == State()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="file"):
        save(tmp_path / "file", "uuid-1", LEFT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"version": 99}',
        b"[" * 100_000,
        b"1" * 5000,
        b" " * 2_000_000,
    ],
    ids=["empty", "words", "bytes", "null", "list", "bare", "newer", "nested", "number", "huge"],
)
def test_what_is_not_ours_is_passed_over(tmp_path: Path, content: bytes) -> None:
    save(tmp_path, "uuid-1", LEFT)
    the_file(tmp_path).write_bytes(content)
    assert load(tmp_path, "uuid-1") == State()


def test_a_folder_in_the_files_place_is_passed_over(tmp_path: Path) -> None:
    save(tmp_path, "uuid-1", LEFT)
    path = the_file(tmp_path)
    path.unlink()
    path.mkdir()
    assert load(tmp_path, "uuid-1") == State()


def test_an_active_pane_that_is_not_there_is_the_last_one(tmp_path: Path) -> None:
    save(tmp_path, "uuid-1", LEFT)
    path = the_file(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"active": 7}))
    assert load(tmp_path, "uuid-1").active == 1


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
fields = st.sampled_from(
    ["articles", "active", "query", "hidden", "sources", "sort", "locked", "theme", "version"]
)


@settings(max_examples=50)  # each flushes two files to the disk
@given(field=fields, value=values)
def test_any_field_may_hold_anything(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: object
) -> None:
    folder = tmp_path_factory.mktemp("state")
    save(folder, "uuid-1", LEFT)
    path = the_file(folder)
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    found = load(folder, "uuid-1")
    # What was loaded is a state that can be kept again, or the first one.
    save(folder, "uuid-1", found)
    assert load(folder, "uuid-1") == found
    assert found.sort in {"relevance", "date"}
    assert 0 <= found.active <= max(len(found.articles) - 1, 0)
