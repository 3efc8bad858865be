"""A synthetic archive in five languages, the same on every machine.

    python bench/corpus.py ARTICLES > articles.jsonl

Words are the real forms of simplemma's dictionaries, short ones more frequent, by the
Zipf-Mandelbrot law; one word in 50 is a name made of syllables, so that the vocabulary
grows with the archive as it does in life. Every frequent word has a word that often
follows it, so that phrases occur. 600 tokens an article in passages of about 80; no
two articles share one. What it lacks: topics, so words of an article do not go
together as they do in news.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

#: A fifth of the articles each, see `article`.
LANGUAGES = ("cs", "uk", "id", "de", "en")
SOURCES = 40
#: Forms of each language beside the made-up names.
WORDS = 60_000
TOKENS = 600
_PASSAGE = 80
_SENTENCE = 16

#: The Zipf-Mandelbrot law's offset and exponent, about those of newspapers.
_OFFSET, _EXPONENT = 2.7, 1.05
_NAMES = 0.02
#: How often a word is followed by its usual companion.
_TOGETHER = 0.15

_SYLLABLES = {
    "uk": re.findall("..", "каломинаротисоведабогехащуляпі"),
    "": re.findall("..", "kalominarotisovedabogehatulapi"),
}


@dataclass(frozen=True)
class Vocabulary:
    """A language's words, the most frequent first, with all that is drawn from them."""

    words: list[str]
    chances: NDArray[np.float64]
    companions: NDArray[np.int64]
    syllables: list[str]


@cache
def vocabulary(lang: str) -> Vocabulary:
    """The words of a language in the order of their ranks."""
    known = DefaultDictionaryFactory().get_dictionary(lang)
    words = sorted({_text(word) for word in known if _text(word).isalpha()})
    chance = np.random.default_rng([7, *lang.encode()])
    lengths = np.fromiter(map(len, words), float, len(words))
    order = np.argsort(lengths + chance.exponential(6, len(words)), kind="stable")[:WORDS]
    ranks = np.arange(len(order))
    weights = (ranks + _OFFSET) ** -_EXPONENT
    return Vocabulary(
        [words[at] for at in order.tolist()],
        np.cumsum(weights) / weights.sum(),
        chance.integers(0, len(order), len(order)) // 8,
        _SYLLABLES.get(lang, _SYLLABLES[""]),
    )


def articles(number: int) -> Iterator[dict[str, object]]:
    """The first articles of an endless archive, as JSON Lines have them."""
    return (article(n) for n in range(number))


def written(path: Path, articles: Iterable[Mapping[str, object]]) -> Path:
    """Articles as a file that can be added."""
    with path.open("w", encoding="utf-8") as file:
        for each in articles:
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    return path


def article(n: int) -> dict[str, object]:
    """One article by its number."""
    lang = LANGUAGES[n % len(LANGUAGES)]
    chance = np.random.default_rng([11, n])
    words = vocabulary(lang)
    length = int(chance.integers(TOKENS // 2, TOKENS * 3 // 2))
    tokens = _tokens(words, chance, length)
    starts = [*range(0, length, _PASSAGE), length]
    return {
        "id": f"article-{n}",
        "lang": lang,
        "source": f"source{int(chance.integers(SOURCES))}",
        "date": str(np.datetime64("2020-01-01") + int(chance.integers(2000))),
        "title": _sentence(_tokens(words, chance, int(chance.integers(5, 12))))[:-1],
        "passages": [_passage(tokens[start:end]) for start, end in pairwise(starts)],
    }


def _tokens(words: Vocabulary, chance: np.random.Generator, length: int) -> list[str]:
    ranks = np.searchsorted(words.chances, chance.random(length))
    together = np.flatnonzero(chance.random(length - 1) < _TOGETHER)
    ranks[together + 1] = words.companions[ranks[together]]
    tokens = [words.words[rank] for rank in ranks.tolist()]
    for at in np.flatnonzero(chance.random(length) < _NAMES).tolist():
        syllables = chance.integers(0, len(words.syllables), 4).tolist()
        tokens[at] = "".join(words.syllables[it] for it in syllables).capitalize()
    return tokens


def _passage(tokens: list[str]) -> str:
    return " ".join(
        _sentence(tokens[at : at + _SENTENCE]) for at in range(0, len(tokens), _SENTENCE)
    )


def _sentence(tokens: list[str]) -> str:
    text = " ".join(tokens)
    return f"{text[:1].upper()}{text[1:]}."


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word


if __name__ == "__main__":
    for made in articles(int(sys.argv[1])):
        print(json.dumps(made, ensure_ascii=False))
