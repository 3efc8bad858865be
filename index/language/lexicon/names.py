"""Names that every language has, from Unicode's CLDR through Babel.

Territories, cities that name time zones, languages, currencies, months and days of the
week. Of currencies only those that are read about, and whole: the nouns at their heads
(`jen`, `lira`, `real`) are words of other meanings elsewhere. Of languages likewise:
CLDR's six hundred hold too many that are common words.
"""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from index.language.lexicon.concepts import Concept

if TYPE_CHECKING:
    from babel import Locale

#: Languages whose names stand in the news.
_LANGUAGES = re.findall(
    r"\w+",
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id"
    " is it ja jv ka kk km ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl no pa pl ps"
    " pt qu ro ru rw sk sl sm so sq sr su sv sw ta te tg th tk tl tr tt ug uk ur uz vi yi yo zh zu",
)

_CURRENCIES = re.findall(
    r"\w+",
    "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN RON"
    " RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR",
)

#: Codes of ours that CLDR writes otherwise.
_OTHER_CODES = {"sh": "hr", "no": "nb"}

#: Longer names are formulas (`British Indian Ocean Territory`).
_MOST_WORDS = 4

#: `Myanmar (Burma)`, `Konžská republika`: what stands in brackets is another name.
_BRACKETS = re.compile(r"[()（）]")


def version() -> str:
    """What changes when CLDR does."""
    from babel import __version__  # noqa: PLC0415 - searches of one language need no names

    return __version__


def covered(languages: Collection[str]) -> frozenset[str]:
    """Those of some languages that CLDR has."""
    from babel.localedata import exists  # noqa: PLC0415 - see above

    return frozenset(lang for lang in languages if exists(_OTHER_CODES.get(lang, lang)))


def concepts(languages: Collection[str]) -> Iterator[Concept]:
    """Names in some languages that CLDR has; 5 ms a language."""
    from babel import Locale  # noqa: PLC0415 - see above

    named = {lang: _named(Locale(_OTHER_CODES.get(lang, lang))) for lang in languages}
    every = dict.fromkeys(key for names in named.values() for key in names)
    for key in every:
        yield {lang: names[key] for lang, names in named.items() if key in names}


def _named(locale: "Locale") -> dict[tuple[str, str], list[str]]:
    """By kind and code, what a language calls it."""
    found = {
        ("territory", code): [name]
        for code, name in locale.territories.items()
        if code.isalpha() and code != "ZZ"
    }
    found |= {("language", code): [locale.languages.get(code, "")] for code in _LANGUAGES}
    found |= {("currency", code): [locale.currencies.get(code, "")] for code in _CURRENCIES}
    found |= {
        ("city", zone): [names["city"]]
        for zone, names in locale.time_zones.items()
        if "city" in names
    }
    for kind, calendar in (("month", locale.months), ("day", locale.days)):
        # As a heading and within a date: květen, května.
        for context in ("stand-alone", "format"):
            for number, name in calendar[context]["wide"].items():
                found.setdefault((kind, str(number)), []).append(name)
    return {key: words for key, names in found.items() if (words := _words(names))}


def _words(names: list[str]) -> list[str]:
    parts = (part.strip() for name in names for part in _BRACKETS.split(name))
    return [part for part in parts if part and len(part.split()) <= _MOST_WORDS]
