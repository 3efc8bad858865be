"""BibTeX of the articles that highlights are of; its accents are UTF-8."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reader.export import Exporter
from reader.export._address import web_address
from reader.export._prose import newest, one_line
from reader.export._sources import cited, evidence
from reader.notebook.highlight import Highlight

# BibTeX counts braces whether or not a backslash stands before them, so that a brace
# needs its name.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{sign: rf"\{sign}" for sign in "$%&#_"},
    }
)

# An address is taken as it is, but for what ends it too early.
_BRACES = str.maketrans({"{": "%7B", "}": "%7D"})


@dataclass(frozen=True, slots=True)
class _Bibtex:
    extension: str = "bib"
    needs_pairs: bool = False

    def write(self, highlights: Sequence[Highlight], out: BinaryIO) -> None:
        taken: set[str] = set()
        records = []
        for group in cited(highlights):
            key = _free(_key(group[0].article), taken)
            taken.add(key)
            records.append("\n".join(_record(key, group)))
        out.write("\n".join(records).encode())


def _record(key: str, group: Sequence[Highlight]) -> Iterator[str]:
    article = newest(group)
    date = one_line(article.date or "")
    fields = {
        # Braces twice: no style shall change the case of a name.
        "title": f"{{{_latex(article.title)}}}",
        "howpublished": _latex(article.source or ""),
        "url": (web_address(article.url) or "").translate(_BRACES),
        "date": _latex(date),
        "year": _latex(date[:4]),
        "urldate": article.created[:10],
        "language": _latex(article.lang),
        "note": _latex(evidence(group)),
    }
    yield f"@misc{{{key},"
    yield from (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    yield "}"
    yield ""


def _latex(text: str) -> str:
    """Text that LaTeX prints as it is and does not obey."""
    return one_line(text).translate(_LATEX)


def _key(article_id: str) -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "-", article_id).strip("-") or "article"


def _free(key: str, taken: set[str]) -> str:
    """The key, with a number behind it when articles of several archives share it."""
    number = 1
    free = key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


EXPORTER: Exporter = _Bibtex()
