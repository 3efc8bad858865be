"""No damage to an index leads to a wrong answer: it is right, or it is an error."""

from pathlib import Path
from random import Random

import pytest

from index.engines import (
    Clause,
    Document,
    FieldTokens,
    Filter,
    Group,
    PhraseGroup,
    Ranking,
    Request,
    WeightedForm,
)
from index.engines.whoosh import ENGINE
from index.errors import EngineError
from index.model import Occur

FORMS = [f"slovo{number}" for number in range(400)]

#: Bytes of every file that are changed, one at a time.
FLIPS = 100


def group(*forms: str, prefix: bool = False) -> Group:
    return Group(tuple(WeightedForm(form, prefix=prefix) for form in forms))


REQUESTS = (
    Request(),
    Request((Clause((group("slovo1"),)),), sort="date"),
    Request((Clause((group("slovo1", prefix=True),), field="body"),)),
    Request((Clause((group("slovo2", "slovo399"),)), Clause((group("slovo3"),), Occur.MUST_NOT))),
    Request(
        (Clause((PhraseGroup((group("slovo0"), group("slovo1")), 2),)),),
        Filter(languages=frozenset({"cs"})),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("index")
    chance = Random(3)
    engine = ENGINE.create(made)
    for first in (0, 100):
        writer = engine.writer()
        for key in range(first, first + 100):
            forms = [FORMS[int(400 * chance.random() ** 3)] for _ in range(60)]
            body = FieldTokens(forms, range(len(forms)))
            writer.add(Document(key, chance.choice(("cs", "uk")), "", key, FieldTokens(), body))
        if first:
            writer.remove(range(0, 100, 7))
        writer.commit()
    engine.close()
    return made


def answers(folder: Path) -> list[Ranking]:
    engine = ENGINE.open(folder)
    try:
        return [engine.search(request) for request in REQUESTS]
    finally:
        engine.close()


def test_a_flipped_byte_is_an_error_or_makes_no_difference(folder: Path) -> None:
    right = answers(folder)
    assert all(ranking.total for ranking in right)
    chance = Random(4)
    noticed = 0
    for path in [path for path in folder.iterdir() if path.stat().st_size]:
        whole = path.read_bytes()
        for _ in range(FLIPS):
            at = chance.randrange(len(whole))
            flipped = bytes((whole[at] ^ (1 << chance.randrange(8)),))
            path.write_bytes(whole[:at] + flipped + whole[at + 1 :])
            try:
                assert answers(folder) == right, f"{path.name}, byte {at}"
            except EngineError:
                noticed += 1
        path.write_bytes(whole)
    assert noticed > FLIPS
    assert answers(folder) == right


@pytest.mark.parametrize("size", [4096, 16384])
def test_a_page_of_zeros_is_an_error(folder: Path, size: int) -> None:
    for path in [*folder.glob("*.seg")]:
        whole = path.read_bytes()
        for at in range(0, len(whole), size):
            page = whole[at : at + size]
            if any(page):
                path.write_bytes(whole[:at] + bytes(len(page)) + whole[at + size :])
                with pytest.raises(EngineError):
                    answers(folder)
        path.write_bytes(whole)


def test_a_segment_of_another_index_is_an_error(folder: Path, tmp_path: Path) -> None:
    other = ENGINE.create(tmp_path)
    writer = other.writer()
    writer.add(Document(1, "cs", "", 0, FieldTokens(), FieldTokens(("slovo1",), (0,))))
    writer.commit()
    other.close()
    (path, *_), (foreign,) = folder.glob("*.seg"), tmp_path.glob("*.seg")
    whole = path.read_bytes()
    path.write_bytes(foreign.read_bytes())
    with pytest.raises(EngineError):
        ENGINE.open(folder)
    path.write_bytes(whole)


def test_damage_that_a_writer_meets_is_an_error_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second commit merges, and reads what the first one wrote.
    monkeypatch.setattr("index.engines.whoosh.merge._TOGETHER", 2)
    engine = ENGINE.create(tmp_path)
    for key in (1, 2):
        writer = engine.writer()
        writer.add(Document(key, "cs", "", 0, FieldTokens(), FieldTokens(("slovo1",), (0,))))
        if key == 1:
            writer.commit()
    (path,) = tmp_path.glob("*.seg")
    path.write_bytes(b"!" + path.read_bytes()[1:])
    with pytest.raises(EngineError):
        writer.commit()
    writer.cancel()
    engine.close()
