"""The reader's language: words by gettext, names and dates by Babel.

A word is translated when it is drawn, never at import. Article languages and the
language of the screen never mix.
"""


def use(language: str | None) -> str:
    """Choose the language of the screen; None takes it from the environment.

    Returns the BCP 47 code in use, `en` where there is no catalog for the wish.
    """
    raise NotImplementedError


def _(message: str) -> str:
    """The message in the reader's language."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message in the grammatical number of `n`, not yet filled in."""
    return singular if n == 1 else plural


def N_(message: str) -> str:
    """Mark a message for the catalogs; it is translated where it is drawn."""
    return message


def language_name(code: str) -> str:
    """A language's name in the reader's language, capitalised for a list."""
    return code


def date_text(iso: str | None) -> str:
    """A date (a year, a month or a day) in the reader's language; `""` for None."""
    return iso or ""
