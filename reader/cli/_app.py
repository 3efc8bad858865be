"""Opening the application: the terminal first, then the paths, then Textual."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader import i18n
from reader.cli._command import Context
from reader.cli._exit import Exit
from reader.config import launch
from reader.terminal.abilities import guarded, prepare, refusal


def open_app(paths: Sequence[str], context: Context, commands: Sequence[str]) -> int:
    """Add what is new in the paths and read.

    Args:
        paths: files and folders; none to read what there is.
        context: where archive and notebook are.
        commands: names of the subcommands, to suggest one for a path that is not there.

    Raises:
        UsageError: there is no terminal to read on, or no such path.
    """
    for path in paths:
        if not os.path.lexists(path):
            kind = "option" if path.startswith("-") else "command or file"
            raise _unusable(f"no {kind} {path!r}{_near(path, commands)}")
    if why := refusal(context.environ, sys.stdin, sys.stdout, sys.stderr):
        raise _unusable(why)
    selected: tuple[str, ...] = ()
    if paths:
        # Imported where it is needed, as in all of this file: the first frame waits for it.
        from reader.cli._adding import add_paths

        report = add_paths(context, [Path(path) for path in paths])
        selected = (*report.added, *report.changed, *report.unchanged)
        if not selected:
            return Exit.NOT_ALL_TAKEN
    i18n.use(context.settings.language, context.places.cache)
    # Textual reads the environment when it is imported, so all must stand before.
    prepare(os.environ)
    with guarded():
        # What imports and the first screens make stays: looking it through for garbage is a
        # tenth of the start. The application begins to when it has drawn them.
        gc.disable()
        from reader.app import run

        code = run(
            launch(
                context.files,
                context.settings,
                context.places,
                selected,
                is_kiosk=context.is_kiosk,
            )
        )
    if code == Exit.DEFECT:
        context.output.message("this is a defect, please report it")
    return code


def _unusable(why: str) -> Exception:
    from reader.cli._errors import UsageError

    return UsageError(why)


def _near(path: str, commands: Sequence[str]) -> str:
    from reader.nearest import nearest

    return nearest(path, commands)
