"""What is known of a language's words: one file a language, named by its code.

A language without a file is served by `und`, which has a table of those whose
dictionary or stemmer needs nothing said about it, and knows nothing of the others.
"""

from functools import cache
from typing import NamedTuple, Protocol

from index import plugins
from index.language.romanisation import Script


class Analysis(NamedTuple):
    """What a dictionary says of a form.

    Attributes:
        lemmas: the dictionary forms that it may belong to, normalised as tokens are:
            empty when it is not known, several when it can be read in several ways,
            never twice the same.
        parts: the lemmas of the words that it is composed of, normalised and
            distinct; empty when it is not composed, or not seen to be.
        is_name: it may be a name: the dictionary has it as one, or not at all.
    """

    lemmas: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    is_name: bool = True


class Analyzer(Protocol):
    """The words of one language.

    Its face is stateless: a form always gives the same answer, so that an index can
    be built anew. Threads: any. Making one costs nothing; the first `analyse` loads
    the language's dictionary (0.02 to 2.6 s, 1 to 44 MB), which then stays for the
    life of the process. `stem` loads next to nothing.

    Attributes:
        lang: its code, `und` for any language.
        script: the script its words are written in, `other` for any: a form in
            another script need not be asked about.
        shortest_stem: two forms of one stem that the dictionary has under different
            lemmas are still taken for relatives when their stem is so long.
    """

    lang: str
    script: Script
    shortest_stem: int

    def analyse(self, form: str) -> Analysis:
        """What the dictionary says.

        Args:
            form: a token's form; lower case, hence read as any case.
        """
        ...

    def stem(self, form: str) -> str:
        """What inflected forms of one word mostly have in common, `""` when not to be
        told. It is a key, and need not be a word."""
        ...


def names() -> tuple[str, ...]:
    """The languages that have a file."""
    return plugins.names(__name__)


@cache
def load(code: str) -> Analyzer:
    """The analyzer of a language.

    Args:
        code: BCP 47; a region or script in it (`en-GB`) does not matter.
    """
    language = code.partition("-")[0].lower()
    if language in names():
        analyzer: Analyzer = plugins.load(__name__, language, "ANALYZER")
        return analyzer
    from index.language.analyzers import und  # noqa: PLC0415 - it imports this module

    return und.OTHERS.get(language, und.ANALYZER)
