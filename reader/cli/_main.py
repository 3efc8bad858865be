"""From words to a subcommand or the application, and from errors to an exit code."""

import os
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from reader import __version__
from reader.cli._exit import Exit, Signalled, ending_signals
from reader.cli._output import Output, standard_output
from reader.cli._parser import HelpWanted, Parser, leading_options, split_query

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli._command import Command, Context

_COMMANDS = "reader.cli"


def run(argv: Sequence[str] | None) -> int:
    """Run a command line; every error ends here, as a line and an exit code."""
    output = standard_output(os.environ)
    try:
        with ending_signals():
            code = _dispatch(sys.argv[1:] if argv is None else argv, output)
            output.flush()
    except BrokenPipeError:
        # Whoever reads has enough (`hexapla list | head -1`): nothing is wrong.
        output.abandon()
        return Exit.DONE
    except KeyboardInterrupt:
        output.abandon()
        return Exit.INTERRUPTED
    except Signalled as signal:
        output.abandon()
        return signal.code
    except Exception as error:  # the last resort: a defect must not look like an answer
        return _failed(error, output)
    return code


def _failed(error: Exception, output: Output) -> int:
    # Where an import fails, the imports below would fail as well.
    if not isinstance(error, ImportError):
        from index.errors import HexaplaError, WriteError
        from reader.cli._errors import exit_of

        if isinstance(error, HexaplaError):
            if isinstance(error, WriteError):
                output.abandon()
            output.message(" ".join(str(error).split()))
            return exit_of(error)
    if os.environ.get("HEXAPLA_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    output.message(
        f"{kind}: {' '.join(str(error).split())} - this is a defect, please report it "
        "(HEXAPLA_DEBUG=1 shows where)"
    )
    return Exit.DEFECT


def _dispatch(words: Sequence[str], output: Output) -> int:
    parser = _global_parser()
    first = leading_options(parser, words)
    arguments = parser.parse(words[:first])
    rest = words[first:]
    if arguments.version:
        output.line(f"hexapla {__version__}")
        return Exit.DONE
    if arguments.help:
        output.raw(parser.format_help() + _command_list())
        return Exit.DONE
    from index import plugins

    if arguments.kiosk:
        rest = _asked_of_kiosk(words, rest)
    if rest and rest[0] in plugins.names(_COMMANDS):
        return _run_command(rest[0], rest[1:], parser, arguments, output)
    from reader.cli._app import open_app

    paths = rest[1:] if rest[:1] == ["--"] else rest
    return open_app(paths, _context(arguments, output), plugins.names(_COMMANDS))


def _asked_of_kiosk(words: Sequence[str], rest: Sequence[str]) -> list[str]:
    """What the other end may have, in a process that its environment did not shape."""
    from reader import kiosk
    from reader.cli._errors import UsageError

    if rest:
        raise UsageError("--kiosk: takes no command; the client sends one")
    kiosk.isolate(words, os.environ)
    return kiosk.asked(os.environ)


def _run_command(
    name: str, words: Sequence[str], of_all: Parser, flags: "Namespace", output: Output
) -> int:
    command = _load(name)
    parser = Parser(f"hexapla {name}", command.help)
    command.configure(parser)
    _refuse_global_options(parser, of_all, words)
    query: list[str] = []
    if command.takes_query:
        words, query = split_query(parser, words)
    try:
        arguments = parser.parse(words)
    except HelpWanted as wanted:
        output.raw(str(wanted))
        return Exit.DONE
    arguments.query = query
    code = command.run(arguments, _context(flags, output))
    if code == Exit.NOTHING_FOUND:
        _hint_at_options(parser, query, output)
    return code


def _refuse_global_options(parser: Parser, of_all: Parser, words: Sequence[str]) -> None:
    """What stands behind the command is the command's; a query would take it for a word."""
    for word in takewhile(lambda word: word != "--", words):
        option = word.startswith("--") and of_all.takes_value(word) is not None
        if option and parser.takes_value(word) is None:
            parser.error(f"{word.partition('=')[0]} goes before the command")


def _hint_at_options(parser: Parser, query: Sequence[str], output: Output) -> None:
    """A mistyped option is a query word by contract; say so when nothing was found."""
    from reader.nearest import nearest

    for word in query:
        if word.startswith("--") and (close := nearest(word, parser.options())):
            output.message(f"{word} was read as a query word{close}")


def _load(name: str) -> "Command":
    from index import plugins

    command: Command = plugins.load(_COMMANDS, name, "COMMAND")
    return command


def _context(flags: "Namespace", output: Output) -> "Context":
    from dataclasses import replace
    from pathlib import Path

    from reader import config
    from reader.cli._command import Context

    places = config.places(os.environ)
    if flags.config and not Path(flags.config).is_file():
        from reader.cli._errors import UsageError

        raise UsageError(f"--config {flags.config}: no such file")
    settings = config.load_settings(Path(flags.config or places.config / "config.toml"))
    if flags.low_bandwidth:
        settings = replace(settings, low_bandwidth=True)
    user = None
    if flags.user:
        from reader.kiosk import user_name

        user = user_name(flags.user)
    files = config.find_files(
        places,
        settings,
        os.environ,
        archive=flags.archive,
        notebook=flags.notebook,
        dictionaries=flags.dictionaries,
        glossary=flags.glossary,
        user=user,
    )
    if user is not None:
        places = places.of_user(user)
    return Context(output, os.environ, places, settings, files, is_kiosk=flags.kiosk)


def _global_parser() -> Parser:
    parser = Parser(
        "hexapla",
        "Read one story in every language it was told in.\n\n"
        "Without a command it opens the reader; PATHs are added first. To open a folder\n"
        "that is called like a command, write ./search.",
        usage="hexapla [OPTION]... [PATH]...\n       hexapla [OPTION]... COMMAND ...",
        formatter_class=RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("--archive", metavar="DIR", help="the archive (HEXAPLA_ARCHIVE)")
    parser.add_argument("--notebook", metavar="FILE", help="the notebook (HEXAPLA_NOTEBOOK)")
    parser.add_argument(
        "--dictionaries",
        metavar="DIR",
        help="installed dictionaries, or none (HEXAPLA_DICTIONARIES)",
    )
    parser.add_argument(
        "--glossary", metavar="FILE", help="your own words, TSV or TBX (HEXAPLA_GLOSSARY)"
    )
    parser.add_argument("--config", metavar="FILE", help="the configuration file")
    parser.add_argument(
        "--low-bandwidth", action="store_true", help="draw with few bytes, for a slow line"
    )
    parser.add_argument("--user", metavar="NAME", help="a reader who shares the account")
    parser.add_argument("--kiosk", action="store_true", help="nothing but reading; for sshd")
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("-h", "--help", action="store_true", help="print this")
    return parser


def _command_list() -> str:
    from index import plugins

    lines = [f"  {name:<11} {_load(name).help}\n" for name in plugins.names(_COMMANDS)]
    return "\ncommands (each has --help):\n" + "".join(lines)
