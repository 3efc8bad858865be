"""The language of an article, from its body.

py3langid tells languages by byte n-grams with a naive Bayes classifier. It is loaded
at the first call (about a second of processor time), not on import.
"""

from functools import cache
from typing import Any

#: Codes that are told apart. Kept to languages that archives of articles hold:
#: dialects and pidgins take short texts from the languages they are near to.
_KNOWN_CODES = (
    "af am ar as az ba be bg bn br bs ca cs cy da de el en eo es et eu fa fi fo fr fy ga gd gl gu "
    "ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mk ml mn mr ms "
    "mt my ne nl nn no oc or pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th tk tl tr tt "
    "ug uk ur uz vi xh yo zh zu zxx"
)

# Bosnian, Croatian and Serbian cannot be told apart by form: one code for the three.
# `no` is the model's name for Bokmål; `zxx` means there is no language in it.
_CODES = {"bs": "sh", "hr": "sh", "sr": "sh", "no": "nb", "zxx": "und"}

# Below this probability the answer is a guess. Sentences of newspapers are nearly all
# above it, lists of names and product numbers below.
_SURE = 0.5
# Characters that are looked at: more changes no verdict.
_ENOUGH = 600

# Indonesian and Malay share most of their words; short texts are told apart by words
# of everyday news that the two spell or choose differently.
_INDONESIAN = frozenset(
    [
        *("karena", "bahwa", "uang", "kantor", "mobil", "inggris", "polisi", "perusahaan"),
        *("bisa", "mengatakan", "serikat", "kamis", "jumat", "senin", "minggu", "juta", "pria"),
        *("agustus", "desember", "maret", "juli", "gratis", "bagaimana", "tiongkok"),
    ]
)
_MALAY = frozenset(
    [
        *("kerana", "bahawa", "wang", "pejabat", "kereta", "inggeris", "polis", "syarikat"),
        *("berkata", "khamis", "jumaat", "isnin", "ahad", "manakala", "sahaja", "lelaki"),
        *("ogos", "disember", "mac", "julai", "percuma", "kerajaan", "menerusi", "ialah"),
    ]
)


def detect(text: str) -> str:
    """The language of a text, `und` when it is too short or too mixed to tell.

    Bosnian, Croatian and Serbian are `sh`, Norwegian Bokmål is `nb`.
    """
    probabilities: dict[str, float] = {}
    for label, probability in _identifier().rank(text[:_ENOUGH]):
        code = _CODES.get(label, label)
        probabilities[code] = probabilities.get(code, 0.0) + probability
    _weigh_indonesian(text[:_ENOUGH], probabilities)
    code, probability = max(probabilities.items(), key=lambda item: item[1])
    return code if probability >= _SURE else "und"


def _weigh_indonesian(text: str, probabilities: dict[str, float]) -> None:
    """Share out anew what Indonesian and Malay have together, if their own words tell."""
    together = probabilities["id"] + probabilities["ms"]
    if together < _SURE:
        return
    words = text.casefold().split()
    own = sum(word in _INDONESIAN for word in words) - sum(word in _MALAY for word in words)
    if own:
        probabilities["id"], probabilities["ms"] = (together, 0.0) if own > 0 else (0.0, together)


@cache
def _identifier() -> Any:
    # Loads numpy and the model: only for those who add articles without a language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_KNOWN_CODES.split())
    return identifier
