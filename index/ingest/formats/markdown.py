"""Markdown: a file is an article, its front matter what is known about it.

What matters is the prose: marks go, their text stays. This is not CommonMark to the
letter; it reads what people write as articles and loses no words.
"""

import html
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from index.errors import InputError
from index.ingest import Block, Format, Record
from index.ingest.cleaning import clean, clean_line
from index.ingest.decoding import decode
from index.ingest.metadata import language_code, toml_date

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}#{1,6}(?:[ ]+(.*?))?(?:[ ]+#+)?[ ]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ ]*")
_BREAK = re.compile(r" {0,3}([-*_])(?:[ ]*\1){2,}[ ]*")
_ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]+(?:\[[ xX]\][ ]+)?")
_QUOTE = re.compile(r"(?: {0,3}>[ ]?)+")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ ]*\S+.*")
_TABLE_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Markdown:
    """Reads `.md` and `.markdown`."""

    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, stream: BinaryIO, where: str) -> Iterator[Record | InputError]:
        """One record: the whole file; see `Format.read`."""
        said, body = _front_matter(clean(decode(stream.read(), where)), where)
        date = _date(said, where)
        yield Record(
            where=where,
            title=_said(said, "title"),
            blocks=_blocks(body),
            lang=_lang(said, where),
            source=_said(said, "source"),
            date=date,
            date_from="markup" if date else None,
            url=_said(said, "url"),
        )


def _front_matter(text: str, where: str) -> tuple[dict[str, object], str]:
    """What stands between `---` or `+++` at the top, and the rest."""
    lines = text.split("\n")
    mark = lines[0].rstrip()
    if mark not in {"---", "+++"}:
        return {}, text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == mark or (mark == "---" and line.rstrip() == "..."):
            said, rest = lines[1:number], "\n".join(lines[number + 1 :])
            return (_toml(said, where) if mark == "+++" else _pairs(said)), rest
    return {}, text


def _toml(lines: list[str], where: str) -> dict[str, object]:
    try:
        return tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(where, f"broken front matter: {error}") from None


def _pairs(lines: list[str]) -> dict[str, object]:
    """`key: value` lines; lists, nested tables and comments are passed over."""
    found: dict[str, object] = {}
    for line in lines:
        key, colon, value = line.partition(":")
        if colon and key and not key.startswith((" ", "#", "-")):
            found[key.strip().lower()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    for quote in "\"'":
        if len(value) > 1 and value.startswith(quote):
            end = value.find(quote, 1)
            return value[1:end] if end > 0 else value
    return value.partition(" #")[0].rstrip()


def _said(said: dict[str, object], key: str) -> str | None:
    value = said.get(key)
    return clean_line(value) or None if isinstance(value, str) else None


def _date(said: dict[str, object], where: str) -> str | None:
    value = said.get("date")
    try:
        return None if value is None or value == "" else toml_date(value)
    except ValueError as error:
        raise InputError(where, str(error)) from None


def _lang(said: dict[str, object], where: str) -> str | None:
    value = _said(said, "lang")
    try:
        return language_code(value) if value else None
    except ValueError as error:
        raise InputError(where, str(error)) from None


@dataclass(slots=True)
class _Builder:
    """Gathers lines into paragraphs."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def end(self, *, heading: bool = False) -> None:
        """End the paragraph that is open."""
        self.put(" ".join(self.lines), heading=heading)
        self.lines.clear()

    def put(self, text: str, *, heading: bool = False) -> None:
        """Add a paragraph; an empty one is none."""
        prose = clean_line(_inline(text))
        if prose:
            self.blocks.append(Block(prose, heading))


def _blocks(text: str) -> tuple[Block, ...]:
    builder = _Builder()
    fence = ""
    for raw in _without_comments(text).split("\n"):
        line = _QUOTE.sub("", raw, count=1) if not fence and _QUOTE.match(raw) else raw
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence):
                builder.blocks.extend(_code(builder))
                fence = ""
            else:
                builder.lines.append(line.strip())
        elif opening:
            builder.end()
            fence = opening[1]
        else:
            _take(line, builder)
    if fence:
        builder.blocks.extend(_code(builder))
    builder.end()
    return tuple(builder.blocks)


def _without_comments(text: str) -> str:
    """The text without HTML comments; one that does not end is text."""
    # Cut where the last one ends: each opening before it then has an end, and looking
    # for it never reads to the end of the text in vain.
    end = text.rfind("-->") + len("-->")
    return text if end < len("-->") else _COMMENT.sub("", text[:end]) + text[end:]


def _code(builder: _Builder) -> Iterator[Block]:
    """The lines of a fence as one paragraph, to the letter."""
    text = " ".join(filter(None, builder.lines))
    builder.lines.clear()
    if text:
        yield Block(text)


def _take(line: str, builder: _Builder) -> None:
    """Put a line outside fences where it belongs."""
    item = _ITEM.match(line)
    heading = _ATX.fullmatch(line)
    if not line.strip() or _DEFINITION.fullmatch(line):
        builder.end()
    elif heading:
        builder.end()
        builder.put(heading[1] or "", heading=True)
    elif builder.lines and _UNDERLINE.fullmatch(line):
        builder.end(heading=True)
    elif _BREAK.fullmatch(line) or _TABLE_RULE.fullmatch(line):
        builder.end()
    elif line.lstrip().startswith("|"):
        builder.end()
        builder.put(line.strip().strip("|"))
    elif item:
        builder.end()
        builder.lines.append(line[item.end() :].strip())
    else:
        builder.lines.append(line.strip())


# Inside a paragraph. Lengths are bounded so that hostile text costs no more than its
# length times a constant.
_CODE = re.compile(r"(?<!`)(`{1,8})(?!`)(.{1,1000}?)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(
    r"!?\[([^\[\]]{0,1000})\](?:\((?:[^()]|\([^()]{0,500}\)){0,1000}\)|\[[^\[\]]{0,200}\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])([^*]{0,1000}[^\s*])\1")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.{0,500}?[^\s_])\1(?!\w)")
_STRUCK = re.compile(r"~~(?=[^\s~])([^~]{0,1000})~~")
# What is kept to the letter stands aside under a control character: clean text has none.
_ASIDE = re.compile("\x01([0-9]+)\x02")


def _inline(text: str) -> str:
    """The text of a paragraph without its marks."""
    kept: list[str] = []

    def aside(content: str) -> str:
        kept.append(content)
        return f"\x01{len(kept) - 1}\x02"

    text = _CODE.sub(lambda found: aside(found[2].strip()), text)
    text = _ESCAPE.sub(lambda found: aside(found[1]), text)
    text = _AUTOLINK.sub(lambda found: aside(found[1]), text)
    # Twice: an image may stand in a link, and emphasis in emphasis.
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
        text = _STARS.sub(r"\2", text)
        text = _UNDERSCORES.sub(r"\2", text)
    text = _TAG.sub("", _STRUCK.sub(r"\1", text))
    return _ASIDE.sub(lambda found: kept[int(found[1])], html.unescape(text))


FORMAT: Format = Markdown()
