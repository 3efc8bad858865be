"""What a query word costs in a vocabulary of half a million forms: CPU ms, p50 / p95 / most.

    python -m bench.words [--keep FOLDER]

The vocabulary is that of a large archive of `corpus.py`: the words of its five languages
and as many names made of syllables as reach the number, each in some articles. Each word
is asked for five times, and the least counts, since the machine does other things too.
The lexicon is the core one alone.
"""

import argparse
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from bench import corpus
from index.language.lexicon.layers import Layers
from index.search.crossing import translate
from index.search.expand import expand
from index.search.translated import Standing
from index.wording import sources_of
from index.words.spelling import near
from index.words.vocabulary import Vocabulary

_FORMS = 522_000
_WORDS = 60
_TIMES = 5
#: Words of an article, as far as the vocabulary is told.
_ARTICLE = 2_000


def made(path: Path) -> None:
    """Write the vocabulary, unless it is there."""
    if path.exists():
        return
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    Vocabulary.create(connection)
    vocabulary = Vocabulary(connection)
    for lang, forms in _articles():
        vocabulary.add(lang, forms)
    connection.execute("BEGIN")
    vocabulary.flush()
    connection.execute("COMMIT")
    connection.close()


def _articles() -> Iterator[tuple[str, list[str]]]:
    each = _FORMS // len(corpus.LANGUAGES)
    for lang in corpus.LANGUAGES:
        known = corpus.vocabulary(lang)
        chance = np.random.default_rng([13, *lang.encode()])
        names = chance.choice(known.syllables, (each - len(known.words), 5))
        words = [word.lower() for word in known.words] + ["".join(name) for name in names.tolist()]
        for at in range(0, len(words), _ARTICLE):
            yield lang, words[at : at + _ARTICLE]
        # The frequent ones again, since what is frequent is found first.
        for rank in (30, 300, 3_000):
            yield lang, words[:rank]


def queries() -> dict[str, list[str]]:
    """Words by kind: of the archive, new to it, misspelt by their first letter."""
    known, new = list[str](), list[str]()
    misspelt: dict[str, list[str]] = {}
    for at in range(_WORDS):
        words = corpus.vocabulary(corpus.LANGUAGES[at % len(corpus.LANGUAGES)]).words
        known.append(words[20 + at * 150].lower())
        new.append(words[30 + at * 150].lower() + "x")
    for letter in "psмk":
        some = (word.lower() for lang in corpus.LANGUAGES for word in corpus.vocabulary(lang).words)
        fitting = [word for word in some if word[0] == letter and len(word) > 5]
        misspelt[letter] = [_misspelt(word) for word in fitting[::50][:20]]
    kinds = {"known word": known, "new word": new}
    return kinds | {f"misspelt, {letter}…": some for letter, some in misspelt.items()}


def _misspelt(word: str) -> str:
    return word[:3] + word[4] + word[3] + word[5:]


def measured(ask: Callable[[str], object], words: Sequence[str]) -> tuple[float, float, float]:
    """CPU ms of the middle word, of the one that 95 % do not exceed, and of the worst."""
    least = np.full(len(words), np.inf)
    for _ in range(_TIMES):
        for at, word in enumerate(words):
            start = process_time()
            ask(word)
            least[at] = min(least[at], 1000 * (process_time() - start))
    low, high = np.percentile(least, (50, 95))
    return float(low), float(high), float(least.max())


def _report(folder: Path) -> None:
    made(folder / "vocabulary.sqlite")
    connection = sqlite3.connect(folder / "vocabulary.sqlite", isolation_level=None)
    vocabulary = Vocabulary(connection)
    lexicon = sources_of(folder, "none").lexicon(frozenset(corpus.LANGUAGES), wait=True)

    def crossed(word: str) -> object:
        return _crossed(word, vocabulary, lexicon)

    for kind, words in queries().items():
        asks: dict[str, Callable[[str], object]] = {
            "": lambda word: expand(word, vocabulary),
            ", with the lexicon": crossed,
        }
        if kind.startswith("misspelt"):
            asks = {"": lambda word: near(word, vocabulary, 2)}
        for suffix, ask in asks.items():
            low, high, most = measured(ask, words)
            print(f"{kind + suffix:30} {low:8.2f} {high:8.2f} {most:8.2f}", flush=True)


def _crossed(word: str, vocabulary: Vocabulary, lexicon: Layers) -> object:
    """As `index.search.search` does it."""
    meant = translate([word], vocabulary, lexicon, analyse=True)[word]
    standing = Standing(meant, vocabulary) if meant else None
    return expand(word, vocabulary, translations=meant, standing=standing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for the vocabulary, used again")
    chosen = parser.parse_args()
    with TemporaryDirectory() as passing:
        folder = chosen.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        _report(folder)


if __name__ == "__main__":
    main()
