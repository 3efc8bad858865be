"""How matches are scored and put in order: pure, and the same for every engine.

A word scores by BM25F (S. Robertson and H. Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4),
2009, section 3.6): frequencies are normalised by length and weighted field by
field, added up, and saturated once. Statistics are those of one language: how rare
a word is, and how long an article, is asked among the articles of its language,
whatever the filter.

Engines must agree to the last bit, for a rounding error would swap neighbours; so
sums are taken in the order the functions here take them, and a group's forms are
added in the order of their code points.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice
from math import floor, log
from typing import NamedTuple, TypeVar

from index.engines import Ranked, Ranking, never
from index.errors import Cancelled
from index.model import Field, Sort

#: The fields in the order in which pairs of frequencies and lengths name them.
FIELDS: tuple[Field, ...] = ("title", "body")

#: How soon a word's repetition stops to count. Robertson and Zaragoza find 1.2 to 2
#: good; the lower end, because news repeats its subject in every paragraph.
K1 = 1.2

#: How far a field's length is evened out, in the order of `FIELDS`. Bodies differ in
#: length because they say more and because they ramble, hence the customary 0.75.
#: Titles are all short, and a title of four words is not twice as much about each of
#: them as one of eight, hence less.
LENGTH_WEIGHTS = (0.5, 0.75)

#: What a word in each field counts, in the order of `FIELDS`: a title says what an
#: article is about, so one word there stands above two or three in the body, but not
#: above all of a long article.
BOOSTS = (2.5, 1.0)

#: How many items of work lie between two questions whether to stop: some
#: microseconds each, so about a millisecond.
_ASK_EVERY = 256

#: By how much a form of the next weaker tier weighs less. So little that no number of
#: them reaches one of the stronger tier (unless a field holds 4096 of them), and so much
#: that a sum of weights still tells how many there are of three tiers.
STEP = 2.0**-12

#: The share of a word's score that the next weaker tier can reach at most.
LOWER = 0.7

#: Tiers that a frequency can tell apart: a double has room for no more steps.
TOLD_APART = 3

#: More tiers than there are; a weight below all of theirs is of the last.
LAST_TIER = 40

_Item = TypeVar("_Item")


def tier_weight(tier: int) -> float:
    """The weight of a form of a tier (0 for what was typed) that keeps tiers apart.

    With these weights a document scores for a word by the strongest tier it holds: see
    `word_score`.
    """
    return STEP**tier


class LanguageStatistics(NamedTuple):
    """The articles of one language: their number and the tokens of each field."""

    documents: int
    title_tokens: int
    body_tokens: int


class Match(NamedTuple):
    """A document that matches, with what it takes to order and count it.

    `score` can be compared within `lang` only; `missing` as in `Ranked`.
    """

    key: int
    lang: str
    source: str
    day: int
    score: float
    missing: tuple[int, ...]


def asking(items: Iterable[_Item], cancelled: Callable[[], bool]) -> Iterator[_Item]:
    """Pass items on, asking now and then whether to stop.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    iterator = iter(items)
    while chunk := tuple(islice(iterator, _ASK_EVERY)):
        if cancelled():
            raise Cancelled("the search was stopped")
        yield from chunk


def inverse_document_frequency(documents: int, holding: int) -> float:
    """How much a word says that `holding` of `documents` articles hold; above zero.

    The Robertson-Sparck Jones weight with one added inside the logarithm, as Lucene
    has it, so that a word of more than half the articles does not count against them.
    """
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def word_score(
    statistics: LanguageStatistics,
    rarity: float,
    frequencies: tuple[float, float],
    lengths: tuple[int, int],
) -> float:
    """What one word (a group or a phrase) adds to the score of one document.

    Args:
        statistics: of the document's language.
        rarity: the word's inverse document frequency in that language.
        frequencies: of the word in each of `FIELDS`; 0 where it is not looked for.
        lengths: tokens of the document in each of `FIELDS`.
    """
    tier = min(map(_tier, frequencies))
    pseudo = 0.0
    for frequency, length, total, boost, weight in zip(
        frequencies, lengths, statistics[1:], BOOSTS, LENGTH_WEIGHTS, strict=True
    ):
        if frequency:
            average = total / statistics.documents
            number = _occurrences(frequency / STEP**tier)
            pseudo += boost * number / (1 - weight + weight * length / average)
    return rarity * LOWER**tier * (LOWER + (1 - LOWER) * pseudo / (K1 + pseudo))


