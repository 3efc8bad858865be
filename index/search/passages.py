"""Where in an article a query matches: its passages, and the exact spans in them.

Works on stored token offsets and on form numbers; no text is analysed again. Only
an exact word looks at the text, since postings know no upper case.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from index.derived.offsets import PassageOffsets
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


class SoughtQuery:
    """All conditions of a query, with what is asked of every passage made once."""

    def __init__(self, conditions: Sequence[SoughtCondition]) -> None:
        self.conditions = conditions
        alternatives = chain.from_iterable(one.any_of for one in conditions)
        self.forms = frozenset(chain.from_iterable(map(_forms, alternatives)))
        """The numbers of all forms that any condition holds."""
        self.wanted = sum(condition.occur is not Occur.MUST_NOT for condition in conditions)
        """How many conditions an article may meet."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a query finds in one article.

    `passages` are the best first; `holds` says of each condition, in their order,
    whether the article has it; `nearness` how near what the conditions find stands to
    each other, in the passage where it is nearest (see `index.search.nearness`).
    """

    passages: tuple[MatchingPassage, ...]
    holds: tuple[bool, ...]
    nearness: float = 0.0

    @property
    def via(self) -> Via:
        """The strongest way in which a word was found."""
        vias = (span.via for passage in self.passages for span in passage.spans)
        return min(vias, key=lambda via: via.rank, default=Via.EXACT)


def match(article: Article, offsets: Sequence[PassageOffsets], query: SoughtQuery) -> Match:
    """Find the passages of an article that match, and their spans.

    A passage is better the more conditions it meets, then the closer its words are
    to what was typed, then the nearer they stand, then the more there are; titles come
    after what they head.
    """
    found: list[tuple[tuple[float, ...], MatchingPassage]] = []
    holds = [False] * len(query.conditions)
    nearest = 0.0
    for stored in offsets:
        if not (here := query.forms.intersection(stored.forms)):
            continue
        there = [(token, form) for token, form in enumerate(stored.forms) if form in here]
        passage = article.passages[stored.n - 1]
        spans: dict[tuple[int, int], Via] = {}
        places: list[tuple[int, int]] = []
        met, ranks = 0, 0
        for at, condition in enumerate(query.conditions):
            if not _is_in(condition.field, passage):
                continue
            possible = [one for one in condition.any_of if _is_possible(one, here)]
            vias = _spans(_Here(passage.text, stored, there), possible) if possible else {}
            if not vias:
                continue
            holds[at] = True
            if condition.occur is Occur.MUST_NOT:
                continue
            met += 1
            ranks += min(via.rank for via in vias.values())
            places += [(start, at) for start, _ in vias]
            for place, via in vias.items():
                spans[place] = min(via, spans.get(place, via), key=lambda via: via.rank)
        if met:
            near = _nearness(stored, places, query.wanted) if met > 1 else 0.0
            nearest = max(nearest, near)
            order = (-met, passage.kind == "title", ranks, -near, -len(spans), passage.n)
            found.append((order, _matching(passage, spans)))
    found.sort(key=lambda item: item[0])
    return Match(tuple(passage for _, passage in found), tuple(holds), nearest)


def _nearness(offsets: PassageOffsets, places: Sequence[tuple[int, int]], wanted: int) -> float:
    """How near things that begin at some characters stand, each with its condition."""
    starts = offsets.starts
    return nearness(sorted((bisect_left(starts, start), at) for start, at in places), wanted)


def _matching(passage: Passage, spans: Mapping[tuple[int, int], Via]) -> MatchingPassage:
    ordered = tuple(Span(start, end, spans[start, end]) for start, end in sorted(spans))
    return MatchingPassage(passage.n, passage.text, ordered)


#: An alternative of a condition.
_Sought = SoughtPhrase | SoughtNear


def _is_in(field: Field | None, passage: Passage) -> bool:
    """Whether a passage belongs to a field, or to any if there is none."""
    return field is None or (field == "title") == (passage.kind == "title")


def _is_possible(sought: _Sought, forms: AbstractSet[int]) -> bool:
    """Whether forms hold a word for each of it: of translations as a rule few do."""
    if isinstance(sought, SoughtNear):
        return all(_is_possible(part, forms) for part in sought.parts)
    for word in sought.words:  # noqa: SIM110 - a generator takes longer, and most are one word
        if word.forms.keys().isdisjoint(forms):
            return False
    return True


def _forms(sought: _Sought) -> Iterator[int]:
    """The forms of all words; some of them twice."""
    if isinstance(sought, SoughtNear):
        yield from chain.from_iterable(map(_forms, sought.parts))
    else:
        yield from chain.from_iterable(word.forms for word in sought.words)


@dataclass(frozen=True, slots=True)
class _Here:
    """A passage: its text and tokens, and those of them that are sought, with their forms."""

    text: str
    offsets: PassageOffsets
    tokens: Sequence[tuple[int, int]]


def _spans(here: _Here, alternatives: Sequence[_Sought]) -> dict[tuple[int, int], Via]:
    """The places of a passage where any alternative stands."""
    starts, ends = here.offsets.starts, here.offsets.ends
    found: dict[tuple[int, int], Via] = {}
    for alternative in alternatives:
        for occurrence in _occurrences(here, alternative):
            for token, via in occurrence:
                place = starts[token], ends[token]
                known = found.get(place)
                if known is None or via.rank < known.rank:
                    found[place] = via
    return found


#: The tokens of a place where something stands, each with how its form was found.
_Occurrence = tuple[tuple[int, Via], ...]


def _occurrences(here: _Here, sought: _Sought) -> Iterator[_Occurrence]:
    """The places where a phrase stands, or where phrases are near each other."""
    if isinstance(sought, SoughtPhrase):
        yield from _in_order(here, sought)
        return
    parts = [
        {here.offsets.positions[found[0][0]]: found for found in _in_order(here, part)}
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


def _in_order(here: _Here, phrase: SoughtPhrase) -> Iterator[_Occurrence]:
    """The places where words follow each other: from each first one the nearest others."""
    offsets = here.offsets
    if len(phrase.words) == 1:
        word = phrase.words[0]
        for token in _places(here, word):
            yield ((token, word.forms[offsets.forms[token]]),)
        return
    words = [
        {offsets.positions[token]: token for token in _places(here, word)} for word in phrase.words
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


def _places(here: _Here, word: SoughtWord) -> list[int]:
    """The tokens that are a form of the word."""
    tokens = [token for token, form in here.tokens if form in word.forms]
    if word.surface is None:
        return tokens
    starts, ends = here.offsets.starts, here.offsets.ends
    return [
        token
        for token in tokens
        if _same_letters(here.text[starts[token] : ends[token]], word.surface)
    ]


def _same_letters(one: str, other: str) -> bool:
    """Whether two spellings look alike: canonical equivalence is no difference."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
