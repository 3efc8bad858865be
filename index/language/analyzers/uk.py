"""Ukrainian."""

from index.language.analyzers import Analyzer
from index.language.analyzers._lemma import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("uk", "cyrillic")
