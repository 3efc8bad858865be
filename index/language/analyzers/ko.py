"""Korean: particles join the word before them, and words are written together at will.

There is no dictionary for it. The stem is the word without its particles; the parts are
all pairs of neighbouring syllables, so that a word is found within any longer one.
"""

from index.language.analyzers import Analysis, Analyzer
from index.language.romanisation import Script

#: Particles of case, topic and number, and the copula's ends, the longest first.
_PARTICLES = sorted(
    [
        *("은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에게서", "께", "께서"),
        *(
            "한테",
            "로",
            "으로",
            "로서",
            "으로서",
            "로써",
            "으로써",
            "와",
            "과",
            "하고",
            "랑",
            "이랑",
        ),
        *(
            "도",
            "만",
            "까지",
            "부터",
            "마다",
            "조차",
            "마저",
            "밖에",
            "보다",
            "처럼",
            "같이",
            "만큼",
        ),
        *("들", "들은", "들이", "들을", "들의", "들에게", "이다", "이며", "이고", "인", "라고"),
        *("이라고", "이나", "나", "든지", "이든지", "에는", "에도", "에서는", "에서도", "으로는"),
        *("로는", "와의", "과의", "에의", "에게는"),
    ],
    key=len,
    reverse=True,
)


class Korean:
    """Particles and syllables; see the module."""

    lang = "ko"
    script: Script = "other"
    shortest_stem = 2

    def analyse(self, form: str) -> Analysis:
        """No lemmas; the pairs of syllables of a word of three or more are its parts."""
        pairs = (form[at : at + 2] for at in range(len(form) - 1))
        parts = dict.fromkeys(pairs) if len(form) > 2 and _is_hangul(form) else {}
        return Analysis((), tuple(parts), is_name=False)

    def stem(self, form: str) -> str:
        """The word without its particles, if two syllables are left."""
        for particle in _PARTICLES:
            if form.endswith(particle) and len(form) - len(particle) >= 2:
                return form.removesuffix(particle)
        return form


def _is_hangul(form: str) -> bool:
    return all("\uac00" <= syllable <= "\ud7a3" for syllable in form)


ANALYZER: Analyzer = Korean()
