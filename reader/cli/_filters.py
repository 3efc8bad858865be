"""Options that several subcommands share: languages, sources, days."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable, Sequence
from datetime import date

from index import Archive
from index.language.dates import date_range
from reader.cli._errors import UsageError
from reader.cli._output import Output
from reader.cli._parser import Parser
from reader.nearest import nearest

#: A language tag of BCP 47 as far as articles have them: language, script, region, variants.
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)


def add_filters(parser: Parser) -> None:
    """Add `--lang` and `--source`, both repeatable."""
    parser.add_argument(
        "--lang", action="append", default=[], metavar="CODE", help="only articles in it"
    )
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="NAME",
        help="only articles of it ('' where it is unknown)",
    )


def days(option: str, text: str | None, locale: str) -> tuple[str, str]:
    """The first and the last day that an option's date names, as ISO 8601 (`""` for none).

    Args:
        option: as it was typed (`--since`).
        text: what `date:` takes, but no range.
        locale: the language of its words, beside English (BCP 47).

    Raises:
        UsageError: it is no date.
    """
    if text is None:
        return "", ""
    first, last = (None, None) if ".." in text else date_range(text, locale=locale)
    if first is None or last is None:
        raise UsageError(
            f"{option}: {text!r} is no date (2025, 2025-08, 2025-08-14, 7d, last week ...)"
        )
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def count(text: str) -> int:
    """An argparse type: a number from 1."""
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no number from 1")


def language_codes(wanted: Iterable[str], archive: Archive | None = None) -> list[str]:
    """Language codes as articles have them (`pt-br` is `pt-BR`).

    Args:
        wanted: what was typed.
        archive: its languages are known without a look at the registry, and the
            nearest of them is suggested.

    Raises:
        UsageError: there is no language of that code.
    """
    wanted = list(wanted)
    known = [language.code for language in archive.languages()] if archive and wanted else []
    codes = []
    for text in wanted:
        code = _canonical(text)
        if code not in known and not _is_language(code):
            hint = nearest(text, known) or (f"; there are: {', '.join(known)}" if known else "")
            raise UsageError(f"--lang {text}: no language has this code{hint}")
        codes.append(code)
    return codes


def _canonical(tag: str) -> str:
    """The tag in the case RFC 5646 section 2.1.1 recommends."""
    language, *rest = tag.split("-")
    return "-".join([language.lower(), *(_subtag(subtag) for subtag in rest)])


def _subtag(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 else subtag.lower()


def _is_language(tag: str) -> bool:
    if not _TAG.fullmatch(tag):
        return False
    # Only a code that no article has comes so far: Babel takes 30 ms to load.
    from babel import Locale

    return tag.partition("-")[0] in Locale("en").languages


def explain_nothing(
    output: Output, archive: Archive, languages: Sequence[str], sources: Sequence[str]
) -> None:
    """Say on standard error which of the filters no article of the archive meets."""
    has = [language.code for language in archive.languages()]
    for code in languages:
        if code not in has:
            output.message(f"no article is in {code}; there are: {', '.join(has)}")
    names = [source.name or "" for source in archive.sources()]
    for name in sources:
        if name not in names:
            output.message(f"no article is from {name!r}{nearest(name, names)}")
