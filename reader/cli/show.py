"""`hexapla show`: one article with its passages numbered."""

from argparse import Namespace

from index import Article
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._output import Output, Style
from reader.cli._parser import Parser
from reader.cli._shapes import article_shape
from reader.cli._text import origin


def _configure(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="an article's id, or the beginning of it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    with context.archive() as archive:
        article = archive.get(arguments.id)
    if arguments.json:
        context.output.json(article_shape(article))
    else:
        _print_article(context.output, article)
    return Exit.DONE


def _print_article(output: Output, article: Article) -> None:
    output.line(article.title, [(0, len(article.title), Style.BOLD)])
    if article.title_derived:
        output.line("(it has no title: these are its first words)")
    output.line(origin(article))
    if article.gone:
        output.line("(it is no longer where it was read from)")
    if article.url:
        output.line(article.url)
    for passage in article.passages:
        # What is said of a passage without colour: its number and, unless it is
        # plain text, its kind.
        kind = "" if passage.kind == "body" else f" {passage.kind}"
        text = f"[{passage.n}{kind}] {passage.text}"
        marks = [] if passage.is_content else [(0, len(text), Style.DIM)]
        output.line()
        output.line(text, marks)


COMMAND = Command("show", "print an article, its passages numbered", _configure, _run)
