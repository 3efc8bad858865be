"""What the reader typed, as a `Query`. Knows no engine, and never fails.

    word  "a phrase"  -word  +word  one OR other  prefix*  =exact
    title:word  lang:cs  source:name  date:2025-05..2025-09

A line that is still being typed is a query as well: an open quote ends with the
line, an empty field or a date that is not one yet restricts nothing, a lone sign is
no word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.dates import date_range
from index.language.tokens import tokenize
from index.model import Field, Occur


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed. `typing` says that it may not be finished yet."""

    text: str
    exact: bool = False
    prefix: bool = False
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow each other."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Condition:
    """Any of its alternatives (`OR`), in one field or in the whole article."""

    any_of: tuple[Word | Phrase, ...]
    occur: Occur = Occur.SHOULD
    field: Field | None = None

    @property
    def text(self) -> str:
        """What messages call it."""
        return " OR ".join(alternative.text for alternative in self.any_of)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed line. Days are proleptic ordinals, both ends included.

    `languages` are codes and `sources` beginnings or parts of names, lower-case;
    the `without_` ones were typed with a minus sign.
    """

    text: str
    conditions: tuple[Condition, ...] = ()
    languages: frozenset[str] = frozenset()
    without_languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    without_sources: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None

    def words(self) -> Iterator[Word]:
        """The words that are looked for (not those that must be absent), in order."""
        for condition in self.conditions:
            if condition.occur is not Occur.MUST_NOT:
                for alternative in condition.any_of:
                    yield from (
                        alternative.words if isinstance(alternative, Phrase) else (alternative,)
                    )


# An item: a sign, a field's name, then a quoted text (open quotes run to the end of
# the line) or what stands up to the next space.
_ITEM = re.compile(
    r"""(?P<sign>[-+]?)
        (?:(?P<field>title|lang|source|date):)?
        (?:["“„«](?P<quoted>[^"”“»]*)(?P<closed>["”“»]?) | (?P<bare>\S+))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {"": Occur.SHOULD, "+": Occur.MUST, "-": Occur.MUST_NOT}

#: From this length on a word that is still being typed also stands for longer ones:
#: one letter would find nearly everything.
SHORTEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class _Item:
    occur: Occur
    field: str
    text: str
    quoted: bool
    #: Whether the line ends within it.
    open: bool


def parse(text: str, *, typing: bool = False) -> Query:
    """Read a line of the query language.

    Args:
        text: the line.
        typing: the reader may not have finished the last word.
    """
    query = Query(text)
    conditions: list[Condition] = []
    alternative = False
    for item in _items(text):
        if item.text == "OR" and not (item.field or item.quoted or item.occur is not Occur.SHOULD):
            alternative = bool(conditions)
            continue
        if item.field in {"lang", "source", "date"}:
            query = _restricted(query, item)
        elif (found := _condition(item, typing=typing and item.open)) is not None:
            if alternative and found.occur is Occur.SHOULD:
                last = conditions.pop()
                conditions.append(replace(last, any_of=last.any_of + found.any_of))
            else:
                conditions.append(found)
        alternative = False
    return replace(query, conditions=tuple(conditions))


def _items(text: str) -> Iterator[_Item]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _ITEM.match(text, at)
        assert match is not None, "every part of an item is optional"
        at = max(match.end(), at + 1)
        quoted = match["quoted"] is not None
        ends = at >= len(text) and not (quoted and match["closed"])
        content = match["quoted"] if quoted else match["bare"] or ""
        yield _Item(_SIGNS[match["sign"]], (match["field"] or "").lower(), content, quoted, ends)


def _condition(item: _Item, *, typing: bool) -> Condition | None:
    """A condition on the article's words, None when the item holds no word."""
    content = item.text
    exact = not item.quoted and content.startswith("=")
    prefix = not item.quoted and content.endswith("*")
    forms = [content[token.start : token.end] for token in tokenize(content)]
    if not forms:
        return None
    last = len(forms) - 1
    words = tuple(
        Word(
            form,
            exact=exact,
            prefix=prefix and at == last,
            typing=typing and not prefix and at == last and len(form) >= SHORTEST_PREFIX,
        )
        for at, form in enumerate(forms)
    )
    field: Field | None = "title" if item.field == "title" else None
    return Condition((words[0] if len(words) == 1 else Phrase(words),), item.occur, field)


def _restricted(query: Query, item: _Item) -> Query:
    """The query with one more restriction; what says nothing (yet) changes nothing."""
    if item.field == "date":
        since, until = date_range(item.text)
        if item.occur is Occur.MUST_NOT:
            return query
        return replace(query, since=since or query.since, until=until or query.until)
    values = frozenset(part.strip().lower() for part in item.text.split(",")) - {""}
    refused = item.occur is Occur.MUST_NOT
    if item.field == "lang":
        if refused:
            return replace(query, without_languages=query.without_languages | values)
        return replace(query, languages=query.languages | values)
    if refused:
        return replace(query, without_sources=query.without_sources | values)
    return replace(query, sources=query.sources | values)
