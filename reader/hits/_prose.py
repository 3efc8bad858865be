"""What the formats for people share."""

from index import ArticleSummary
from reader.hits import Telling
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


def story_title(telling: Telling) -> str:
    """What the story is called; what is in none has a name too, beside others."""
    title = telling.story.title if telling.story else _("In no story")
    return " ".join(printable(title).split())


def place(n: int) -> str:
    """Where a passage stands."""
    return _("passage {n}").format(n=n)
