"""Choosing highlights by a query over the notebook. Pure.

Words are looked for in quote, note, title, source and tags; all must be there, in
pieces of words too. `"..."` keeps words together, `-word` excludes, and `text:`,
`note:`, `title:`, `source:`, `tag:`, `lang:`, `colour:` and `state:` say where. Case
and accents do not matter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.language.folding import fold
from reader.highlight import Highlight, entries, order

_ITEM = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')

_Texts = Callable[[Highlight], Iterable[str | None]]

#: Where a word without a field is looked for.
_ANYWHERE: _Texts = lambda each: (each.quote, each.note, each.title, each.source, *each.tags)  # noqa: E731 - one of a family

#: Fields whose text has the word somewhere in it.
_WITHIN: dict[str, _Texts] = {
    "text": lambda each: (each.quote,),
    "note": lambda each: (each.note,),
    "title": lambda each: (each.title,),
    "source": lambda each: (each.source,),
}

#: Fields that are the word, or begin with it and a hyphen or a slash (`pt-BR`, `ai/chips`).
_WHOLE: dict[str, _Texts] = {
    "tag": lambda each: each.tags,
    "lang": lambda each: (each.lang,),
    "colour": lambda each: (each.colour,),
    "state": lambda each: (each.state,),
}


@dataclass(frozen=True, slots=True)
class _Condition:
    texts: _Texts
    wanted: str
    whole: bool
    negated: bool

    def holds(self, highlight: Highlight) -> bool:
        texts = (_folded(text) for text in self.texts(highlight) if text)
        found = any(_is(text, self.wanted) if self.whole else self.wanted in text for text in texts)
        return found != self.negated


def choose(highlights: Iterable[Highlight], query: str) -> tuple[Highlight, ...]:
    """The highlights that a query finds, and those they are paired with.

    Returns:
        Whole entries, in the order (created, id); all for an empty query.
    """
    conditions = [_condition(*match.groups("")) for match in _ITEM.finditer(query)]
    found = (
        each
        for entry in entries(highlights)
        if any(all(one.holds(each) for one in conditions) for each in entry)
        for each in entry
    )
    return tuple(sorted(found, key=order))


def _condition(minus: str, field: str, phrase: str, word: str) -> _Condition:
    text, name = phrase or word, field.lower()
    if name in _WHOLE:
        return _Condition(_WHOLE[name], _folded(text), whole=True, negated=bool(minus))
    if name in _WITHIN:
        return _Condition(_WITHIN[name], _folded(text), whole=False, negated=bool(minus))
    # What looks like a field and is none is text: `https:`.
    text = f"{field}:{text}" if field else text
    return _Condition(_ANYWHERE, _folded(text), whole=False, negated=bool(minus))


def _is(text: str, wanted: str) -> bool:
    return text == wanted or text.startswith((f"{wanted}-", f"{wanted}/"))


def _folded(text: str) -> str:
    return fold(" ".join(text.split()).casefold())
