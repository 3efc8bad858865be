"""Looking for a text inside one article, whatever its case and accents. Pure."""

import unicodedata
from functools import lru_cache

from index.model import Article
from reader.columns import Mark


def find_in(article: Article, text: str) -> tuple[Mark, ...]:
    """Every place of a text in an article, in reading order, as `found` marks.

    Case, diacritics and the number of spaces do not matter. Boilerplate is read too:
    it is on the screen.
    """
    wanted = _folded(" ".join(text.split()))[0]
    if not wanted:
        return ()
    return tuple(
        Mark(passage.n, start, end, "found")
        for passage in article.passages
        for start, end in _places(passage.text, wanted)
    )


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    folded, origins = _folded(text)
    places = []
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        places.append((origins[at], _after(text, origins[end - 1])))
        at = folded.find(wanted, end)
    return places


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and marks, and where each of its code points came from."""
    letters: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        folded = _fold_character(character)
        letters.append(folded)
        origins.extend([offset] * len(folded))
    return "".join(letters), origins


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _after(text: str, last: int) -> int:
    """The end of a match whose last letter stands at `last`: with the marks on it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
