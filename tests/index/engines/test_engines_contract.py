"""What every engine must do, asked of all there are."""

import subprocess
import sys
from pathlib import Path

import pytest

from index import Archive, engines
from index.archive import STORE_NAME
from index.derived.corpus import Corpus
from index.derived.folder import Derived
from index.engines import (
    Clause,
    Document,
    Engine,
    FieldTokens,
    Filter,
    Group,
    NearGroup,
    PhraseGroup,
    Request,
    WeightedForm,
    never,
)
from index.errors import Cancelled
from index.model import Occur
from index.search.query import parse
from index.search.search import Options, Search
from index.storage.store import Store
from tests.index.engines.made import clause, document, keys, put, words


def test_listing_the_engines_loads_no_whoosh() -> None:
    code = "import sys, index.engines as e; e.names(); sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_empty_index_answers(engine: Engine) -> None:
    found = engine.search(Request((clause("čip"),)))
    assert (found.ranked, found.total, found.partial) == ((), 0, 0)
    assert engine.search(Request()).total == 0


def test_a_request_without_words_finds_every_article(engine: Engine) -> None:
    put(engine, document(1, "čip"), document(2, "mrak", lang="uk"))
    assert sorted(keys(engine)) == [1, 2]


def test_a_word_is_found_by_any_of_its_forms(engine: Engine) -> None:
    put(engine, document(1, "nový čip"), document(2, "bez čipů"), document(3, "mrak"))
    assert sorted(keys(engine, clause("čip", "čipů"))) == [1, 2]


def test_no_word_is_too_short_or_too_common(engine: Engine) -> None:
    put(engine, document(1, "a v"), document(2, "a i"))
    assert sorted(keys(engine, clause("a"))) == [1, 2]


def test_articles_that_lack_a_word_come_after_those_that_have_all(engine: Engine) -> None:
    put(engine, document(1, "čip čip čip čip"), document(2, "čip " + "slovo " * 50 + "huawei"))
    found = engine.search(Request((clause("čip"), clause("huawei"))))
    assert [(ranked.key, ranked.missing) for ranked in found.ranked] == [(2, ()), (1, (1,))]
    assert (found.total, found.partial) == (1, 1)


def test_an_article_that_has_none_of_the_words_is_no_match(engine: Engine) -> None:
    put(engine, document(1, "čip"), document(2, "mrak"))
    found = engine.search(Request((clause("čip"), clause("nic"))))
    assert ([ranked.key for ranked in found.ranked], found.total, found.partial) == ([1], 0, 1)


def test_a_required_word_must_be_there(engine: Engine) -> None:
    put(engine, document(1, "čip"), document(2, "huawei"), document(3, "čip huawei"))
    assert keys(engine, clause("čip"), clause("huawei", occur=Occur.MUST)) == [3, 2]


def test_a_required_word_alone_makes_a_partial_match_of_what_lacks_the_rest(
    engine: Engine,
) -> None:
    put(engine, document(1, "huawei"))
    found = engine.search(Request((clause("čip"), clause("huawei", occur=Occur.MUST))))
    assert (found.total, found.partial, found.ranked[0].missing) == (0, 1, (0,))


def test_an_excluded_word_excludes(engine: Engine) -> None:
    put(engine, document(1, "čip"), document(2, "čip huawei"), document(3, "mrak"))
    assert keys(engine, clause("čip"), clause("huawei", occur=Occur.MUST_NOT)) == [1]
    assert sorted(keys(engine, clause("huawei", occur=Occur.MUST_NOT))) == [1, 3]


def test_an_alternative_without_forms_matches_nothing(engine: Engine) -> None:
    put(engine, document(1, "čip"))
    for empty in (Group(()), PhraseGroup(()), PhraseGroup((words("čip"), Group(())))):
        assert keys(engine, Clause((empty,))) == []
        assert keys(engine, Clause((empty,), Occur.MUST_NOT)) == [1]


def test_a_phrase_stands_in_order_and_together(engine: Engine) -> None:
    put(
        engine,
        document(1, "nový čip huawei"),
        document(2, "huawei čip"),
        document(3, "čip a huawei"),
    )
    phrase = (words("čip", "chip"), words("huawei"))
    assert keys(engine, Clause((PhraseGroup(phrase),))) == [1]
    assert sorted(keys(engine, Clause((PhraseGroup(phrase, slop=1),)))) == [1, 3]


