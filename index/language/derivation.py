"""Words of one root: what a language makes of a verb, an adjective or a noun by endings.

A dictionary has `zbavit` (to deprive), a text has `zbavení` and `zbavený`; a lexicon has
`mengambil` (to take), a text `diambil` and `pengambilan`. The rules are those of school
grammars. They make candidates, most of which are no words: whoever asks looks them up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

#: A shorter beginning is that of too many words.
_SHORTEST_ROOT = 3

#: Letters of the longest one below.
_LONGEST_ENDING = 9

#: By language, endings that change places: a verb's with those of its participle, its noun
#: and, in cs and uk, the verb of the other aspect; an adjective's with those of its adverb
#: and its noun. The longer ones come first.
_ENDINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "cs": (
        ("ovat", "ovaný", "ování"),
        ("at", "aný", "ání"),
        ("stit", "štěný", "štění", "šťovat"),
        ("slit", "šlený", "šlení"),
        ("nit", "něný", "nění", "ňovat"),
        ("dit", "zený", "zení", "zovat"),
        ("tit", "cený", "cení", "covat"),
        ("sit", "šený", "šení", "šovat"),
        ("zit", "žený", "žení", "žovat"),
        ("it", "ený", "ení", "et", "ovat", "ívat"),
        ("ět", "ěný", "ění"),
        ("et", "ený", "ení"),
        ("řít", "řený", "ření"),
        ("nout", "nutý", "nutí", "ovat"),
        ("at", "ávat"),
        ("ít", "itý", "ití", "ívat"),
        ("ný", "ně", "nost"),
        ("ní", "ně", "nost"),
        ("ký", "ky", "kost"),
        ("rý", "ře", "rost"),
        ("lý", "le", "lost"),
        ("tý", "tě", "tost"),
        ("vý", "vě", "vost"),
        ("", "ní", "ný", "ový", "ský"),
        ("a", "ní", "ný", "ový"),
        ("o", "ní", "ný"),
        ("ství", "ský", "sky"),
        ("ctví", "cký", "cky"),
        ("ika", "ický", "icky"),
        ("ie", "ický", "icky"),
        ("ace", "ační", "ovat"),
        ("ce", "ční"),
    ),
    "uk": (
        ("увати", "ований", "ування"),
        ("ювати", "йований", "ювання"),
        ("ати", "аний", "ання"),
        ("яти", "яний", "яння"),
        ("бити", "блений", "блення", "блювати", "бляти"),
        ("вити", "влений", "влення", "влювати", "вляти"),
        ("мити", "млений", "млення", "млювати", "мляти"),
        ("пити", "плений", "плення", "плювати", "пляти"),
        ("дити", "джений", "дження", "джувати", "джати"),
        ("стити", "щений", "щення", "щувати", "щати"),
        ("тити", "чений", "чення", "чувати", "чати"),
        ("сити", "шений", "шення", "шувати", "шати"),
        ("зити", "жений", "ження", "жувати", "жати"),
        ("ити", "ений", "ення", "ювати", "увати", "яти", "ати"),
        ("нути", "нутий", "нення", "ати"),
        ("ати", "увати"),
        ("ий", "о", "ість"),
        ("ній", "ньо", "ність"),
        ("", "ний", "ський", "овий"),
        ("а", "ний", "ський", "овий"),
        ("ія", "ійний", "ічний"),
        ("ство", "ський"),
        ("цтво", "цький"),
        ("ика", "ичний"),
    ),
    "pl": (
        ("ować", "owany", "owanie"),
        ("ać", "any", "anie"),
        ("dzić", "dzony", "dzenie"),
        ("cić", "cony", "cenie"),
        ("sić", "szony", "szenie"),
        ("zić", "żony", "żenie"),
        ("ić", "iony", "ienie"),
        ("ić", "ony", "enie"),
        ("yć", "ony", "enie"),
        ("ąć", "ięty", "ięcie"),
        ("ny", "nie", "ność"),
        ("y", "o", "ość"),
    ),
    "ru": (
        ("овать", "ованный", "ование"),
        ("ать", "анный", "ание"),
        ("ять", "янный", "яние"),
        ("бить", "бленный", "бление"),
        ("вить", "вленный", "вление"),
        ("мить", "мленный", "мление"),
        ("пить", "пленный", "пление"),
        ("дить", "жденный", "ждение"),
        ("стить", "щенный", "щение"),
        ("тить", "ченный", "чение"),
        ("сить", "шенный", "шение"),
        ("зить", "женный", "жение"),
        ("ить", "енный", "ение"),
        ("ый", "о", "ость"),
        ("ий", "о", "ость"),
    ),
    "de": (
        ("ieren", "iert", "ierung", "ation"),
        ("eln", "elung"),
        ("ern", "erung"),
        ("en", "ung"),
        ("ig", "igkeit"),
        ("lich", "lichkeit"),
        ("bar", "barkeit"),
        ("", "heit"),
        ("", "lich", "ig", "isch", "en"),
        ("e", "lich", "ig", "en"),
        ("ie", "isch"),
        ("ik", "isch"),
        ("ung", "end"),
    ),
    "en": (
        ("ify", "ification"),
        ("ize", "ization"),
        ("ate", "ation"),
        ("ic", "ically"),
        ("y", "ily", "iness"),
        ("le", "ly"),
        ("e", "ation", "ion"),
        ("", "ly", "ness", "ment", "ation", "ion"),
        ("", "al", "ally", "ality", "ous", "ful", "less", "dom", "ity"),
        ("ion", "ive", "ively", "e", ""),
        ("ance", "ant", "antly"),
        ("ence", "ent", "ently"),
        ("ble", "bility", "bly"),
        ("ism", "ist"),
        ("y", "ic", "ical"),
        ("ics", "ical"),
        ("ty", ""),
    ),
}

#: A German participle, with what is separated from its verb before it: `ausgewählt`.
_PARTICIPLE = re.compile("(.*?)ge(.{3,}?)e?t")

#: Reflexive verbs end so, and what is made of them does not.
_REFLEXIVE = {"uk": "ся", "ru": "ся"}

#: Indonesian verbs and nouns, around what follows the nasal prefixes.
_AROUND = (
    ("", "an"),
    ("", "kan"),
    ("", "i"),
    ("ber", ""),
    ("di", ""),
    ("di", "kan"),
    ("di", "i"),
    ("ter", ""),
    ("ke", "an"),
    ("per", "an"),
    ("memper", "kan"),
)
_NASAL_AROUND = (
    ("me", ""),
    ("me", "kan"),
    ("me", "i"),
    ("pe", ""),
    ("pe", "an"),
)

_ACTIVE = (("me", ""),)

#: What stands behind a verb and is none of it; endings that make verbs.
_PARTICLES, _MADE_VERBS = ("lah", "nya"), ("kan", "i")

#: How a root begins, with the nasal it gets and the letters it loses; the first that fits.
_NASALS = (
    (("ny", "ng", "l", "r", "w", "y", "m", "n"), "", 0),
    (("b", "f", "v"), "m", 0),
    (("p",), "m", 1),
    (("c", "d", "j", "z"), "n", 0),
    (("t",), "n", 1),
    (("s",), "ny", 1),
    (("k",), "ng", 1),
    (("a", "e", "g", "h", "i", "o", "u"), "ng", 0),
)


# A word is asked for in several steps of one search; 2 MB.
@lru_cache(maxsize=1 << 12)
def relatives(lang: str, word: str) -> tuple[str, ...]:
    """What may be of one root with a word, the likeliest first; none of what is not known.

    Args:
        lang: the word's language.
        word: a lemma, normalised as tokens are; of Indonesian a root.
    """
    if " " in word:
        return ()
    found = _affixed(word) if lang == "id" else _ending_otherwise(lang, word)
    return tuple(one for one in dict.fromkeys(found) if one != word)


def _ending_otherwise(lang: str, word: str) -> Iterator[str]:
    reflexive = _REFLEXIVE.get(lang)
    if reflexive and word.endswith(reflexive):
        word = word.removesuffix(reflexive)
        yield word
    if lang == "de" and (participle := _PARTICIPLE.fullmatch(word)):
        yield f"{participle[1]}{participle[2]}en"
    others = _by_ending(lang)
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_ROOT), -1, -1):
        root = word[: len(word) - length]
        yield from (root + ending for ending in others.get(word[len(root) :], ()))


@cache
def _by_ending(lang: str) -> Mapping[str, tuple[str, ...]]:
    """By ending, those that it changes places with."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for endings in _ENDINGS.get(lang, ()):
        for ending in endings:
            found[ending] |= dict.fromkeys(other for other in endings if other != ending)
    return {ending: tuple(others) for ending, others in found.items()}


@lru_cache(maxsize=1 << 12)
def actives(lang: str, form: str) -> tuple[str, ...]:
    """The verb whose passive, imperative or relative form a word may be; none but of
    Indonesian, where a lexicon has `mengawasi` (to watch) and a text `diawasi` or `awasi`.

    Args:
        lang: the word's language.
        form: as in a text, normalised as tokens are.
    """
    if lang != "id" or not form.isascii():
        return ()
    for particle in _PARTICLES:
        form = form.removesuffix(particle)
    base = form.removeprefix("di")
    is_verb = base != form or base.endswith(_MADE_VERBS)
    return tuple(_nasal(base, _ACTIVE)) if is_verb and len(base) > _SHORTEST_ROOT else ()


def _nasal(root: str, around: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A root with the nasal that it gets, between what stands around it."""
    for starts, nasal, lost in _NASALS:
        if root.startswith(starts):
            yield from (f"{pre}{nasal}{root[lost:]}{post}" for pre, post in around)
            return


def _affixed(root: str) -> Iterator[str]:
    if len(root) < _SHORTEST_ROOT:
        return
    yield from _nasal(root, _NASAL_AROUND)
    yield from (f"{pre}{root}{post}" for pre, post in _AROUND)
