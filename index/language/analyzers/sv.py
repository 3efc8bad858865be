"""Swedish."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("sv", "latin", "swedish")
