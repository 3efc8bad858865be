"""Files of columns, and the lexicon in them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.whoosh import lexicon
from index.engines.whoosh.columns import Columns, ColumnsWriter, Damaged, narrowest, ranges
from index.engines.whoosh.lexicon import Lexicon, encoded
from index.engines.whoosh.postings import chunks, offsets

texts = st.text(st.characters(codec=None), max_size=4)


def written(path: Path, columns: dict[str, list[int]]) -> Columns:
    with path.open("wb") as file:
        writer = ColumnsWriter(file)
        for name, numbers in columns.items():
            writer.add(name, np.array(numbers, np.uint64))
        made = writer.close({"facts": "kept"})
    return Columns(path, *made)


def test_columns_are_read_as_they_were_written(tmp_path: Path) -> None:
    columns = {"empty": [], "small": [1, 255], "wide": [2**40], "long": list(range(90_000))}
    file = written(tmp_path / "file", columns)
    assert {name: file[name].whole().tolist() for name in columns} == columns
    assert file["long"].read(70_000, 70_003).tolist() == [70_000, 70_001, 70_002]
    assert file["small"].at(1) == 255
    assert file.facts == {"facts": "kept"}


def test_numbers_take_no_more_bytes_than_they_need() -> None:
    widths = [narrowest(np.array([most])).itemsize for most in (0, 255, 256, 65_536, 2**32)]
    assert widths == [1, 1, 2, 4, 8]


def test_damage_is_found_when_it_is_read_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        writer = ColumnsWriter(file)
        writer.add("numbers", np.arange(90_000))
        made = writer.close({})
    whole = path.read_bytes()
    path.write_bytes(whole[:200_000] + b"!" + whole[200_001:])
    damaged = Columns(path, *made)
    assert damaged["numbers"].read(0, 10).tolist() == list(range(10))
    with pytest.raises(Damaged):
        damaged["numbers"].read(50_000, 50_010)


@given(st.sets(texts, max_size=300), texts)
def test_a_lexicon_finds_its_terms_and_their_beginnings(
    tmp_path_factory: pytest.TempPathFactory, forms: set[str], sought: str
) -> None:
    terms = sorted(map(encoded, forms))
    path = tmp_path_factory.mktemp("lexicon") / "file"
    with path.open("wb") as file:
        writer = ColumnsWriter(file)
        lexicon.write(writer, terms)
        made = writer.close({})
    found = Lexicon(Columns(path, *made), len(terms))
    assert found.all() == terms
    assert [found.find(term) for term in terms] == list(range(len(terms)))
    for text in (encoded(sought), b""):
        if text not in terms:
            assert found.find(text) is None
        start, stop = found.beginning(text)
        assert terms[start:stop] == [term for term in terms if term.startswith(text)]
        assert list(found.between(start, stop)) == terms[start:stop]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5))))
def test_ranges_are_laid_end_to_end(pairs: list[tuple[int, int]]) -> None:
    starts, lengths = ([pair[at] for pair in pairs] for at in (0, 1))
    laid = ranges(np.array(starts, np.int64), np.array(lengths, np.int64)).tolist()
    assert laid == [start + step for start, length in pairs for step in range(length)]


@given(st.lists(st.integers(0, 9)), st.integers(1, 20))
def test_chunks_cover_all_and_are_small(lengths: list[int], most: int) -> None:
    bounds = offsets(np.array(lengths, np.int64))
    covered = list(chunks(bounds, most))
    assert [at for start, stop in covered for at in range(start, stop)] == list(range(len(lengths)))
    for start, stop in covered:
        assert bounds[stop] - bounds[start] <= most or stop - start == 1
