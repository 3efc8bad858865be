"""Catalan: articles, pronouns and prepositions lose their vowel and join the next word."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("ca", "latin", "catalan", attached="[dlmnst]'(?P<word>.+)")
