"""Rows of the core lexicon that somebody should look at.

    python -m bench.core [LANG ...]

Lists what no dictionary of a language's analyzer has, which may be misspelled, and what
installed dictionaries contradict: they know a row's English word and its words of a
language, and join none of them. Most are right (a dictionary is not complete); what is
wrong is among them. With HEXAPLA_DICTIONARIES, or the system's.
"""

import sys
from collections.abc import Iterator, Sequence

from index.language import analyzers
from index.language.lexicon import cache, table
from index.language.lexicon.concepts import Concept, normal
from index.language.lexicon.layers import Layers
from index.language.lexicon.sources import Sources
from index.model import Via

#: Of so many English meanings in the dictionaries it is a word they know well.
_WELL_KNOWN = 2

#: Words of a concept that are compared, the usual ones.
_USUAL = 3


def rows() -> Iterator[tuple[str, Concept]]:
    """The concepts of the core lexicon with their places."""
    for file in table.core_files():
        header, *lines = file.read_text("utf-8").splitlines()
        languages = header.split("\t")[1:]
        for number, line in enumerate(lines, start=2):
            cells = line.split("\t")[1:]
            words = {
                lang: [word.strip() for word in cell.split(",")]
                for lang, cell in zip(languages, cells, strict=False)
                if cell
            }
            yield f"{file.name}:{number}", words


def unknown(lang: str, words: Sequence[str]) -> list[str]:
    """Single words that no dictionary of the analyzer has."""
    analyzer = analyzers.load(lang)
    forms = [word for word in map(normal, words) if word and " " not in word]
    return [form for form in forms if analyzer.analyse(form).is_name]


def contradicted(lexicon: Layers, concept: Concept, lang: str) -> bool:
    """Whether dictionaries know both sides of a row and join none of their words."""
    english = [normal(word) for word in concept["en"][:_USUAL]]
    other = [normal(word) for word in concept.get(lang, ())[:_USUAL]]
    there = _said(lexicon, "en", english, lang)
    back = _said(lexicon, lang, other, "en")
    known = min(len(there), len(back)) >= _WELL_KNOWN
    return known and there.isdisjoint(other) and back.isdisjoint(english)


def _said(lexicon: Layers, lang: str, words: Sequence[str], target: str) -> set[str]:
    found = lexicon.translations(lang, words, [target])
    return {one.text for one in found if one.via is Via.DICTIONARY}


def main() -> None:
    wanted = sys.argv[1:] or ["uk", "cs", "de", "id"]
    # Without the core lexicon itself, which is asked about.
    sources = Sources.of(None, cache.default_folder())
    lexicon = Layers(lambda: [it for it in sources._recipes(()) if it.via is Via.DICTIONARY])
    for place, concept in rows():
        for lang in wanted:
            said = f"{place} {lang} {', '.join(concept['en'])} = {', '.join(concept.get(lang, ()))}"
            if strange := unknown(lang, concept.get(lang, ())):
                print(f"{said}: unknown {', '.join(strange)}")
            if contradicted(lexicon, concept, lang):
                print(f"{said}: contradicted")


if __name__ == "__main__":
    main()
