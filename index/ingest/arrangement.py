"""What each paragraph of an article is: title, heading, body or boilerplate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest import Block
from index.ingest.boilerplate import PROSE_LENGTH, boilerplate, same_words, words
from index.model import Passage, PassageKind

# In characters. News headlines reach 130; a lead is longer.
_LONGEST_TITLE = 160
_LONGEST_HEADING = 120
# A derived title is cut at about this length.
_DERIVED_LENGTH = 80
# More short lines in a row than this are verse or a list, not headings.
_MOST_HEADINGS_IN_A_ROW = 2
# A caption under the title is a tag of so many words.
_CAPTION_WORDS = 3

_CLOSERS = "\"'”’“»«)]}"
_SENTENCE_END = ".。．｡;:,：；،؛۔।…"
_STOPS = _SENTENCE_END + "!?！？؟"
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$")
_LIST_ITEM = re.compile(r"[-–—•*·▪◦]\s|\d{1,3}[.)]\s")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An article's title and passages; `derived` when its text has no title."""

    title: str
    derived: bool
    passages: tuple[Passage, ...]


def arrange(blocks: Sequence[Block], title: str | None) -> Arrangement:
    """Tell the paragraphs of an article apart.

    Args:
        blocks: clean paragraphs, at least one.
        title: what the input says, None to look for it in the text.
    """
    kinds = _kinds(blocks, title)
    return _arrangement([block.text for block in blocks], kinds, title)


def arrange_as_given(texts: Sequence[str], title: str | None) -> Arrangement:
    """Take paragraphs as they are: all body, but for a first one that is the title."""
    kinds: list[PassageKind] = ["body"] * len(texts)
    if title is not None and len(texts) > 1 and same_words(texts[0], title):
        kinds[0] = "title"
    return _arrangement(texts, kinds, title)


def _arrangement(
    texts: Sequence[str], kinds: Sequence[PassageKind], title: str | None
) -> Arrangement:
    numbered = list(zip(kinds, texts, strict=True))
    in_text = next((text for kind, text in numbered if kind == "title"), None)
    if in_text is None and title is not None:
        numbered.insert(0, ("title", title))
    passages = tuple(Passage(n, kind, text) for n, (kind, text) in enumerate(numbered, start=1))
    found = title or in_text
    if found is not None:
        return Arrangement(found, False, passages)
    lead = next((text for kind, text in numbered if kind == "body"), texts[0])
    return Arrangement(derived_title(lead), True, passages)


def derived_title(lead: str) -> str:
    """The beginning of a lead, cut at a word boundary near 80 characters with `…`."""
    if len(lead) <= _DERIVED_LENGTH:
        return lead
    cut = lead[: _DERIVED_LENGTH + 1]
    # Scripts without spaces have no boundary to look for.
    boundary = cut.rfind(" ", _DERIVED_LENGTH // 2)
    cut = cut[:boundary] if boundary > 0 else cut[:_DERIVED_LENGTH]
    return cut.rstrip(" \u00a0,;:–—-") + "…"


def _kinds(blocks: Sequence[Block], given: str | None) -> list[PassageKind]:
    texts = [block.text for block in blocks]
    furniture = boilerplate(texts)
    content = [index for index in range(len(blocks)) if index not in furniture]
    if not content:
        # Nothing else is there: whoever wrote this meant it.
        furniture, content = frozenset(), list(range(len(blocks)))
    kinds: list[PassageKind] = ["body"] * len(blocks)
    for index in furniture:
        kinds[index] = "boilerplate"
    title = _title(blocks, content, given)
    if title is not None:
        kinds[title] = "title"
        _mark_title_again(texts, title, given, kinds)
    _mark_headings(blocks, kinds)
    if "body" not in kinds:
        # A text of headings has a list for its body; a title's repetition is better
        # than none.
        instead = "heading" if "heading" in kinds else "boilerplate"
        kinds = ["body" if kind == instead else kind for kind in kinds]
    return kinds


def _title(blocks: Sequence[Block], content: Sequence[int], given: str | None) -> int | None:
    """The index of the title among the paragraphs that are content."""
    first = content[0]
    if given is not None:
        same = same_words(blocks[first].text, given)
        return first if same and len(content) > 1 else None
    if len(content) < 2:
        return None
    if blocks[first].heading:
        return first
    text = blocks[first].text
    return first if len(text) <= _LONGEST_TITLE and not _ends_sentence(text) else None


def _ends_sentence(text: str) -> bool:
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(tuple(_SENTENCE_END)) and _ABBREVIATED.search(bare) is None


def _mark_title_again(
    texts: Sequence[str], title: int, given: str | None, kinds: list[PassageKind]
) -> None:
    """Repetitions of the title, and a tag of its words right under it, are furniture."""
    of_title = words(texts[title])
    titles = {of_title, words(given or texts[title])}
    under = title + 1
    for index in range(under, len(texts)):
        if len(texts[index]) >= PROSE_LENGTH:
            continue
        line = words(texts[index])
        again = line in titles
        if index == under:
            again = again or (0 < len(line) <= _CAPTION_WORDS and set(line) < set(of_title))
        if again:
            kinds[index] = "boilerplate"


def _mark_headings(blocks: Sequence[Block], kinds: list[PassageKind]) -> None:
    """Headings the markup names, or, where it names none, short lines above prose."""
    if any(block.heading for block in blocks):
        for index, block in enumerate(blocks):
            if block.heading and kinds[index] == "body":
                kinds[index] = "heading"
        return
    run: list[int] = []
    for index, block in enumerate(blocks):
        if kinds[index] != "body":
            continue
        if _looks_like_heading(block.text):
            run.append(index)
            continue
        if len(run) <= _MOST_HEADINGS_IN_A_ROW:
            for heading in run:
                kinds[heading] = "heading"
        run = []


def _looks_like_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and not text.rstrip(_CLOSERS).endswith(tuple(_STOPS))
        and _LIST_ITEM.match(text) is None
        and _LETTER.search(text) is not None
    )
