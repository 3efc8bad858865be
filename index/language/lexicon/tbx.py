"""Glossaries as TermBase eXchange files (ISO 30042:2019), the dialect TBX-Basic.

Of what a termbase says only the terms are taken, concept by concept and language by
language, in both styles (DCT and DCA) and the element names of 2008 as well.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError
from index.language.lexicon.concepts import Concept

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Elements by their names of 2019 and of 2008.
_CONCEPT = frozenset({"conceptEntry", "termEntry"})
_LANGUAGE = frozenset({"langSec", "langSet"})
_TERM = "term"

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: A document type may define entities that grow without end; termbases need none.
_DOCTYPE_WITH_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)

#: What XML cannot hold.
_UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def read(path: Path) -> Iterator[Concept]:
    """The concepts of a termbase that have terms in two languages.

    Raises:
        InputError: it cannot be read, or is not XML.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if b"\0" in text:
        raise InputError(str(path), "not in UTF-8")
    if _DOCTYPE_WITH_ENTITIES.search(text):
        raise InputError(str(path), "defines entities, which a termbase need not")
    from xml.etree import ElementTree  # noqa: PLC0415 - few have a termbase

    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise InputError(str(path), f"not TBX: {error}") from error
    for entry in root.iter():
        if _name(entry) in _CONCEPT:
            concept = _concept(entry)
            if len(concept) > 1:
                yield concept


def _concept(entry: "Element") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in entry.iter():
        if _name(section) in _LANGUAGE:
            lang = section.get(_LANG, "").lower().partition("-")[0]
            terms = ("".join(one.itertext()) for one in section.iter() if _name(one) == _TERM)
            words = [" ".join(term.split()) for term in terms]
            if lang and any(words):
                found.setdefault(lang, []).extend(filter(None, words))
    return found


def written(concepts: Iterable[Concept], title: str) -> str:
    """A termbase of some concepts, in style DCT.

    Args:
        concepts: see `index.language.lexicon.concepts`.
        title: what the file calls its source.
    """
    entries = "".join(_entry(number, concept) for number, concept in enumerate(concepts, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tbx type="TBX-Basic" style="dct" xml:lang="en"'
        ' xmlns="urn:iso:std:iso:30042:ed-2">\n'
        f"<tbxHeader><fileDesc><sourceDesc><p>{_plain(title)}</p></sourceDesc></fileDesc>"
        f"</tbxHeader>\n<text><body>\n{entries}</body></text>\n</tbx>\n"
    )


def _entry(number: int, concept: Concept) -> str:
    sections = "".join(
        f'<langSec xml:lang="{_plain(lang, quote=True)}">'
        + "".join(f"<termSec><term>{_plain(word)}</term></termSec>" for word in words)
        + "</langSec>"
        for lang, words in concept.items()
    )
    return f'<conceptEntry id="c{number}">{sections}</conceptEntry>\n'


def _plain(text: str, *, quote: bool = False) -> str:
    # It has a table of all that HTML names, and a session writes none of it.
    from html import escape  # noqa: PLC0415 - see above

    return escape(_UNWRITABLE.sub(" ", text), quote=quote)


def _name(element: "Element") -> str:
    return element.tag.rpartition("}")[2]
