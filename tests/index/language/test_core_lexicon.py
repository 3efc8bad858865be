"""The core lexicon as a table: what a person must not get wrong in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.language import analyzers
from index.language.lexicon.concepts import normal
from index.language.lexicon.table import core_files

HEADER = ["pos", "en", "id", "uk", "cs", "de", "pl", "ru", "fr", "es"]
NEVER_EMPTY = ["en", "id", "uk", "cs", "de"]
LETTERS = {
    lang: re.compile(r"[а-яёіїєґ'\- ]+" if lang in {"uk", "ru"} else r"[^\W\d_а-яёіїєґ][\w'’.\- ]*")
    for lang in HEADER[1:]
}

#: The share of single words that the analyzer has as lemmas. It takes some lemmas for
#: forms of others (`saw`), most of all Czech adjectives and participles.
KNOWN_LEMMAS = {"en": 0.92, "cs": 0.78, "uk": 0.84, "de": 0.9}


def rows(file: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each row as where it is and its words."""
    for number, line in enumerate(file.read_text("utf-8").splitlines()[1:], 2):
        cells = [cell.split(", ") if cell else [] for cell in line.split("\t")]
        yield f"{file.name}:{number}", dict(zip(HEADER, cells, strict=True))


@pytest.mark.parametrize("file", core_files(), ids=lambda file: file.stem)
def test_a_table_is_well_formed(file: Path) -> None:
    assert file.read_text("utf-8").split("\n", 1)[0].split("\t") == HEADER
    wrong = []
    for where, words in rows(file):
        wrong += [f"{where}: no {lang}" for lang in NEVER_EMPTY if not words[lang]]
        for lang, some in words.items():
            if len(set(some)) < len(some):
                wrong.append(f"{where}: a word twice in {lang}")
            for word in some:
                composed = unicodedata.normalize("NFC", word)
                if word != word.strip() or composed != word:
                    wrong.append(f"{where}: {word!r} is not written plainly")
                elif lang != "pos" and not LETTERS[lang].fullmatch(word.lower()):
                    wrong.append(f"{where}: {word!r} is no word of {lang}")
    assert not wrong


def test_there_are_concepts_enough_and_none_twice() -> None:
    every = [words for file in core_files() for _, words in rows(file)]
    assert len(every) >= 4_000
    whole = Counter(str(words) for words in every)
    assert [row for row, number in whole.items() if number > 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", KNOWN_LEMMAS)
def test_words_are_lemmas(lang: str) -> None:
    every = {
        normal(word) for file in core_files() for _, words in rows(file) for word in words[lang]
    }
    single = [word for word in every if word and " " not in word]
    analyzer = analyzers.load(lang)
    known = sum(word in analyzer.analyse(word).lemmas for word in single)
    assert known / len(single) >= KNOWN_LEMMAS[lang]
