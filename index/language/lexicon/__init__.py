"""Words that mean the same in different languages, in layers; no model and no network.

A layer is one kind of knowledge: names from CLDR, the core lexicon written for this
project, installed dictionaries, what was learned from the archive, the reader's own
glossary. All speak of lemmas, normalised as tokens are (`index.language.tokens`);
an entry of several words has single spaces.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

from index.model import Via


class Translation(NamedTuple):
    """A word of another language for a word.

    Attributes:
        text: the word, or several separated by single spaces.
        lang: its language.
        via: the layer that says so: NAME, LEXICON, DICTIONARY, LEARNED or GLOSSARY.
        place: 0 for the first and best of an entry, growing with distance.
    """

    text: str
    lang: str
    via: Via
    place: int


class Lexicon(Protocol):
    """What is known of the words of all languages.

    Threads: one at a time. Lifetime: until the archive that opened it is closed. What
    is damaged or missing is left out; no method fails for it.
    """

    def languages(self) -> frozenset[str]:
        """The languages that any layer knows words of."""
        ...

    def known(self, words: Collection[str]) -> Mapping[tuple[str, str], Via]:
        """Those of some words, of any language, that a layer has as they stand.

        Returns:
            By language and word, the best layer that has it.
        """
        ...

    def inflected(self, form: str) -> Mapping[str, tuple[str, ...]]:
        """Words that a form may be a form of, by language: without a dictionary, by what
        endings leave of it. Right in four of five forms of cs and uk, seldom elsewhere."""
        ...

    def near(self, lang: str, words: Collection[str]) -> tuple[str, ...]:
        """Words of one root with some words, beside these, that a layer of concepts has:
        see `index.language.derivation`."""
        ...

    def translations(
        self, lang: str, words: Collection[str], targets: Collection[str]
    ) -> tuple[Translation, ...]:
        """What words mean in other languages, the best layer and place first.

        Args:
            lang: the language of the words.
            words: lemmas, normalised as tokens are.
            targets: the languages wanted; `lang` itself asks for synonyms.
        """
        ...

    def pivots(self, lang: str, word: str) -> tuple[str, ...]:
        """What a word means, as English lemmas, the best first: words of two languages
        that share one may mean the same. Empty when no layer knows the word."""
        ...

    def pivots_of(self, lang: str, words: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The same of several words that some layer knows, in one question."""
        ...
