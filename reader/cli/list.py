"""`hexapla list`: the articles, newest first."""

from argparse import Namespace
from collections.abc import Sequence

from index import ArticleSummary
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._filters import add_filters, explain_nothing, language_codes
from reader.cli._output import Output
from reader.cli._parser import Parser
from reader.cli._shapes import articles_shape


def _configure(parser: Parser) -> None:
    add_filters(parser)
    parser.add_argument(
        "--gone", action="store_true", help="only what is no longer where it was read from"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    with context.archive() as archive:
        languages = language_codes(arguments.lang, archive)
        articles = archive.articles(languages=languages, sources=arguments.source)
        if not articles:
            explain_nothing(context.output, archive, languages, arguments.source)
    if arguments.gone:
        articles = tuple(article for article in articles if article.gone)
    if arguments.json:
        context.output.json(articles_shape(articles))
    else:
        _print_table(context.output, articles)
    return Exit.DONE if articles else Exit.NOTHING_FOUND


def _print_table(output: Output, articles: Sequence[ArticleSummary]) -> None:
    """One line an article: id, language, date, source and, last since longest, title."""
    table = [
        (article.id, article.lang, article.date or "-", article.source or "-")
        for article in articles
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row, article in zip(table, articles, strict=True):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        gone = "(gone) " if article.gone else ""
        output.line("  ".join([*cells, gone + article.title]))


COMMAND = Command("list", "list the articles", _configure, _run)
