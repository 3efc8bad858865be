"""What each telling of a story says and leaves out: names, numbers, dates and places.

A fact is what some articles mention, each with its own word for it: the same number, a
name by its sound or its consonants, a place or a month by what it means in English. A
name is a capitalised word that no dictionary has as another one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.counterparts import anchors
from index.counterparts.amounts import ABBREVIATIONS, POWERS, amounts
from index.counterparts.anchors import Pivots
from index.derived.corpus import Corpus
from index.language.romanisation import frames, skeleton
from index.language.sentences import sentences
from index.language.tokens import Token, tokenize
from index.model import Article, Coverage, Fact, FactKind, Mention
from index.words.readings import Reading

#: The English months and days of the week, as lexicons give them.
_NAMES_OF_MONTHS = (
    "january february march april may june july august september october november december"
)
_DATES = frozenset(_NAMES_OF_MONTHS.split()).union(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
#: Numbers from 1900 on and before this are years.
_YEARS = range(1900, 2100)
#: Keys of names that are shorter would take strangers for one.
_SHORTEST_SOUND = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word of an article that names something, and where; it is not `sure` of a word
    with a capital that a dictionary has, which is a name if another article says so."""

    article: int
    n: int
    text: str
    kind: FactKind
    keys: frozenset[str]
    sure: bool


def coverage(corpus: Corpus, articles: Sequence[Article], pivots: Pivots) -> Coverage:
    """See `index.across.Across.coverage`; the story is the first article's."""
    seen = [
        one for at, article in enumerate(articles) for one in _seen(corpus, at, article, pivots)
    ]
    names = {one.text.casefold() for one in seen if one.sure}
    named = [one for one in seen if one.sure or one.text.casefold() in names]
    facts = [_fact(some, articles) for some in _same(named)]
    joined = _joined(facts, articles)
    ordered = sorted(joined, key=lambda fact: (-len(fact.mentions), _places(fact)))
    return Coverage(articles[0].id, tuple(article.id for article in articles), tuple(ordered))


def _places(fact: Fact) -> int:
    """How often it is mentioned, the most first."""
    return -sum(len(one.passages) for one in fact.mentions)


def _seen(corpus: Corpus, at: int, article: Article, pivots: Pivots) -> Iterator[_Seen]:
    passages = [
        (passage, tokenize(passage.text)) for passage in article.passages if passage.is_content
    ]
    forms = sorted({token.form for _, tokens in passages for token in tokens})
    known = {
        reading.text: reading
        for reading in corpus.vocabulary.readings(forms)
        if reading.lang == article.lang
    }
    kinds = {
        form: _kind(known.get(form) or Reading(form, article.lang, 0, ()), pivots) for form in forms
    }
    inner = {
        token.form
        for passage, tokens in passages
        for token in _not_first(passage.text, article.lang, tokens)
        if passage.text[token.start].isupper()
    }

    def power_of(form: str) -> int | None:
        return _power(known.get(form) or Reading(form, article.lang, 0, ()), pivots)

    for passage, tokens in passages:
        taken: set[int] = set()
        for first, end, value in amounts(passage.text, tokens, power_of):
            if end - first > 1:
                taken.update(range(first, end))
                text = passage.text[tokens[first].start : tokens[end - 1].end]
                yield _Seen(at, passage.n, text, "number", frozenset((value,)), sure=True)
        for place, token in enumerate(tokens):
            if place in taken:
                continue
            kind, keys = kinds[token.form]
            text = passage.text[token.start : token.end]
            if kind == "name" and not (token.form in inner and text[0].isupper()):
                if text[0].isupper():  # a name if another article says so
                    yield _Seen(at, passage.n, text, kind, keys, sure=False)
                continue
            if kind is not None or (text[0].isupper() and token.form in inner):
                yield _Seen(at, passage.n, text, kind or "name", keys, kind is not None)


def _power(reading: Reading, pivots: Pivots) -> int | None:
    """The power of ten that a form names."""
    if reading.text in ABBREVIATIONS:
        return ABBREVIATIONS[reading.text]
    bases = reading.bases
    meant = [*bases, *(word for base in bases for word in pivots(reading.lang, base)[:1])]
    own = meant if reading.lang == "en" else meant[len(bases) :]
    return next((POWERS[word] for word in own if word in POWERS), None)


