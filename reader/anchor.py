"""Where a highlight stands in a text that has changed since it was made.

The quote is looked for together with the text around it (TextQuoteSelector of the W3C
Web Annotation Data Model). A highlight without a sure place is an orphan; it is never
given a doubtful one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from index.model import Article, Passage
from reader.highlight import CONTEXT, Highlight

# A place counts when at least this many code points, the quote and what touches it,
# are as they were. Five or six words do not come together twice by chance; "Huawei"
# does.
_SURE = CONTEXT

# Of two places one is the better when it shares this much more: a word, not a space
# or an ending that two sentences happen to have in common.
_CLEARLY = 8


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where the quote stands, and how many code points it shares there."""

    passage: int
    start: int
    shared: int


def resolve(highlight: Highlight, article: Article) -> Highlight:
    """The highlight with its place in any revision of its article.

    Returns:
        The highlight with the state `anchored` (it stands where it stood), `moved`
        (`passage`, `start` and `end` are those in `article`) or `orphan` (only the
        state is changed). Its revision stays the one it was made on. Where an article
        says the same thing twice in the same words, it stands where it stood or is an
        orphan.
    """
    if highlight.revision == article.revision:
        return replace(highlight, state="anchored")
    place = _best(highlight, list(_places(highlight, article.passages)))
    if place is None:
        return replace(highlight, state="orphan")
    return replace(
        highlight,
        passage=place.passage,
        start=place.start,
        end=place.start + len(highlight.quote),
        state="anchored" if _is_same(place, highlight) else "moved",
    )


def _best(highlight: Highlight, places: list[_Place]) -> _Place | None:
    most = max((place.shared for place in places), default=0)
    near = [place for place in places if place.shared > most - _CLEARLY]
    if len(near) > 1:
        near = [place for place in near if _is_same(place, highlight)]
    return near[0] if near else None


def _is_same(place: _Place, highlight: Highlight) -> bool:
    return (place.passage, place.start) == (highlight.passage, highlight.start)


def _places(highlight: Highlight, passages: tuple[Passage, ...]) -> Iterator[_Place]:
    """The places that are sure enough to be the one."""
    quote, prefix, suffix = highlight.quote, highlight.prefix, highlight.suffix
    # A short passage that is what it was is sure, however short.
    whole = len(prefix) + len(quote) + len(suffix) + _is_cut(prefix) + _is_cut(suffix)
    for passage in passages:
        text = passage.text
        start = text.find(quote)
        while start >= 0:
            end = start + len(quote)
            before = text[max(start - CONTEXT, 0) : start]
            after = text[end : end + CONTEXT]
            shared = len(quote) + _common(before[::-1], prefix[::-1]) + _common(after, suffix)
            if shared >= min(_SURE, whole):
                yield _Place(passage.n, start, shared)
            start = text.find(quote, start + 1)


def _common(found: str, kept: str) -> int:
    """Code points that agree, counted away from the quote; the passage's edge is one."""
    agreeing = takewhile(lambda pair: pair[0] == pair[1], zip(found, kept, strict=False))
    edge = found == kept and _is_cut(kept)
    return sum(1 for _ in agreeing) + edge


def _is_cut(context: str) -> bool:
    """Whether the context is short because the passage begins or ends there."""
    return len(context) < CONTEXT
