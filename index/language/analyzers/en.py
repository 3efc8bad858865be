"""English: the possessive is part of a token and no part of a word."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("en", "latin", "english", attached="(?P<word>.+)'s")
