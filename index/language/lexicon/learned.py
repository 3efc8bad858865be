"""A layer of what an archive taught: words that stand in counterpart passages together.

Two words go together if they meet in counterparts more often than chance has them meet:
by the log-likelihood ratio (T. Dunning, "Accurate Methods for the Statistics of Surprise
and Coincidence", Computational Linguistics 19(1), 1993). Words that only accompany a
pair go together as well, so in each two passages words are linked one to one, those of
the greatest association first, and pairs are kept that are linked nearly whenever they
meet (I. D. Melamed, "Models of Translational Equivalence among Words", Computational
Linguistics 26(2), 2000, method A). What the lexicon knows is linked before anything, so
that it is not learned again and explains away what accompanies it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import log
from pathlib import Path
from typing import NamedTuple

from index.language.lexicon.concepts import Concept

#: The file in an archive's folder: it is derived, and made anew on demand.
FILE = "learned.tsv"

#: Fewer counterparts of two languages teach chance: a pair must meet several times.
ENOUGH = 50

#: A word of more passages than this share goes with all and none: function words.
_EVERYWHERE = 0.2

#: Times that a pair must be linked.
_FEWEST_LINKS = 3

#: Of the times that two words meet, the share in which they must be linked.
_NEARLY_ALWAYS = 0.6

#: In one of a thousand pairs of words without any connection the ratio is as great.
_ASSOCIATED = 10.83

#: Words that one is learned to be: what comes after the second mostly accompanies them.
_MOST = 2

#: The words of two passages that say the same.
Bitext = tuple[frozenset[str], frozenset[str]]

#: What words are in the other language, of those that are known.
Known = Callable[[Collection[str]], Mapping[str, Collection[str]]]

_Pair = tuple[str, str]


class Lesson(NamedTuple):
    """Two words that go together.

    `association` is Dunning's ratio; `links` how often the words were linked.
    """

    left: str
    right: str
    association: float
    links: int


def learn(passages: Sequence[Bitext], known: Known) -> tuple[Lesson, ...]:
    """What counterparts in two languages teach, the strongest association first.

    Takes a second for ten thousand short passages, and 0.1 kB of memory for each pair of
    words that meet twice.

    Args:
        passages: the words of each, as lemmas.
        known: what words of the left language are in the right one already: such words
            are linked first, and not told; neither is a word that stands in both.
    """
    if len(passages) < ENOUGH:
        return ()
    telling = _telling(passages)
    met = Counter(pair for left, right in telling for pair in product(left, right))
    held = tuple(Counter(word for both in telling for word in both[side]) for side in (0, 1))
    associations = {
        pair: ratio
        for pair, times in met.items()
        if times >= _FEWEST_LINKS
        and (ratio := association(times, held[0][pair[0]], held[1][pair[1]], len(telling)))
        >= _ASSOCIATED
    }
    meanings = known(held[0].keys())
    links = Counter(
        pair for left, right in telling for pair in _linked(left, right, associations, meanings)
    )
    found = [
        Lesson(*pair, associations[pair], number)
        for pair, number in links.items()
        if number >= max(_FEWEST_LINKS, _NEARLY_ALWAYS * met[pair])
        and pair[1] not in meanings.get(pair[0], ())
        and pair[0] != pair[1]
    ]
    return tuple(_best(found))


def association(both: int, one: int, other: int, total: int) -> float:
    """Dunning's ratio of two words, 0 where they shun each other.

    Args:
        both: passages that have both.
        one, other: that have each.
        total: all.
    """
    if both * total <= one * other:
        return 0.0
    table = ((both, one - both), (other - both, total - one - other + both))
    rows, columns = (one, total - one), (other, total - other)
    return 2 * sum(
        cell * log(cell * total / (rows[at] * columns[to]))
        for at, row in enumerate(table)
        for to, cell in enumerate(row)
        if cell
    )


def _telling(passages: Sequence[Bitext]) -> list[Bitext]:
    """The passages without words that stand nearly everywhere, or hardly anywhere."""
    kept = []
    for side in (0, 1):
        held = Counter(word for both in passages for word in both[side])
        most = _EVERYWHERE * len(passages)
        kept.append({word for word, times in held.items() if _FEWEST_LINKS <= times <= most})
    return [(left & kept[0], right & kept[1]) for left, right in passages]


def _linked(
    left: frozenset[str],
    right: frozenset[str],
    associations: Mapping[_Pair, float],
    meanings: Mapping[str, Collection[str]],
) -> Iterator[_Pair]:
    """The words of two passages one to one: competitive linking."""
    pairs = [
        (other not in meanings.get(one, ()), -associations.get((one, other), 0.0), one, other)
        for one, other in product(left, right)
        if (one, other) in associations or other in meanings.get(one, ())
    ]
    taken: tuple[set[str], set[str]] = (set(), set())
    for _, _, one, other in sorted(pairs):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            if (one, other) in associations:
                yield one, other


def _best(lessons: Iterable[Lesson]) -> Iterator[Lesson]:
    """The strongest for each word, of either language."""
    numbers: Counter[tuple[int, str]] = Counter()
    for one in sorted(lessons, key=lambda one: (-one.association, one)):
        keys = (0, one.left), (1, one.right)
        if all(numbers[key] < _MOST for key in keys):
            numbers.update(keys)
            yield one


def write(path: Path, lessons: Mapping[_Pair, Sequence[Lesson]]) -> int:
    """Keep what was learned, by the codes of two languages, whole or not at all; returns
    how many pairs that are.

    Raises:
        OSError: it cannot be written.
    """
    lines = [
        f"{left}\t{one.left}\t{right}\t{one.right}\t{one.association:.1f}\t{one.links}\n"
        for (left, right), some in sorted(lessons.items())
        for one in some
    ]
    fresh = path.with_name(f"{path.name}-new")
    fresh.write_text("".join(lines), "utf-8")
    fresh.replace(path)
    return len(lines)


def read(path: Path) -> Iterator[Concept]:
    """What is kept, the strongest first; nothing of a file that cannot be read, and lines
    that are none are passed over: it is derived."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        cells = line.split("\t")
        if len(cells) == _CELLS and all(cells) and cells[0] != cells[2]:
            yield {cells[0]: [cells[1]], cells[2]: [cells[3]]}


#: Two words with their languages, the association, the links.
_CELLS = 6
