"""`hexapla remove`: articles out of the archive for good."""

from argparse import Namespace

from index import Archive
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._filters import explain_nothing
from reader.cli._parser import Parser
from reader.cli._shapes import articles_shape


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla remove [OPTION]... ID...\n       hexapla remove --source NAME"
    parser.description = (
        "Delete articles and all their revisions, and print which. Syncing does not bring them "
        "back, adding them again does. Files and highlights stay."
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="an id, or the beginning of it")
    parser.add_argument("--source", metavar="NAME", help="all of a source ('': the unknown one)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    if bool(arguments.ids) == (arguments.source is not None):
        raise UsageError("either ids of articles or --source NAME")
    with Archive.open(context.files.archive) as archive:
        removed = archive.remove(arguments.ids, source=arguments.source)
        if not removed:
            explain_nothing(context.output, archive, [], [arguments.source])
    if arguments.json:
        context.output.json(articles_shape(removed))
    else:
        for article in removed:
            context.output.line(f"{article.id}  {article.title}")
    return Exit.DONE if removed else Exit.NOTHING_FOUND


COMMAND = Command("remove", "delete articles from the archive", _configure, _run)
