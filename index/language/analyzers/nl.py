"""Dutch: words are composed in one piece."""

from index.language.analyzers import Analyzer
from index.language.analyzers._compounds import Compounds
from index.language.analyzers._dictionary import DictionaryAnalyzer

#: Suffixes that are words too.
_ENDINGS = frozenset({"heid", "heden", "loos", "baar", "zaam", "rijk", "isme", "schap", "schappen"})
_PREFIXES = frozenset({"onder", "over", "tegen", "tussen", "achter", "voor", "door", "mini"})

ANALYZER: Analyzer = DictionaryAnalyzer(
    "nl",
    "latin",
    "dutch",
    compounds=Compounds("nl", links=("s", "en", "e", "n"), endings=_ENDINGS, prefixes=_PREFIXES),
)
