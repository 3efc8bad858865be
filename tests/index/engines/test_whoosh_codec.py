"""Whoosh reads our segments as it reads its own: the same ids, totals and scores."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from whoosh import analysis, fields, index, query
from whoosh.index import FileIndex
from whoosh.searching import Searcher
from whoosh.util.numeric import byte_to_length

from index.engines import (
    Clause,
    Document,
    Engine,
    FieldTokens,
    Group,
    PhraseGroup,
    Request,
    WeightedForm,
)
from index.engines.whoosh import ENGINE
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.storage import IndexStorage
from index.model import Occur

FORMS = [f"w{number}" for number in range(60)]
REMOVED = set(range(0, 300, 9))

#: Whoosh's own format rounds lengths to a byte, ours does not: these are the same in both.
LENGTHS = sorted({byte_to_length(byte) for byte in range(256)} & set(range(1, 60)))


def texts() -> Iterator[tuple[int, str, str]]:
    chance = Random(5)
    for key in range(300):
        title, body = (
            " ".join(FORMS[int(60 * chance.random() ** 2)] for _ in range(length))
            for length in (chance.choice(LENGTHS[:4]), chance.choice(LENGTHS))
        )
        yield key, title, body


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    words = fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer())
    schema = fields.Schema(key=fields.STORED(), title=words, body=words)
    made = index.create_in(tmp_path_factory.mktemp("stock"), schema)
    writer = made.writer()
    for key, title, body in texts():
        if key not in REMOVED:
            writer.add_document(key=key, title=title, body=body)
    writer.commit()
    with made.searcher() as searcher:
        yield searcher


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents in several commits, with removals and merges.

    Every commit merges, since Whoosh's scores count what is removed until then.
    """
    made = tmp_path_factory.mktemp("columnar")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.engines.whoosh.merge._TOGETHER", 2)
        _fill(made)
    return made


def _fill(made: Path) -> None:
    engine = ENGINE.create(made)
    for first in range(0, 300, 30):
        writer = engine.writer()
        for key, title, body in texts():
            if first <= key < first + 30:
                writer.add(Document(key, "cs", "", 0, tokens(title), tokens(body)))
        writer.remove(REMOVED)
        writer.commit()
    writer = engine.writer()
    # One more, so that a removed document is left in a segment that is not rewritten.
    writer.add(Document(1000, "cs", "", 0, tokens("x"), tokens("x")))
    writer.commit()
    writer = engine.writer()
    writer.remove([1000, *REMOVED])
    writer.commit()
    engine.close()


@pytest.fixture(scope="module")
def ours(folder: Path) -> Iterator[Searcher]:
    with FileIndex(IndexStorage(folder), SCHEMA, INDEX_NAME).searcher() as searcher:
        yield searcher


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    opened = ENGINE.open(folder)
    yield opened
    opened.close()


def tokens(text: str) -> FieldTokens:
    forms = text.split()
    return FieldTokens(forms, range(len(forms)))


def scores(searcher: Searcher, asked: query.Query) -> dict[int, object]:
    return {
        hit["key"]: pytest.approx(hit.score, rel=1e-6) for hit in searcher.search(asked, limit=None)
    }


def asked_of_whoosh() -> Iterator[query.Query]:
    chance = Random(6)
    for _ in range(60):
        field = chance.choice(("title", "body"))
        words = chance.choices(FORMS, k=3)
        terms = [query.Term(field, word) for word in words]
        yield terms[0]
        yield query.And(terms[:2])
        yield query.Or(terms)
        yield query.And([terms[0], query.Not(terms[1])])
        yield query.Phrase(field, words[:2])
        yield query.Phrase(field, words[:2], slop=3)
        yield query.Prefix(field, words[0])


def test_whoosh_finds_and_scores_the_same_as_in_its_own_format(
    ours: Searcher, stock: Searcher
) -> None:
    for asked in asked_of_whoosh():
        assert scores(ours, asked) == scores(stock, asked), asked


def test_the_engine_finds_the_documents_that_whoosh_finds(engine: Engine, stock: Searcher) -> None:
    chance = Random(7)
    for _ in range(80):
        one, other = (Group((WeightedForm(word),)) for word in chance.choices(FORMS, k=2))
        text = one.forms[0].text, other.forms[0].text
        both = [query.Or([query.Term(field, word) for field in ("title", "body")]) for word in text]
        phrase = query.Or([query.Phrase(field, list(text)) for field in ("title", "body")])
        for clauses, same in (
            ((Clause((one,), Occur.MUST), Clause((other,), Occur.MUST)), query.And(both)),
            ((Clause((one,)), Clause((other,))), query.Or(both)),
            ((Clause((PhraseGroup((one, other)),)),), phrase),
        ):
            found = engine.search(Request(clauses, limit=1000))
            expected = {hit["key"] for hit in stock.search(same, limit=None)}
            assert {ranked.key for ranked in found.ranked} == expected
            assert found.total + found.partial == len(expected)


def test_terms_are_listed_with_their_numbers(ours: Searcher, stock: Searcher) -> None:
    for searcher in (ours, stock):
        assert ("body", b"w1") in searcher.reader()
        assert ("body", b"nothing") not in searcher.reader()
    for field in ("title", "body"):
        listed = [
            [
                (term, info.doc_frequency(), info.weight())
                for (name, term), info in searcher.reader().iter_from(field, b"")
                if name == field
            ]
            for searcher in (ours, stock)
        ]
        assert listed[0] == listed[1]


def test_terms_are_gone_through_by_leaps(ours: Searcher, stock: Searcher) -> None:
    # Each segment by itself: over several at once Whoosh measures in another way.
    for word in (*FORMS, "w", "5w", "w999", "ž"):
        found = {
            term
            for reader, _ in ours.reader().leaf_readers()
            for term in reader.terms_within("body", word, 1)
        }
        assert found == set(stock.reader().terms_within("body", word, 1)), word


def test_a_cursor_ends_behind_the_last_term(ours: Searcher) -> None:
    reader, _ = next(iter(ours.reader().leaf_readers()))
    listed = list(reader.lexicon("title"))
    cursor = reader.cursor("title")
    met = []
    while cursor.is_valid():
        met.append(cursor.text().encode())
        cursor.next()
    assert met == listed
    assert cursor.first().encode() == listed[0]
    assert cursor.find("zzz") is None
