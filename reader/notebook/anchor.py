"""Where a highlight stands in a text that has changed since it was made.

The quote is looked for together with the text around it (TextQuoteSelector of the W3C
Web Annotation Data Model): letter by letter, then with typography evened out, then word
by word. A highlight without a sure place is an orphan; it is never given a doubtful one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import itemgetter

from index.model import Article, Passage
from reader.notebook.following import follow
from reader.notebook.highlight import CONTEXT, Highlight
from reader.notebook.similar import alike, even

# A place counts when at least this many code points, the quote and what touches it,
# are as they were. Five or six words do not come together twice by chance; "Huawei"
# does.
_SURE = CONTEXT

# Of two places one is the better when it shares this much more: a word, not a space
# or an ending that two sentences happen to have in common.
_CLEARLY = 8

# What a second place may share, at most, of what an edited best one does.
_RIVAL = 0.6


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where the quote stands, and how many code points it shares there."""

    passage: int
    start: int
    end: int
    shared: int


def resolve(highlight: Highlight, article: Article, earlier: Article | None = None) -> Highlight:
    """The highlight with its place in any revision of its article.

    Args:
        highlight: as it was made.
        article: the revision to find it in.
        earlier: the revision it was made on, where that is at hand: passages that say
            nearly the same can be told apart by it.

    Returns:
        The highlight with the state `anchored` (it stands where it stood), `moved`
        (`passage`, `start` and `end` are those in `article`) or `orphan` (only the
        state is changed). Its revision stays the one it was made on. Where an article
        says the same thing twice in the same words, it stands where it stood or is an
        orphan.
    """
    if highlight.revision == article.revision:
        return replace(highlight, state="anchored")
    if earlier is not None and earlier.revision == highlight.revision:
        followed = follow(earlier.passages, article.passages, highlight.passage)
        if followed.is_known:
            return _at(_place_in(followed.n, highlight, article, earlier), highlight)
    for places in (_places, _even_places):
        if found := list(places(highlight, article.passages)):
            place = _best(highlight, found)
            return _at(place if _is_alone(place, highlight, article) else None, highlight)
    return _at(_similar_place(highlight, article.passages), highlight)


def _place_in(
    n: int | None, highlight: Highlight, article: Article, earlier: Article
) -> _Place | None:
    """The place in the passage that the highlight's own has become."""
    within = tuple(each for each in article.passages if each.n == n)
    for places in (_places, _even_places):
        if found := list(places(highlight, within)):
            return _best(highlight, found)
    old = next(each for each in earlier.passages if each.n == highlight.passage)
    return _only_place(highlight, old, within) or _similar_place(highlight, within)


def _only_place(highlight: Highlight, old: Passage, within: tuple[Passage, ...]) -> _Place | None:
    """Where a quote stands that its passage has once, as it had it once.

    The passage is sure, so that a word of it needs nothing around it that is as it was.
    """
    for passage in within:
        start = passage.text.find(highlight.quote)
        if start >= 0 and all(each.text.count(highlight.quote) == 1 for each in (old, passage)):
            return _Place(passage.n, start, start + len(highlight.quote), len(highlight.quote))
    return None


def _is_alone(place: _Place | None, highlight: Highlight, article: Article) -> bool:
    """Whether no other passage says nearly the same: it could be the one, edited."""
    if place is None or (_is_same(place, highlight) and place.end == highlight.end):
        return True
    others = tuple(each for each in article.passages if each.n != place.passage)
    return not any(shared for shared, _ in _similar_places(highlight, others))


def _at(place: _Place | None, highlight: Highlight) -> Highlight:
    if place is None:
        return replace(highlight, state="orphan")
    stays = _is_same(place, highlight) and place.end == highlight.end
    return replace(
        highlight,
        passage=place.passage,
        start=place.start,
        end=place.end,
        state="anchored" if stays else "moved",
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
    """The places that are sure enough to be the one, letter by letter."""
    for passage in passages:
        for start, shared in _found(highlight, passage.text):
            yield _Place(passage.n, start, start + len(highlight.quote), shared)


def _even_places(highlight: Highlight, passages: tuple[Passage, ...]) -> Iterator[_Place]:
    """The same, where quotation marks, dashes and white space may have changed."""
    quote, prefix, suffix = (
        even(text).text for text in (highlight.quote, highlight.prefix, highlight.suffix)
    )
    if not quote.strip():
        return
    evened = replace(highlight, quote=quote, prefix=prefix, suffix=suffix)
    for passage in passages:
        text = even(passage.text)
        for start, shared in _found(evened, text.text):
            yield _Place(passage.n, *text.back(start, start + len(quote)), shared)


def _similar_place(highlight: Highlight, passages: tuple[Passage, ...]) -> _Place | None:
    """The place where most words are as they were; none when two are nearly alike."""
    found = sorted(_similar_places(highlight, passages), key=itemgetter(0), reverse=True)
    (most, place), (second, _) = [*found, (0, None), (0, None)][:2]
    return place if place and most >= _SURE and second <= _RIVAL * most else None


def _similar_places(
    highlight: Highlight, passages: tuple[Passage, ...]
) -> Iterator[tuple[int, _Place | None]]:
    """Letters that agree in each passage that could be meant; None is no sure place."""
    for passage in passages:
        for like in alike(highlight.prefix, highlight.quote, highlight.suffix, passage.text):
            place = _Place(passage.n, like.start, like.end, like.shared)
            yield like.shared, place if like.is_sure else None


def _found(highlight: Highlight, text: str) -> Iterator[tuple[int, int]]:
    """Where the quote stands in a text, if surely: its start, and how much is shared."""
    quote, prefix, suffix = highlight.quote, highlight.prefix, highlight.suffix
    # A short passage that is what it was is sure, however short.
    whole = len(prefix) + len(quote) + len(suffix) + _is_cut(prefix) + _is_cut(suffix)
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        before = text[max(start - CONTEXT, 0) : start]
        after = text[end : end + CONTEXT]
        shared = len(quote) + _common(before[::-1], prefix[::-1]) + _common(after, suffix)
        if shared >= min(_SURE, whole):
            yield start, shared
        start = text.find(quote, start + 1)


def _common(found: str, kept: str) -> int:
    """Code points that agree, counted away from the quote; the passage's edge is one."""
    agreeing = takewhile(lambda pair: pair[0] == pair[1], zip(found, kept, strict=False))
    edge = found == kept and _is_cut(kept)
    return sum(1 for _ in agreeing) + edge


def _is_cut(context: str) -> bool:
    """Whether the context is short because the passage begins or ends there."""
    return len(context) < CONTEXT
