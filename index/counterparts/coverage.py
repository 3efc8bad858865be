"""What each telling of a story says and leaves out: names, numbers, dates and places.

A fact is what some articles mention, each with its own word for it: the same number, a
name by its sound or its consonants, a place or a month by what it means in English. A
name is a capitalised word that no dictionary has as another one, and that no telling of the
story writes small.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.counterparts import anchors
from index.counterparts.amounts import ABBREVIATIONS, POWERS, amounts
from index.counterparts.anchors import Pivots, PivotsOf
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

#: A German noun at the end of an unknown word makes that a noun, if it is so long; what
#: stands before it is no shorter than this, and these endings may stand behind it.
_LONG_NOUN, _SHORTEST_FIRST_PART, _GENITIVES = 6, 3, ("", "s", "es")

#: Languages whose names take an s in the genitive.
_GENITIVE_S = frozenset(("da", "de", "en", "nb", "nl", "nn", "no", "sv"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word of an article that names something, and where; `label` is its lemma as it
    would stand there. It is not `sure` of a word with a capital that a dictionary has,
    which is a name if another article says so."""

    article: int
    n: int
    text: str
    label: str
    kind: FactKind
    keys: frozenset[str]
    sure: bool


def coverage(corpus: Corpus, articles: Sequence[Article], pivots_of: PivotsOf) -> Coverage:
    """See `index.across.Across.coverage`; the story is the first article's."""
    words = [_Words(corpus, article, pivots_of) for article in articles]
    seen = [one for at, some in enumerate(words) for one in some.seen(at)]
    names = {one.text.casefold() for one in seen if one.sure} - _written_small(words)
    named = [
        one for one in seen if (one.sure and one.kind != "name") or one.text.casefold() in names
    ]
    facts = [_fact(some, articles) for some in _same(named)]
    texts = {
        article.id: " ".join(passage.text for passage in article.passages) for article in articles
    }
    joined = _abbreviated(_joined(facts, texts), texts)
    ordered = sorted(joined, key=lambda fact: (-len(fact.mentions), _places(fact)))
    return Coverage(articles[0].id, tuple(article.id for article in articles), tuple(ordered))


def _places(fact: Fact) -> int:
    """How often it is mentioned, the most first."""
    return -sum(len(one.passages) for one in fact.mentions)


class _Words:
    """What an archive knows of an article's words."""

    def __init__(self, corpus: Corpus, article: Article, pivots_of: PivotsOf) -> None:
        self._lang = article.lang
        self._passages = [
            (passage, tokenize(passage.text)) for passage in article.passages if passage.is_content
        ]
        forms = sorted({token.form for _, tokens in self._passages for token in tokens})
        known = {
            one.text: one for one in corpus.vocabulary.readings(forms) if one.lang == self._lang
        }
        self._readings = {
            form: known.get(form) or Reading(form, self._lang, 0, ()) for form in forms
        }
        self._pivots = anchors.asked_once(self._readings.values(), self._lang, pivots_of)
        self._composed = self._ending_in_nouns(pivots_of) if self._lang == "de" else set()

    def _ending_in_nouns(self, pivots_of: PivotsOf) -> set[str]:
        """Words unknown to the dictionary that end in a long one that is known:
        Programmiermodell. Names end in short ones: Volkswagen, Neustadt."""
        ends: defaultdict[str, set[str]] = defaultdict(set)
        for form in (form for form, one in self._readings.items() if one.is_name):
            for ending in _GENITIVES:
                bare = form.removesuffix(ending)
                for at in range(_SHORTEST_FIRST_PART, len(bare) - _LONG_NOUN + 1):
                    ends[bare[at:]].add(form)
        return set[str]().union(*(ends[noun] for noun in pivots_of(self._lang, ends.keys())))

    def written(self) -> Iterator[tuple[str, bool]]:
        """The forms that stand inside of sentences, each with whether it has a capital;
        without those that have one because they are German nouns."""
        for passage, tokens in self._passages:
            for token in _not_first(passage.text, self._lang, tokens):
                has_capital = passage.text[token.start].isupper()
                if not has_capital or (self._lang != "de" and passage.kind == "body"):
                    yield token.form, has_capital

    def seen(self, article: int) -> Iterator[_Seen]:
        """What is named in it, in order."""
        kinds = {
            form: _kind(one, self._pivots, is_word=form in self._composed or bool(one.parts))
            for form, one in self._readings.items()
        }
        inner = {
            token.form
            for passage, tokens in self._passages
            for token in _not_first(passage.text, self._lang, tokens)
            if passage.text[token.start].isupper()
        }
        for passage, tokens in self._passages:
            taken: set[int] = set()
            for first, end, value in amounts(passage.text, tokens, self._power_of):
                if end - first > 1:
                    taken.update(range(first, end))
                    text = passage.text[tokens[first].start : tokens[end - 1].end]
                    keys = frozenset((value,))
                    yield _Seen(article, passage.n, text, text, "number", keys, sure=True)
            for token in (token for at, token in enumerate(tokens) if at not in taken):
                kind, keys = kinds[token.form]
                text = passage.text[token.start : token.end]
                if found := _taken_for(kind, text[0].isupper(), token.form in inner):
                    label = self._label(token.form, text)
                    yield _Seen(article, passage.n, text, label, found[0], keys, found[1])

    def _power_of(self, form: str) -> int | None:
        return _power(self._readings[form], self._pivots)

    def _label(self, form: str, text: str) -> str:
        """The lemma, with a capital where the form has one; a form of several stays."""
        lemmas = self._readings[form].lemmas
        if len(lemmas) != 1 or lemmas[0] == form or text.isupper():
            return text
        return lemmas[0][:1].title() + lemmas[0][1:] if text[0].isupper() else lemmas[0]


