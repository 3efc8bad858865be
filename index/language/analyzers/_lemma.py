"""Lemmas by simplemma, for the analyzers of the languages it knows.

The dictionaries are read in their compressed form, which answers in 20 us where
plain ones need 2 us. But every form is asked about once in the life of an archive,
plain ones take longer to load (2.0 s against 1.5 s for five languages) and 240 MB
against 33 MB: they would pay from 20,000 new forms of a language in one go.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from index.language.romanisation import Script
from index.language.tokens import normalize

if TYPE_CHECKING:
    from simplemma.strategies import DefaultStrategy

_DIGIT = re.compile(r"\d")


class DictionaryAnalyzer:
    """An `Analyzer` over one of simplemma's dictionaries.

    Args:
        lang: the language's code, here and in simplemma.
        script: see `Analyzer`.
        nouns_capitalised: read every form with a capital too, since the dictionary
            tells nouns from other words by it (German `essen` and `Essen`).
        endings: what is cut off before a form is looked up, if it ends so.
    """

    def __init__(
        self,
        lang: str,
        script: Script,
        *,
        nouns_capitalised: bool = False,
        endings: tuple[str, ...] = (),
    ) -> None:
        self.lang = lang
        self.script = script
        self._nouns_capitalised = nouns_capitalised
        self._endings = endings

    def lemmas(self, form: str) -> tuple[str, ...]:
        """See `Analyzer.lemmas`. Forms with digits are names of models and dates."""
        if _DIGIT.search(form) is not None:
            return ()
        for ending in self._endings:
            if form.endswith(ending) and form != ending:
                bare = form.removesuffix(ending)
                return _distinct((*self._looked_up(bare), bare))
        return _distinct(self._looked_up(form))

    def _looked_up(self, form: str) -> list[str]:
        readings = (form, form.capitalize()) if self._nouns_capitalised else (form,)
        found = [_strategy().get_lemma(reading, self.lang) for reading in readings]
        return [lemma for lemma in found if lemma is not None]


@cache
def _strategy() -> "DefaultStrategy":
    """Loaded with the first form: readers of an archive mostly need none."""
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415 - for the same reason

    return DefaultStrategy(low_memory=True)


def _distinct(lemmas: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(normalize, lemmas)))
