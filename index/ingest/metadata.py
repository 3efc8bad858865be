"""What inputs say about an article, checked and written in one way."""

import re
from datetime import date, datetime

_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ]([01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?"
    r"(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?)?)?",
    re.ASCII,
)

# RFC 5646, section 2.1, less what no language has: primary subtags of four letters
# are reserved, and none of five to eight is registered ("english" is a slip).
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.ASCII,
)

# Codes withdrawn in ISO 639 that are still met, and Norwegian: texts marked `no` are
# Bokmål unless they say `nn`, and one code lets a filter find them all.
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro", "no": "nb", "nor": "nb"}


def iso_date(text: str) -> str:
    """A year, a month or a day as ISO 8601; of a time (RFC 3339) its day as written.

    Raises:
        ValueError: it is none of these.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = found[1], found[2], found[3]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"not a date: {text!r}") from None
    return "-".join(part for part in (year, month, day) if part)


def toml_date(value: object) -> str:
    """A date as TOML gives it: a string, a whole number (a year), a date or a time.

    Raises:
        ValueError: it is no date.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int) and not isinstance(value, bool):
        return iso_date(str(value))
    raise ValueError(f"not a date: {value!r}")


def language_code(text: str) -> str:
    """The language of a BCP 47 tag: its primary subtag, in lower case.

    Region, script and variant are dropped: filters and analysis go by language, and
    the text shows its script itself. Three letters become two where a language has
    both, withdrawn codes become those in use, and `no` is `nb`. `hr`, `bs` and `sr`
    stay what the input says they are.

    Raises:
        ValueError: it is not a well-formed tag.
    """
    found = _TAG.fullmatch(text.strip().lower().replace("_", "-"))
    if found is None:
        raise ValueError(f"not a language code: {text!r}")
    code = found["language"]
    return _RENAMED.get(code) or _shortest(code)


def _shortest(code: str) -> str:
    if len(code) == 2:
        return code
    # Only three-letter codes need the table, and loading it takes a few milliseconds.
    from babel.core import get_global  # noqa: PLC0415

    alias = get_global("language_aliases").get(code)
    return alias if alias is not None and len(alias) == 2 else code
