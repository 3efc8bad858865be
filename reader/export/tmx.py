"""TMX 1.4b, the translation memory exchange format: the entries of several languages.

A unit is an entry, a variant a highlight of it. The source language is `*all*`: no side
of a pair is the translation of the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from reader import __version__
from reader.export import Exporter
from reader.export._prose import lines, one_line
from reader.notebook.highlight import Highlight, entries

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="hexapla" creationtoolversion="{version}" segtype="block" o-tmf="hexapla" \
adminlang="en" srclang="*all*" datatype="plaintext"/>
  <body>
"""
_FOOT = """\
  </body>
</tmx>
"""


@dataclass(frozen=True, slots=True)
class _Tmx:
    extension: str = "tmx"
    needs_pairs: bool = True

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        units = (_unit(entry) for entry in entries(highlights) if len(entry) > 1)
        body = "\n".join(line for unit in units for line in (*unit, ""))
        out.write((_HEAD.format(version=__version__) + body + _FOOT).encode())


def _unit(entry: Sequence[Highlight]) -> Iterator[str]:
    first = entry[0]
    yield f"    <tu tuid={_attribute(first.id)} creationdate={_attribute(_stamp(first))}>"
    for each in entry:
        yield from _variant(each)
    yield "    </tu>"


def _variant(each: Highlight) -> Iterator[str]:
    language, date = _attribute(_language(each.lang)), _attribute(_stamp(each))
    yield f"      <tuv xml:lang={language} creationdate={date}>"
    if each.note:
        yield f"        <note>{_text(each.note)}</note>"
    # Types that the standard does not know begin with `x-`.
    known = {
        "title": each.title,
        "source": each.source,
        "url": each.url,
        "date": each.date,
        "passage": str(each.passage),
        "revision": each.revision,
        "created": each.created,
    }
    told = [*known.items(), *(("tag", tag) for tag in each.tags)]
    for name, value in told:
        if value is not None:
            yield f'        <prop type="x-{name}">{_text(value)}</prop>'
    yield f"        <seg>{_text(each.quote)}</seg>"
    yield "      </tuv>"


def _stamp(each: Highlight) -> str:
    """The time as the standard writes it: `20260501T120000Z`."""
    return f"{each.created[:19].replace('-', '').replace(':', '')}Z"


def _language(code: str) -> str:
    return code if code.isascii() and code.replace("-", "").isalnum() else "und"


def _text(text: str) -> str:
    return escape(_characters("\n".join(lines(text))))


def _attribute(text: str) -> str:
    return quoteattr(_characters(one_line(text)))


def _characters(text: str) -> str:
    """Without the two noncharacters that are printable enough for us but not XML."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


EXPORTER: Exporter = _Tmx()
