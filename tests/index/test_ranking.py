from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ranking
from index.errors import Cancelled
from index.model import Sort
from index.ranking import LanguageStatistics, Match

LANGUAGES = ("cs", "uk", "id", "de", "en", "fr")


@st.composite
def match_lists(draw: st.DrawFn, languages: tuple[str, ...] = LANGUAGES) -> list[Match]:
    keys = draw(st.lists(st.integers(1, 10_000), unique=True, max_size=40))
    return [
        Match(
            key=key,
            lang=draw(st.sampled_from(languages)),
            source=draw(st.sampled_from(("", "double.news", "ft.com"))),
            day=draw(st.sampled_from((0, 1, 739_000, 739_001))),
            score=draw(st.sampled_from((0.0, 0.5, 0.5000001, 1.25, 7.0))),
            missing=draw(st.sampled_from(((), (), (0,), (1,), (0, 1)))),
        )
        for key in keys
    ]


@given(match_lists(), st.randoms(use_true_random=False), st.sampled_from(("relevance", "date")))
def test_the_order_of_the_input_does_not_matter(
    matches: list[Match], random: Random, sort: Sort
) -> None:
    shuffled = list(matches)
    random.shuffle(shuffled)
    assert ranking.rank(shuffled, sort, 10) == ranking.rank(matches, sort, 10)


@given(match_lists(), st.integers(0, 50), st.sampled_from(("relevance", "date")))
def test_a_limit_cuts_and_changes_neither_order_nor_counts(
    matches: list[Match], limit: int, sort: Sort
) -> None:
    everything = ranking.rank(matches, sort, len(matches))
    some = ranking.rank(matches, sort, limit)
    assert some.ranked == everything.ranked[:limit]
    assert (some.total, some.partial) == (everything.total, everything.partial)
    assert (some.languages, some.sources) == (everything.languages, everything.sources)


@given(match_lists(), st.sampled_from(("relevance", "date")))
def test_those_that_lack_fewer_words_stand_first(matches: list[Match], sort: Sort) -> None:
    lacking = [len(ranked.missing) for ranked in ranking.rank(matches, sort, 99).ranked]
    assert lacking == sorted(lacking)


@given(match_lists())
def test_every_match_is_ranked_once_and_counted(matches: list[Match]) -> None:
    found = ranking.rank(matches, "relevance", 99)
    assert sorted(ranked.key for ranked in found.ranked) == sorted(match.key for match in matches)
    assert found.total == sum(not match.missing for match in matches)
    assert found.total + found.partial == len(matches)
    counted = found.total or found.partial
    assert sum(found.languages.values()) == sum(found.sources.values()) == counted


@given(match_lists())
def test_fusing_keeps_the_order_of_every_language(matches: list[Match]) -> None:
    fused = ranking.fuse(matches, len(matches))
    for lang in LANGUAGES:
        order = [match for match in fused if match.lang == lang]
        assert order == sorted(order, key=lambda match: (-match.score, match.key))


@given(match_lists())
def test_every_language_is_among_the_first_ten_when_there_are_no_more_than_ten(
    matches: list[Match],
) -> None:
    first = ranking.fuse(matches, 10)
    assert {match.lang for match in first} == {match.lang for match in matches}


@given(match_lists(languages=("cs", "uk")))
def test_a_language_with_greater_scores_does_not_push_the_other_out(matches: list[Match]) -> None:
    fused = ranking.fuse(
        [match._replace(score=match.score + 100 * (match.lang == "cs")) for match in matches], 99
    )
    fewer = min(sum(match.lang == lang for match in matches) for lang in ("cs", "uk"))
    for start in range(0, 2 * fewer, 2):
        assert {match.lang for match in fused[start : start + 2]} == {"cs", "uk"}


@given(match_lists())
def test_by_date_the_newest_is_first_and_the_undated_last(matches: list[Match]) -> None:
    order = ranking.newest(matches, 99)
    assert order == sorted(order, key=lambda match: (match.day == 0, -match.day, match.key))


