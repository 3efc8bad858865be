"""Where paragraphs end in plain text.

Most text has a paragraph a line. Some (mail, books, wire copy) is wrapped to a width
with blank lines between paragraphs, and its lines must be joined again. Wrapped text
shows itself: a line ends because the next word would not have fitted.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from index.ingest import Block

# Widths that text is wrapped to, in characters: narrower is verse or a list, wider is
# a paragraph.
_NARROWEST, _WIDEST = 50, 100
# Fewer line ends inside paragraphs tell nothing.
_FEWEST_LINE_ENDS = 3
# A wrapping program leaves no room for the next word; a person, a little.
_SLACK = 3
# The share of line ends that must come from the width: the rest are titles, addresses.
_MOST = 0.8


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of clean text in order; none is empty or holds a line end."""
    groups = [
        [line.strip() for line in lines]
        for blank, lines in groupby(text.split("\n"), key=lambda line: not line.strip())
        if not blank
    ]
    width = _width(groups)
    return tuple(Block(paragraph) for group in groups for paragraph in _joined(group, width))


def _width(groups: Sequence[Sequence[str]]) -> int | None:
    """The width the text is wrapped to, None when it is not wrapped."""
    ends = [pair for group in groups for pair in pairwise(group)]
    if len(ends) < _FEWEST_LINE_ENDS:
        return None
    width = max(len(line) for pair in ends for line in pair)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    wrapped = sum(_ends_for_width(line, after, width) for line, after in ends)
    return width if wrapped >= _MOST * len(ends) else None


def _ends_for_width(line: str, after: str, width: int) -> bool:
    """Whether the line ends because the next line's first word would not have fitted."""
    if " " not in line:
        return False
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - _SLACK


def _joined(group: Sequence[str], width: int | None) -> Iterable[str]:
    """The paragraphs of lines that no blank line divides."""
    if width is None:
        return group
    ends = list(pairwise(group))
    if sum(_ends_for_width(line, after, width) for line, after in ends) < len(ends) / 2:
        return group
    text = group[0]
    for line in group[1:]:
        # A word may have been broken at a hyphen, or have one: either way it stays.
        broken = text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower()
        text += line if broken else f" {line}"
    return (text,)
