"""French: articles, pronouns and conjunctions lose their vowel and join the next word."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer(
    "fr",
    "latin",
    "french",
    attached="(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?P<word>.+)",
)
