"""Where a text stands in another that says nearly the same. Pure.

First by letters, with typography evened out; then word by word, which survives small
edits. Both say how much agrees, so that the caller can tell sure from doubtful.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"\w+|[^\w\s]")

_EVEN = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    # Invisible: soft hyphen, zero-width space and no-break space, word joiner.
    **dict.fromkeys("\xad\u200b\u2060\ufeff", ""),
}


@dataclass(frozen=True, slots=True)
class Even:
    """A text with its typography evened out; `origins[i]` is where letter i came from.

    Quotation marks and dashes are of one kind, an ellipsis is three dots, a run of
    white space one space. `origins` has one more, the length of the text.
    """

    text: str
    origins: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the even text as one of the text it was made of."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=256)
def even(text: str) -> Even:
    """Even out a text's typography."""
    letters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            if letters and letters[-1] == " ":
                continue
            character = " "  # noqa: PLW2901 - any white space is one
        for letter in _EVEN.get(character, character):
            letters.append(letter)
            origins.append(at)
    return Even("".join(letters), (*origins, len(text)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Where a stretch of a text stands in another: code points, and how many agree.

    `is_sure` says whether its ends can be told and most of it is as it was.
    """

    start: int
    end: int
    shared: int
    is_sure: bool


def alike(before: str, wanted: str, after: str, text: str) -> Iterator[Likeness]:
    """The best place of a text that has been edited, and its rivals in the same text.

    Args:
        before: what stood before it.
        wanted: the text.
        after: what stood after it.
        text: where to look.

    Returns:
        The places that share six in ten of the letters with what was sought, `wanted` and
        what was around it; the best first.
    """
    sought, words = _words(before + wanted + after), _words(text)
    ends = len(before), len(before) + len(wanted)
    matched = _match(sought, words)
    shared = _letters(sought, matched)
    least = _SOME * _all(sought)
    if not matched or shared < least:
        return
    ours = {at: to for at, to in matched.items() if _within(sought[at], *ends)}
    start = _moved(sought, words, matched, ends[0])
    end = _moved_end(sought, words, matched, ends[1])
    sure = (
        start is not None
        and end is not None
        and shared >= _MOST * _all(sought)
        and _letters(sought, ours) >= _MOST * _all(_words(wanted))
        and 0 < end - start <= 1.4 * len(wanted) + 16  # its words stand together there
    )
    yield Likeness(start or 0, end or 0, shared, sure)
    low, high = min(matched.values()), max(matched.values())
    for rest in (words[:low], words[high + 1 :]):
        again = _letters(sought, _match(sought, rest))
        if again >= least:
            yield Likeness(0, 0, again, is_sure=False)


#: The part of the letters that must be as they were for a place, and for a rival.
_MOST, _SOME = 0.7, 0.6

#: A word of a text, folded, and where it stands.
_Word = tuple[str, int, int]


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, whatever their case and typography."""
    return tuple(word for word, _start, _end in _words(text) if word[0].isalnum())


def _words(text: str) -> list[_Word]:
    plain = "".join(_EVEN.get(character, character)[:1] or "\xad" for character in text)
    return [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(plain)]


def _match(sought: Sequence[_Word], words: Sequence[_Word]) -> dict[int, int]:
    """Which word stands for which, in order (Ratcliff and Obershelp's matching blocks)."""
    matcher = SequenceMatcher(
        None, [word[0] for word in words], [word[0] for word in sought], autojunk=False
    )
    return {
        block.b + n: block.a + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }


def _letters(sought: Sequence[_Word], matched: dict[int, int]) -> int:
    return sum(sought[at][2] - sought[at][1] for at in matched)


def _all(sought: Sequence[_Word]) -> int:
    return sum(end - start for _, start, end in sought)


def _within(word: _Word, start: int, end: int) -> bool:
    return start < word[2] and word[1] < end


def _moved(
    sought: Sequence[_Word], words: Sequence[_Word], matched: dict[int, int], at: int
) -> int | None:
    """Where the beginning of the text has gone; None when all around it has changed."""
    first = next((n for n, word in enumerate(sought) if at < word[2]), len(sought))
    if first in matched:
        return words[matched[first]][1] + max(at - sought[first][1], 0)
    # The first word was edited: it stands behind what stood before it.
    before = matched.get(first - 1, len(words)) + 1
    if before < len(words) and before not in matched.values():
        return words[before][1]
    # Or nothing stood before it: the next that is left is the first.
    return words[matched[first + 1]][1] if first + 1 in matched else None


def _moved_end(
    sought: Sequence[_Word], words: Sequence[_Word], matched: dict[int, int], at: int
) -> int | None:
    """The same for the end: what was begins at the end, read backwards."""
    last = next((n for n in reversed(range(len(sought))) if sought[n][1] < at), -1)
    if last in matched:
        return words[matched[last]][2] - max(sought[last][2] - at, 0)
    after = matched.get(last + 1, 0) - 1
    if after >= 0 and after not in matched.values():
        return words[after][2]
    return words[matched[last - 1]][2] if last - 1 in matched else None
