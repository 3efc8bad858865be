"""The reader's language: words by gettext, names and dates by Babel.

A word is translated when it is drawn, never at import. Article languages and the
language of the screen never mix.

Words come from the catalog of the wished language, English where there is none; names
of languages and dates are in the wished language wherever Babel knows it, so that a
reader whose language has no catalog yet still finds the languages by their names.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reader.names import DateForms, RememberedNames, written

if TYPE_CHECKING:
    from babel import Locale

#: Where the catalogs are: `<language>/LC_MESSAGES/reader.po`, and `.mo` once compiled.
_FOLDER = Path(__file__).parent / "locale"
_DOMAIN = "reader"

#: The language of the messages in the code.
_SOURCE = "en"

#: Variables that name the language of messages, the first that is set counts (POSIX).
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

#: Codes whose region is the one that the language without a region stands for (CLDR's
#: likely subtags): names and dates are the same.
_AT_HOME = frozenset({"cs-CZ", "de-DE", "en-US", "id-ID", "uk-UA"})

#: Scripts that POSIX locale names write as a modifier: `sr_RS@latin`.
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl"}


class _Chosen:
    """What `use` has chosen; one per process, as there is one reader."""

    translations: NullTranslations = NullTranslations()
    wish: str = _SOURCE
    remembered: RememberedNames = RememberedNames(None)


def use(language: str | None, cache: Path | None = None) -> str:
    """Choose the language of the screen; None takes it from the environment.

    Args:
        language: a BCP 47 code or a POSIX locale name.
        cache: a folder in which names of languages and forms of dates are remembered
            from one run to the next, where they do not come along.

    Returns:
        The BCP 47 code in use, `en` where there is no catalog for the wish.
    """
    wish = _bcp47(language) if language else language_of(os.environ)
    _Chosen.wish = wish
    own = cache / f"languages-{wish}.json" if cache else None
    _Chosen.remembered = RememberedNames(own, shipped_names(wish))
    for code in _shorter(wish):
        translations = _catalog(_FOLDER / code.replace("-", "_") / "LC_MESSAGES")
        if translations is not None:
            _Chosen.translations = translations
            return code
        if code == _SOURCE:
            break
    _Chosen.translations = NullTranslations()
    return _SOURCE


def shipped_names(code: str) -> Path:
    """The file of names and forms that comes along for a language; it need not exist."""
    name = code.partition("-")[0] if code in _AT_HOME else code.replace("-", "_")
    return _FOLDER / name / "names.json"


def ship_names() -> Iterator[Path]:
    """Write that file for each language of the screen, as Babel has it; done when the
    program is built.
    """
    from babel import Locale  # noqa: PLC0415 - never while the program runs

    catalogs = _FOLDER.glob(f"*/LC_MESSAGES/{_DOMAIN}.po")
    for code in (_SOURCE, *(path.parts[-3].replace("_", "-") for path in catalogs)):
        every = map(str, Locale(_SOURCE).languages)
        names = {
            each: named_by_babel(each, code) for each in every if len(each) == 2 or each == "und"
        }
        path = shipped_names(code)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(written(names, DateForms.of(_locale(code))))
        yield path


def language() -> str:
    """The BCP 47 code of what names and dates are written in."""
    return _Chosen.wish


def language_of(environ: Mapping[str, str]) -> str:
    """The BCP 47 code of the locale that the environment names, `en` for C and POSIX."""
    named = next(filter(None, (environ.get(name) for name in _VARIABLES)), "")
    return _bcp47(named)


def _bcp47(name: str) -> str:
    """The code of a POSIX locale name or a BCP 47 code: `sr_RS.UTF-8@latin` -> `sr-Latn-RS`."""
    base, _, modifier = name.partition("@")
    parts = re.split("[-_]", base.partition(".")[0])
    if parts[0] in ("C", "POSIX") or not parts[0].isalpha():
        return _SOURCE
    if script := _MODIFIERS.get(modifier):
        parts.insert(1, script)
    return "-".join([parts[0].lower(), *parts[1:]])


def _shorter(code: str) -> Iterator[str]:
    """The code and what is left when its subtags fall from the end (RFC 4647 lookup)."""
    parts = code.split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


def _catalog(folder: Path) -> NullTranslations | None:
    """The messages of a language: compiled, or compiled here when only the text is there."""
    compiled, text = folder / f"{_DOMAIN}.mo", folder / f"{_DOMAIN}.po"
    if compiled.is_file() and not _is_newer(text, compiled):
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    return GNUTranslations(_compile(text)) if text.is_file() else None


def _is_newer(text: Path, compiled: Path) -> bool:
    return text.is_file() and text.stat().st_mtime > compiled.stat().st_mtime


def _compile(text: Path) -> BytesIO:
    # Only a checkout without `make catalogs` comes here; it costs 140 ms.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with text.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return compiled


def _(message: str) -> str:
    """The message in the reader's language."""
    # The empty message is the catalog's header.
    return _Chosen.translations.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the grammatical number of `n`, not yet filled in."""
    return _Chosen.translations.ngettext(singular, plural, n)


def N_(message: str) -> str:  # the name that gettext's tools know
    """Mark a message for the catalogs; it is translated where it is drawn."""
    return message


def language_name(code: str) -> str:
    """A language's name in the reader's language, capitalised for a list.

    A code that Babel does not know is returned as it is; `und` is "Unknown language".
    """
    remembered = _Chosen.remembered
    return remembered.get(code) or remembered.put(code, named_by_babel(code, _Chosen.wish))


def country_name(code: str) -> str:
    """The same of a country by its ISO 3166 code."""
    remembered, key = _Chosen.remembered, f"country-{code}"
    known = remembered.get(key)
    return known or remembered.put(key, _locale(_Chosen.wish).territories.get(code, code))


def remember() -> None:
    """Write down the names that were asked for, for the next run; never an error."""
    _Chosen.remembered.save()


@cache
def named_by_babel(code: str, wish: str) -> str:
    """See `language_name`; nothing is remembered."""
    names = _locale(wish).languages
    whole = names.get(code.replace("-", "_"))
    language, _, rest = code.partition("-")
    name: str | None = whole or names.get(language)
    if name is None:
        return code
    # Title case, since a Georgian upper case letter is not for the beginning of a word.
    capitalised = name[:1].title() + name[1:]
    return capitalised if whole else f"{capitalised} ({rest})"


def date_text(iso: str | None) -> str:
    """A date (a year, a month or a day) in the reader's language; `""` for None.

    What is not a date is returned as it is.
    """
    return _date_text(iso, _Chosen.wish) if iso else ""


@cache
def _date_text(iso: str, wish: str) -> str:
    forms = _Chosen.remembered.dates or DateForms.of(_locale(wish))
    try:
        if forms is None:  # as some languages write years
            return _by_babel(date.fromisoformat(f"{iso}-01-01"[:10]), iso, wish)
        _Chosen.remembered.put_dates(forms)
        return forms.text(iso)
    except ValueError:
        return iso


def _by_babel(day: date, iso: str, wish: str) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - see `reader.names`

    locale = _locale(wish)
    match iso.count("-"):
        case 0:
            return format_skeleton("y", day, locale=locale)
        case 1:
            return format_skeleton("yMMMM", day, locale=locale)
        case _:
            return format_date(day, "medium", locale=locale)


@cache
def _locale(wish: str) -> "Locale":
    """Babel's data for a language, or for the nearest shorter code, or for English."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see `reader.names`

    for code in _shorter(wish):
        try:
            return Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(_SOURCE)