def _tier(frequency: float) -> int:
    """The strongest tier in a sum of weights, `LAST_TIER` of none."""
    tier = 0
    while frequency < 1 and tier < LAST_TIER:
        frequency /= STEP
        tier += 1
    return tier


def _occurrences(frequency: float, tiers: int = TOLD_APART) -> float:
    """A sum of weights, in units of the strongest tier, as a number of occurrences.

    All of the weaker tiers count less than one of the strongest; hence it grows with
    the sum, whatever the weights are.
    """
    whole = float(floor(frequency))
    if tiers == 1:
        return whole
    weaker = _occurrences((frequency - whole) / STEP, tiers - 1)
    return whole + weaker / (weaker + 1)


def phrase_begins(places: Sequence[Sequence[int]], slop: int) -> list[int]:
    """The positions where a phrase begins, ascending.

    With slop, from each position of the first word the nearest position behind it is
    taken for the next, and so on: no other choice ends earlier.

    Args:
        places: for each word of the phrase its ascending positions in one field.
        slop: how many positions may lie between the first and the last word beyond
            adjacency.
    """
    if not places:
        return []
    first, *rest = places
    begins = set(first)
    if not slop:
        for distance, following in enumerate(rest, 1):
            begins.intersection_update([position - distance for position in following])
        return sorted(begins)
    return sorted(start for start in begins if _ends_by(start, rest, start + len(rest) + slop))


def near_begins(places: Sequence[Sequence[int]], distance: int) -> list[int]:
    """The positions where something begins that all others begin closely behind.

    Args:
        places: for each word or phrase the ascending positions where it begins.
        distance: by how many positions the last may begin behind the first.
    """
    return sorted(
        {
            start
            for at, starts in enumerate(places)
            for start in starts
            if all(
                _ends_by(start, [others], start + distance)
                for other, others in enumerate(places)
                if other != at
            )
        }
    )


def _ends_by(start: int, rest: Sequence[Sequence[int]], last: int) -> bool:
    position = start
    for places in rest:
        following = bisect_right(places, position)
        if following == len(places) or places[following] > last:
            return False
        position = places[following]
    return True


def rank(
    matches: Iterable[Match],
    sort: Sort,
    limit: int,
    cancelled: Callable[[], bool] = never,
) -> Ranking:
    """Count all matches and order the first `limit` of them as `Ranking` says.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    tiers = defaultdict[int, list[Match]](list)
    for match in asking(matches, cancelled):
        tiers[len(match.missing)].append(match)
    full = tiers.pop(0, [])
    partial = [match for missing in sorted(tiers) for match in tiers[missing]]
    counted = full or partial
    order = newest if sort == "date" else fuse
    first: list[Match] = []
    for tier in (full, *(tiers[missing] for missing in sorted(tiers))):
        if len(first) < limit:
            first += order(tier, limit - len(first), cancelled)
    return Ranking(
        ranked=tuple(Ranked(match.key, match.lang, match.score, match.missing) for match in first),
        total=len(full),
        partial=len(partial),
        languages=_counts(match.lang for match in counted),
        sources=_counts(match.source for match in counted),
    )


def fuse(
    matches: Iterable[Match], limit: int, cancelled: Callable[[], bool] = never
) -> list[Match]:
    """The first `limit` of equally full matches, the languages interleaved.

    Scores of different languages cannot be compared, as their statistics differ. So
    each language is ranked in itself, by score and then by key, and the lists are
    merged by rank: all the first, then all the second, and so on. Of one rank the
    higher score goes first, then the lower key.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    languages = defaultdict[str, list[Match]](list)
    for match in asking(matches, cancelled):
        languages[match.lang].append(match)
    placed = [
        (place, match)
        for found in languages.values()
        for place, match in enumerate(nsmallest(limit, asking(found, cancelled), _best_first))
    ]
    placed.sort(key=lambda pair: (pair[0], _best_first(pair[1])))
    return [match for _, match in placed[: max(limit, 0)]]


def newest(
    matches: Iterable[Match], limit: int, cancelled: Callable[[], bool] = never
) -> list[Match]:
    """The first `limit` of equally full matches by day, undated last, then by key.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    return nsmallest(limit, asking(matches, cancelled), _newest_first)


def _best_first(match: Match) -> tuple[float, int]:
    return -match.score, match.key


def _newest_first(match: Match) -> tuple[int, int]:
    # An unknown day is 0, before any other.
    return -match.day, match.key


def _counts(values: Iterable[str]) -> dict[str, int]:
    """Values with their numbers, the most frequent first, then in code-point order."""
    counted = Counter(values)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
