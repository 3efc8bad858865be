"""`hexapla glossary`: your own words in several languages, written, added to, taken in."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index import Archive
from index.errors import InputError
from index.language.lexicon import glossary
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._files import known_format, put
from reader.cli._parser import Parser
from reader.config import is_sample
from reader.notebook.shapes import SCHEMA

#: Words by language code, the best first.
_Row = Mapping[str, Sequence[str]]

_FORMATS = ("tsv", "tbx")


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla glossary [OPTION]..."
    parser.description = (
        "Write the words that searches take for each other: yours (--glossary), your team's "
        "(shared_glossary in config.toml) and the archive's. With --add or --import, add to "
        "yours first."
    )
    parser.add_argument(
        "--add",
        type=_word,
        action="append",
        default=[],
        metavar="LANG:WORD",
        help="words of one row, from two languages at least; repeatable, the best first",
    )
    parser.add_argument(
        "--import",
        dest="taken",
        action="append",
        default=[],
        metavar="FILE",
        help="take the rows of a glossary, TSV or TBX, that yours has not; repeatable",
    )
    parser.add_argument(
        "--shared", action="store_true", help="add to the archive's glossary, not to yours"
    )
    parser.add_argument(
        "--format", default="tsv", metavar="NAME", help=f"one of {', '.join(_FORMATS)} (tsv)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--output", metavar="FILE", help="a new file; else stdout")
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def _run(arguments: Namespace, context: Context) -> Exit:
    known_format(arguments.format, _FORMATS)
    row = _row(arguments.add)
    with context.archive() as archive:
        if row or arguments.taken:
            return _add(archive, row, arguments, context)
        kept = archive.glossaries()
        errors = archive.lexicon_errors()
        termbase = archive.termbase() if arguments.format == "tbx" else ""
    for error in errors:
        context.output.message(str(error))
    rows = [row for some in kept.values() for row in some]
    if not rows:
        context.output.message(f"no words yet in {context.files.glossary} (--add makes it)")
    if arguments.json:
        context.output.json({"schema": SCHEMA, "files": list(map(str, kept)), "rows": rows})
    else:
        put((termbase or glossary.written(rows)).encode(), arguments, context)
    return Exit.DONE


def _add(archive: Archive, row: _Row, arguments: Namespace, context: Context) -> Exit:
    """Add a row and the rows of files, all or none; say how many were new."""
    target = archive.path / glossary.SHARED if arguments.shared else context.files.glossary
    assert target is not None, "a context has a glossary"
    if arguments.shared and is_sample(context.files):
        raise UsageError("--shared: the sample has no glossary; hexapla add starts an archive")
    rows: list[_Row] = [row] if row else []
    errors: list[InputError] = []
    for name in arguments.taken:
        if not Path(name).is_file():
            raise InputError(name, "no such file")
        found, wrong = glossary.read(Path(name))
        rows += found
        errors += wrong
    there = glossary.read(target)[0]
    new = list(_new(rows, there))
    archive.extend_glossary(new, target)
    for error in errors:
        context.output.message(str(error))
    context.output.line(f"{len(new)} added, {len(rows) - len(new)} there already, in {target}")
    return Exit.NOT_ALL_TAKEN if errors else Exit.DONE


def _new(rows: Iterable[_Row], there: Iterable[_Row]) -> Iterable[_Row]:
    """The rows that say something which no row before them says."""
    said = [_pairs(row) for row in there]
    for row in rows:
        pairs = _pairs(row)
        if not any(pairs <= one for one in said):
            said.append(pairs)
            yield row


def _pairs(row: _Row) -> set[tuple[str, str]]:
    return {(lang, word.casefold()) for lang, words in row.items() for word in words}


def _row(words: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    row: dict[str, list[str]] = {}
    for lang, word in words:
        row.setdefault(lang, []).extend(each.strip() for each in word.split(","))
    if len(row) == 1:
        raise UsageError("--add: a row needs words in two languages: --add en:chip --add uk:чип")
    return row


def _word(text: str) -> tuple[str, str]:
    """An argparse type: a language's code, a colon, a word or several."""
    lang, _, word = text.partition(":")
    code = glossary.language_code(lang.strip())
    if not (code and word.strip()):
        raise ArgumentTypeError(f"{text!r} is no word (a language's code, a colon, the word)")
    return code, word.strip()


COMMAND = Command("glossary", "your own words in several languages", _configure, _run)
