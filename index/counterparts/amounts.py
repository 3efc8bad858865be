"""Numbers as texts write them: `120 000`, `120,000` and `120 thousand` are one amount.

A group of three digits after a space belongs to the number before it; a word for a
power of a thousand after a number multiplies it. What such words mean comes from the
lexicon; their abbreviations, which no lexicon has, are here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from index.counterparts.anchors import number_of
from index.language.tokens import Token

#: Powers of ten, by their English names (of the short scale: a German Billion is a trillion).
POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}

#: Abbreviations after a number, in the languages of the core lexicon.
ABBREVIATIONS = (
    dict.fromkeys(("tis", "тис", "тыс", "tsd", "tys", "rb"), 3)
    | dict.fromkeys(("mil", "mio", "mln", "млн", "jt"), 6)
    | dict.fromkeys(("mld", "mlrd", "mrd", "млрд", "bn"), 9)
    | dict.fromkeys(("трлн", "tn", "bln"), 12)
)

_BEGINNING, _GROUP = re.compile(r"\d{1,3}"), re.compile(r"\d{3}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Amount(NamedTuple):
    """A number in a text: the tokens it takes, from `first` to before `end`, and its
    value in one spelling."""

    first: int
    end: int
    value: str


def amounts(
    text: str, tokens: Sequence[Token], power_of: Callable[[str], int | None]
) -> Iterator[Amount]:
    """The numbers of a text.

    Args:
        text: of a passage.
        tokens: its tokens.
        power_of: the power of ten that a form stands for after a number.
    """
    at = 0
    while at < len(tokens):
        first, value = at, number_of(tokens[at].form)
        at += 1
        if not _NUMBER.fullmatch(value):
            continue
        if _BEGINNING.fullmatch(tokens[first].form):
            while _follows(text, tokens, at) and _GROUP.fullmatch(tokens[at].form):
                value += tokens[at].form
                at += 1
        if _follows(text, tokens, at) and (power := power_of(tokens[at].form)):
            value = f"{(Decimal(value) * 10**power).normalize():f}"
            at += 1
        yield Amount(first, at, value)


def _follows(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a token stands one space behind the one before it."""
    return at < len(tokens) and text[tokens[at - 1].end : tokens[at].start].isspace()
