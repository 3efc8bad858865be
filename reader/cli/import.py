"""`hexapla import`: highlights from a file into the notebook."""

import sys
from argparse import Namespace
from pathlib import Path

from index.errors import InputError
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._parser import Parser
from reader.notebook.highlight import Highlight
from reader.notebook.shapes import SCHEMA


def _configure(parser: Parser) -> None:
    parser.description = (
        "Take highlights from hexapla's own JSON, Web Annotations (JSON-LD) or Readwise CSV. "
        "What the notebook has already is neither doubled nor changed."
    )
    parser.add_argument("file", metavar="FILE", help="a file; - is standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    from reader.importing import parse
    from reader.importing._clipping import placed
    from reader.notebook.notebook import utc_now
    from reader.notebook.records import stamp

    imported = parse(_bytes(arguments.file), arguments.file)
    highlights = list(imported.highlights)
    if imported.clippings:
        with context.archive() as archive:
            highlights += placed(imported.clippings, archive, stamp(utc_now()))
    with context.notebook() as notebook:
        taken = notebook.take(highlights)
    for error in imported.errors:
        context.output.message(str(error))
    for given, kept in taken.conflicts:
        context.output.message(_conflict(given, kept))
    if arguments.json:
        context.output.json(
            {
                "schema": SCHEMA,
                "added": [each.id for each in taken.added],
                "unchanged": [each.id for each in taken.unchanged],
                "conflicts": [{"given": a.id, "kept": b.id} for a, b in taken.conflicts],
                "errors": [{"where": each.where, "why": each.why} for each in imported.errors],
            }
        )
    else:
        context.output.line(
            f"{len(taken.added)} added, {len(taken.unchanged)} unchanged, "
            f"{len(taken.conflicts)} in conflict, {len(imported.errors)} not taken"
        )
    return Exit.NOT_ALL_TAKEN if imported.errors or taken.conflicts else Exit.DONE


def _bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(name, error.strerror or str(error)) from error


def _conflict(given: Highlight, kept: Highlight) -> str:
    names = ("article", "passage", "quote", "note", "tags", "colour", "title")
    differ = [name for name in names if getattr(given, name) != getattr(kept, name)]
    return (
        f"conflict: {given.id} differs in {', '.join(differ) or 'where it is from'} "
        f"from {kept.id} in the notebook, which stays"
    )


COMMAND = Command("import", "take highlights from a file", _configure, _run)
