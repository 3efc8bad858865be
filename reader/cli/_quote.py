"""Finding the words that are to be highlighted."""

import re
from collections.abc import Iterator

from index import Article, Passage
from index.errors import NotFound


def find_quote(
    article: Article, quote: str | None, number: int | None
) -> tuple[int, int, int | None]:
    """Where a highlight goes: passage number, start and end.

    Args:
        article: where to look.
        quote: its words; any white space between them stands for any other, since
            terminals fold lines. The first place in reading order counts. None for
            the whole passage.
        number: the passage, or None to look in all that are content, then the others.

    Raises:
        NotFound: there is no such passage or quote.
    """
    passages = [p for p in article.passages if number is None or p.n == number]
    if not passages:
        last = article.passages[-1].n if article.passages else 0
        raise NotFound(f"{article.id} has no passage {number}; it has {last}")
    if quote is None:
        return passages[0].n, 0, None
    passages.sort(key=lambda passage: not passage.is_content)
    for n, start, end in _places(passages, quote):
        return n, start, end
    where = f"passage {number} of {article.id}" if number is not None else article.id
    raise NotFound(f"{where} has no such words: {quote!r}")


def _places(passages: list[Passage], quote: str) -> Iterator[tuple[int, int, int]]:
    words = quote.split()
    if not words:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for passage in passages:
        if found := pattern.search(passage.text):
            yield passage.n, found.start(), found.end()
