"""Ukrainian, with a light stemmer of our own, as Snowball has none.

The stemmer takes off the ending of a noun, adjective or verb, the longest that leaves
three letters with a vowel, after the reflexive particle; then it evens out what changes
before endings: к before -і (руці, рука), a vowel that the ending follows (читаю, Хуавею),
two consonants (рішення, рішень) and о that becomes і where the ending is empty (привід,
приводу). It is meant for names and new words, which no dictionary has: it tells them by
nothing but their endings.
"""

import re

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

#: Of nouns and adjectives, from their declensions, hard and soft, with comparatives;
#: then of verbs, from infinitive, present, past, imperative and gerunds.
_NOMINAL = (
    "а я о е є и і ї у ю ь й ого ому ої ою ій ім им их ими іх іми ій его ього ьому "
    "ами ями ом ем єм еві єві ові ею єю ам ям ах ях ів їв ей їй ию ію ії ія іє іям іях іями "
    "ий іший ішого ішому ішої ішою іших ішим ішими іша іше іші ішу"
)
_VERBAL = (
    "ти ть еть єть аю яю аєш яєш ає яє аємо яємо аєте яєте ають яють в ла ло ли мо те еш єш иш "
    "їш ить їть ете єте емо ємо имо їмо ите їте уть ють ать ять ав яв ив їв ував ював ала яла ила "
    "їла увала ювала ало яло ило їло увало ювало али яли или їли ували ювали ати яти ити їти "
    "увати ювати ує ює ують юють уєш юєш уємо юємо уєте юєте уй юй уйте юйте ай яй айте яйте ачи "
    "ячи учи ючи вши авши ивши увавши"
)
_ENDINGS = frozenset((*_NOMINAL.split(), *_VERBAL.split()))
_LONGEST = max(map(len, _ENDINGS))

_VOWELS = frozenset("аеєиіїоуюя")
_REFLEXIVE = re.compile("(?:ся|сь)$")
_SHORTEST = 3
#: Of a shorter rest a vowel at its end is kept: too little would be left.
_LONG = 4
#: The vowel of the last syllable.
_LAST_I = re.compile(f"і(?=[^{''.join(sorted(_VOWELS))}]+$)")


#: The name of an action: of two consonants its genitive plural has one (налаштувань).
_ACTION, _OF_ACTIONS = re.compile("[аяеє]нн$"), frozenset(["я", "ю", "і", "ям", "ями", "ях"])


def stem(form: str) -> str:
    """The stem of a form."""
    word = form.replace("'", "")
    bare = _REFLEXIVE.sub("", word)
    if len(bare) <= _SHORTEST:
        return word
    if bare.endswith("ість"):  # a noun, no third person
        return _evened(bare[:-1], "")
    for length in range(min(_LONGEST, len(bare) - _SHORTEST), 0, -1):
        rest, ending = bare[:-length], bare[-length:]
        if ending in _ENDINGS and not _VOWELS.isdisjoint(rest):
            return _evened(rest, ending)
    return _evened(bare, "")


def _evened(rest: str, ending: str) -> str:
    if ending == "і" and rest[-1] == "ц":
        rest = rest[:-1] + "к"
    if rest[-1] in _VOWELS and len(rest) > _LONG:
        rest = rest[:-1]
    if ending in _OF_ACTIONS and _ACTION.search(rest):
        rest = rest[:-1]
    return _LAST_I.sub("о", rest)


#: Three letters are enough for a stem to be trusted: the dictionary has some of the
#: most frequent words (рік, час, син) under two lemmas.
ANALYZER: Analyzer = DictionaryAnalyzer("uk", "cyrillic", stem, shortest_stem=_SHORTEST)
