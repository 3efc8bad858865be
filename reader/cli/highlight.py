"""`hexapla highlight`: keep a passage or some words of it in the notebook."""

from argparse import ArgumentTypeError, Namespace

from index import Archive, Article
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._filters import count
from reader.cli._parser import Parser
from reader.cli._quote import find_quote
from reader.cli._text import print_entry
from reader.notebook.colours import COLOURS
from reader.notebook.highlight import Highlight
from reader.notebook.shapes import record


def _configure(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="an article's id, or the beginning of it")
    parser.add_argument("--passage", type=count, metavar="N", help="its number (hexapla show ID)")
    parser.add_argument("--quote", metavar="TEXT", help="words to keep; else the whole passage")
    parser.add_argument("--note", default="", metavar="TEXT", help="what you think of it")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="repeatable")
    parser.add_argument(
        "--colour", default=COLOURS[0], metavar="NAME", help=f"{COLOURS[0]} if not said"
    )
    parser.add_argument(
        "--pair",
        type=_place,
        action="append",
        default=[],
        metavar="ID:N",
        help="a passage of another article that says the same; repeatable",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    if arguments.passage is None and arguments.quote is None:
        raise UsageError("which passage? Give --passage N or --quote TEXT")
    with context.archive() as archive:
        uuid = archive.uuid
        article = archive.get(arguments.id)
        # All of them are looked up before anything is written.
        others = [_passage(archive, *place) for place in arguments.pair]
    passage, start, end = find_quote(article, arguments.quote, arguments.passage)
    with context.notebook() as notebook:
        kept = notebook.add(
            uuid,
            article,
            passage,
            start=start,
            end=end,
            note=arguments.note,
            tags=arguments.tag,
            colour=arguments.colour,
        )
        entry: tuple[Highlight, ...] = (kept,)
        if others:
            colour = arguments.colour
            paired = [notebook.add(uuid, other, n, colour=colour) for other, n in others]
            entry = notebook.pair(each.id for each in (kept, *paired))
    if arguments.json:
        context.output.json(record(next(each for each in entry if each.id == kept.id)))
    else:
        print_entry(context.output, entry)
    return Exit.DONE


def _place(text: str) -> tuple[str, int]:
    """An argparse type: an article's id, a colon, a passage's number."""
    article_id, _, n = text.rpartition(":")
    if not article_id:
        raise ArgumentTypeError(f"{text!r} is no place (an id, a colon, a passage's number)")
    return article_id, count(n)


def _passage(archive: Archive, article_id: str, n: int) -> tuple[Article, int]:
    article = archive.get(article_id)
    return article, find_quote(article, None, n)[0]


COMMAND = Command("highlight", "keep a passage or words of it", _configure, _run)
