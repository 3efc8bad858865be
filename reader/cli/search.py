"""`hexapla search`: articles that match, with the passages that do."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from index import Archive, Results
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._filters import add_filters, count, days, explain_nothing, language_codes
from reader.cli._lexicon import make_lexicon
from reader.cli._parser import Parser
from reader.cli._saved import language, with_saved
from reader.cli._shapes import results_shape
from reader.cli._text import print_results
from reader.notebook.conditions import kept_in

_LIMIT = 20


def _configure(parser: Parser) -> None:
    parser.usage = "hexapla search [OPTION]... [--] WORD..."
    parser.description = (
        "Find articles. Words that begin with - exclude, unless they are options; "
        'after -- all are query words. "phrase", OR, NEAR/5, prefix*, misspelt~, +must, '
        "title:, source:, lang:, date:, after:, before:, is:, tag: and @saved are understood."
    )
    add_filters(parser)
    parser.add_argument("--since", metavar="DATE", help="from this day on (7d, last-week ...)")
    parser.add_argument("--until", metavar="DATE", help="up to and with this day")
    parser.add_argument(
        "--limit", type=count, default=_LIMIT, metavar="N", help=f"articles to print ({_LIMIT})"
    )
    parser.add_argument("--sort", choices=["relevance", "date"], default="relevance")
    parser.add_argument("--exact", action="store_true", help="only what was typed, as typed")
    parser.add_argument("--no-cross", action="store_true", help="no words of other languages")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--explain", action="store_true", help="say in words what the query asks for"
    )
    parser.add_argument("--save", metavar="NAME", help="keep the query; @NAME asks it again")
    parser.add_argument("--saved", action="store_true", help="list the searches that were kept")
    parser.add_argument("--forget", metavar="NAME", help="delete a search that was kept")
    parser.add_argument(
        "--queries", metavar="FILE", help="one query a line (- is standard input), one JSON each"
    )


def _run(arguments: Namespace, context: Context) -> Exit:
    if arguments.saved or arguments.save is not None or arguments.forget is not None:
        from reader.cli._saved import run_saved

        return run_saved(arguments, context)
    if arguments.queries is not None and arguments.query:
        raise UsageError("--queries and words cannot go together")
    filtered = arguments.lang or arguments.source or arguments.since or arguments.until
    if arguments.queries is None and not arguments.query and not filtered:
        raise UsageError("search for what? (see hexapla search --help)")
    arguments.since, _ = days("--since", arguments.since, language(context))
    _, arguments.until = days("--until", arguments.until, language(context))
    with context.archive() as archive:
        arguments.lang = language_codes(arguments.lang, archive)
        if not arguments.no_cross:
            make_lexicon(archive, context.output)  # the search would do it without a word
        if arguments.queries is not None:
            return _answer_all(arguments, context, archive)
        if arguments.explain:
            return _explain(arguments, context, archive)
        code = _answer(arguments, context, archive)
        for damaged in archive.lexicon().damage() if not arguments.no_cross else ():
            context.output.message(f"{damaged}; searched without it")
        return code


def _explain(arguments: Namespace, context: Context, archive: Archive) -> Exit:
    from reader.explained import explained

    within = f"{arguments.since}..{arguments.until}"
    text = with_saved(" ".join(arguments.query), context)
    explanation = archive.explain(
        text if within == ".." else f"{text} date:{within}",
        exact=arguments.exact,
        cross=not arguments.no_cross,
        locale=language(context),
    )
    for line in explained(explanation, languages=arguments.lang, sources=arguments.source):
        context.output.line(line)
    return Exit.DONE


def _answer(arguments: Namespace, context: Context, archive: Archive) -> Exit:
    results = _search(archive, " ".join(arguments.query), arguments, context)
    found = results.total or results.partial
    if arguments.json:
        context.output.json(results_shape(results))
    elif found:
        print_results(context.output, results)
    if not results.total:
        _tell_of_words(results, context, archive)
    if found:
        return Exit.DONE
    explain_nothing(context.output, archive, arguments.lang, arguments.source)
    return Exit.NOTHING_FOUND


def _tell_of_words(results: Results, context: Context, archive: Archive) -> None:
    """Say on standard error which words no article has, and what may have been meant."""
    said = [
        f'"{each.word}" is in no article'
        + (f"; did you mean {' or '.join(each.nearest)}?" if each.nearest else "")
        for each in archive.suggest(results.query, results=results).unknown
    ]
    if not results.partial:
        said = [f"nothing found: {line}" for line in said] or ["nothing found"]
    for line in said:
        context.output.message(line)


def _answer_all(arguments: Namespace, context: Context, archive: Archive) -> Exit:
    """One object a line, handed over at once, so that another program can converse."""
    found = False
    with _lines(arguments.queries) as lines:
        for line in lines:
            results = _search(archive, line, arguments, context)
            found = found or bool(results.total or results.partial)
            context.output.json(results_shape(results))
            context.output.flush()
    return Exit.DONE if found else Exit.NOTHING_FOUND


@contextmanager
def _lines(name: str) -> Iterator[Iterator[str]]:
    """The queries of a file, an empty line too, so that answers keep their line number."""
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            yield (line.decode("utf-8", "replace").rstrip("\r\n") for line in file)
    except OSError as error:
        raise UsageError(f"--queries {name}: {error.strerror}") from error


def _search(archive: Archive, query: str, arguments: Namespace, context: Context) -> Results:
    return archive.search(
        with_saved(query, context),
        languages=arguments.lang,
        sources=arguments.source,
        since=arguments.since,
        until=arguments.until,
        sort=arguments.sort,
        exact=arguments.exact,
        cross=not arguments.no_cross,
        limit=arguments.limit,
        locale=language(context),
        kept=kept_in(archive.uuid, context.files.notebook.exists, context.notebook),
    )


COMMAND = Command("search", "find articles", _configure, _run, takes_query=True)
