import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.romanisation import frames
from index.language.tokens import normalize, tokenize
from index.model import Via
from index.words import counts
from index.words.readings import Reading
from index.words.vocabulary import Vocabulary


def in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    Vocabulary.create(connection)
    return connection


def dump(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Everything the tables hold, without the numbers of forms."""
    return [
        *connection.execute("SELECT code, articles FROM language ORDER BY code"),
        *connection.execute("SELECT text, articles FROM form ORDER BY text"),
        *connection.execute(
            "SELECT text, lang, reading.articles, lemmas, parts, is_name FROM reading"
            " JOIN form ON form.id = reading.form ORDER BY text, lang"
        ),
        *connection.execute(
            "SELECT tier, key, lang, text FROM form_key"
            " JOIN form ON form.id = form_key.form ORDER BY tier, key, lang, text"
        ),
    ]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = in_memory()
    yield connection
    connection.close()


@pytest.fixture
def vocabulary(connection: sqlite3.Connection) -> Vocabulary:
    return Vocabulary(connection)


def texts(readings: list[Reading]) -> set[str]:
    return {reading.text for reading in readings}


def test_a_form_has_one_number_in_all_languages(vocabulary: Vocabulary) -> None:
    czech = vocabulary.add("cs", ["model", "čip"])
    german = vocabulary.add("de", ["chip", "model"])
    assert czech[0] == german[1]
    assert len({*czech, *german}) == 3


def test_numbers_and_forms_lead_to_each_other(vocabulary: Vocabulary) -> None:
    forms = ["čip", "čipů"]
    numbers = dict(zip(forms, vocabulary.add("cs", forms).tolist(), strict=True))
    assert vocabulary.ids(["čip", "čipů", "chip"]) == numbers
    assert vocabulary.forms([*numbers.values(), 999]) == {n: form for form, n in numbers.items()}


def test_articles_are_counted_not_occurrences(vocabulary: Vocabulary) -> None:
    vocabulary.add("cs", ["čip", "čip"])
    vocabulary.add("cs", ["čip"])
    vocabulary.add("de", ["čip"])
    counts = {reading.lang: reading.articles for reading in vocabulary.readings(["čip"])}
    assert counts == {"cs": 2, "de": 1}
    assert vocabulary.languages() == {"cs": 2, "de": 1}


def test_a_lemma_leads_to_its_forms_and_to_itself(vocabulary: Vocabulary) -> None:
    vocabulary.add("cs", ["čip", "čipů", "čipy", "huawei"])
    assert texts(vocabulary.by_keys(Via.FORM, ["čip"])) == {"čip", "čipů", "čipy"}


def test_a_stem_leads_to_its_forms_and_to_itself(vocabulary: Vocabulary) -> None:
    vocabulary.add("cs", ["huaweie", "huaweiem", "huawei"])
    vocabulary.add("de", ["deepseeks"])
    assert texts(vocabulary.by_keys(Via.STEM, ["huawei"])) == {"huawei", "huaweie", "huaweiem"}
    assert texts(vocabulary.by_keys(Via.STEM, ["deepseek"])) == {"deepseeks"}


def test_a_part_leads_to_what_is_composed_of_it(vocabulary: Vocabulary) -> None:
    vocabulary.add("de", ["chipproblemen", "chip"])
    assert texts(vocabulary.by_keys(Via.PART, ["problem"])) == {"chipproblemen"}
    assert texts(vocabulary.by_keys(Via.PART, ["chip"])) == {"chipproblemen"}


def test_a_frame_leads_to_names_only(vocabulary: Vocabulary) -> None:
    vocabulary.add("uk", ["трампа", "маска"])
    (trump,), (musk,) = frames("trump"), frames("musk")
    assert texts(vocabulary.by_keys(Via.SCRIPT, [trump.key, musk.key])) == {"трампа"}


def test_a_fold_leads_to_forms_and_to_forms_of_lemmas(vocabulary: Vocabulary) -> None:
    vocabulary.add("cs", ["čipů"])
    vocabulary.add("de", ["cip", "münchen"])
    assert texts(vocabulary.by_keys(Via.FOLD, ["cip"])) == {"čipů", "cip"}
    assert texts(vocabulary.by_keys(Via.FOLD, ["cipu"])) == {"čipů"}
    assert texts(vocabulary.by_keys(Via.FOLD, ["muenchen"])) == {"münchen"}


def test_a_skeleton_leads_to_every_script(vocabulary: Vocabulary) -> None:
    vocabulary.add("uk", ["чипах", "модель"])
    vocabulary.add("en", ["chip", "model", "models"])
    assert texts(vocabulary.by_keys(Via.SCRIPT, ["Cip"])) == {"чипах", "chip"}
    assert texts(vocabulary.by_keys(Via.SCRIPT, ["model"])) == {"модель", "model", "models"}


def test_a_reading_is_found_once(vocabulary: Vocabulary) -> None:
    vocabulary.add("cs", ["čip", "čipů"])
    found = vocabulary.by_keys(Via.FOLD, ["cip", "cipu", "čip"])
    assert len(found) == len(set(found))


def test_a_prefix_gives_the_most_frequent_forms_first(vocabulary: Vocabulary) -> None:
    vocabulary.add("en", ["chip", "chips", "china"])
    vocabulary.add("en", ["chips"])
    assert [reading.text for reading in vocabulary.starting_with("chi", 1)] == ["chips"]
    assert texts(vocabulary.starting_with("chip", 9)) == {"chip", "chips"}


def test_what_a_limited_prefix_gives_depends_on_no_order_of_adding() -> None:
    def first(forms: list[str]) -> tuple[list[str], list[str]]:
        with closing(in_memory()) as connection:
            vocabulary = Vocabulary(connection)
            for form in forms:
                vocabulary.add("und", [form])
            begin, fold = vocabulary.starting_with("č", 2), vocabulary.folding_to("ci", 2)
            return [it.text for it in begin], [it.text for it in fold]

    # Two fold alike, and a third would go before them.
    forms = ["čín", "čiň", "čij", "čip"]
    assert first(forms) == first(forms[::-1]) == (["čij", "čip"], ["čij"])
    assert (
        first([*forms, "čiň"]) == first([*forms[::-1], "čiň"]) == (["čiň", "čij"], ["čiň", "čij"])
    )


def test_a_folded_prefix_gives_forms_that_are_spelled_otherwise(vocabulary: Vocabulary) -> None:
    vocabulary.add("cs", ["čipů", "cipisek", "byl"])
    assert texts(vocabulary.folding_to("cip", 9)) == {"čipů"}
    assert texts(vocabulary.folding_to("by", 9)) == set()


def test_what_no_article_holds_any_more_is_gone(connection: sqlite3.Connection) -> None:
    vocabulary = Vocabulary(connection)
    vocabulary.add("cs", ["model", "čipů"])
    vocabulary.flush()
    before = dump(connection)
    vocabulary.discard("de", vocabulary.add("de", ["model", "münchen"]))
    vocabulary.flush()
    assert dump(connection) == before


def test_a_form_comes_back_after_it_was_gone(vocabulary: Vocabulary) -> None:
    vocabulary.discard("cs", vocabulary.add("cs", ["čipů"]))
    vocabulary.flush()
    vocabulary.add("cs", ["čipů"])
    assert texts(vocabulary.by_keys(Via.FORM, ["čip"])) == {"čipů"}


def test_counts_outlast_the_object_once_flushed(connection: sqlite3.Connection) -> None:
    first = Vocabulary(connection)
    first.add("cs", ["čip"])
    first.flush()
    second = Vocabulary(connection)
    second.add("cs", ["čip", "čipy"])
    assert {r.text: r.articles for r in second.readings(["čip", "čipy"])} == {"čip": 2, "čipy": 1}


def test_more_values_than_a_statement_takes(vocabulary: Vocabulary) -> None:
    forms = [f"w{n}" for n in range(2_000)]
    numbers = vocabulary.add("und", forms)
    assert vocabulary.ids(forms) == dict(zip(forms, numbers, strict=True))


def test_forgetting_what_is_known_changes_nothing(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vocabulary, "_REMEMBERED", 1)
    first = vocabulary.add("cs", ["čip", "čipy"])
    vocabulary.add("cs", ["rok"])
    assert vocabulary.add("cs", ["čip", "čipy", "den"])[:2].tolist() == first.tolist()


def test_a_read_only_connection_can_ask_everything(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.sqlite"
    with sqlite3.connect(path) as writing:
        Vocabulary.create(writing)
        written = Vocabulary(writing)
        written.add("cs", ["čip", "čipů"])
        written.flush()
    writing.close()
    reading = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    vocabulary = Vocabulary(reading)
    assert vocabulary.languages() == {"cs": 1}
    assert texts(vocabulary.starting_with("č", 9)) == {"čip", "čipů"}
    for tier, key in ((Via.FORM, "čip"), (Via.FOLD, "cip"), (Via.SCRIPT, "Cip")):
        assert texts(vocabulary.by_keys(tier, [key])) == {"čip", "čipů"}
    reading.close()


articles = st.lists(
    st.tuples(
        st.sampled_from(["cs", "de", "und"]),
        st.lists(
            st.sampled_from(
                [
                    "čip",
                    "čipů",
                    "chip",
                    "münchen",
                    "modelle",
                    "ход",
                    "být",
                    "chipproblem",
                    "huaweie",
                ]
            )
        ),
    ),
    max_size=6,
)


@given(articles, st.booleans(), st.data())
def test_discarding_undoes_adding(
    kept: list[tuple[str, list[str]]], few: bool, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        if few:
            put_aside_what_is_added(patched)
        _discard_what_was_added(kept, data)


def put_aside_what_is_added(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(counts, "_SMALL", 0)
    patched.setattr(counts, "_SHARE", 0)


def test_counts_wait_until_they_are_many_and_none_is_lost(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "_SMALL", 0)
    monkeypatch.setattr(counts, "_SHARE", 1)
    seen = []
    for forms in (["čip", "čipů", "čipy"], ["čip", "čipů"], ["čip"], ["čip", "čipy"]):
        vocabulary = Vocabulary(connection)
        vocabulary.add("cs", forms)
        vocabulary.flush()
        seen.append([reading.articles for reading in vocabulary.readings(["čip"])])
    # Two and one are no more than three forms; two more are.
    assert seen == [[1], [1], [1], [4]]


def _discard_what_was_added(kept: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    gone = data.draw(articles)
    wanted, actual = in_memory(), in_memory()
    vocabulary = Vocabulary(wanted)
    for lang, forms in kept:
        vocabulary.add(lang, forms)
    vocabulary.flush()
    vocabulary = Vocabulary(actual)
    added = []
    for lang, forms in gone:
        added.append((lang, vocabulary.add(lang, forms).tolist()))
    if data.draw(st.booleans()):
        vocabulary.flush()
    for lang, forms in kept:
        vocabulary.add(lang, forms)
    for lang, its in added:
        vocabulary.discard(lang, its)
    vocabulary.settle()
    Vocabulary(wanted).settle()
    assert dump(actual) == dump(wanted)
    wanted.close()
    actual.close()


@given(st.text())
def test_any_token_is_found_by_itself(text: str) -> None:
    forms = [token.form for token in tokenize(text)]
    connection = in_memory()
    vocabulary = Vocabulary(connection)
    vocabulary.add("cs", forms)
    assert texts(vocabulary.readings(map(normalize, forms))) == set(forms)
    connection.close()


def test_what_is_remembered_is_gone_when_somebody_else_writes(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.sqlite"
    writing, reading = (sqlite3.connect(path, isolation_level=None) for _ in range(2))
    Vocabulary.create(writing)
    writer, reader = Vocabulary(writing), Vocabulary(reading)
    for vocabulary in (writer, reader):
        vocabulary.remembered()["a"] = 1
        assert vocabulary.remembered() == {"a": 1}
    writer.add("en", ["word"])
    assert (writer.remembered(), reader.remembered()) == ({}, {})
    writing.close()
    reading.close()
