"""`hexapla highlight`: keep a passage or some words of it in the notebook."""

from argparse import Namespace

from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._filters import count
from reader.cli._parser import Parser
from reader.cli._quote import find_quote
from reader.cli._text import print_highlight
from reader.shapes import record


def _configure(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="an article's id, or the beginning of it")
    parser.add_argument("--passage", type=count, metavar="N", help="its number (hexapla show ID)")
    parser.add_argument("--quote", metavar="TEXT", help="words to keep; else the whole passage")
    parser.add_argument("--note", default="", metavar="TEXT", help="what you think of it")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="repeatable")
    parser.add_argument("--colour", default="yellow", metavar="NAME", help="yellow if not said")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    if arguments.passage is None and arguments.quote is None:
        raise UsageError("which passage? Give --passage N or --quote TEXT")
    with context.archive() as archive:
        article = archive.get(arguments.id)
        uuid = archive.uuid
    passage, start, end = find_quote(article, arguments.quote, arguments.passage)
    with context.notebook() as notebook:
        kept = notebook.add(
            uuid,
            article,
            passage,
            start=start,
            end=end,
            note=arguments.note,
            tags=tuple(arguments.tag),
            colour=arguments.colour,
        )
    if arguments.json:
        context.output.json(record(kept))
    else:
        print_highlight(context.output, kept)
    return Exit.DONE


COMMAND = Command("highlight", "keep a passage or words of it", _configure, _run)