def _not_first(text: str, lang: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Words that do not stand at the beginning of a sentence, where all are capitalised."""
    starts = [start for start, _ in sentences(text, lang)]
    for before, token in pairwise(tokens):
        if not any(before.end <= start <= token.start for start in starts):
            yield token


def _kind(reading: Reading, pivots: Pivots) -> tuple[FactKind | None, frozenset[str]]:
    """What a form can name, and the keys by which it is the same in other articles."""
    if number := anchors.number_of(reading.text):
        if number.isdigit() and len(number) < 2:
            return None, frozenset((number,))
        year = number.isdigit() and int(number) in _YEARS
        kind: FactKind = "name" if not number[0].isdigit() else "date" if year else "number"
        return kind, frozenset((number,))
    meant = [word for base in reading.bases for word in pivots(reading.lang, base)]
    if reading.lang == "en":
        meant += reading.bases
    if dates := _DATES.intersection(meant[:2]):
        return "date", frozenset(dates)
    if places := {_states()[word] for word in meant if word in _states()}:
        return "place", frozenset(places)
    sounds = {f"~{sound}" for _, sound in reading.sounds} | {f"~{skeleton(reading.text)}"}
    sounds |= {frame.key for name in reading.names for frame in frames(name)}
    keys = frozenset(sound for sound in sounds if len(sound) > _SHORTEST_SOUND)
    # What a dictionary can take apart is a word (Batteriefabrik).
    return "name" if reading.is_name and not reading.parts else None, keys or frozenset(
        (reading.text,)
    )


@cache
def _states() -> Mapping[str, str]:
    """The countries of the world, by their names in English."""
    from babel import Locale  # noqa: PLC0415 - 14 ms, when it is asked for

    return {
        name.lower(): code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha()
    }


def _same(seen: Sequence[_Seen]) -> Iterator[list[_Seen]]:
    """What is the same in several articles: what shares a key, or a key of a key."""
    group: dict[tuple[bool, str], int] = {}
    members: dict[int, list[_Seen]] = {}
    for at, one in enumerate(seen):
        keys = [(one.kind in ("name", "place"), key) for key in sorted(one.keys)]
        found = sorted({group[key] for key in keys if key in group})
        first = found[0] if found else at
        merged = members.setdefault(first, [])
        for other in found[1:]:
            merged += members.pop(other)
            group |= {key: first for key, owner in group.items() if owner == other}
        merged.append(one)
        group |= dict.fromkeys(keys, first)
    yield from members.values()


def _fact(some: Sequence[_Seen], articles: Sequence[Article]) -> Fact:
    by_article: defaultdict[int, list[_Seen]] = defaultdict(list)
    for one in some:
        by_article[one.article].append(one)
    mentions = tuple(
        Mention(
            articles[at].id,
            min((one.text for one in here), key=len),
            tuple(sorted({one.n for one in here})),
        )
        for at, here in sorted(by_article.items())
    )
    return Fact(some[0].kind, min((one.text for one in mentions), key=len), mentions)


def _joined(facts: Sequence[Fact], articles: Sequence[Article]) -> list[Fact]:
    """Names of several words: those that stand side by side wherever they stand."""
    texts = {
        article.id: " ".join(passage.text for passage in article.passages) for article in articles
    }
    found: list[Fact] = []
    waiting = list(facts)
    while waiting:
        fact = waiting.pop(0)
        follower = next((one for one in waiting if _follows(fact, one, texts)), None)
        if follower is None:
            found.append(fact)
            continue
        waiting.remove(follower)
        mentions = tuple(
            Mention(one.article, f"{one.text} {other.text}", one.passages)
            for one, other in zip(fact.mentions, follower.mentions, strict=True)
        )
        waiting.insert(0, Fact(fact.kind, f"{fact.text} {follower.text}", mentions))
    return found


def _follows(fact: Fact, other: Fact, texts: Mapping[str, str]) -> bool:
    places = [(one.article, one.passages) for one in fact.mentions]
    return (
        fact.kind == other.kind == "name"
        and places == [(one.article, one.passages) for one in other.mentions]
        and all(
            f"{one.text} {next_one.text}" in texts[one.article]
            for one, next_one in zip(fact.mentions, other.mentions, strict=True)
        )
    )
