"""`hexapla reindex`: the index anew from the articles."""

from argparse import Namespace

from index import Archive
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._parser import Parser
from reader.notebook.shapes import SCHEMA


def _configure(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    # Not the sample in place of a missing archive: that one needs no care.
    with Archive.open(context.files.archive) as archive:
        articles = archive.reindex()
    if arguments.json:
        context.output.json({"schema": SCHEMA, "articles": articles})
    else:
        context.output.line(f"{articles} {'article' if articles == 1 else 'articles'} indexed")
    return Exit.DONE


COMMAND = Command("reindex", "build the index anew", _configure, _run)
