"""`hexapla export`: the notebook in a format that other tools read."""

from argparse import Namespace
from pathlib import Path

from reader import export, i18n
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._kept import kept
from reader.cli._parser import Parser
from reader.nearest import nearest
from reader.writing import write_file


def _configure(parser: Parser) -> None:
    parser.add_argument(
        "--format",
        default="markdown",
        metavar="NAME",
        help=f"one of {', '.join(export.names())} (markdown)",
    )
    parser.add_argument("--output", metavar="FILE", help="a new file; else standard output")
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def _run(arguments: Namespace, context: Context) -> Exit:
    formats = export.names()
    if arguments.format not in formats:
        hint = nearest(arguments.format, formats) or f"; there are: {', '.join(formats)}"
        raise UsageError(f"--format {arguments.format}: no such format{hint}")
    # The formats for people are in their language; all others do not ask.
    i18n.use(context.settings.language)
    highlights = kept(context)
    document = export.exported(arguments.format, highlights)
    if arguments.output is None:
        context.output.raw(document.decode("utf-8"))
    else:
        write_file(Path(arguments.output), document, overwrite=arguments.force)
    if not highlights:
        context.output.message(f"no highlights in {context.files.notebook}")
    elif export.load(arguments.format).needs_pairs and not any(each.pair for each in highlights):
        context.output.message(f"no paired highlights, and {arguments.format} has no others")
    return Exit.DONE


COMMAND = Command("export", "write what you kept in a format of other tools", _configure, _run)
