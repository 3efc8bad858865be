"""Tables of concepts as people write them: a column a language, a row a concept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from index.language.lexicon.concepts import Concept

#: The core lexicon that comes along: `<letter>.tsv`, and files by subject.
CORE = Path(__file__).parent / "core"

#: The column that says what part of speech the words are; for people.
_PART_OF_SPEECH = "pos"


#: The language whose word names a concept.
_NAMED_IN = "en"

#: Words of a noun and of its verb that are taken together: the usual ones.
_USUAL = 3

#: A noun is of a verb if they begin alike, with so many letters, in so many languages
#: (Verzögerung and verzögern, odklad and odložit; but book is two words in most).
_ALIKE, _IN_LANGUAGES = 4, 2


def concepts(files: Iterable[Path]) -> Iterator[Concept]:
    """The concepts of files of the core lexicon, which its tests keep right.

    After them, what an action and its name have in common: where one language says
    `Verzögerung`, another says that something was delayed.
    """
    named: defaultdict[str, defaultdict[str, list[Concept]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for file in files:
        header, *lines = file.read_text("utf-8").splitlines()
        columns = header.split("\t")
        for line in lines:
            cells = dict(zip(columns, line.split("\t"), strict=False))
            part = cells.pop(_PART_OF_SPEECH)
            concept = {
                lang: [word.strip() for word in cell.split(",")]
                for lang, cell in cells.items()
                if cell
            }
            named[concept[_NAMED_IN][0]][part].append(concept)
            yield concept
    for parts in named.values():
        for noun, verb in product(parts["n"], parts["v"]):
            if _is_of(noun, verb):
                yield {
                    lang: [*words[:_USUAL], *verb.get(lang, ())[:_USUAL]]
                    for lang, words in noun.items()
                }


def _is_of(noun: Concept, verb: Concept) -> bool:
    """Whether a noun names what a verb says, and is not of the same sound only."""
    alike = [
        lang
        for lang, words in noun.items()
        if lang != _NAMED_IN
        and any(word[:_ALIKE] == other[:_ALIKE] for word in words for other in verb.get(lang, ()))
    ]
    return len(alike) >= _IN_LANGUAGES


def core_files() -> tuple[Path, ...]:
    """The files of the core lexicon."""
    return tuple(sorted(CORE.glob("*.tsv")))
