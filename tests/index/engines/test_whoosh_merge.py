"""Which segments are merged."""

from hypothesis import given
from hypothesis import strategies as st

from index.engines.whoosh.merge import Size, groups
from index.engines.whoosh.postings import MOST_DOCUMENTS, MOST_TOKENS

sizes = st.builds(Size, st.integers(1, MOST_DOCUMENTS), st.integers(1, MOST_TOKENS))


@given(st.lists(sizes, max_size=40), st.data())
def test_no_segment_gets_too_large_and_none_is_merged_twice(
    given_sizes: list[Size], data: st.DataObject
) -> None:
    found = groups(given_sizes, data.draw(st.integers(0, len(given_sizes))))
    merged = [at for group in found for at in group]
    assert len(merged) == len(set(merged))
    for group in found:
        assert len(group) > 1
        assert sum(given_sizes[at].documents for at in group) <= MOST_DOCUMENTS
        assert sum(given_sizes[at].tokens for at in group) <= MOST_TOKENS


@given(st.lists(st.integers(1, 2000), max_size=120))
def test_segments_stay_few_however_articles_come(added: list[int]) -> None:
    present: list[Size] = []
    for documents in added:
        present.append(Size(documents, documents * 600))
        found = groups(present, 1)
        rest = [size for at, size in enumerate(present) if not any(at in it for it in found)]
        for group in found:
            total = sum(present[at].documents for at in group)
            rest.append(Size(total, total * 600))
        present = rest
    full = sum(2 * size.documents > MOST_DOCUMENTS for size in present)
    assert len(present) - full <= 9
    assert sum(size.documents for size in present) == sum(added)


def test_what_one_commit_wrote_becomes_one_segment() -> None:
    assert groups([Size(60_000, 36_000_000), Size(4000, 1), Size(100, 1)], 2) == [[2, 1]]


def test_a_large_segment_is_left_alone_by_a_small_one() -> None:
    assert groups([Size(50_000, 30_000_000), Size(50, 30_000)], 1) == []
