"""The command line: one file a subcommand, found by its name.

`--version` must load next to nothing and `list`, `search` and the others no Textual,
so modules here import what is heavy where they use it. And this one keeps no name but
`main`: importing the subcommands sets `list` and others as names of this module.
"""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code (see `reader.cli._errors.Exit`).

    Args:
        argv: the words after the program's name; those of the process when None.
    """
    from reader.cli._main import run

    return run(argv)
