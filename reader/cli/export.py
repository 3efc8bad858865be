"""`hexapla export`: the notebook in a format that other tools read."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reader import export, i18n
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._files import known_format, put, put_files
from reader.cli._filters import count
from reader.cli._kept import kept
from reader.cli._parser import Parser
from reader.cli._saved import language, with_saved
from reader.notebook.conditions import kept_in
from reader.notebook.highlight import Highlight

#: What a file is made of.
_PER = ("story", "article", "all")


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla export [OPTION]... [--] [WORD...]"
    parser.description = (
        "Write what you kept, or with --hits what a search finds, in a format of other tools. "
        "WORDs choose from the notebook as in hexapla highlights."
    )
    parser.add_argument(
        "--format",
        default="markdown",
        metavar="NAME",
        help=f"one of {', '.join(export.names())} (markdown)",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="a new file, or a folder for a file an article; else stdout",
    )
    parser.add_argument(
        "--per",
        choices=_PER,
        help="into the folder --output: a file a story or a file an article, or one for all",
    )
    parser.add_argument("--force", action="store_true", help="overwrite files")
    parser.add_argument(
        "--hits", action="store_true", help="not the notebook: the passages that QUERY finds"
    )
    parser.add_argument("--limit", type=count, metavar="N", help="with --hits: articles at most")
    parser.add_argument("--template", metavar="FILE", help="Markdown by a Jinja template")


def _run(arguments: Namespace, context: Context) -> Exit:
    if arguments.hits:
        return _export_hits(arguments, context)
    known_format(arguments.format, export.names())
    if arguments.template and arguments.format != "markdown":
        raise UsageError(f"--template makes Markdown, not {arguments.format}")
    # The formats for people are in their language; all others do not ask.
    i18n.use(context.settings.language)
    per = _per(arguments)
    found = kept(context, " ".join(arguments.query), stories=per == "story")
    write = _writer(arguments)
    if per == "all":
        put(write(found.chosen), arguments, context)
    else:
        extension = export.load(arguments.format).extension
        stories = found.stories if per == "story" else None
        files = list(export.files(found.chosen, extension, write, stories))
        put_files(Path(arguments.output), files, context, overwrite=arguments.force)
    _tell_of_nothing(found.chosen, arguments, context)
    return Exit.DONE


def _per(arguments: Namespace) -> str:
    """What each file is made of.

    Raises:
        UsageError: there are to be several files, and no folder for them.
    """
    if arguments.output is None or not _is_folder(arguments.output):
        if arguments.per not in (None, "all"):
            # A folder that need not be there: asked for several files, nothing else is meant.
            if arguments.output is None or Path(arguments.output).exists():
                raise UsageError(f"--per {arguments.per} needs a folder: --output FOLDER/")
            return str(arguments.per)
        return "all"
    if arguments.per == "all":
        raise UsageError(f"--per all makes one file, and {arguments.output} is a folder")
    return arguments.per or "article"


def _export_hits(arguments: Namespace, context: Context) -> Exit:
    from reader import hits

    known_format(arguments.format, hits.names())
    if not arguments.query:
        raise UsageError("--hits of what? Give words to search for")
    if arguments.per is not None:
        raise UsageError("--per is for highlights; --hits makes one file, by story and language")
    if arguments.template:
        raise UsageError("--template is for highlights, not for --hits")
    i18n.use(context.settings.language)
    with context.archive() as archive:
        found = hits.find(
            archive,
            with_saved(" ".join(arguments.query), context),
            arguments.limit or sys.maxsize,
            locale=language(context),
            kept=kept_in(archive.uuid, context.files.notebook.exists, context.notebook),
        )
    put(hits.exported(arguments.format, found), arguments, context)
    if not found.results.hits:
        context.output.message("nothing found")
    return Exit.DONE


def _writer(arguments: Namespace) -> Callable[[Sequence[Highlight]], bytes]:
    if not arguments.template:
        return partial(export.exported, arguments.format)

    def by_template(highlights: Sequence[Highlight]) -> bytes:
        from reader.templates import TemplateError, rendered

        try:
            return rendered(Path(arguments.template), highlights)
        except TemplateError as error:
            raise UsageError(f"--template {error}") from error

    return by_template


def _is_folder(output: str) -> bool:
    return output.endswith("/") or Path(output).is_dir()


def _tell_of_nothing(
    highlights: Sequence[Highlight], arguments: Namespace, context: Context
) -> None:
    if not highlights:
        which = f" for {' '.join(arguments.query)}" if arguments.query else ""
        context.output.message(f"no highlights{which} in {context.files.notebook}")
    elif export.load(arguments.format).needs_pairs and not any(each.pair for each in highlights):
        context.output.message(f"no paired highlights, and {arguments.format} has no others")


COMMAND = Command(
    "export",
    "write what you kept in a format of other tools",
    _configure,
    _run,
    takes_query=True,
)
