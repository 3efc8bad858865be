"""`hexapla compare`: the passages of two articles that say the same."""

from argparse import Namespace
from collections.abc import Sequence

from index import Article, Pair
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._output import Output, Style
from reader.cli._parser import Parser
from reader.cli._shapes import pairs_shape
from reader.cli._text import origin


def _configure(parser: Parser) -> None:
    parser.add_argument("left", metavar="ID", help="an article's id, or the beginning of it")
    parser.add_argument("right", metavar="ID", help="another one's")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    with context.archive() as archive:
        left, right = archive.get(arguments.left), archive.get(arguments.right)
        pairs = archive.counterparts(left.id, right.id)
    if arguments.json:
        context.output.json(pairs_shape(left.id, right.id, pairs))
    elif pairs:
        _print_pairs(context.output, left, right, pairs)
    else:
        context.output.message("no passage of one says the same as one of the other")
    return Exit.DONE if pairs else Exit.NOTHING_FOUND


def _print_pairs(output: Output, left: Article, right: Article, pairs: Sequence[Pair]) -> None:
    """Pair by pair, the right passage indented below the left one."""
    for article, mark in ((left, "<"), (right, ">")):
        title = f"{mark} {article.title}"
        output.line(title, [(2, len(title), Style.BOLD)])
        output.line(origin(article), indent=2)
    for pair in pairs:
        output.line()
        label = f"{pair.score:.2f}"
        output.line(f"{label}  {' · '.join(pair.shared)}", [(0, len(label), Style.BOLD)])
        for article, mark, n, indent in ((left, "<", pair.left, 2), (right, ">", pair.right, 6)):
            output.line(f"{mark} [{n}] {article.passages[n - 1].text}", indent=indent)


COMMAND = Command("compare", "show what two articles both say", _configure, _run)
