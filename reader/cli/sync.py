"""`hexapla sync`: what is new, changed, gone or back where articles were added from."""

from argparse import Namespace

from index import Archive
from reader.cli._adding import show_progress, tell, tidy
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._parser import Parser
from reader.cli._shapes import sync_shape


def _configure(parser: Parser) -> None:
    parser.description = (
        "Look again at every folder and file that was added: what is new or changed comes in, "
        "what is not there any more is marked gone. Nothing is deleted."
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    # Not the sample in place of a missing archive: nothing was added to that one.
    with Archive.open(context.files.archive) as archive:
        report = archive.sync(progress=show_progress(context.output))
    tell(context.output, report)
    if arguments.json:
        context.output.json(sync_shape(report))
    else:
        context.output.line(
            f"{len(report.added)} added, {len(report.changed)} changed, "
            f"{len(report.unchanged)} unchanged, {len(report.gone)} gone, "
            f"{len(report.back)} back, {len(report.errors)} not taken"
        )
    tidy(context)
    return Exit.NOT_ALL_TAKEN if report.errors else Exit.DONE


COMMAND = Command("sync", "bring in what changed where articles come from", _configure, _run)
