"""Any language: a word is nothing but itself."""

from index.language.analyzers import Analyzer
from index.language.romanisation import Script


class Undetermined:
    """Knows no words."""

    lang = "und"
    script: Script = "other"

    def lemmas(self, form: str) -> tuple[str, ...]:
        """None of any form."""
        return ()


ANALYZER: Analyzer = Undetermined()
