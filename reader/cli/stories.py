"""`hexapla stories`: articles on one event, in whatever languages they are."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence

from index import Archive, ArticleSummary, Coverage, Story
from reader.cli._command import Command, Context
from reader.cli._errors import UsageError
from reader.cli._exit import Exit
from reader.cli._filters import count
from reader.cli._output import Output, Style
from reader.cli._parser import Parser
from reader.cli._shapes import coverage_shape, stories_shape

#: Stories that are read at once.
_AT_ONCE = 500


def _configure(parser: Parser) -> None:
    parser.add_argument("story", metavar="ID", nargs="?", help="only the story of this article")
    parser.add_argument(
        "--coverage", action="store_true", help="a table of what each article of it tells"
    )
    parser.add_argument("--limit", type=count, metavar="N", help="stories to print (all)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    if arguments.coverage and arguments.story is None:
        raise UsageError("--coverage needs a story: hexapla stories ID --coverage")
    with context.archive() as archive:
        if arguments.coverage:
            return _cover(archive, arguments, context.output)
        printed = _list(archive, arguments, context.output)
    if printed:
        return Exit.DONE
    context.output.message("no stories (hexapla link finds them)")
    return Exit.NOTHING_FOUND


def _list(archive: Archive, arguments: Namespace, output: Output) -> int:
    """Print stories; returns how many."""
    found = _stories(archive, arguments.story, arguments.limit)
    if arguments.json:
        stories = [story for some in found for story in some]
        output.json(stories_shape(stories))
        return len(stories)
    printed = 0
    for some in found:
        articles = archive.summaries([one for story in some for one in story.articles])
        for story in some:
            if printed:
                output.line()
            _print_story(output, story, articles)
            printed += 1
    return printed


def _stories(archive: Archive, wanted: str | None, limit: int | None) -> Iterator[Sequence[Story]]:
    """What to print, a few at a time: the first lines are there while the last are looked for."""
    if wanted is not None:
        story = archive.story_of(wanted)
        yield () if story is None else (story,)
        return
    most, given = limit or sys.maxsize, 0
    while given < most and (
        some := archive.stories(limit=min(most - given, _AT_ONCE), offset=given)
    ):
        yield some
        given += len(some)


def _print_story(output: Output, story: Story, articles: Mapping[str, ArticleSummary]) -> None:
    """Its title, then a line an article: id, language, date, source, title."""
    output.line(story.title, [(0, len(story.title), Style.BOLD)])
    for name in filter(articles.__contains__, story.articles):  # none is gone since
        article = articles[name]
        parts = (article.lang, article.date, article.source or "unknown source", name)
        output.line(f"{' · '.join(part for part in parts if part)}  {article.title}", indent=3)
    if story.shared:
        output.line(f"shared: {' · '.join(story.shared)}", indent=3)
    if story.related:
        output.line(f"related: {', '.join(story.related)}", indent=3)


def _cover(archive: Archive, arguments: Namespace, output: Output) -> Exit:
    coverage = archive.coverage(arguments.story)
    if arguments.json:
        output.json(coverage_shape(coverage))
    elif coverage.facts:
        _print_coverage(output, coverage)
    else:
        output.message("nothing in it is a name, a number, a date or a place")
    return Exit.DONE if coverage.facts else Exit.NOTHING_FOUND


def _print_coverage(output: Output, coverage: Coverage) -> None:
    """The articles by letters, then a line a fact: who tells it, its kind, its spellings."""
    for at, article in enumerate(coverage.articles):
        output.line(f"{_letter(at)}  {article}")
    output.line()
    for fact in coverage.facts:
        tellers = {one.article for one in fact.mentions}
        who = "".join(
            _letter(at) if article in tellers else "." * len(_letter(at))
            for at, article in enumerate(coverage.articles)
        )
        spellings = " / ".join(dict.fromkeys(one.text for one in fact.mentions))
        output.line(f"{who}  {fact.kind:6}  {spellings}")


def _letter(at: int) -> str:
    """a to z, then aa to zz: a column of the table."""
    rest, place = divmod(at, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + place)


COMMAND = Command("stories", "list articles by the event they tell of", _configure, _run)
