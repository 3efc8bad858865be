"""Where in an article a query matches: its passages, and the exact spans in them.

Works on stored token offsets and on form numbers; no text is analysed again. Only
an exact word looks at the text, since postings know no upper case.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.model import Article, Field, MatchingPassage, Occur, Passage, Span, Via
from index.offsets import PassageOffsets


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A query word, resolved: the numbers of its forms and how each was found.

    `surface` is the text that must stand there letter by letter, None for any.
    """

    forms: Mapping[int, Via]
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class SoughtCondition:
    """A condition, resolved: alternatives, each the words of a phrase or one word."""

    any_of: tuple[tuple[SoughtWord, ...], ...]
    occur: Occur
    field: Field | None


@dataclass(frozen=True, slots=True)
class Match:
    """What a query finds in one article.

    `passages` are the best first; `holds` says of each condition, in their order,
    whether the article has it.
    """

    passages: tuple[MatchingPassage, ...]
    holds: tuple[bool, ...]

    @property
    def via(self) -> Via:
        """The strongest way in which a word was found."""
        vias = (span.via for passage in self.passages for span in passage.spans)
        return min(vias, key=lambda via: via.rank, default=Via.EXACT)


def match(
    article: Article, offsets: Sequence[PassageOffsets], conditions: Sequence[SoughtCondition]
) -> Match:
    """Find the passages of an article that match, and their spans.

    A passage is better the more conditions it meets, then the closer its words are
    to what was typed, then the more there are; titles come after what they head.
    """
    found: list[tuple[tuple[int, ...], MatchingPassage]] = []
    holds = [False] * len(conditions)
    for stored in offsets:
        passage = article.passages[stored.n - 1]
        spans: dict[tuple[int, int], Via] = {}
        met, ranks = 0, 0
        for at, condition in enumerate(conditions):
            vias = _spans(passage, stored, condition)
            if not vias:
                continue
            holds[at] = True
            if condition.occur is Occur.MUST_NOT:
                continue
            met += 1
            ranks += min(via.rank for via in vias.values())
            for place, via in vias.items():
                spans[place] = min(via, spans.get(place, via), key=lambda via: via.rank)
        if met:
            order = (-met, passage.kind == "title", ranks, -len(spans), passage.n)
            found.append((order, _matching(passage, spans)))
    found.sort(key=lambda item: item[0])
    return Match(tuple(passage for _, passage in found), tuple(holds))


def _matching(passage: Passage, spans: Mapping[tuple[int, int], Via]) -> MatchingPassage:
    ordered = tuple(Span(start, end, spans[start, end]) for start, end in sorted(spans))
    return MatchingPassage(passage.n, passage.text, ordered)


def _spans(
    passage: Passage, offsets: PassageOffsets, condition: SoughtCondition
) -> dict[tuple[int, int], Via]:
    """The places of a passage where any alternative stands."""
    if condition.field is not None and (condition.field == "title") != (passage.kind == "title"):
        return {}
    found: dict[tuple[int, int], Via] = {}
    for words in condition.any_of:
        for tokens in _occurrences(passage.text, offsets, words):
            for token, word in zip(tokens, words, strict=True):
                place = offsets.starts[token], offsets.ends[token]
                via = word.forms[offsets.forms[token]]
                found[place] = min(via, found.get(place, via), key=lambda via: via.rank)
    return found


def _occurrences(
    text: str, offsets: PassageOffsets, words: Sequence[SoughtWord]
) -> Iterator[tuple[int, ...]]:
    """The places where words follow each other, as the indexes of their tokens."""
    places = [_places(text, offsets, word) for word in words]
    if len(words) == 1:
        yield from ((token,) for token in places[0])
        return
    by_position = [{offsets.positions[token]: token for token in tokens} for tokens in places]
    for first in by_position[0]:
        tokens = [at.get(first + step) for step, at in enumerate(by_position)]
        if None not in tokens:
            yield tuple(token for token in tokens if token is not None)


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