def test_what_is_near_may_stand_in_any_order(engine: Engine) -> None:
    put(
        engine,
        document(1, "nový čip od firmy huawei"),
        document(2, "huawei má čip"),
        document(3, "čip a další a další huawei"),
        document(4, "čip"),
    )
    near = NearGroup((words("čip", "chip"), words("huawei")), 3)
    assert sorted(keys(engine, Clause((near,)))) == [1, 2]
    phrase = PhraseGroup((words("nový"), words("čip")))
    assert keys(engine, Clause((NearGroup((words("huawei"), phrase), 4),))) == [1]
    assert keys(engine, Clause((NearGroup((words("huawei"), phrase), 3),))) == []


def test_a_word_is_near_itself_only_where_it_stands_twice(engine: Engine) -> None:
    put(engine, document(1, "čip a čip"), document(2, "čip"))
    near = NearGroup((words("čip"), words("čip")), 5)
    assert keys(engine, Clause((near,))) == [1]


def test_a_phrase_does_not_go_from_the_title_into_the_body(engine: Engine) -> None:
    put(engine, document(1, "huawei", title="čip"))
    assert keys(engine, Clause((PhraseGroup((words("čip"), words("huawei")), 9),))) == []


def test_tokens_at_one_position_are_each_part_of_a_phrase(engine: Engine) -> None:
    body = FieldTokens(("ki-chips", "ki", "chips", "verschoben"), (0, 0, 0, 1))
    put(engine, Document(1, "de", "", 0, FieldTokens(), body))
    for first in ("ki-chips", "ki", "chips"):
        assert keys(engine, Clause((PhraseGroup((words(first), words("verschoben"))),))) == [1]
    assert keys(engine, Clause((PhraseGroup((words("ki"), words("chips"))),))) == []


def test_a_prefix_finds_all_forms_that_begin_so(engine: Engine) -> None:
    put(engine, document(1, "čipy"), document(2, "čip"), document(3, "či"), document(4, "čiž"))
    prefix = Group((WeightedForm("čip", prefix=True),))
    assert sorted(keys(engine, Clause((prefix,)))) == [1, 2]


@pytest.mark.parametrize("name", engines.names())
def test_a_misspelled_word_finds_what_is_spelled_nearly_so(name: str, tmp_path: Path) -> None:
    text = tmp_path / "one.txt"
    text.write_text("Huawei\n\nChip baru dari Huawei terlambat.\n", "utf-8")
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([text], lang="id", index=False)
    store = Store.open(tmp_path / "archive" / STORE_NAME)
    derived = Derived.create(tmp_path / "index", name)
    derived.update(store)
    corpus = Corpus(store, derived.vocabulary, derived.engine, derived.offsets)
    for typed, found in (("hauwei~", 1), ("huwaei chpi~", 0), ("huawei chpi~", 1), ("chxyi~", 0)):
        assert Search(corpus, parse(typed), Options()).results(never).total == found
    derived.close()
    store.close()


def test_a_clause_can_ask_one_field_only(engine: Engine) -> None:
    put(engine, document(1, "mrak", title="čip"), document(2, "čip", title="mrak"))
    assert keys(engine, Clause((words("čip"),), field="title")) == [1]
    assert keys(engine, Clause((words("čip"),), field="body")) == [2]


def test_a_weaker_form_scores_less(engine: Engine) -> None:
    put(engine, document(1, "čip mrak"), document(2, "čipů mrak"))
    group = Group((WeightedForm("čip"), WeightedForm("čipů", 0.5)))
    first, second = engine.search(Request((Clause((group,)),))).ranked
    assert (first.key, second.key) == (1, 2)
    assert first.score > second.score


def test_a_form_named_twice_counts_with_its_greatest_weight(engine: Engine) -> None:
    put(engine, document(1, "čip mrak"))
    once = Group((WeightedForm("čip", 0.8),))
    twice = Group((WeightedForm("či", 0.3, prefix=True), WeightedForm("čip", 0.8)))
    scores = [engine.search(Request((Clause((it,)),))).ranked[0].score for it in (once, twice)]
    assert scores[0] == scores[1]


