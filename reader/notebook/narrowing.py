"""What a query over the notebook can be narrowed by, as the reader types it. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.notebook.choosing import FIELDS, Known
from reader.notebook.highlight import Highlight

#: The last of what was typed: a field that is not whole, or one with the begin of a value.
_LAST = re.compile(r'(?:^|\s)-?(?:([A-Za-z]+)|([A-Za-z]+):("?)([^"]*))$')


def values(kept: Iterable[Highlight], known: Known) -> dict[str, tuple[str, ...]]:
    """What the fields can be here, the most frequent first."""
    found: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for each in kept:
        for name, value in _said(each, known):
            found[name][value] += 1
    return {
        name: tuple(value for value, _ in counts.most_common()) for name, counts in found.items()
    }


def _said(each: Highlight, known: Known) -> Iterator[tuple[str, str]]:
    yield "lang", each.lang
    yield "colour", each.colour
    yield "state", each.state
    yield "article", each.article
    if each.source:
        yield "source", each.source
    for tag in each.tags:
        yield "tag", tag
    # Its id and its title; the others are there to be found by.
    for name in known.stories.get((each.archive, each.article), ())[:2]:
        yield "story", name


def completed(query: str, known: Mapping[str, Sequence[str]]) -> str | None:
    """The query with its last field, or the value of that, written out; None for nothing.

    Args:
        query: what is typed so far; a quotation mark opens a value of several words.
        known: `values`.
    """
    last = _LAST.search(query)
    if last is None:
        return None
    begun, name, quote, value = last.groups("")
    if begun:
        names = (f"{each}:" for each in FIELDS if known.get(each))
        return _written(query, begun, names)
    fitting = (each for each in known.get(name.lower(), ()) if '"' not in each)
    if quote:
        return _written(query, value, (f'{each}"' for each in fitting))
    return _written(query, value, (each for each in fitting if not re.search(r"\s", each)))


def _written(query: str, begun: str, whole: Iterable[str]) -> str | None:
    """A query whose end, `begun`, is written on to the first of some words that begins so."""
    for each in whole:
        if len(each) > len(begun) and each.casefold().startswith(begun.casefold()):
            return query + each[len(begun) :]
    return None
