"""What else could be typed: the rest of a word, and the nearest of one that no article has.

No dictionary is loaded here: suggestions are wanted between two keys, and where nothing
was found all that a dictionary could say has been tried.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from math import log

from index.language.romanisation import skeleton
from index.language.tokens import normalize
from index.model import Results, Suggestions, Unknown, Via
from index.search.expand import expand
from index.search.query import Query, Word, parse, tolerance
from index.words.readings import Reading
from index.words.spelling import near
from index.words.vocabulary import Vocabulary

#: The most frequent forms with a beginning among which those of the wanted languages are
#: looked for.
_LOOKED_AT = 40

#: As if so many letters differed in a word that sounds nearly the same.
_SOUND_DISTANCE = 2

#: By how many letters a form may differ more for being e times as frequent: a form that
#: one article has may itself be misspelt.
_FREQUENCY = 0.3

#: A word of so many letters has one slip more if nothing is near it otherwise.
_LONG_ENOUGH = 5

#: A shorter skeleton less one of its signs sounds like too much.
_SHORTEST_SOUND = 4


def completions(
    text: str, vocabulary: Vocabulary, *, languages: Collection[str] = (), limit: int = 5
) -> tuple[str, ...]:
    """What the last word of a line may become, each written on from what was typed.

    Args:
        text: the line; nothing completes one that does not end in two letters of a word.
        vocabulary: the archive's.
        languages: forms of these only; empty for all.
        limit: how many, the forms of most articles first.
    """
    words = list(parse(text, typing=True).words())
    if not words or not words[-1].typing or not text.endswith(words[-1].text):
        return ()
    typed = words[-1].text
    beginning = normalize(typed)
    found = vocabulary.starting_with(beginning, _LOOKED_AT)
    forms = _by_frequency(each for each in found if not languages or each.lang in languages)
    rests = (form[len(beginning) :] for form in forms if form != beginning)
    loud = len(typed) > 1 and typed.isupper()
    return tuple(typed + (rest.upper() if loud else rest) for rest in rests)[:limit]


def suggestions(
    text: str, vocabulary: Vocabulary, *, results: Results | None = None, limit: int = 3
) -> Suggestions:
    """Which words of a line no article has, with the nearest forms, and what completes it.

    Args:
        text: the line.
        vocabulary: the archive's.
        results: the answer to it, where there is one: the words that it found are known.
        limit: how many of each.
    """
    query = parse(text)
    unknown = [
        Unknown(word.text, nearest(word, vocabulary, limit))
        for word in _unknown(query, vocabulary, results)
    ]
    return Suggestions(completions(text, vocabulary, limit=limit), tuple(unknown))


def corrected(text: str, word: str, instead: str) -> str:
    """A line with one of its words replaced."""
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: instead, text, count=1)


def nearest(word: Word, vocabulary: Vocabulary, limit: int) -> tuple[str, ...]:
    """The forms that a word may have been meant for, the likeliest first.

    Likely is what differs by few letters, what sounds alike, and what many articles have.
    Only where nothing is near, more letters may differ, and then any: the first may be the
    slip, and the whole vocabulary is looked through.
    """
    form = normalize(word.text)
    most = tolerance(form)
    spelled = near(form, vocabulary, most)
    sounding = _sounding(form, vocabulary)
    if not (spelled or sounding) and len(form) >= _LONG_ENOUGH:
        spelled = near(form, vocabulary, most + 1)
    if not (spelled or sounding):
        spelled = near(form, vocabulary, most, any_beginning=True)
    distances = {**dict.fromkeys(sounding, _SOUND_DISTANCE), **spelled}
    articles = _by_frequency(vocabulary.readings(distances))
    likely = sorted(
        articles, key=lambda near: (distances[near] - _FREQUENCY * log(articles[near]), near)
    )
    return tuple(likely[:limit])


def _unknown(query: Query, vocabulary: Vocabulary, results: Results | None) -> list[Word]:
    known = {each.word for each in results.expansion if each.forms} if results else set[str]()
    asked = [word for word in dict.fromkeys(query.words()) if word.text not in known]
    return [
        word
        for word in asked
        if not expand(
            word.text, vocabulary, exact=word.exact, prefix=word.prefix, analyse=False
        ).via_of
    ]


def _sounding(form: str, vocabulary: Vocabulary) -> list[str]:
    """Forms that sound like a word in which a sound is too many, or two are swapped."""
    sound = skeleton(form)
    if len(sound) < _SHORTEST_SOUND:
        return []
    places = range(1, len(sound))
    less = {sound[:at] + sound[at + 1 :] for at in places}
    swapped = {sound[: at - 1] + sound[at] + sound[at - 1] + sound[at + 1 :] for at in places}
    found = vocabulary.by_keys(Via.SCRIPT, less | swapped)
    return [reading.text for reading in found if skeleton(reading.text) in less | swapped]


def _by_frequency(readings: Iterable[Reading]) -> dict[str, int]:
    """The forms of readings with the number of their articles, the most frequent first."""
    articles = Counter[str]()
    for reading in readings:
        articles[reading.text] += max(reading.articles, 1)
    return dict(articles.most_common())
