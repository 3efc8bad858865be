"""What the formats for people share: grouping, and citing in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from index.model import Story
from reader.i18n import N_, _, date_text, language_name
from reader.notebook.highlight import Highlight, entries, order
from reader.printable import printable

#: By an archive's uuid and an article's id.
Stories = Mapping[tuple[str, str], Story]

_STATES = {
    "anchored": "",
    "moved": N_("the text has moved within the article since"),
    "orphan": N_("the article no longer says this"),
}


def by_article(highlights: Iterable[Highlight]) -> Iterator[list[tuple[Highlight, ...]]]:
    """The entries of each article in reading order.

    Paired highlights are one entry, which stands with the article of its first.
    Articles come in the order in which the first highlight of each was made.
    """
    first: dict[tuple[str, str], int] = {}
    made = entries(highlights)
    for entry in made:
        first.setdefault(_article(entry), len(first))
    made.sort(key=lambda entry: (first[_article(entry)], *_reading_order(entry[0])))
    for _key, group in groupby(made, key=_article):
        yield list(group)


def by_story(
    highlights: Iterable[Highlight], stories: Stories
) -> Iterator[tuple[str | None, list[tuple[Highlight, ...]]]]:
    """The entries of each story, article by article, with the story's title.

    An article that is in none stands alone, with None. Stories and articles come in the
    order in which the first highlight of each was made.
    """
    groups: dict[tuple[str, str], tuple[str | None, list[tuple[Highlight, ...]]]] = {}
    for entries_of_article in by_article(highlights):
        archive, article = _article(entries_of_article[0])
        story = stories.get((archive, article))
        key, title = (article, None) if story is None else (story.id, story.title)
        groups.setdefault((archive, key), (title, []))[1].extend(entries_of_article)
    yield from groups.values()


def newest(highlights: Iterable[Highlight]) -> Highlight:
    """The one made last, which knows the article as it was last seen."""
    return max(highlights, key=order)


def origin(highlight: Highlight) -> list[str]:
    """Source, language and date of its article, as far as they are known."""
    parts = [
        highlight.source or _("unknown source"),
        language_name(highlight.lang),
        date_text(highlight.date),
    ]
    return [printable(part) for part in parts if part]


def provenance(highlight: Highlight) -> list[str]:
    """Where the quote stands, when it was kept, and what has become of it since."""
    # ISO 8601 in UTC, as the notebook writes it: a day, `T`, a time.
    day, time = highlight.created[:10], highlight.created[11:16]
    parts = [
        _("passage {n}").format(n=highlight.passage),
        _("highlighted {date}, {time} UTC").format(date=date_text(day), time=time),
    ]
    if _STATES[highlight.state]:
        parts.append(_(_STATES[highlight.state]))
    return [printable(part) for part in parts]


def lines(text: str) -> list[str]:
    """The lines of a text, printable and without white space around them."""
    return [printable(line).strip() for line in text.splitlines()]


def one_line(text: str) -> str:
    """A title or an address, printable and on one line."""
    return " ".join(lines(text)).strip()


def _article(entry: tuple[Highlight, ...]) -> tuple[str, str]:
    return entry[0].archive, entry[0].article


def _reading_order(highlight: Highlight) -> tuple[int, int, str, str]:
    return highlight.passage, highlight.start, *order(highlight)
