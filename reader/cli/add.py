"""`hexapla add`: files and folders into the archive."""

from argparse import Namespace

from reader.cli._adding import add_paths, tidy
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._filters import language_codes
from reader.cli._parser import Parser
from reader.cli._shapes import report_shape


def _configure(parser: Parser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file or a folder; - is standard input"
    )
    parser.add_argument("--source", metavar="NAME", help="the source of what names none itself")
    parser.add_argument("--lang", metavar="CODE", help="the language, instead of detecting it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    lang = language_codes([arguments.lang])[0] if arguments.lang is not None else None
    report = add_paths(context, arguments.paths, source=arguments.source, lang=lang)
    if arguments.json:
        context.output.json(report_shape(report))
    else:
        context.output.line(
            f"{len(report.added)} added, {len(report.changed)} changed, "
            f"{len(report.unchanged)} unchanged, {len(report.errors)} not taken"
        )
    tidy(context)
    return Exit.NOT_ALL_TAKEN if report.errors else Exit.DONE


COMMAND = Command("add", "add files and folders to the archive", _configure, _run)
