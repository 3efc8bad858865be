"""What the reader typed, as a `Query`. Knows no engine, and never fails.

    word  "a phrase"  -word  +word  one OR other  prefix*  =exact  misspelt~
    one NEAR other  one NEAR/5 other  "words in this order"~5
    title:word  lang:cs  source:name  tag:name  is:unread
    date:2025-05..2025-09  date:"last week"  after:2025-05  before:yesterday

A line that is still being typed is a query as well: an open quote ends with the
line, an empty field or a date that is not one yet restricts nothing, a lone sign is
no word.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from index.language.dates import date_range
from index.language.tokens import tokenize
from index.model import Field, Occur


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed. `typing` says that it may not be finished yet.

    `slips` is how many letters of the forms it stands for may differ.
    """

    text: str
    exact: bool = False
    prefix: bool = False
    typing: bool = False
    slips: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in their order, with at most `slop` others between the first and the last."""

    words: tuple[Word, ...]
    slop: int = 0

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases in any order, with at most `between` words between them."""

    parts: tuple[Word | Phrase, ...]
    between: int

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of its parts."""
        return tuple(word for part in self.parts for word in words_of(part))

    @property
    def text(self) -> str:
        """As it could be typed."""
        return " NEAR ".join(part.text for part in self.parts)


Alternative = Word | Phrase | Near


def words_of(alternative: Alternative) -> tuple[Word, ...]:
    """The words that an alternative consists of, in order."""
    return (alternative,) if isinstance(alternative, Word) else alternative.words


@dataclass(frozen=True, slots=True)
class Condition:
    """Any of its alternatives (`OR`), in one field or in the whole article."""

    any_of: tuple[Alternative, ...]
    occur: Occur = Occur.SHOULD
    field: Field | None = None

    @property
    def text(self) -> str:
        """What messages call it."""
        return " OR ".join(alternative.text for alternative in self.any_of)


@dataclass(frozen=True, slots=True)
class Kept:
    """What must, or with `refused` must not, be so of an article in the reader's notebook.

    `is:` has one of the values `read`, `starred` and `highlighted` (unread is not read);
    of `tag:` the value is the name as typed. Which articles these are, only the notebook
    knows: see `Archive.search`.
    """

    field: Literal["is", "tag"]
    value: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed line. Days are proleptic ordinals, both ends included.

    `languages` are codes and `sources` beginnings or parts of names, lower-case;
    the `without_` ones were typed with a minus sign. `ignored` is what says nothing, as
    typed: a date that is none, a state that there is not.
    """

    text: str
    conditions: tuple[Condition, ...] = ()
    languages: frozenset[str] = frozenset()
    without_languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    without_sources: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    without_days: tuple[tuple[int, int], ...] = ()
    kept: tuple[Kept, ...] = ()
    ignored: tuple[str, ...] = ()

    def words(self) -> Iterator[Word]:
        """The words that are looked for (not those that must be absent), in order."""
        for condition in self.conditions:
            if condition.occur is not Occur.MUST_NOT:
                for alternative in condition.any_of:
                    yield from words_of(alternative)