def test_facets_count_the_partial_matches_when_there_is_no_full_one() -> None:
    found = ranking.rank([Match(1, "cs", "", 0, 1.0, (0,))], "relevance", 10)
    assert (found.total, found.partial, found.languages, found.sources) == (
        0,
        1,
        {"cs": 1},
        {"": 1},
    )


def test_ranking_stops_when_it_is_told_to() -> None:
    with pytest.raises(Cancelled):
        ranking.rank([Match(1, "cs", "", 0, 1.0, ())], "relevance", 10, lambda: True)


counts = st.integers(0, 50)


@given(documents=st.integers(1, 10**6), holding=st.integers(1, 10**6))
def test_a_rare_word_says_more_and_any_says_something(documents: int, holding: int) -> None:
    holding = min(holding, documents)
    rarity = ranking.inverse_document_frequency(documents, holding)
    assert rarity > 0
    assert rarity <= ranking.inverse_document_frequency(documents, holding - 1)


@given(frequency=st.floats(0.1, 100), more=st.floats(0.1, 100), length=st.integers(1, 2000))
def test_a_score_grows_with_frequency_and_stays_below_the_rarity(
    frequency: float, more: float, length: int
) -> None:
    statistics = LanguageStatistics(10, 80, 5000)

    def score(times: float) -> float:
        return ranking.word_score(statistics, 2.0, (0.0, times), (8, length))

    assert 0 < score(frequency) < score(frequency + more) < 2.0


@given(length=st.integers(1, 2000))
def test_of_two_articles_with_a_word_once_the_shorter_scores_higher(length: int) -> None:
    statistics = LanguageStatistics(10, 80, 5000)
    shorter = ranking.word_score(statistics, 1.0, (0.0, 1.0), (8, length))
    assert shorter > ranking.word_score(statistics, 1.0, (0.0, 1.0), (8, length + 1))


def test_a_word_in_the_title_scores_higher_than_once_in_the_body() -> None:
    statistics = LanguageStatistics(10, 80, 5000)
    in_title = ranking.word_score(statistics, 1.0, (1.0, 0.0), (8, 500))
    assert in_title > ranking.word_score(statistics, 1.0, (0.0, 1.0), (8, 500))


def _begins(places: list[list[int]], slop: int) -> int:
    """The definition, by trying every choice of positions."""
    return len(
        {
            choice[0]
            for choice in product(*places)
            if all(left < right for left, right in pairwise(choice))
            and choice[-1] - choice[0] - (len(choice) - 1) <= slop
        }
    )


@given(
    st.lists(st.lists(st.integers(0, 15), max_size=5).map(sorted), min_size=1, max_size=4),
    st.integers(0, 6),
)
def test_a_phrase_is_counted_once_for_each_place_where_it_begins(
    places: list[list[int]], slop: int
) -> None:
    assert len(ranking.phrase_begins(places, slop)) == _begins(places, slop)


def test_a_phrase_without_words_is_nowhere() -> None:
    assert ranking.phrase_begins([], 5) == []


@given(
    tier=st.integers(0, 9),
    stronger=st.integers(1, 50),
    weaker=st.integers(1, 4000),
    lengths=st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
)
def test_one_form_of_a_stronger_tier_outweighs_any_number_of_a_weaker(
    tier: int, stronger: int, weaker: int, lengths: tuple[int, int]
) -> None:
    statistics = LanguageStatistics(10, 80, 5000)
    one = ranking.word_score(
        statistics, 2.0, (0.0, stronger * ranking.tier_weight(tier)), (8, lengths[0])
    )
    other = ranking.word_score(
        statistics, 2.0, (0.0, weaker * ranking.tier_weight(tier + 1)), (8, lengths[1])
    )
    assert one > other > 0


@given(tier=st.integers(1, 3), number=st.integers(1, 4000))
def test_forms_of_a_weaker_tier_add_to_those_of_a_stronger(tier: int, number: int) -> None:
    statistics = LanguageStatistics(10, 80, 5000)
    without = ranking.word_score(statistics, 2.0, (0.0, 1.0), (8, 500))
    frequency = 1.0 + number * ranking.tier_weight(tier)
    more = ranking.word_score(statistics, 2.0, (0.0, frequency), (8, 500))
    assert (more > without) == (tier < 3)
