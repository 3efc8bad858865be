"""What a subcommand is, and what it is given."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli._exit import Exit
from reader.cli._output import Output
from reader.cli._parser import Parser

if TYPE_CHECKING:
    from index import Archive
    from reader.config import Files, Places, Settings
    from reader.notebook.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Context:
    """What one run knows: its streams, the environment, the reader's folders and files,
    and whether nothing may lead out of it."""

    output: Output
    environ: Mapping[str, str]
    places: "Places"
    settings: "Settings"
    files: "Files"
    is_kiosk: bool = False

    @contextmanager
    def archive(self) -> "Iterator[Archive]":
        """The archive to read, closed at the end; what it has to say goes to stderr.

        Raises:
            ArchiveError: there is none where one was named, or it cannot be read.
        """
        from reader.config import open_archive

        with open_archive(self.files, self.places) as archive:
            yield archive
            if archive.notice:
                self.output.message(archive.notice)

    @contextmanager
    def notebook(self) -> "Iterator[Notebook]":
        """The notebook, made if there is none, closed at the end.

        Raises:
            WriteError: it cannot be made.
            NotebookUnreadable: there is something else.
        """
        from reader.config import open_notebook

        with open_notebook(self.files) as notebook:
            yield notebook


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand, the constant `COMMAND` of its file.

    Args:
        name: what is typed; the file's name.
        help: one line, for the list of commands.
        configure: adds the command's options to its parser.
        run: does the work. Raises `HexaplaError` for what has an exit code of its own.
        takes_query: words that are no options, `-word` too, arrive as `arguments.query`.
    """

    name: str
    help: str
    configure: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Context], Exit]
    takes_query: bool = False
