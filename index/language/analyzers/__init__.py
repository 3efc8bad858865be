"""What is known of a language's words: one file a language, named by its code.

A language without a file is served by `und`, which knows nothing of words.
"""

from typing import Protocol

from index import plugins
from index.language.romanisation import Script


class Analyzer(Protocol):
    """The words of one language.

    Its face is stateless: a form always gives the same answer, so that an index can
    be built anew. Threads: any. Making one costs nothing; the first question loads
    the language's dictionary (0.02 to 0.8 s, 1 to 15 MB), which then stays for the
    life of the process.

    Attributes:
        lang: its code, `und` for any language.
        script: the script its words are written in, `other` for any: a form in
            another script need not be asked about.
    """

    lang: str
    script: Script

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The dictionary forms that a form may belong to, normalised as tokens are.

        Empty when the form is not known. Several when it can be read in several
        ways; never twice the same.

        Args:
            form: a token's form; lower case, hence read as any case.
        """
        ...


def names() -> tuple[str, ...]:
    """The languages that have an analyzer."""
    return plugins.names(__name__)


def load(code: str) -> Analyzer:
    """The analyzer of a language.

    Args:
        code: BCP 47; a region or script in it (`en-GB`) does not matter.
    """
    language = code.partition("-")[0].lower()
    name = language if language in names() else "und"
    analyzer: Analyzer = plugins.load(__name__, name, "ANALYZER")
    return analyzer
