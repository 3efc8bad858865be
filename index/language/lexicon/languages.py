"""Which two languages a dictionary is of, from its name and title."""

import re

from babel import Locale
from babel.core import get_global

#: Three-letter codes of ISO 639 at the end of a name: `freedict-eng-ces`.
_CODES = re.compile(r"(?:^|[-_.])([a-z]{2,3})-([a-z]{2,3})$", re.IGNORECASE)

#: Names of languages in a title: `Mueller English-Russian Dictionary`.
_NAMES = re.compile(r"([^\W\d_]+)\s*[-\u2013]\s*([^\W\d_]+)")


def pair_of(name: str, title: str) -> tuple[str, str] | None:
    """The languages from and to, as BCP 47 codes; None when neither text tells.

    Args:
        name: of the database's files.
        title: its own words, English names of languages in it.
    """
    codes = _CODES.search(name)
    if codes is not None and (pair := _pair(_code(codes[1]), _code(codes[2]))):
        return pair
    by_name = {text.lower(): code for code, text in Locale("en").languages.items()}
    for names in _NAMES.finditer(title):
        if pair := _pair(by_name.get(names[1].lower()), by_name.get(names[2].lower())):
            return pair
    return None


def _code(code: str) -> str | None:
    """The shortest code of a language, None when there is no such language."""
    known = get_global("language_aliases").get(code.lower(), code.lower())
    return known if known in Locale("en").languages else None


def _pair(source: str | None, target: str | None) -> tuple[str, str] | None:
    return (source, target) if source and target and source != target else None
