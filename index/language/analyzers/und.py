"""Any language that has no file: what simplemma and Snowball know of it, or nothing.

A language gets a file of its own when there is something to say of it: what is
attached to its words, how they are composed, a stemmer that is ours.
"""

from collections.abc import Mapping

from index.language.analyzers import Analysis, Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer
from index.language.romanisation import Script


class Undetermined:
    """Knows no words."""

    lang = "und"
    script: Script = "other"
    shortest_stem = 0

    def analyse(self, form: str) -> Analysis:
        """Nothing of any form."""
        return Analysis()

    def stem(self, form: str) -> str:
        """None of any form."""
        return ""


ANALYZER: Analyzer = Undetermined()

#: Code, script, Snowball's algorithm; of both Norwegians the same. Slovak has none of
#: its own: Czech endings are nearly the same, and only names and new words need it.
_LANGUAGES: tuple[tuple[str, Script, str | None], ...] = (
    ("ar", "other", "arabic"),
    ("bg", "cyrillic", None),
    ("cy", "latin", None),
    ("da", "latin", "danish"),
    ("el", "greek", "greek"),
    ("eo", "latin", "esperanto"),
    ("et", "latin", "estonian"),
    ("fa", "other", "persian"),
    ("fi", "latin", "finnish"),
    ("ga", "latin", "irish"),
    ("gl", "latin", None),
    ("he", "other", None),
    ("hi", "other", "hindi"),
    ("hu", "latin", "hungarian"),
    ("hy", "armenian", "armenian"),
    ("is", "latin", None),
    ("ka", "georgian", None),
    ("la", "latin", None),
    ("lb", "latin", None),
    ("lt", "latin", "lithuanian"),
    ("lv", "latin", None),
    ("mk", "cyrillic", None),
    ("ms", "latin", "indonesian"),
    ("nb", "latin", "norwegian"),
    ("nn", "latin", "norwegian"),
    ("ro", "latin", "romanian"),
    ("sk", "latin", "czech"),
    ("sl", "latin", None),
    ("sq", "latin", None),
    ("sw", "latin", None),
)

#: Those that simplemma does not know, or knows by another code.
_OTHER_DICTIONARY: tuple[tuple[str, Script, str | None, str], ...] = (
    ("eu", "latin", "basque", ""),
    ("ne", "other", "nepali", ""),
    ("sh", "other", "serbian", "hbs"),
    ("ta", "other", "tamil", ""),
    ("yi", "other", "yiddish", ""),
)

#: The analyzers of the languages in the table, by code.
OTHERS: Mapping[str, Analyzer] = {
    lang: DictionaryAnalyzer(lang, script, stemmer) for lang, script, stemmer in _LANGUAGES
} | {
    lang: DictionaryAnalyzer(lang, script, stemmer, dictionary=dictionary)
    for lang, script, stemmer, dictionary in _OTHER_DICTIONARY
}
