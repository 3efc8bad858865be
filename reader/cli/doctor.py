"""`hexapla doctor`: what the reader stands on, and what could be better."""

import os
import platform
import sqlite3
from argparse import Namespace
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from index.errors import HexaplaError
from reader import __version__
from reader.cli._command import Command, Context
from reader.cli._errors import exit_of
from reader.cli._exit import Exit
from reader.cli._output import Output
from reader.cli._parser import Parser
from reader.config import open_archive
from reader.notebook.shapes import SCHEMA
from reader.terminal import abilities, measuring

#: Distributions whose version explains a behaviour.
_DISTRIBUTIONS = ("textual", "rich", "whoosh3", "babel", "simplemma", "py3langid", "anyascii")

#: Narrower than this the left column is folded away.
_COLUMNS = 80


def _configure(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    archive, code = _archive(context)
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "terminal": _terminal(context),
        "archive": archive,
        "notebook": {
            "path": str(context.files.notebook),
            "exists": context.files.notebook.exists(),
        },
        "versions": _versions(),
    }
    found["advice"] = list(_advice(found, context.environ))
    if arguments.json:
        context.output.json(found)
    else:
        _print(context.output, found)
    return code


def _terminal(context: Context) -> dict[str, Any]:
    """What the environment says of the terminal, and what the terminal says of itself."""
    environ = context.environ
    asked = measuring.can_ask()
    return {
        **abilities.facts(environ),
        "mouse": abilities.has_mouse(environ) and context.settings.mouse,
        "clipboard": _clipboard(environ),
        "low_bandwidth": context.settings.low_bandwidth,
        "asked": asked,
        "widths": measuring.widths() if asked else None,
    }


def _clipboard(environ: Mapping[str, str]) -> str:
    """What becomes of the sequence that copies (OSC 52) on its way to the terminal."""
    if environ.get("TMUX"):
        option = measuring.clipboard_of_tmux(environ)
        return f"tmux: set-clipboard {option or 'unknown'}"
    if environ.get("TERM", "").startswith("screen"):
        return "screen passes it on in pieces"
    if not abilities.has_mouse(environ):  # terminals before xterm know neither
        return "none"
    return "sent to the terminal, which may ignore it"


def _archive(context: Context) -> tuple[dict[str, Any], Exit]:
    """The archive's facts; one that cannot be opened is a fact too."""
    try:
        with open_archive(context.files, context.places) as archive:
            return {
                "path": str(archive.path),
                "uuid": archive.uuid,
                "sample": archive.path != context.files.archive,
                "writable": os.access(archive.path, os.W_OK),
                "articles": archive.count(),
                "languages": {found.code: found.articles for found in archive.languages()},
                "notice": archive.notice,
            }, Exit.DONE
    except HexaplaError as error:
        return {"path": str(context.files.archive), "error": str(error)}, exit_of(error)


def _versions() -> dict[str, str | None]:
    found: dict[str, str | None] = {
        "hexapla": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in _DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _advice(found: Mapping[str, Any], environ: Mapping[str, str]) -> Iterator[str]:
    screen, archive = found["terminal"], found["archive"]
    if screen["TERM"] in (None, "", "dumb", "unknown"):
        yield "TERM names no screen; the reader needs one, for example TERM=xterm-256color"
    elif screen["colours"] == "standard":
        yield "16 colours: a TERM that ends in -256color shows more, if the terminal can"
    if not screen["utf8"]:
        yield "the locale does not name UTF-8; text is written in UTF-8 all the same"
    if screen["tmux"] and screen["clipboard"] != "tmux: set-clipboard on":
        yield "in tmux copying needs: set -g set-clipboard on"
    yield from _advice_on_widths(screen)
    if screen["clipboard"] == "none":
        yield "this terminal takes no text for the clipboard; `hexapla export` writes a file"
    if not screen["mouse"]:
        yield "no mouse; everything has a key (? lists them)"
    if environ.get("NO_COLOR"):
        yield "NO_COLOR is set: everything is drawn in shades of grey"
    if screen["columns"] is not None and screen["columns"] < _COLUMNS:
        yield f"fewer than {_COLUMNS} columns: one pane at a time"
    if archive.get("sample"):
        yield "this is the bundled sample; `hexapla add PATH` starts an archive of your own"
    if archive.get("notice"):
        yield "`hexapla reindex` builds the index anew"
    missing = [name for name, number in found["versions"].items() if number is None]
    if missing:
        yield f"not installed: {', '.join(missing)}"


def _advice_on_widths(screen: Mapping[str, Any]) -> Iterator[str]:
    if not screen["asked"]:
        yield "not on a terminal: run `hexapla doctor` on one to measure what it draws"
        return
    measured = screen["widths"]
    if None in measured.values():
        yield "the terminal does not say where its cursor is: widths are not known"
        return
    torn = [text for text, cells in measured.items() if cells != measuring.SAMPLES[text]]
    if torn:
        yield (
            f"drawn in another width than other terminals do: {' '.join(torn)}; rows with"
            " it may be torn (a newer terminal or tmux, or one without wide ambiguous"
            " characters, draws them right)"
        )


def _print(output: Output, found: Mapping[str, Any]) -> None:
    for section in ("terminal", "archive", "notebook", "versions"):
        output.line(section)
        for key, value in found[section].items():
            output.line(f"{key:<13} {_words(value)}", indent=2)
    for line in found["advice"]:
        output.line(f"advice: {line}")


def _words(value: object) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{key} {number}" for key, number in value.items()) or "-"
        case _:
            return str(value)


COMMAND = Command("doctor", "tell what the reader stands on", _configure, _run)
