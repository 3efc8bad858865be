"""What the formats for people share."""

from index import ArticleSummary
from reader.i18n import _, date_text, language_name
from reader.printable import printable


def origin(article: ArticleSummary) -> list[str]:
    """Source, language and date of an article, as far as they are known."""
    parts = [
        article.source or _("unknown source"),
        language_name(article.lang),
        date_text(article.date),
    ]
    return [printable(part) for part in parts if part]


def place(n: int) -> str:
    """Where a passage stands."""
    return _("passage {n}").format(n=n)
