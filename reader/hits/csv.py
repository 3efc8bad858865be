"""CSV: key words in context, a line a place, for sorting by what stands around."""

from dataclasses import dataclass
from typing import BinaryIO

from reader.export._cells import write_table
from reader.hits import Found, HitsExporter, Telling
from reader.hits._context import Context, contexts

_NAMES = (
    *("left", "keyword", "right", "via", "lang", "source", "title", "date", "url"),
    *("article", "revision", "passage", "start", "end", "story"),
)


@dataclass(frozen=True, slots=True)
class _Csv:
    extension: str = "csv"

    def write(self, found: Found, out: BinaryIO) -> None:
        rows = (_row(each, telling) for telling, it in contexts(found) for each in it)
        write_table(_NAMES, rows, out)


def _row(each: Context, telling: Telling) -> tuple[str | int | None, ...]:
    article, span = each.article, each.span
    return (
        *(each.left, each.word, each.right, span.via.value),
        *(article.lang, article.source, article.title, article.date, article.url),
        *(article.id, article.revision, each.passage, span.start, span.end),
        telling.story.id if telling.story else None,
    )


EXPORTER: HitsExporter = _Csv()