def test_the_filter_neither_counts_nor_scores(engine: Engine) -> None:
    put(engine, document(1, "čip", source="a"), document(2, "čip", source="b"), document(3, "x"))
    everywhere = engine.search(Request((clause("čip"),)))
    narrow = engine.search(Request((clause("čip"),), Filter(sources=frozenset({"b"}))))
    assert narrow.total == 1
    assert narrow.sources == {"b": 1}
    assert narrow.ranked[0] == everywhere.ranked[1]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(languages=frozenset({"uk", "de"})), [2, 3]),
        (Filter(sources=frozenset({""})), [1]),
        (Filter(without_languages=frozenset({"cs"})), [2, 3]),
        (Filter(without_sources=frozenset({"", "b"})), [2]),
        (Filter(since=7), [2, 3]),
        (Filter(until=7), [2]),
        (Filter(since=8, until=8), [3]),
        (Filter(since=9), []),
        (Filter(without_days=((7, 7), (9, 9))), [1, 3]),
        (Filter(within=frozenset({2, 3, 99})), [2, 3]),
        (Filter(within=frozenset()), []),
        (Filter(without=frozenset({1, 99})), [2, 3]),
        (Filter(within=frozenset({1, 2}), without=frozenset({2}), until=None), [1]),
    ],
)
def test_filters_keep_what_they_say(engine: Engine, wanted: Filter, found: list[int]) -> None:
    put(
        engine,
        document(1, "čip", lang="cs", source="", day=0),
        document(2, "чип", lang="uk", source="a", day=7),
        document(3, "chip", lang="de", source="b", day=8),
    )
    assert sorted(keys(engine, filter=wanted)) == found
    assert sorted(keys(engine, clause("čip", "чип", "chip"), filter=wanted)) == found


def test_by_date_the_newest_is_first_and_the_undated_last(engine: Engine) -> None:
    put(engine, document(1, "čip"), document(2, "čip", day=7), document(3, "čip", day=8))
    assert keys(engine, clause("čip"), sort="date") == [3, 2, 1]


def test_a_limit_leaves_the_counts_exact(engine: Engine) -> None:
    put(engine, *(document(key, "čip") for key in range(1, 31)))
    found = engine.search(Request((clause("čip"),), limit=4))
    assert (len(found.ranked), found.total, found.languages) == (4, 30, {"cs": 30})
    assert engine.search(Request((clause("čip"),), limit=0)).ranked == ()


def test_a_commit_is_seen_after_a_refresh_only(engine: Engine) -> None:
    writer = engine.writer()
    writer.add(document(1, "čip"))
    writer.commit()
    assert keys(engine) == []
    engine.refresh()
    assert keys(engine) == [1]


def test_a_removed_article_is_gone_and_leaves_the_statistics(engine: Engine) -> None:
    put(engine, document(1, "čip mrak"))
    alone = engine.search(Request((clause("čip"),))).ranked
    put(engine, document(2, "čip " * 90), document(3, "nic"))
    put(engine, without=(2, 3, 777))
    assert engine.search(Request((clause("čip"),))).ranked == alone


def test_an_article_can_be_replaced_within_a_commit(engine: Engine) -> None:
    put(engine, document(1, "starý"))
    put(engine, document(1, "nový"), without=(1,))
    assert keys(engine, clause("starý")) == []
    assert keys(engine, clause("nový")) == [1]


def test_what_is_added_and_removed_in_one_commit_never_was(engine: Engine) -> None:
    writer = engine.writer()
    writer.add(document(1, "čip"))
    writer.remove([1])
    writer.add(document(1, "mrak"))
    writer.commit()
    engine.refresh()
    assert keys(engine, clause("čip")) == []
    assert keys(engine, clause("mrak")) == [1]


def test_cancelled_changes_leave_nothing(engine: Engine, tmp_path: Path) -> None:
    put(engine, document(1, "čip"))
    before = {path.name for path in (tmp_path / "index").iterdir()}
    writer = engine.writer()
    writer.remove([1])
    writer.add(document(2, "mrak"))
    writer.cancel()
    engine.refresh()
    assert keys(engine) == [1]
    assert {path.name for path in (tmp_path / "index").iterdir()} == before
    put(engine, document(3, "dál"))
    assert sorted(keys(engine)) == [1, 3]


@pytest.mark.parametrize("form", ["\ud800", "x" * 70_000, "\x00", "a\nb", "𝔞"])
def test_any_text_can_be_a_form(engine: Engine, form: str) -> None:
    put(engine, Document(1, "cs", "", 0, FieldTokens(), FieldTokens((form,), (0,))))
    assert keys(engine, clause(form)) == [1]


def test_a_search_stops_when_it_is_told_to(engine: Engine) -> None:
    put(engine, *(document(key, "čip mrak") for key in range(2000)))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    with pytest.raises(Cancelled):
        engine.search(Request((clause("čip"), clause("mrak"))), cancelled)
    assert asked == 6
    assert engine.search(Request((clause("čip"),))).total == 2000
