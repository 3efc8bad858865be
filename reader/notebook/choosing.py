"""Choosing highlights by a query over the notebook. Pure.

Words are looked for in quote, note, title, source and tags; all must be there, in
pieces of words too. `"..."` keeps words together, `-word` excludes, and `text:`,
`note:`, `title:`, `source:`, `tag:`, `lang:`, `colour:`, `article:`, `story:` and `state:`
say where. Case and accents do not matter. Where the archive is at hand, a word also finds
quotes and titles that have another form of it, or a word of another language for it, and
`story:` what any article of a story says.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.language.folding import fold
from index.language.tokens import tokenize
from reader.notebook.highlight import Highlight, entries, order

_ITEM = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')

#: Of each word of a query, what it stands for in the archive: forms as tokens have them.
Forms = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What an archive knows that helps to choose.

    Attributes:
        forms: of words of the query.
        stories: by the archive's uuid and an article's id, what its story is called: its
            id, its title, the ids of its articles.
    """

    forms: Forms = field(default_factory=dict)
    stories: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)


#: Without an archive.
NOTHING_KNOWN = Known()

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
    "article": lambda each: (each.article,),
}

#: The field of what only an archive knows: an article's story, by what that is called.
_STORY = "story"

#: What a query can be narrowed by.
FIELDS = ("lang", "source", "tag", "colour", _STORY, "state", "note", "text", "title", "article")

#: Fields of running text, whose words have other forms.
_INFLECTED = {"", "text", "title"}


@dataclass(frozen=True, slots=True)
class _Condition:
    texts: _Texts
    wanted: str
    whole: bool
    negated: bool
    forms: Collection[str] = ()

    def holds(self, highlight: Highlight) -> bool:
        texts = (_folded(text) for text in self.texts(highlight) if text)
        found = any(_is(text, self.wanted) if self.whole else self.wanted in text for text in texts)
        return (found or self._has_form(highlight)) != self.negated

    def _has_form(self, highlight: Highlight) -> bool:
        """Whether quote or title has what the word stands for."""
        if not self.forms:
            return False
        read = self.texts(highlight)
        texts = (text for text in (highlight.quote, highlight.title) if text in read)
        return any(token.form in self.forms for text in texts for token in tokenize(text))


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query that may stand for others: those that are not held together."""
    items = (match.groups("") for match in _ITEM.finditer(query))
    return tuple(word for _, field, _, word in items if word and field.lower() in _INFLECTED)


def asks_of_stories(query: str) -> bool:
    """Whether a query names a story."""
    return any(match[2] and match[2].lower() == _STORY for match in _ITEM.finditer(query))


def without_story(query: str) -> str:
    """A query without what it says of stories."""
    items = (match for match in _ITEM.finditer(query) if (match[2] or "").lower() != _STORY)
    return query if not asks_of_stories(query) else " ".join(match[0] for match in items)


def choose(
    highlights: Iterable[Highlight], query: str, known: Known = NOTHING_KNOWN
) -> tuple[Highlight, ...]:
    """The highlights that a query finds, and those they are paired with.

    Args:
        highlights: to choose from.
        query: as typed.
        known: what `words_of(query)` stand for, and the stories of the highlights, as far
            as that is known.

    Returns:
        Whole entries, in the order (created, id); all for an empty query.
    """
    conditions = [
        replace(_condition(known, *match.groups("")), forms=known.forms.get(match[4] or "", ()))
        for match in _ITEM.finditer(query)
        if not _is_begun(match[0])
    ]
    found = (
        each
        for entry in entries(highlights)
        if any(all(one.holds(each) for one in conditions) for each in entry)
        for each in entry
    )
    return tuple(sorted(found, key=order))


def _is_begun(item: str) -> bool:
    """Whether this is a field whose value is still to come: it restricts nothing."""
    return item.endswith(":") and item[:-1].removeprefix("-").lower() in FIELDS


def _condition(known: Known, minus: str, field: str, phrase: str, word: str) -> _Condition:
    text, name = phrase or word, field.lower()
    if name == _STORY:
        told: _Texts = lambda each: known.stories.get((each.archive, each.article), ())  # noqa: E731 - as above
        return _Condition(told, _folded(text), whole=False, negated=bool(minus))
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
