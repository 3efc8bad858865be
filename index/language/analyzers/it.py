"""Italian: articles, and prepositions with them, lose their vowel and join the next word."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer(
    "it",
    "latin",
    "italian",
    attached="(?:[cdlmstv]|un|gl|(?:a|da|de|ne|su|co)ll|quest|quell|sant|bell|nessun|com|dov)'"
    "(?P<word>.+)",
)
