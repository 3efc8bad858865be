"""`hexapla dictionaries`: what is installed or added, which languages it joins, what would
help."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from index import Archive
from index.language.lexicon import dictd
from index.language.lexicon.dictd import Database
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._output import Output
from reader.cli._parser import Parser
from reader.notebook.shapes import SCHEMA

#: The language that joins all others.
_PIVOT = "en"

#: Debian's packages that join a language to English; in either direction one is enough.
_PACKAGES = {
    "ar": "dict-freedict-eng-ara",
    "bg": "dict-freedict-eng-bul",
    "cs": "dict-freedict-eng-ces",
    "cy": "dict-freedict-eng-cym",
    "da": "dict-freedict-eng-dan",
    "de": "dict-freedict-eng-deu",
    "el": "dict-freedict-eng-ell",
    "es": "dict-freedict-eng-spa",
    "fi": "dict-freedict-eng-fin",
    "fr": "dict-freedict-eng-fra",
    "ga": "dict-freedict-eng-gle",
    "hi": "dict-freedict-eng-hin",
    "hu": "dict-freedict-eng-hun",
    "id": "dict-freedict-eng-ind",
    "it": "dict-freedict-eng-ita",
    "ja": "dict-freedict-eng-jpn",
    "lt": "dict-freedict-eng-lit",
    "nl": "dict-freedict-eng-nld",
    "no": "dict-freedict-eng-nor",
    "pl": "dict-freedict-eng-pol",
    "pt": "dict-freedict-eng-por",
    "ro": "dict-freedict-eng-rom",
    "ru": "mueller7-dict",
    "sh": "dict-freedict-eng-hrv",
    "sk": "dict-freedict-slk-eng",
    "sl": "dict-freedict-slv-eng",
    "sv": "dict-freedict-eng-swe",
    "sw": "dict-freedict-eng-swh",
    "tr": "dict-freedict-eng-tur",
}


def _configure(parser: Parser) -> None:
    parser.add_argument("--make", action="store_true", help="compile what is not compiled yet")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    with context.archive() as archive:
        if arguments.make:
            archive.make_lexicon(progress=lambda done, of: _show(context.output, done, of))
            context.output.progress(None)
        found = _found(archive, context)
        for error in archive.lexicon_errors():
            context.output.message(str(error))
    if arguments.json:
        context.output.json(found)
    else:
        _print(context.output, found)
    return Exit.DONE if found["dictionaries"] else Exit.NOTHING_FOUND


def _show(output: Output, done: int, of: int) -> None:
    output.progress(f"{done} of {of} compiled")


def _found(archive: Archive, context: Context) -> dict[str, Any]:
    """All of it, as the JSON object."""
    folder = context.files.dictionaries or str(dictd.SYSTEM_FOLDER)
    databases = () if folder == "none" else archive.dictionaries()
    languages = [each.code for each in archive.languages()]
    joined = _joined(databases)
    missing = [code for code in languages if code not in joined | {_PIVOT, "und"}]
    return {
        "schema": SCHEMA,
        "folder": folder,
        "dictionaries": [
            {
                "name": each.name,
                "title": each.title,
                "source": each.source,
                "target": each.target,
                "headwords": each.headwords,
            }
            for each in databases
        ],
        "glossaries": _glossaries(archive, context),
        "pending": len(archive.lexicon().pending()),
        "languages": languages,
        "pairs": _pairs(databases, languages),
        "missing": [{"lang": code, "package": _PACKAGES.get(code)} for code in missing],
    }


def _glossaries(archive: Archive, context: Context) -> list[dict[str, Any]]:
    """The files that are there, the strongest first, and whose they are."""
    whose = {context.files.shared_glossary: "shared", context.files.glossary: "own"}
    return [
        {"path": str(path), "whose": whose.get(path, "archive"), "rows": len(rows)}
        for path, rows in archive.glossaries().items()
    ]


def _joined(databases: Iterable[Database]) -> set[str]:
    """The languages that have a way to English."""
    return {
        code
        for each in databases
        for code in (each.source, each.target)
        if _PIVOT in (each.source, each.target)
    }


def _pairs(databases: Sequence[Database], languages: Sequence[str]) -> list[dict[str, str]]:
    """Which languages of the archive dictionaries join: directly, or through English."""
    direct = {frozenset((each.source, each.target)) for each in databases}
    joined = _joined(databases) | {_PIVOT}
    pairs = []
    for at, one in enumerate(languages):
        for other in languages[at + 1 :]:
            if frozenset((one, other)) in direct:
                pairs.append({"left": one, "right": other, "by": "dictionary"})
            elif {one, other} <= joined:
                pairs.append({"left": one, "right": other, "by": _PIVOT})
    return pairs


def _print(output: Output, found: dict[str, Any]) -> None:
    for each in found["dictionaries"]:
        pair = f"{each['source']} → {each['target']}"
        output.line(f"{each['name']:<22}  {pair:<8}  {each['headwords']:>7,}  {each['title']}")
    for each in found["glossaries"]:
        rows = each["rows"]
        output.line(
            f"{each['whose']} glossary: {rows} {'row' if rows == 1 else 'rows'}, {each['path']}"
        )
    if not found["dictionaries"]:
        output.message(f"no dictionaries in {found['folder']}")
    pairs = [f"{one['left']}–{one['right']}" for one in found["pairs"]]
    if pairs:
        output.line(f"joined in this archive: {' '.join(pairs)}")
    if found["pending"]:
        output.line(f"{found['pending']} to be compiled at the first search, or now by --make")
    for each in found["missing"]:
        known = each["package"]
        advice = f"apt install {known}" if known else "no dictionary known; the core lexicon helps"
        output.line(f"not joined: {each['lang']} ({advice})")


COMMAND = Command("dictionaries", "list installed dictionaries and glossaries", _configure, _run)
