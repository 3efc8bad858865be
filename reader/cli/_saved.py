"""Saved searches on the command line, and in what language its dates are."""

from argparse import Namespace
from collections.abc import Iterable

from reader.cli._command import Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.notebook.saved import expanded


def language(context: Context) -> str:
    """The language that words for dates are read in (BCP 47)."""
    from reader.i18n import language_of

    return context.settings.language or language_of(context.environ)


def with_saved(query: str, context: Context) -> str:
    """A query with the saved searches in it (`@name`) written out."""
    if "@" not in query or not context.files.notebook.exists():
        return query
    with context.notebook() as notebook:
        return expanded(query, notebook.searches.all())


def run_saved(arguments: Namespace, context: Context) -> Exit:
    """`hexapla search --save NAME QUERY`, `--forget NAME`, `--saved`.

    Raises:
        UsageError: the name cannot be typed, or there is no query to keep.
        NotFound: there is no search of that name.
    """
    query = " ".join(arguments.query)
    if arguments.saved or arguments.forget is not None:
        if query:
            raise UsageError("--saved and --forget take no words to search for")
        if not context.files.notebook.exists() and arguments.forget is None:
            return _listed(context, ())
        with context.notebook() as notebook:
            if arguments.forget is not None:
                notebook.searches.forget(arguments.forget)
                return Exit.DONE
            return _listed(context, [(each.name, each.query) for each in notebook.searches.all()])
    if not query:
        raise UsageError("--save what? Give words to search for")
    with context.notebook() as notebook:
        try:
            kept = notebook.searches.save(arguments.save, query)
        except ValueError as error:
            raise UsageError(str(error)) from error
    context.output.message(f"@{kept.name} asks this again")
    return Exit.DONE


def _listed(context: Context, searches: Iterable[tuple[str, str]]) -> Exit:
    found = False
    for name, query in searches:
        context.output.line(f"@{name}  {query}")
        found = True
    return Exit.DONE if found else Exit.NOTHING_FOUND
