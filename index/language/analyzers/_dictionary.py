"""Lemmas by simplemma and stems by Snowball, for the analyzers of the languages they know."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from index.language.analyzers import Analysis
from index.language.analyzers._compounds import Compounds
from index.language.romanisation import Script
from index.language.tokens import normalize

if TYPE_CHECKING:
    from simplemma.strategies import DefaultStrategy

_DIGIT = re.compile(r"\d")

#: Two known forms whose stem is shorter are strangers more often than relatives:
#: measured on Czech, German and Indonesian, where 4 halves the strangers that 3 lets in
#: and loses no more than two relatives in a thousand.
SHORTEST_STEM = 4

#: Gives the stem of a form.
Stemmer = Callable[[str], str]


class DictionaryAnalyzer:
    """An `Analyzer` over one of simplemma's dictionaries and one stemmer.

    Args:
        lang: the language's code.
        script: see `Analyzer`.
        stemmer: the name of a Snowball algorithm, or a function; None for none.
        dictionary: the code of the language in simplemma if it is another, `""` for none.
        nouns_capitalised: read every form with a capital too, since the dictionary
            tells nouns from other words by it (German `essen` and `Essen`).
        attached: what is cut off before a form is looked up: the word itself is the
            group `word`. The form keeps what was cut off, the lemma does not.
        compounds: how words are composed, if they are in one piece.
        shortest_stem: see `Analyzer`.
    """

    def __init__(
        self,
        lang: str,
        script: Script,
        stemmer: str | Stemmer | None = None,
        *,
        dictionary: str | None = None,
        nouns_capitalised: bool = False,
        attached: str = "",
        compounds: Compounds | None = None,
        shortest_stem: int = SHORTEST_STEM,
    ) -> None:
        self.lang = lang
        self.script = script
        self.shortest_stem = shortest_stem
        self._stemmer = stemmer
        self._dictionary = lang if dictionary is None else dictionary
        self._nouns_capitalised = nouns_capitalised
        self._attached = re.compile(attached) if attached else None
        self._compounds = compounds

    def analyse(self, form: str) -> Analysis:
        """See `Analyzer.analyse`. Forms with digits are names of models and dates."""
        if _DIGIT.search(form) is not None:
            return Analysis()
        word = self._bare(form)
        found = self._looked_up(word)
        lemmas = found if word == form else [*found, word]
        return Analysis(
            _distinct(lemmas),
            _distinct(self._compounds.parts(word)) if self._compounds else (),
            is_name=not found or any(lemma[:1].isupper() for lemma in found),
        )

    def stem(self, form: str) -> str:
        """See `Analyzer.stem`."""
        if self._stemmer is None or _DIGIT.search(form) is not None:
            return ""
        stemmer = _snowball(self._stemmer) if isinstance(self._stemmer, str) else self._stemmer
        return stemmer(self._bare(form))

    def _bare(self, form: str) -> str:
        match = self._attached.fullmatch(form) if self._attached else None
        return match["word"] if match else form

    def _looked_up(self, word: str) -> list[str]:
        if not self._dictionary:
            return []
        readings = (word, word.capitalize()) if self._nouns_capitalised else (word,)
        found = [_strategy().get_lemma(reading, self._dictionary) for reading in readings]
        return [lemma for lemma in found if lemma is not None]


@cache
def _strategy() -> "DefaultStrategy":
    """Loaded with the first form: readers of an archive mostly need none."""
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415 - for the same reason

    from index.language.analyzers._lookup import factory  # noqa: PLC0415 - likewise

    return DefaultStrategy(dictionary_factory=factory())


@cache
def _snowball(algorithm: str) -> Stemmer:
    from Stemmer import Stemmer as Snowball  # noqa: PLC0415 - loaded with the first form

    stemmer: Stemmer = Snowball(algorithm).stemWord
    return stemmer


def _distinct(lemmas: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(normalize, lemmas)))
