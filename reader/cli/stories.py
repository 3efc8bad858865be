"""`hexapla stories`: articles on one event, in whatever languages they are."""

from argparse import Namespace
from collections.abc import Mapping

from index import ArticleSummary, Story
from reader.cli._command import Command, Context
from reader.cli._exit import Exit
from reader.cli._output import Output, Style
from reader.cli._parser import Parser
from reader.cli._shapes import stories_shape


def _configure(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _run(arguments: Namespace, context: Context) -> Exit:
    with context.archive() as archive:
        stories = archive.stories()
        articles = {article.id: article for article in archive.articles()}
    if arguments.json:
        context.output.json(stories_shape(stories))
    elif stories:
        for number, story in enumerate(stories):
            if number:
                context.output.line()
            _print_story(context.output, story, articles)
    if stories:
        return Exit.DONE
    context.output.message("no stories (hexapla link finds them)")
    return Exit.NOTHING_FOUND


def _print_story(output: Output, story: Story, articles: Mapping[str, ArticleSummary]) -> None:
    """Its title, then a line an article: id, language, date, source, title."""
    output.line(story.title, [(0, len(story.title), Style.BOLD)])
    for name in story.articles:
        article = articles[name]
        parts = (article.lang, article.date, article.source or "unknown source", name)
        output.line(f"{' · '.join(part for part in parts if part)}  {article.title}", indent=3)
    if story.related:
        output.line(f"related: {', '.join(story.related)}", indent=3)


COMMAND = Command("stories", "list articles by the event they tell of", _configure, _run)
