"""Org: a heading an article, below it a heading a highlight.

Org has no escape that holds for all of its markup. Quotes and notes are therefore
fixed-width lines (`: text`), which are never parsed, and a title with a sign that could
mean something is verbatim (`=title=`).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._prose import by_article, lines, newest, one_line, origin, provenance
from reader.i18n import _
from reader.notebook.highlight import Highlight

# Signs of prose that mean nothing in a heading.
_HARMLESS = " -.,;!?'’“”„‘«»()–—…"


@dataclass(frozen=True, slots=True)
class _Org:
    extension: str = "org"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        articles = ("\n".join(_article(group)) for group in by_article(highlights))
        out.write("\n".join(articles).encode())


def _article(group: Sequence[Sequence[Highlight]]) -> Iterator[str]:
    article = newest(entry[0] for entry in group)
    yield f"* {_heading(article.title)}"
    yield from _properties(url=article.url)
    yield from _fixed(" · ".join(origin(article)))
    for entry in group:
        first, *others = entry
        place = _("passage {n}").format(n=first.passage)
        yield f"** {place}{_tags(first)}"
        yield from _highlight(first, revision=first.revision, created=first.created)
        for other in others:
            yield f"*** {_heading(other.title)}{_tags(other)}"
            known = {"url": other.url, "revision": other.revision, "created": other.created}
            yield from _highlight(other, **known)
            yield from _fixed(" · ".join([_("counterpart"), *origin(other)]))
    yield ""


def _highlight(each: Highlight, **properties: str | None) -> Iterator[str]:
    yield from _properties(**properties)
    yield from _fixed(each.quote)
    if each.note:
        yield ""
        yield from _fixed(each.note)
    yield ""
    yield from _fixed(" · ".join(provenance(each)))


def _tags(each: Highlight) -> str:
    tags = [tag for tag in map(_tag, each.tags) if tag]
    return f" :{':'.join(tags)}:" if tags else ""


def _properties(**values: str | None) -> Iterator[str]:
    known = {name: one_line(value) for name, value in values.items() if value}
    if known:
        yield ":PROPERTIES:"
        yield from (f":{name.upper()}: {value}" for name, value in known.items())
        yield ":END:"


def _fixed(text: str) -> Iterator[str]:
    return (f": {line}".rstrip() for line in lines(text))


def _heading(title: str) -> str:
    """A title as text; verbatim if a sign or a keyword in it could be obeyed."""
    title = one_line(title)
    word = title.partition(" ")[0]
    # An opening word of capitals may be a keyword: TODO, and whatever the reader has.
    if title and _is_plain(title) and not word.isupper():
        return title
    # The mark that ends a verbatim text cannot be written in it.
    mark = "~" if "=" in title and "~" not in title else "="
    return f"{mark}{title.replace(mark, '＝')}{mark}" if title else "-"


def _is_plain(title: str) -> bool:
    return all(c in _HARMLESS or unicodedata.category(c)[0] in "LMN" for c in title)


def _tag(tag: str) -> str:
    """A tag as Org takes it: letters, digits, `_` and `@`."""
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in one_line(tag))
    return "_".join("".join(kept).split())


EXPORTER: Exporter = _Org()
