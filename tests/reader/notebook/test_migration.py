"""A notebook is never changed in shape without a copy of what it was."""

import sqlite3
from pathlib import Path

import pytest

from index.errors import WriteError
from reader.notebook import database
from tests.reader.notebook.conftest import ticking

OLD = database.Schema(7, (("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"),))
NEW = database.Schema(7, (*OLD.steps, ("ALTER TABLE a ADD y", "UPDATE a SET y = 2")))


def test_a_migration_keeps_a_copy_of_what_was(path: Path) -> None:
    database.connect(path, OLD, now=ticking(), patience=1).close()
    connection = database.connect(path, NEW, now=ticking(), patience=1)
    assert connection.execute("SELECT * FROM a").fetchall() == [(1, 2)]
    connection.close()
    copy = path.with_name(f"{path.name}.v1-20260501T120000Z")
    old = database.connect(copy, OLD, now=ticking(), patience=1)
    assert old.execute("SELECT * FROM a").fetchall() == [(1,)]
    old.close()


def test_a_migration_happens_once(path: Path) -> None:
    for schema in (OLD, NEW, NEW):
        database.connect(path, schema, now=ticking(), patience=1).close()
    assert sorted(each.name for each in path.parent.iterdir()) == [
        path.name,
        f"{path.name}.v1-20260501T120000Z",
    ]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    database.connect(path, OLD, now=ticking(), patience=1).close()
    broken = database.Schema(7, (*OLD.steps, ("UPDATE a SET x = 5", "UPDATE absent SET x = 5")))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.connect(path, broken, now=ticking(), patience=1)
    connection = database.connect(path, OLD, now=ticking(), patience=1)
    assert connection.execute("SELECT * FROM a").fetchall() == [(1,)]
    connection.close()


def test_without_a_copy_there_is_no_migration(path: Path) -> None:
    database.connect(path, OLD, now=ticking(), patience=1).close()
    path.with_name(f"{path.name}.v1-20260501T120000Z").write_text("in the way")
    with pytest.raises(WriteError, match="there is a file already"):
        database.connect(path, NEW, now=ticking(), patience=1)
    database.connect(path, OLD, now=ticking(), patience=1).close()
