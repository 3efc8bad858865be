"""Turkish: endings of names follow an apostrophe (`Ankara'da`)."""

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

ANALYZER: Analyzer = DictionaryAnalyzer("tr", "latin", "turkish", attached="(?P<word>[^']+)'.+")
