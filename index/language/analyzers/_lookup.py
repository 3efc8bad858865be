"""simplemma's dictionaries in their compressed form, with few questions that miss.

A compressed dictionary answers in 10 to 20 us where a plain one needs 1 us, but takes
a fifth of the memory (five languages: 33 MB against 240 MB; Polish alone 356 MB). Nine
questions in ten have no answer, as a form that is not known is asked about piece by
piece. So once a dictionary has been asked often enough for it to pay, a filter tells
what it surely does not hold: a bit for the hash of each of its words (B. Bloom,
"Space/Time Trade-offs in Hash Coding with Allowable Errors", Communications of the ACM
13(7), 1970, with one hash function, as there is room).
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import (
    LOW_MEMORY_DICTIONARY_FACTORY,
    DictionaryFactory,
)

#: Making the filter takes the time of so many questions per thousand words of the
#: dictionary (1.6 s for German, with 1.1 million words; 20 us a question).
_QUESTIONS_PER_THOUSAND = 70

#: Bits for each word: 3 of 100 words that are not there are asked for all the same.
_BITS_PER_WORD = 32


class Dictionary(Mapping[str, str]):
    """Words and their lemmas; never changes what the dictionary under it answers."""

    def __init__(self, under: Mapping[str, str]) -> None:
        self._under = under
        self._questions_left = len(under) * _QUESTIONS_PER_THOUSAND // 1000
        self._filter: bytearray | None = None
        # One form is asked about in many ways, some of them twice, and the pieces of
        # compounds come again and again; 2 MB.
        self._answer = lru_cache(maxsize=1 << 14)(self._asked)
        self._mask = (1 << (len(under) * _BITS_PER_WORD - 1).bit_length()) - 1

    def __getitem__(self, word: str) -> str:
        lemma = self._answer(word)
        if lemma is None:
            raise KeyError(word)
        return lemma

    def get(self, word: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The lemma. (Mapping's own `get` would raise and catch at every miss.)"""
        lemma = self._answer(word)
        return default if lemma is None else lemma

    def __iter__(self) -> Iterator[str]:
        return iter(self._under)

    def __len__(self) -> int:
        return len(self._under)

    def _asked(self, word: str) -> str | None:
        if self._filter is None:
            self._questions_left -= 1
            if self._questions_left < 0:
                self._filter = self._filtering()
        else:
            bit = hash(word) & self._mask
            if not self._filter[bit >> 3] >> (bit & 7) & 1:
                return None
        return self._under.get(word)

    def _filtering(self) -> bytearray:
        bits = bytearray((self._mask >> 3) + 1)
        for word in self._under:
            bit = hash(word) & self._mask
            bits[bit >> 3] |= 1 << (bit & 7)
        return bits


class _Factory(DictionaryFactory):
    """Hands out one `Dictionary` a language, for the life of the process."""

    def __init__(self) -> None:
        self._made: dict[str, Dictionary] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """See simplemma."""
        made = self._made.get(lang)
        if made is None:
            made = Dictionary(LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(lang))
            self._made[lang] = made
        return made


@cache
def factory() -> DictionaryFactory:
    """The one factory, so that analyzers share what they load."""
    return _Factory()


@cache
def strategy() -> DefaultStrategy:
    """simplemma's way to a lemma, over the factory's dictionaries."""
    return DefaultStrategy(dictionary_factory=factory())