# An item: a sign, a field's name, then a quoted text (open quotes run to the end of
# the line) with its slop, or what stands up to the next space.
_ITEM = re.compile(
    r"""(?P<sign>[-+]?)
        (?:(?P<field>title|lang|source|date|after|before|tag|is):)?
        (?:["“„«](?P<quoted>[^"”“»]*)(?P<closed>["”“»]?)(?:(?<=["”“»])~(?P<slop>[0-9]{0,3}))?
         | (?P<bare>\S+))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = re.compile(r"NEAR(?:/([0-9]{0,3}))?")
_SLIPS = re.compile(r"(?<=\w)~([0-9]?)$")
_SIGNS = {"": Occur.SHOULD, "+": Occur.MUST, "-": Occur.MUST_NOT}

#: From this length on a word that is still being typed also stands for longer ones:
#: one letter would find nearly everything.
SHORTEST_PREFIX = 2


#: How many words may lie between those that are NEAR each other, where nobody says how
#: many: about a sentence. SQLite's FTS5 has the same.
NEAR_WORDS = 10

#: As many words as may be said to lie between: half of what lies between two passages.
MOST_BETWEEN = 50

#: More letters that may differ find anything.
_MOST_SLIPS = 2

#: From so many letters on two of them may be slips; of shorter words one.
_LONG = 6

#: What `is:` can say, and what it means: a state of the notebook, and whether it must not be.
_STATES = {
    "read": ("read", False),
    "unread": ("read", True),
    "starred": ("starred", False),
    "highlighted": ("highlighted", False),
}


@dataclass(frozen=True, slots=True)
class _Item:
    occur: Occur
    field: str
    text: str
    quoted: bool
    #: Words that may lie between those of a quoted text.
    slop: int
    #: Whether the line ends within it.
    open: bool
    typed: str

    @property
    def is_bare(self) -> bool:
        """Whether it could be an operator."""
        return not (self.field or self.quoted or self.occur is not Occur.SHOULD)


def parse(
    text: str, *, typing: bool = False, locale: str = "en", today: dt.date | None = None
) -> Query:
    """Read a line of the query language.

    Args:
        text: the line.
        typing: the reader may not have finished the last word.
        locale: the language of dates (BCP 47), beside English and ISO 8601.
        today: what relative dates count from; the day it is without one.
    """
    query = Query(text)
    conditions: list[Condition] = []
    operator = ""
    for item in _items(text):
        if item.is_bare and (item.text == "OR" or _NEAR.fullmatch(item.text)):
            operator = item.text if conditions else ""
            continue
        if item.field not in {"", "title"}:
            query = _restricted(query, item, locale, today or dt.date.today())
        elif (found := _condition(item, typing=typing and item.open)) is not None:
            joined = _joined(conditions[-1], found, operator) if operator else None
            conditions[len(conditions) - (joined is not None) :] = [joined or found]
        operator = ""
    return replace(query, conditions=tuple(conditions))


def _items(text: str) -> Iterator[_Item]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _ITEM.match(text, at)
        assert match is not None, "every part of an item is optional"
        start, at = at, max(match.end(), at + 1)
        quoted = match["quoted"] is not None
        yield _Item(
            occur=_SIGNS[match["sign"]],
            field=(match["field"] or "").lower(),
            text=match["quoted"] if quoted else match["bare"] or "",
            quoted=quoted,
            slop=min(int(match["slop"] or 0), MOST_BETWEEN),
            open=at >= len(text) and not (quoted and match["closed"]),
            typed=text[start:at],
        )


def _condition(item: _Item, *, typing: bool) -> Condition | None:
    """A condition on the article's words, None when the item holds no word."""
    content = item.text
    exact = not item.quoted and content.startswith("=")
    prefix = not item.quoted and content.endswith("*")
    slips = None if item.quoted else _SLIPS.search(content)
    if slips:
        content = content[: slips.start()]
    if slips:
        content = content[: slips.start()]
    forms = [content[token.start : token.end] for token in tokenize(content)]
    if not forms:
        return None
    last = len(forms) - 1
    words = tuple(
        Word(
            form,
            exact=exact,
            prefix=prefix and at == last,
            typing=typing and not (prefix or slips) and at == last and len(form) >= SHORTEST_PREFIX,
            slips=_slips(form, slips[1]) if slips else 0,
        )
        for at, form in enumerate(forms)
    )
    field: Field | None = "title" if item.field == "title" else None
    alternative = words[0] if len(words) == 1 else Phrase(words, item.slop)
    return Condition((alternative,), item.occur, field)


def tolerance(form: str) -> int:
    """How many letters of a word are taken for slips where nobody says how many.

    None of a word of two letters: everything is near it.
    """
    return 0 if len(form) <= 2 else 1 if len(form) < _LONG else _MOST_SLIPS


def _slips(form: str, typed: str) -> int:
    return min(int(typed), _MOST_SLIPS) if typed else tolerance(form)


def _joined(last: Condition, found: Condition, operator: str) -> Condition | None:
    """Two neighbours that an operator makes one, None when it cannot.

    What is near a word stands in the same field, whether that is said again or not.
    """
    if found.occur is not Occur.SHOULD:
        return None
    if operator == "OR":
        return replace(last, any_of=last.any_of + found.any_of)
    if found.field not in {None, last.field}:
        return None
    match = _NEAR.fullmatch(operator)
    assert match is not None, "there are two operators"
    between = min(int(match[1]), MOST_BETWEEN) if match[1] else NEAR_WORDS
    (part,) = found.any_of
    *others, before = last.any_of
    assert not isinstance(part, Near), "it was a word or a phrase a moment ago"
    if isinstance(before, Near):
        near = Near((*before.parts, part), max(before.between, between))
    else:
        near = Near((before, part), between)
    return replace(last, any_of=(*others, near))


def _restricted(query: Query, item: _Item, locale: str, today: dt.date) -> Query:
    """The query with one more restriction; what says nothing (yet) changes nothing."""
    if item.field in {"lang", "source"}:
        return _of_names(query, item)
    if not item.text.strip():
        return query
    if item.field in {"tag", "is"}:
        return _of_notebook(query, item)
    since, until = _bounds(item.field, *date_range(item.text, locale=locale, today=today))
    if since is None and until is None:
        return replace(query, ignored=(*query.ignored, item.typed))
    if item.occur is Occur.MUST_NOT:
        days = (since or dt.date.min.toordinal(), until or dt.date.max.toordinal())
        return replace(query, without_days=(*query.without_days, days))
    return replace(
        query,
        since=max(filter(None, (since, query.since)), default=None),
        until=min(filter(None, (until, query.until)), default=None),
    )


def _bounds(field: str, since: int | None, until: int | None) -> tuple[int | None, int | None]:
    """The first and last day of `date:`, `after:` or `before:` some days."""
    if field == "after":
        return (None if until is None else until + 1), None
    if field == "before":
        return None, (None if since is None else since - 1)
    return since, until


def _of_notebook(query: Query, item: _Item) -> Query:
    refused = item.occur is Occur.MUST_NOT
    said = item.text.strip()
    if item.field == "tag":
        return replace(query, kept=(*query.kept, Kept("tag", said, refused)))
    if (state := _STATES.get(said.lower())) is None:
        return replace(query, ignored=(*query.ignored, item.typed))
    return replace(query, kept=(*query.kept, Kept("is", state[0], state[1] != refused)))


def _of_names(query: Query, item: _Item) -> Query:
    names = frozenset(part.strip().lower() for part in item.text.split(",")) - {""}
    match item.field, item.occur is Occur.MUST_NOT:
        case "lang", True:
            return replace(query, without_languages=query.without_languages | names)
        case "lang", False:
            return replace(query, languages=query.languages | names)
        case _, True:
            return replace(query, without_sources=query.without_sources | names)
        case _:
            return replace(query, sources=query.sources | names)
