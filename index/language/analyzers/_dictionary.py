"""Lemmas by simplemma and stems by Snowball, for the analyzers of the languages they know."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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

#: Gives lemmas of a word that the dictionary does not tell.
Further = Callable[[str, Mapping[str, str]], Sequence[str]]


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
        further: gives lemmas of a word, beside the one that the dictionary has.
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
        further: Further | None = None,
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
        self._further = further

    def analyse(self, form: str) -> Analysis:
        """See `Analyzer.analyse`. Forms with digits are names of models and dates."""
        if _DIGIT.search(form) is not None:
            return Analysis()
        word = self._bare(form)
        found, is_name = self._looked_up(word) if self._dictionary else ([], True)
        return Analysis(
            _distinct(found if word == form else [*found, word]),
            _distinct(self._compounds.parts(word)) if self._compounds else (),
            is_name,
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

    def _looked_up(self, word: str) -> tuple[list[str], bool]:
        """The lemmas of a word, and whether the dictionary has it as a name or not at
        all: rules tell lemmas of names too."""
        strategy, dictionary = _loaded(self._dictionary)
        held: list[str] = []
        found: list[str] = []
        for reading in (word, word.capitalize()) if self._nouns_capitalised else (word,):
            lemma = dictionary.get(reading) or dictionary.get(reading.capitalize())
            if lemma is not None:
                held.append(lemma)
            else:
                lemma = strategy.get_lemma(reading, self._dictionary)
            if lemma is not None:
                found.append(lemma)
        if held and not self._nouns_capitalised:
            held += (names_too := _as_name(word, held[0], dictionary))
            found += names_too
        if self._further is not None:
            found += self._further(word, dictionary)
        names = not self._nouns_capitalised and any(lemma[:1].isupper() for lemma in held)
        return found, names or not held


def _as_name(word: str, lemma: str, dictionary: Mapping[str, str]) -> list[str]:
    """The lemma of a word as a name, where it is another one: Києві is no кий.

    (Some names stand under another name altogether; they begin differently.)
    """
    name = dictionary.get(word.capitalize(), "")
    is_another = name[:1].isupper() and name.lower() != lemma.lower()
    return [name] if is_another and name[:2].lower() == word[:2] else []


@cache
def _loaded(dictionary: str) -> "tuple[DefaultStrategy, Mapping[str, str]]":
    """Loaded with the first form: readers of an archive mostly need none."""
    from index.language.analyzers._lookup import factory, strategy  # noqa: PLC0415 - see above

    return strategy(), factory().get_dictionary(dictionary)


@cache
def _snowball(algorithm: str) -> Stemmer:
    from Stemmer import Stemmer as Snowball  # noqa: PLC0415 - loaded with the first form

    stemmer: Stemmer = Snowball(algorithm).stemWord
    return stemmer


def _distinct(lemmas: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(normalize, lemmas)))
