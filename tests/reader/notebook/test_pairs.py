"""Highlights that say the same thing in several languages are one entry."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import NotFound
from reader.notebook import database
from reader.notebook.highlight import entries, quoted
from reader.notebook.notebook import Notebook
from reader.notebook.records import SCHEMA, insert, set_tags
from tests.reader.notebook.conftest import SEED, article, ticking

GERMAN = article("Überschrift", "Der Start wurde verschoben.", key="seed-003")
CZECH = article("Nadpis", "Spuštění se odkládá.", key="seed-004")


def test_paired_highlights_name_each_other(notebook: Notebook, path: Path) -> None:
    ids = [notebook.add("arch", each, 2).id for each in (SEED, GERMAN, CZECH)]
    entry = notebook.pair(ids)
    assert [each.id for each in entry] == ids
    assert [each.pair for each in entry] == [
        tuple(other for other in ids if other != each) for each in ids
    ]
    with Notebook.open(path) as again:
        assert again.highlights() == entry


def test_entries_that_are_paired_become_one(notebook: Notebook) -> None:
    ids = [notebook.add("arch", each, n).id for each in (SEED, GERMAN) for n in (1, 2)]
    notebook.pair(ids[:2])
    notebook.pair(ids[2:])
    assert [each.id for each in notebook.pair((ids[3], ids[0]))] == ids
    assert {len(each.pair) for each in notebook.highlights()} == {3}


def test_one_highlight_makes_no_pair(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 1)
    assert notebook.pair((kept.id, kept.id)) == (kept,)


def test_a_pair_with_what_there_is_not_pairs_nothing(notebook: Notebook) -> None:
    kept, other = (notebook.add("arch", each, 2) for each in (SEED, GERMAN))
    with pytest.raises(NotFound, match="none"):
        notebook.pair((kept.id, other.id, "none"))
    assert notebook.highlights() == (kept, other)


def test_a_removed_highlight_leaves_its_entry_and_comes_back_to_it(notebook: Notebook) -> None:
    kept, other = notebook.pair(notebook.add("arch", each, 2).id for each in (SEED, GERMAN))
    notebook.tag(kept.id, ("a", "b"))
    before = notebook.highlights()
    notebook.remove(kept.id)
    assert [each.pair for each in notebook.highlights()] == [()]
    taken = notebook.take(before[:1])
    assert taken.added == before[:1]
    assert notebook.highlights() == before
    assert other in before


def test_a_pair_that_lost_its_first_does_not_mix_with_its_next(notebook: Notebook) -> None:
    kept, other = notebook.pair(notebook.add("arch", each, 2).id for each in (SEED, GERMAN))
    notebook.remove(kept.id)
    notebook.take([replace(kept, pair=())])
    third = notebook.add("arch", CZECH, 2)
    notebook.pair((kept.id, third.id))
    assert {each.id: each.pair for each in notebook.highlights()} == {
        kept.id: (third.id,),
        other.id: (),
        third.id: (kept.id,),
    }


def test_what_is_there_is_neither_doubled_nor_changed(notebook: Notebook) -> None:
    kept, other = (notebook.add("arch", each, 2, note="n") for each in (SEED, GERMAN))
    elsewhere = replace(kept, id="elsewhere", created="2020-01-01T00:00:00.000Z")
    differs = replace(other, note="something else")
    taken = notebook.take((kept, elsewhere, differs))
    assert (taken.added, taken.unchanged) == ((), (kept, elsewhere))
    assert taken.conflicts == ((differs, other),)
    assert notebook.highlights() == (kept, other)


def test_what_is_taken_is_paired_with_what_stands_at_its_place(notebook: Notebook) -> None:
    kept = notebook.add("arch", SEED, 2)
    new = replace(notebook.add("arch", GERMAN, 2), pair=("elsewhere", "lost"))
    notebook.remove(new.id)
    notebook.take((replace(kept, id="elsewhere", pair=(new.id,)), new))
    assert [each.pair for each in notebook.highlights()] == [(new.id,), (kept.id,)]


def test_an_entry_is_all_that_is_paired_and_comes_once(notebook: Notebook) -> None:
    ids = [notebook.add("arch", each, 2).id for each in (SEED, GERMAN, CZECH)]
    notebook.pair(ids[::2])
    assert [[each.id for each in entry] for entry in entries(notebook.highlights())] == [
        [ids[0], ids[2]],
        [ids[1]],
    ]
    assert [len(entry) for entry in entries(notebook.highlights()[1:])] == [1, 1]


def test_a_notebook_of_before_pairs_is_migrated_with_a_copy(path: Path) -> None:
    first = database.Schema(SCHEMA.application, SCHEMA.steps[:1])
    connection = database.connect(path, first, now=ticking(), patience=1)
    kept = replace(quoted(SEED, SEED.passages[1], 0, 5), id="x", created="2025-01-01T00:00:00Z")
    insert(connection, kept)
    set_tags(connection, "x", ("t",))
    connection.close()
    with Notebook.open(path, now=ticking()) as notebook:
        assert notebook.highlights() == (replace(kept, tags=("t",)),)
        other = notebook.add("arch", GERMAN, 2)
        assert len(notebook.pair(("x", other.id))) == 2
    assert path.with_name(f"{path.name}.v1-20260501T120000Z").is_file()


# Migrations
