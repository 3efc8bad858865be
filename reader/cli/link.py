"""`hexapla link`: find the stories of what was added."""

from argparse import Namespace

from index import Archive
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._parser import Parser
from reader.notebook.shapes import SCHEMA


def _configure(parser: Parser) -> None:
    words = parser.add_mutually_exclusive_group()
    words.add_argument(
        "--learn", action="store_true", help="and learn words from what says the same in them"
    )
    words.add_argument("--unlearn", action="store_true", help="and forget learned words")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    def show(done: int, of: int) -> None:
        context.output.progress(f"{done} of {of}")

    # Not the sample in place of a missing archive: that one comes linked.
    with Archive.open(context.files.archive) as archive:
        linked = archive.link(progress=show)
        learned = archive.learn_words(progress=show) if arguments.learn else None
        if arguments.unlearn:
            archive.forget_words()
        stories = archive.count_stories()
    context.output.progress(None)
    if arguments.json:
        found = {"schema": SCHEMA, "articles": linked, "stories": stories}
        context.output.json(found if learned is None else {**found, "words": learned})
    else:
        articles = "article" if linked == 1 else "articles"
        told = "story" if stories == 1 else "stories"
        said = (
            "" if learned is None else f", {learned} {'pair' if learned == 1 else 'pairs'} of words"
        )
        context.output.line(f"{linked} new {articles}, {stories} {told}{said}")
    return Exit.DONE


COMMAND = Command("link", "find the stories of what was added", _configure, _run)
