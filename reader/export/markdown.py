r"""Markdown for Obsidian, GitHub and whatever reads CommonMark.

Foreign text is escaped by backslashes, so that it reads as it was and nothing in it
becomes a heading, a link, HTML, a table, a formula, a comment or a tag. Left alone is
what needs no escape to be harmless, so that the file can be read as it is. (GitHub
makes a bare e-mail address a link whatever stands before the `@`.)
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._address import web_address
from reader.export._prose import by_article, lines, newest, one_line, origin, provenance
from reader.i18n import _
from reader.notebook.highlight import Highlight

# CommonMark: `\` ` * _ [ ] < > & #`. GitHub: `~` strikes out, `|` makes tables, `$`
# formulas. Obsidian: `=` marks, `%` hides, `^` names a block, `#` tags.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&#~|$=%^]")

# GitHub and Obsidian make links of bare addresses.
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)

# At the beginning of a line: lists, rules, and what would make a heading or a table
# of the line above.
_OPENING = re.compile(r"[-+:]|\d{1,9}(?=[.)])")


@dataclass(frozen=True, slots=True)
class _Markdown:
    extension: str = "md"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        articles = ("\n\n".join(_article(group)) + "\n" for group in by_article(highlights))
        out.write("\n".join(articles).encode())


def _article(group: list[tuple[Highlight, ...]]) -> Iterator[str]:
    article = newest(entry[0] for entry in group)
    yield f"# {escaped(one_line(article.title))}".rstrip()
    yield " · ".join([escaped(" · ".join(origin(article))), *_links(article)])
    for first, *others in group:
        yield from _highlight(first, [])
        for other in others:
            about = " · ".join([_("counterpart"), one_line(other.title), *origin(other)])
            yield from _highlight(other, [inert(about), *_links(other)])


def _highlight(highlight: Highlight, about: list[str]) -> Iterator[str]:
    """A quote with what was said of it; `about` opens the line on where it is from."""
    yield quotation(highlight.quote)
    if highlight.note:
        yield "\n".join(_paragraphs(highlight.note))
    tags = [tag for tag in map(hashtag, highlight.tags) if tag]
    if tags:
        yield " ".join(tags)
    # The hash as code: long, and a word that nobody reads aloud.
    revision = re.sub(r"[^\w.:-]", "", highlight.revision)
    yield f"*{' · '.join([*about, inert(' · '.join(provenance(highlight)))])} · `{revision}`*"


def quotation(text: str) -> str:
    """A text as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in _paragraphs(text))


def _paragraphs(text: str) -> list[str]:
    """Escaped lines; those that follow each other directly stay lines (hard breaks)."""
    found = [escaped(line) for line in lines(text)]
    return [
        f"{line}\\" if line and following else line
        for line, following in zip(found, [*found[1:], ""], strict=False)
    ]


def escaped(line: str) -> str:
    """One line of text as Markdown that reads the same and does nothing."""
    line = inert(line)
    opening = _OPENING.match(line)
    if opening is None:
        return line
    # A digit cannot be escaped, the stop after it can.
    at = opening.end() if line[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def inert(text: str) -> str:
    """The same, for text that does not begin a line."""
    return _ADDRESS.sub(r"\\\g<0>", _ACTIVE.sub(r"\\\g<0>", text))


def _links(highlight: Highlight) -> list[str]:
    return [link(highlight.url)] if highlight.url else []


def link(url: str) -> str:
    """An address as a link; as text if it is none of the web."""
    return f"<{url}>" if web_address(url) else inert(one_line(url))


def hashtag(tag: str) -> str:
    """A tag as Obsidian takes it: letters, digits, `_`, `-` and `/`; `""` without any.

    An underscore stays between letters only, where it does not begin emphasis.
    """
    parts = (_words(part) for part in tag.split("_"))
    name = "_".join(part for part in parts if part)
    return name and f"#{name}"


def _words(text: str) -> str:
    # Letters, marks (vowel signs of Indic scripts) and numbers.
    kept = (c if c in "-/" or unicodedata.category(c)[0] in "LMN" else " " for c in text)
    return "-".join("".join(kept).split()).strip("-/")


EXPORTER: Exporter = _Markdown()