def _written_small(words: Iterable[_Words]) -> set[str]:
    """Forms that the tellings of a story write small more often than with a capital."""
    counts: Counter[str] = Counter()
    for form, has_capital in (one for some in words for one in some.written()):
        counts[form] += -1 if has_capital else 1
    return {form for form, count in counts.items() if count > 0}


def _taken_for(
    kind: FactKind | None, has_capital: bool, is_inner: bool
) -> tuple[FactKind, bool] | None:
    """What a word is taken for, and whether that is sure, if it names anything.

    Args:
        kind: what it can name by itself.
        has_capital: it is written with one here.
        is_inner: with one inside of a sentence too, somewhere in the article.
    """
    if kind not in (None, "name"):
        return kind, True
    if not has_capital or (kind is None and not is_inner):
        return None
    # Of other words with a capital, another article says whether they are names.
    return "name", kind is not None and is_inner


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


def _kind(
    reading: Reading, pivots: Pivots, *, is_word: bool
) -> tuple[FactKind | None, frozenset[str]]:
    """What a form can name, and the keys by which it is the same in other articles.

    Args:
        reading: the form.
        pivots: what its bases mean.
        is_word: it can be taken apart, as no name can (Batteriefabrik).
    """
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
    if reading.lang in _GENITIVE_S and reading.text.endswith("s"):
        sounds.add(f"~{skeleton(reading.text[:-1])}")
    sounds |= {frame.key for name in reading.names for frame in frames(name)}
    keys = {sound for sound in sounds if len(sound) > _SHORTEST_SOUND} or {reading.text}
    if reading.is_name and meant:  # AI and KI
        keys.add(f"={meant[0]}")
    return "name" if reading.is_name and not is_word else None, frozenset(keys)


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
            _own_word(here),
            tuple(sorted({one.n for one in here})),
        )
        for at, here in sorted(by_article.items())
    )
    # What several languages write is not inflected.
    labels = Counter(
        label for _, label in {(articles[one.article].lang, one.label) for one in some}
    )
    text = min(labels, key=lambda label: (-labels[label], len(label), label))
    kind = some[0].kind
    codes = Counter(key for one in some if one.kind == kind == "place" for key in sorted(one.keys))
    return Fact(kind, text, mentions, *(code for code, _ in codes.most_common(1)))


def _own_word(here: Sequence[_Seen]) -> str:
    """An article's word for a fact: an uninflected one before others, a short one before
    longer ones."""
    return min(here, key=lambda one: (one.text != one.label, len(one.text))).text


def _joined(facts: Sequence[Fact], texts: Mapping[str, str]) -> list[Fact]:
    """Names of several words: those that stand side by side wherever they stand."""
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


def _abbreviated(facts: Sequence[Fact], texts: Mapping[str, str]) -> list[Fact]:
    """Names together with their initials, where an article has one in brackets behind the
    other: Financial Times (FT)."""
    short = {fact.text: fact for fact in facts if fact.kind == "name" and fact.text.isupper()}
    found, taken = [], set()
    for fact in facts:
        initials = "".join(word[:1] for word in fact.text.split())
        other = short.get(initials)
        if other is not None and len(initials) > 1 and _stand_together(fact, other, texts):
            taken.add(other)
            found.append(Fact(fact.kind, fact.text, _united(fact, other, list(texts))))
        else:
            found.append(fact)
    return [fact for fact in found if fact not in taken]


def _stand_together(fact: Fact, short: Fact, texts: Mapping[str, str]) -> bool:
    return any(
        one in texts[mention.article]
        for mention in fact.mentions
        for one in (f"{mention.text} ({short.text})", f"{short.text} ({mention.text})")
    )


def _united(fact: Fact, other: Fact, order: Sequence[str]) -> tuple[Mention, ...]:
    """The mentions of two facts, an article's once, with the word of the first."""
    both = {one.article: one for one in other.mentions} | {
        one.article: one for one in fact.mentions
    }
    passages: defaultdict[str, set[int]] = defaultdict(set)
    for one in (*fact.mentions, *other.mentions):
        passages[one.article].update(one.passages)
    return tuple(
        Mention(article, both[article].text, tuple(sorted(passages[article])))
        for article in order
        if article in both
    )
