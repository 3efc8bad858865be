"""Articles as they come in: their forms are weighed, and they become columns."""

from collections.abc import Callable, Mapping, Set

import numpy as np

from index.counterparts.telling import Bools, Integers
from index.stories import affinity
from index.stories.affinity import Held
from index.stories.keyed import bounds
from index.stories.links import Links
from index.stories.seen import Seen
from index.stories.tellings import LONG_TEXT, Fresh, Tellings, code_of
from index.stories.weighing import Reader, Statistics, Weighed, Words

#: Words of a text that is short: one that stands under several titles is a form that is
#: filled in, where a long one is one report in several papers.
_SHORT = 60

#: Texts of forms that are remembered, 25 MB.
_MOST_TEXTS = 1 << 18

#: Odd numbers of 64 bits that mix what is summed up (those of SplitMix64).
_MIX, _MIX_AGAIN = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


class Intake:
    """The words of each language, weighed, and articles by them.

    Args:
        reader: of the archive's forms.
        links: with what was counted, unless `count` does so.
    """

    def __init__(self, reader: Reader, links: Links) -> None:
        self._reader = reader
        self._links = links
        self._words: dict[str, Words] = {}
        self._weighed: dict[str, Weighed] = {}
        self._statistics: Statistics | None = None
        self._texts: dict[int, str] = {}

    def count(self, articles: int, heard: Callable[[], None]) -> Statistics:
        """Read all forms and count their keys.

        Args:
            articles: how many there are.
            heard: called now and then; what it raises ends the work.
        """
        for lang in self._reader.languages():
            self._words[lang] = self._reader.words(lang, heard=heard)
        self._statistics = Statistics.of(articles, self._words.values())
        return self._statistics

    def hold(self) -> None:
        """Have the words of whole languages from now on."""
        if self._statistics is None:
            self._statistics = self._links.keys.statistics(self._links.state.articles)

    def fresh(self, some: Seen) -> Fresh:
        """Articles of one language, to be kept."""
        count = len(some.articles)
        words = self._of(some.lang, some.forms)
        rows, there = words.rows(some.forms)
        times, titled = some.times[there], some.titled[there]
        held = Held(count, some.owners[there], rows, times, titled)
        vectors, named, first = affinity.vectors(words, held)
        short = np.bincount(some.owners, some.times, minlength=count) <= _SHORT
        tellings = Tellings(
            np.array(some.articles, np.int64),
            np.full(count, code_of(some.lang)),
            np.array(some.days, np.int64),
            vectors.shares,
            _hashes(words, held, titled, np.zeros_like(times)),
            np.where(short, _hashes(words, held, ~titled, times), LONG_TEXT),
            vectors.sizes,
            vectors.titles,
            vectors.keyed,
        )
        return Fresh(tellings, some.lang, some.revisions, *self._named(words, named, first))

    def _named(
        self, words: Weighed, rows: Integers, first: Integers
    ) -> tuple[list[list[str]], list[bytes]]:
        """The weightiest words of articles as texts, and as their keys."""
        numbers = words.words.numbers[rows].tolist()
        texts = self._texts_of(set(numbers))
        sizes, keys = words.words.keys_of(rows)
        counts, packed = sizes.astype(np.uint8).tobytes(), keys.tobytes()
        ends, places = first.tolist(), (bounds(sizes)[first] * keys.itemsize).tolist()
        each = list(zip(ends, ends[1:], places, places[1:], strict=False))
        return (
            [[texts[number] for number in numbers[start:end]] for start, end, _, _ in each],
            [counts[start:end] + packed[left:right] for start, end, left, right in each],
        )

    def _texts_of(self, numbers: Set[int]) -> Mapping[int, str]:
        """Forms by their numbers; most stand in other articles, too."""
        if len(self._texts) > _MOST_TEXTS:
            self._texts.clear()
        self._texts |= self._reader.texts(numbers - self._texts.keys())
        return self._texts

    def _of(self, lang: str, forms: Integers) -> Weighed:
        """The words of a language, at least these forms."""
        if self._statistics is None:
            words = self._reader.words(lang, np.unique(forms).tolist())
            keys = np.unique(words.keys).tolist()
            counted = self._links.keys.statistics(self._links.state.articles, keys)
            return Weighed.of(words, counted)
        if lang not in self._weighed:
            if lang not in self._words:
                self._words[lang] = self._reader.words(lang)
            self._weighed[lang] = Weighed.of(self._words.pop(lang), self._statistics)
        return self._weighed[lang]


def _hashes(words: Weighed, held: Held, chosen: Bools, more: Integers) -> Integers:
    """For each article a number that says which of its forms are chosen, and with what,
    in whatever order they stand."""
    rows = held.rows[chosen]
    mixed = words.identities[rows].astype(np.uint64) + more[chosen].astype(np.uint64) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _MIX_AGAIN
    mixed ^= mixed >> np.uint64(27)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(mixed)))
    first = bounds(np.bincount(held.articles[chosen], minlength=held.number))
    hashes: Integers = (sums[first[1:]] - sums[first[:-1]]).astype(np.int64)
    return hashes
