"""How near words stand, and what it does to the order of hits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines import Ranked
from index.search.nearness import nearest_first, nearness


@pytest.mark.parametrize(
    ("places", "wanted", "expected"),
    [
        ([(0, 0), (1, 1)], 2, 1.0),
        ([(0, 1), (1, 0)], 2, 1.0),  # in any order
        ([(0, 0), (9, 1)], 2, 0.5),
        ([(0, 0), (50, 1), (51, 0)], 2, 1.0),  # where they are nearest
        ([(0, 0), (0, 1)], 2, 1.0),  # one token can be two words
        ([(0, 0), (1, 1)], 3, 0.5),
        ([(0, 0), (1, 0)], 2, 0.0),
        ([], 2, 0.0),
    ],
)
def test_nearness(places: list[tuple[int, int]], wanted: int, expected: float) -> None:
    assert nearness(places, wanted) == expected


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), max_size=12).map(sorted),
    st.integers(4, 6),
)
def test_nearness_is_that_of_the_shortest_run_with_all_words_there_are(
    places: list[tuple[int, int]], wanted: int
) -> None:
    words = {word for _, word in places}
    runs = [
        places[end][0] - places[begin][0]
        for begin in range(len(places))
        for end in range(begin, len(places))
        if {word for _, word in places[begin : end + 1]} == words
    ]
    found = nearness(places, wanted)
    if len(words) < 2:
        assert found == 0
    else:
        between = max(0, min(runs) + 1 - len(words))
        assert found == pytest.approx((len(words) - 1) / (wanted - 1) * 8 / (8 + between))


hits = st.builds(
    Ranked,
    st.integers(0, 99),
    st.sampled_from(["cs", "de", "uk"]),
    st.floats(0.1, 9),
    st.sampled_from([(), (0,), (1,), (0, 1)]),
)


@given(st.lists(st.tuples(hits, st.floats(0, 1)), unique_by=lambda pair: pair[0].key))
def test_full_hits_stay_first_and_languages_take_turns(pairs: list[tuple[Ranked, float]]) -> None:
    pairs.sort(key=lambda pair: len(pair[0].missing))
    ordered = nearest_first([hit for hit, _ in pairs], [near for _, near in pairs])
    assert sorted(at for at, _ in ordered) == list(range(len(pairs)))
    assert all(pairs[at][0].key == hit.key for at, hit in ordered)
    missing = [len(hit.missing) for _, hit in ordered]
    assert missing == sorted(missing)
    for number in set(missing):
        turns = [hit.lang for _, hit in ordered if len(hit.missing) == number]
        places = [turns[:at].count(lang) for at, lang in enumerate(turns)]
        assert places == sorted(places)
