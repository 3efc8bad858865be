"""German: nouns are written with a capital, and composed in one piece."""

from index.language.analyzers import Analyzer
from index.language.analyzers._compounds import Compounds
from index.language.analyzers._dictionary import DictionaryAnalyzer

#: Suffixes that are nouns too (`Mannschaft`, `Schaft`).
_ENDINGS = frozenset({"schaft", "schaften", "heit", "heiten", "keit", "keiten", "lein", "chen"})
_PREFIXES = frozenset({"unter", "über", "nach", "hinter", "gegen", "wider", "zwischen", "mini"})

ANALYZER: Analyzer = DictionaryAnalyzer(
    "de",
    "latin",
    "german",
    nouns_capitalised=True,
    # Plurals and genitives, which link too, stand in the dictionary themselves.
    compounds=Compounds(
        "de",
        links=("s",),
        dropped=("e",),
        endings=_ENDINGS,
        prefixes=_PREFIXES,
        nouns_capitalised=True,
    ),
)
