"""Spanish."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("es", "latin", "spanish")
