"""`hexapla highlights`: what the notebook keeps."""

from argparse import Namespace

from reader.choosing import choose
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._kept import kept
from reader.cli._parser import Parser
from reader.cli._text import print_entry
from reader.highlight import entries
from reader.shapes import document


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla highlights [OPTION]... [--] [WORD...]"
    parser.description = (
        "List what you kept, or what of it has all the WORDs in quote, note, title, source or "
        'tags. "phrase", -word, text:, note:, title:, source:, tag:, lang:, colour: and state: '
        "are understood."
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    everything = kept(context)
    highlights = choose(everything, " ".join(arguments.query))
    if arguments.json:
        context.output.json(document(highlights))
    else:
        for number, entry in enumerate(entries(highlights)):
            if number:
                context.output.line()
            print_entry(context.output, entry)
    if not highlights:
        none = f"none of {len(everything)} highlights" if everything else "no highlights"
        context.output.message(f"{none} in {context.files.notebook}")
        return Exit.NOTHING_FOUND
    return Exit.DONE


COMMAND = Command("highlights", "list what you kept", _configure, _run, takes_query=True)
