"""Where in an article a query matches: its passages, and the exact spans in them.

Works on stored token offsets and on form numbers; no text is analysed again. Only
an exact word looks at the text, since postings know no upper case.
"""

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

import numpy as np

from index.derived.offsets import ArticleOffsets, PassageOffsets
from index.model import Article, Field, MatchingPassage, Occur, Passage, Span, Via
from index.search.nearness import nearness


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A query word, resolved: the numbers of its forms and how each was found.

    `surface` is the text that must stand there letter by letter, None for any.
    """

    forms: Mapping[int, Via]
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class SoughtPhrase:
    """Words in their order, with at most `slop` others between them; one word is one too."""

    words: tuple[SoughtWord, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class SoughtNear:
    """Phrases in any order, the last of which begins at most `distance` words behind the
    first."""

    parts: tuple[SoughtPhrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class SoughtCondition:
    """A condition, resolved: alternatives, any of which will do."""

    any_of: tuple[SoughtPhrase | SoughtNear, ...]
    occur: Occur
    field: Field | None


#: How tokens of a passage were found, by their places in its offsets.
_Marks = dict[int, Via]


@dataclass(frozen=True, slots=True)
class Match:
    """What a query finds in one article.

    `holds` says of each condition, in their order, whether the article has it;
    `nearness` how near what the conditions find stands to each other, in the passage where
    it is nearest (see `index.search.nearness`).
    """

    holds: tuple[bool, ...]
    nearness: float
    _found: Sequence[tuple[Passage, PassageOffsets, _Marks]]

    @property
    def passages(self) -> tuple[MatchingPassage, ...]:
        """The passages that match, the best first."""
        return tuple(
            MatchingPassage(
                passage.n,
                passage.text,
                tuple(
                    Span(at.starts[token], at.ends[token], marks[token]) for token in sorted(marks)
                ),
            )
            for passage, at, marks in self._found
        )

    @property
    def via(self) -> Via:
        """The strongest way in which a word was found."""
        vias = {via for _, _, marks in self._found for via in marks.values()}
        return min(vias, key=lambda via: via.rank, default=Via.EXACT)


class Matcher:
    """The conditions of a query, to be looked for in one article after the other.

    Most of what is sought are single words, and most tokens are none of them: what a
    form says of each condition is known before the first article, and forms that say
    nothing are never looked at one by one.
    """

    def __init__(self, conditions: Sequence[SoughtCondition]) -> None:
        self._conditions = conditions
        self._asked = sum(condition.occur is not Occur.MUST_NOT for condition in conditions)
        #: By form, the conditions that it meets by itself, and how.
        self._alone: defaultdict[int, dict[int, Via]] = defaultdict(dict)
        #: All other alternatives, each with its condition.
        self._others: list[tuple[int, _Sought]] = []
        for at, condition in enumerate(conditions):
            for alternative in condition.any_of:
                if isinstance(alternative, SoughtPhrase) and _is_plain(alternative):
                    for form, via in alternative.words[0].forms.items():
                        _mark(self._alone[form], at, via)
                else:
                    self._others.append((at, alternative))
        forms = [*self._alone, *chain.from_iterable(_forms(one) for _, one in self._others)]
        self._sought = np.zeros(max(forms, default=0) + 2, bool)
        self._sought[forms] = True

    def match(self, article: Article, offsets: ArticleOffsets) -> Match:
        """Find the passages of an article that match, and their spans.

        A passage is better the more conditions it meets, then the closer its words are
        to what was typed, then the nearer they stand, then the more there are; titles come
        after what they head.
        """
        found = []
        holds = [False] * len(self._conditions)
        nearest = 0.0
        passages = list(offsets.holding(self._sought))
        here = set[int]().union(*(tokens.forms for tokens in passages))
        others = [(at, one) for at, one in self._others if _is_possible(one, here)]
        for tokens in passages:
            passage = article.passages[tokens.n - 1]
            by_condition = self._found(passage, tokens, others)
            for at in by_condition:
                holds[at] = True
            wanted = [
                (at, marks)
                for at, marks in by_condition.items()
                if self._conditions[at].occur is not Occur.MUST_NOT
            ]
            if not wanted:
                continue
            near = self._nearness(tokens, wanted)
            nearest = max(nearest, near)
            all_marks = _united([marks for _, marks in wanted])
            ranks = sum(min([via.rank for via in marks.values()]) for _, marks in wanted)
            title = passage.kind == "title"
            order = (-len(wanted), title, ranks, -near, -len(all_marks), passage.n)
            found.append((order, (passage, tokens, all_marks)))
        found.sort(key=itemgetter(0))
        return Match(tuple(holds), nearest, [one for _, one in found])

    def _found(
        self, passage: Passage, tokens: PassageOffsets, others: Sequence[tuple[int, "_Sought"]]
    ) -> dict[int, _Marks]:
        """What of a passage meets each condition; without those that nothing does."""
        found = defaultdict[int, _Marks](dict)
        for token, form in enumerate(tokens.forms):
            for at, via in self._alone.get(form, _NOTHING).items():
                found[at][token] = via
        if others:
            here = set(tokens.forms)
            for at, one in others:
                if _is_possible(one, here):
                    for token, via in chain.from_iterable(_occurrences(passage.text, tokens, one)):
                        _mark(found[at], token, via)
        title = passage.kind == "title"
        for at in list(found):
            field = self._conditions[at].field
            if not found[at] or (field is not None and (field == "title") != title):
                del found[at]
        return found

    def _nearness(self, tokens: PassageOffsets, wanted: Sequence[tuple[int, _Marks]]) -> float:
        if len(wanted) < 2:
            return 0.0
        places = sorted((tokens.positions[token], at) for at, marks in wanted for token in marks)
        return nearness(places, self._asked)


_NOTHING: Mapping[int, Via] = {}


def _mark(marks: dict[int, Via], at: int, via: Via) -> None:
    """Keep the strongest way in which something was found."""
    if (known := marks.get(at)) is None or via.rank < known.rank:
        marks[at] = via


def _united(some: Sequence[_Marks]) -> _Marks:
    """Tokens that several conditions found, each in the strongest way."""
    first, *others = some
    united = dict(first)
    for marks in others:
        for token, via in marks.items():
            _mark(united, token, via)
    return united


def _is_plain(phrase: SoughtPhrase) -> bool:
    """Whether it is one word in any letters."""
    return len(phrase.words) == 1 and phrase.words[0].surface is None


#: An alternative of a condition.
_Sought = SoughtPhrase | SoughtNear


def _is_possible(sought: _Sought, forms: AbstractSet[int]) -> bool:
    if isinstance(sought, SoughtNear):
        return all(_is_possible(part, forms) for part in sought.parts)
    return not any(word.forms.keys().isdisjoint(forms) for word in sought.words)


def _forms(sought: _Sought) -> Iterator[int]:
    """The forms of all words; some of them twice."""
    if isinstance(sought, SoughtNear):
        yield from chain.from_iterable(map(_forms, sought.parts))
    else:
        yield from chain.from_iterable(word.forms for word in sought.words)


#: The tokens of a place where something stands, each with how its form was found.
_Occurrence = tuple[tuple[int, Via], ...]


def _occurrences(text: str, offsets: PassageOffsets, sought: _Sought) -> Iterator[_Occurrence]:
    """The places where a phrase stands, or where phrases are near each other."""
    if isinstance(sought, SoughtPhrase):
        yield from _in_order(text, offsets, sought)
        return
    parts = [
        {offsets.positions[found[0][0]]: found for found in _in_order(text, offsets, part)}
        for part in sought.parts
    ]
    begins = [sorted(part) for part in parts]
    for at, starts in enumerate(begins):
        for start in starts:
            behind = [
                _next(others, start, start + sought.distance)
                for other, others in enumerate(begins)
                if other != at
            ]
            if None not in behind:
                rest = (part for other, part in enumerate(parts) if other != at)
                ends = zip(rest, behind, strict=True)
                others = (found for part, end in ends if end is not None for found in part[end])
                yield (*parts[at][start], *others)


def _in_order(text: str, offsets: PassageOffsets, phrase: SoughtPhrase) -> Iterator[_Occurrence]:
    """The places where words follow each other: from each first one the nearest others."""
    if len(phrase.words) == 1:
        word = phrase.words[0]
        for token in _places(text, offsets, word):
            yield ((token, word.forms[offsets.forms[token]]),)
        return
    words = [
        {offsets.positions[token]: token for token in _places(text, offsets, word)}
        for word in phrase.words
    ]
    positions = [sorted(word) for word in words]
    for first in positions[0]:
        chain: list[int] = [first]
        last = first + len(words) - 1 + phrase.slop
        for following in positions[1:]:
            found = _next(following, chain[-1], last if phrase.slop else chain[-1] + 1)
            if found is None:
                break
            chain.append(found)
        else:
            tokens = (word[place] for word, place in zip(words, chain, strict=True))
            yield tuple(
                (token, word.forms[offsets.forms[token]])
                for token, word in zip(tokens, phrase.words, strict=True)
            )


def _next(places: Sequence[int], after: int, last: int) -> int | None:
    """The first of ascending places after one, None when it lies behind `last`."""
    at = bisect_right(places, after)
    return places[at] if at < len(places) and places[at] <= last else None


def _places(text: str, offsets: PassageOffsets, word: SoughtWord) -> list[int]:
    """The tokens that are a form of the word."""
    tokens = [token for token, form in enumerate(offsets.forms) if form in word.forms]
    if word.surface is None:
        return tokens
    return [
        token
        for token in tokens
        if _same_letters(text[offsets.starts[token] : offsets.ends[token]], word.surface)
    ]


def _same_letters(one: str, other: str) -> bool:
    """Whether two spellings look alike: canonical equivalence is no difference."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
