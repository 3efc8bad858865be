"""`hexapla highlights`: what the notebook keeps."""

from argparse import Namespace

from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._kept import kept
from reader.cli._parser import Parser
from reader.cli._text import print_entry
from reader.notebook.highlight import entries
from reader.notebook.shapes import document


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla highlights [OPTION]... [--] [WORD...]"
    parser.description = (
        "List what you kept, or what of it has all the WORDs, in any of their forms and "
        'languages, in quote, note, title, source or tags. "phrase", -word, text:, note:, '
        "title:, source:, tag:, lang:, colour:, article:, story: and state: are understood."
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    found = kept(context, " ".join(arguments.query))
    highlights = found.chosen
    if arguments.json:
        context.output.json(document(highlights))
    else:
        for number, entry in enumerate(entries(highlights)):
            if number:
                context.output.line()
            print_entry(context.output, entry)
    if not highlights:
        none = f"none of {found.of} highlights" if found.of else "no highlights"
        context.output.message(f"{none} in {context.files.notebook}")
        return Exit.NOTHING_FOUND
    return Exit.DONE


COMMAND = Command("highlights", "list what you kept", _configure, _run, takes_query=True)
