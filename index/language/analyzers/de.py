"""German: nouns are written with a capital."""

from index.language.analyzers import Analyzer
from index.language.analyzers._lemma import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("de", "latin", nouns_capitalised=True)
