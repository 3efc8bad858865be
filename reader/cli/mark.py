"""`hexapla mark`: articles that are read, starred or tagged, as many as a query finds."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping

from index import Archive
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._lexicon import make_lexicon
from reader.cli._parser import Parser
from reader.cli._saved import language, with_saved
from reader.notebook.article_marks import ArticleMark, ArticleMarks
from reader.notebook.conditions import kept_in
from reader.notebook.shapes import SCHEMA

#: What can be done: the option, and the mark with whether it is set.
_MARKS: Mapping[str, tuple[ArticleMark, bool]] = {
    "read": ("read", True),
    "unread": ("read", False),
    "star": ("starred", True),
    "unstar": ("starred", False),
}


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla mark [OPTION]... [--] [WORD...]"
    parser.description = (
        "Mark every article that has all WORDs, as hexapla search finds them, and those named "
        "by --id. is:unread, is:starred and tag: ask for the marks."
    )
    for name, (mark, on) in _MARKS.items():
        parser.add_argument(
            f"--{name}", action="store_true", help=f"{mark}{'' if on else ' no longer'}"
        )
    for name, does in (("tag", "give them a tag"), ("untag", "take a tag from them")):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="TAG", help=f"{does}; repeatable"
        )
    parser.add_argument(
        "--id", action="append", default=[], metavar="ID", help="this article too; repeatable"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    if not (arguments.query or arguments.id):
        raise UsageError("mark what? Give words to search for, or --id ID")
    wanted = [name for name in _MARKS if getattr(arguments, name)]
    if not (wanted or arguments.tag or arguments.untag):
        options = ", ".join(f"--{name}" for name in (*_MARKS, "tag", "untag"))
        raise UsageError(f"mark them how? There are {options}")
    with context.archive() as archive:
        uuid, articles = archive.uuid, _articles(archive, arguments, context)
    if not articles:
        context.output.message("nothing found")
        return Exit.NOTHING_FOUND
    with context.notebook() as notebook:
        changed = set(_marked(notebook.articles, uuid, articles, arguments))
    if arguments.json:
        in_order = [each for each in articles if each in changed]
        context.output.json({"schema": SCHEMA, "articles": articles, "changed": in_order})
    else:
        context.output.line(f"{len(articles)} found, {len(changed)} changed")
    return Exit.DONE


def _articles(archive: Archive, arguments: Namespace, context: Context) -> list[str]:
    """The ids, best first; what lacks some of the words is not among them.

    Raises:
        NotFound: there is no article of a named id.
    """
    named = [archive.get(each).id for each in arguments.id]
    query = with_saved(" ".join(arguments.query), context)
    if not query.strip():
        return list(dict.fromkeys(named))
    make_lexicon(archive, context.output)
    found = archive.search(
        query,
        passages=False,
        limit=sys.maxsize,
        locale=language(context),
        kept=kept_in(archive.uuid, context.files.notebook.exists, context.notebook),
    )
    return list(dict.fromkeys([*named, *(hit.id for hit in found.hits if not hit.missing)]))


def _marked(
    marks: ArticleMarks, archive: str, articles: list[str], arguments: Namespace
) -> Iterator[str]:
    """Do all that is asked; the ids of what that changed."""
    for option, (mark, on) in _MARKS.items():
        if getattr(arguments, option):
            yield from marks.mark(archive, articles, mark, on=on)
    for tag in arguments.tag:
        yield from marks.set_tag(archive, articles, tag)
    for tag in arguments.untag:
        yield from marks.set_tag(archive, articles, tag, on=False)


COMMAND = Command(
    "mark", "mark articles as read, starred or tagged", _configure, _run, takes_query=True
)
