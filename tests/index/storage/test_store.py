"""The truth: what is added stays, what is added twice changes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import ArchiveMissing, ArchiveUnreadable, NotFound, WriteError
from index.ingest import Draft
from index.ingest.intake import Intake, Outcome, revision_of
from index.model import Passage
from index.storage.removal import remove
from index.storage.schema import SCHEMA_VERSION, STEPS
from index.storage.store import Store
from index.stories.verdicts import Verdicts, decide, verdicts

DRAFT = Draft(
    path="/news/one.txt",
    record="",
    id=None,
    title="One",
    title_derived=False,
    lang="en",
    source=None,
    date=None,
    date_from=None,
    url=None,
    passages=(Passage(1, "title", "One"), Passage(2, "body", "First text.")),
)


def changed(draft: Draft, text: str) -> Draft:
    return replace(draft, passages=(draft.passages[0], Passage(2, "body", text)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "articles.sqlite")
    yield store
    store.close()


def put(store: Store, draft: Draft, root: str | None = None) -> Outcome:
    with store.transaction():
        return Intake(store).put(draft, root)


def test_an_article_comes_back_as_it_was_put(store: Store) -> None:
    outcome = put(store, DRAFT)
    article = store.get(outcome.id).article
    assert outcome.what == "added"
    assert article.passages == DRAFT.passages
    assert article.revision == revision_of(DRAFT.passages)
    assert article.title_derived is False


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    first = put(store, DRAFT)
    change = store.last_change()
    assert put(store, DRAFT) == Outcome(first.id, "unchanged")
    assert store.last_change() == change


def test_a_changed_file_is_a_new_revision_of_its_article(store: Store) -> None:
    first = put(store, DRAFT)
    old = store.get(first.id)
    second = put(store, changed(DRAFT, "Second text."))
    new = store.get(first.id)
    assert second == Outcome(first.id, "changed")
    assert new.article.revision != old.article.revision
    assert new.change > old.change
    assert store.count() == 1


def test_the_old_revision_stays(store: Store, tmp_path: Path) -> None:
    put(store, DRAFT)
    put(store, changed(DRAFT, "Second text."))
    with sqlite3.connect(tmp_path / "articles.sqlite") as raw:
        assert raw.execute("SELECT count(*) FROM revision").fetchone() == (2,)
    raw.close()


def test_a_text_that_comes_back_is_its_old_revision(store: Store) -> None:
    first = put(store, DRAFT)
    revision = store.get(first.id).article.revision
    put(store, changed(DRAFT, "Second text."))
    assert put(store, DRAFT).what == "changed"
    assert store.get(first.id).article.revision == revision


def test_a_paragraph_judged_anew_is_the_same_revision(store: Store) -> None:
    first = put(store, DRAFT)
    judged = replace(DRAFT, passages=(DRAFT.passages[0], Passage(2, "boilerplate", "First text.")))
    revision = store.get(first.id).article.revision
    assert put(store, judged).what == "changed"
    assert store.get(first.id).article.revision == revision
    assert store.get(first.id).article.passages[1].kind == "boilerplate"


def test_a_new_particular_changes_the_article(store: Store) -> None:
    first = put(store, DRAFT)
    assert put(store, replace(DRAFT, source="The Paper")).what == "changed"
    assert store.get(first.id).article.source == "The Paper"


def test_one_address_is_one_article_wherever_it_was_read(store: Store) -> None:
    web = replace(DRAFT, url="https://example.org/one?utm_source=feed")
    first = put(store, web)
    other = replace(web, path="/elsewhere/copy.txt", url="https://example.org/one/")
    assert put(store, other).id == first.id
    assert store.count() == 1


def test_two_files_of_one_address_do_not_take_turns(store: Store) -> None:
    web = replace(DRAFT, url="https://example.org/one")
    other = changed(replace(web, path="/elsewhere/copy.txt"), "Another text.")
    put(store, web)
    put(store, other)
    assert [put(store, draft).what for draft in (web, other, web)] == ["unchanged"] * 3


def test_a_given_id_is_kept(store: Store) -> None:
    assert put(store, replace(DRAFT, id="seed-000")).id == "seed-000"


def test_a_clash_of_ids_renames_the_second(store: Store) -> None:
    put(store, replace(DRAFT, id="a"))
    outcomes = [
        put(store, replace(DRAFT, id="a", path=f"/news/{name}.txt")) for name in ("two", "three")
    ]
    assert outcomes == [Outcome("a-2", "added", given="a"), Outcome("a-3", "added", given="a")]


def test_an_article_added_alone_is_known_when_its_folder_is_added(store: Store) -> None:
    first = put(store, DRAFT)
    assert put(store, DRAFT, root="/news") == Outcome(first.id, "unchanged")
    below = replace(DRAFT, path="/news/deep/two.txt")
    second = put(store, below, root="/news")
    assert put(store, below) == Outcome(second.id, "unchanged")


def test_texts_from_standard_input_are_told_apart_by_what_they_say(store: Store) -> None:
    first = put(store, replace(DRAFT, path="-"))
    second = put(store, changed(replace(DRAFT, path="-"), "Another."))
    assert first.id != second.id
    assert put(store, replace(DRAFT, path="-")) == Outcome(first.id, "unchanged")


def test_an_id_is_found_by_an_unambiguous_beginning(store: Store) -> None:
    put(store, replace(DRAFT, id="abcdef"))
    put(store, replace(DRAFT, id="abcdxy", path="/news/two.txt"))
    assert store.get("abcde").article.id == "abcdef"
    for wrong in ("abcd", "abc", "zzzz", ""):
        with pytest.raises(NotFound, match=wrong or "no such"):
            store.get(wrong)


def test_lists_are_newest_first_with_undated_last(store: Store) -> None:
    for name, date in (("a", None), ("b", "2025-08-14"), ("c", "2025-09"), ("d", None)):
        put(store, replace(DRAFT, id=name, path=f"/news/{name}", date=date, lang=name * 2))
    assert [article.id for article in store.articles()] == ["c", "b", "a", "d"]
    assert [article.id for article in store.articles(languages=["aa", "dd"])] == ["a", "d"]


def test_languages_are_asked_for_since_a_change(store: Store) -> None:
    put(store, DRAFT)
    change = store.last_change()
    put(store, replace(DRAFT, path="/news/two.txt", lang="cs"))
    assert store.languages_after(0) == {"en", "cs"}
    assert store.languages_after(change) == {"cs"}
    assert store.languages_after(store.last_change()) == set()


def test_sources_and_languages_are_counted(store: Store) -> None:
    for name, source, lang in (("a", "B", "cs"), ("b", None, "cs"), ("c", "A", "uk")):
        put(store, replace(DRAFT, path=f"/news/{name}", source=source, lang=lang))
    assert [(s.name, s.articles) for s in store.sources()] == [("A", 1), ("B", 1), (None, 1)]
    assert [(c.code, c.articles) for c in store.languages()] == [("cs", 2), ("uk", 1)]
    assert len(store.articles(sources=["", "A"])) == 2


def test_counts_follow_what_changes_and_what_is_removed(store: Store) -> None:
    for name in ("a", "b", "c"):
        put(store, replace(DRAFT, id=name, path=f"/news/{name}", source="A", lang="cs"))
    put(store, replace(changed(DRAFT, "Anew."), id="b", path="/news/b", source=None, lang="uk"))
    assert [(s.name, s.articles) for s in store.sources()] == [("A", 2), (None, 1)]
    assert store.count(languages=["uk"], sources=[""]) == 1
    remove(store, ["a", "b"])
    assert [(s.name, s.articles) for s in store.sources()] == [("A", 1)]
    assert [(c.code, c.articles) for c in store.languages()] == [("cs", 1)]
    assert (store.count(), store.count(sources=["B"])) == (1, 0)


@pytest.mark.parametrize(("languages", "sources"), [(("cs", "uk"), ()), ((), ("", "B"))])
def test_the_first_of_a_list_are_those_of_the_whole_list(
    store: Store, languages: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    for n in range(24):
        date = None if n % 5 == 0 else f"2025-0{n % 3 + 1}"
        source, lang = ("A", "B", None)[n % 3], ("cs", "uk", "de", "cs")[n % 4]
        name = f"/news/{n}"
        put(store, replace(DRAFT, path=name, source=source, lang=lang, date=date))
    whole = store.articles(languages, sources)
    for limit in (0, 1, 5, len(whole), 99):
        assert store.articles(languages, sources, limit) == whole[:limit]


def test_changes_come_in_their_order(store: Store) -> None:
    first, second = put(store, DRAFT), put(store, replace(DRAFT, path="/news/two.txt"))
    put(store, changed(DRAFT, "Anew."))
    assert [stored.article.id for stored in store.changes_after(0)] == [second.id, first.id]
    assert list(store.changes_after(store.last_change())) == []


def test_what_is_not_written_to_the_end_is_not_there(store: Store) -> None:
    def interrupted() -> None:
        with store.transaction():
            Intake(store).put(DRAFT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.count() == 0


def test_two_archives_have_two_names(tmp_path: Path) -> None:
    first, second = (Store.create(tmp_path / name) for name in "ab")
    assert first.uuid != second.uuid
    first.close()
    second.close()


def test_nothing_there_is_missing_and_something_else_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "articles.sqlite"
    with pytest.raises(ArchiveMissing, match="no archive"):
        Store.open(path)
    path.write_bytes(b"not a database, but long enough to look like one" * 40)
    with pytest.raises(ArchiveUnreadable, match=r"articles\.sqlite"):
        Store.open(path)


def test_an_archive_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "articles.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        for statement in STEPS[0]:
            raw.execute(statement)
        raw.execute("INSERT INTO archive VALUES ('0f5c', '2026-01-01')")
        raw.execute("PRAGMA user_version = 1")
        raw.commit()
    with closing(Store.open(path)) as opened:
        assert opened.uuid == "0f5c"
        assert verdicts(opened) == Verdicts()
        decide(opened, "alone", [])
        (version,) = opened.connection.execute("PRAGMA user_version").fetchone()
        assert version == SCHEMA_VERSION


def test_a_newer_archive_says_so(tmp_path: Path, store: Store) -> None:
    store.close()
    with sqlite3.connect(tmp_path / "articles.sqlite") as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(ArchiveUnreadable, match="version 99"):
        Store.open(tmp_path / "articles.sqlite")


def test_nothing_is_overwritten_by_creating(tmp_path: Path, store: Store) -> None:
    with pytest.raises(WriteError):
        Store.create(tmp_path / "articles.sqlite")
