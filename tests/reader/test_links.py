"""Which passages of open articles say the same."""

from dataclasses import replace

from index.model import Article, Pair, Passage
from reader.columns import Column, Position
from reader.lighting import lit as light
from reader.links import NO_LINKS
from reader.session import Session

LINKS = NO_LINKS.learned(
    "uk", "de", (Pair(2, 5, 0.4, ("R2",)), Pair(2, 6, 0.7, ("Huawei",)), Pair(4, 1, 0.5, ()))
)


def column(name: str, passage: int = 1) -> Column:
    texts = tuple(Passage(n, "body", f"{name} {n} " * n) for n in range(1, 8))
    article = Article(name, name, False, name, None, None, None, None, "r", texts)
    return Column(article, name, (), Position(passage))


def lit(session: Session) -> dict[str, list[int]]:
    return {
        each.article.id: [mark.passage for mark in each.marks if mark.kind == "counterpart"]
        for each in session.columns
    }


def test_the_best_counterpart_counts_from_either_side() -> None:
    assert LINKS.of("uk", 2, "de") == Pair(2, 6, 0.7, ("Huawei",))
    assert LINKS.of("de", 6, "uk") == Pair(6, 2, 0.7, ("Huawei",))
    assert LINKS.of("uk", 3, "de") is None


def test_what_was_compared_and_has_nothing_in_common_is_known() -> None:
    links = LINKS.learned("uk", "cs", ())

    assert links.knows("cs", "uk")
    assert not links.between("cs", "uk")
    assert not links.knows("cs", "de")


def test_the_passage_and_its_counterparts_are_lit_whole() -> None:
    session = Session(columns=(column("uk", 2), column("de"), column("cs")), links=LINKS)

    session, found = light(session)

    assert lit(session) == {"uk": [2], "de": [6], "cs": []}
    assert found == {1: Pair(2, 6, 0.7, ("Huawei",))}
    mark = next(m for m in session.columns[1].marks if m.kind == "counterpart")
    assert (mark.start, mark.end) == (0, len(session.columns[1].article.passages[5].text))


def test_a_passage_without_a_counterpart_puts_the_light_out() -> None:
    session, _ = light(Session(columns=(column("uk", 2), column("de")), links=LINKS))
    moved = session.moved(0, Position(3))

    after, found = light(moved)

    assert (lit(after), found, after.lit_from) == ({"uk": [], "de": []}, {}, None)


def test_an_article_with_another_revision_is_as_it_was_compared() -> None:
    session = Session(columns=(column("uk", 2), column("de")), links=LINKS)
    closed = replace(session, active=1).closed()

    assert light(closed)[1] == {}
