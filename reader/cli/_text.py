"""Results as lines for people. Data stays ISO: language codes and dates as they are kept."""

from collections.abc import Sequence

from index import ArticleSummary, Hit, MatchingPassage, Results, Span, Via
from reader.cli._output import Mark, Output, Style
from reader.expanded import expanded
from reader.notebook.highlight import Highlight

#: Characters of a passage that are shown: about three lines of a terminal.
_EXCERPT = 240

#: Matching passages shown of a hit; `--json` has all of them.
_PASSAGES = 3

#: Forms shown of a query word; `--json` has all of them.
_FORMS = 12


def origin(article: ArticleSummary | Hit) -> str:
    """The line that says where a text comes from: source, language, date, id."""
    parts = (article.source or "unknown source", article.lang, article.date, article.id)
    return " · ".join(part for part in parts if part)


def print_results(output: Output, results: Results) -> None:
    """Write what the query was read as, how much there is, and the hits."""
    for expansion in results.expansion:
        if line := expanded(expansion, _FORMS):
            output.line(line)
    output.line(_totals(results))
    for rank, hit in enumerate(results.hits, start=1):
        output.line()
        _print_hit(output, rank, hit)


def _totals(results: Results) -> str:
    if not results.total:
        said = f"no article has all of the words; {results.partial} lack some"
    else:
        said = f"{results.total} {'article' if results.total == 1 else 'articles'}"
        if results.partial:
            said += f"; {results.partial} more lack some of the words"
    if results.total + results.partial > len(results.hits):
        said += f"; the first {len(results.hits)}:"
    return said


def _print_hit(output: Output, rank: int, hit: Hit) -> None:
    title = f"{rank}. {hit.title}"
    output.line(title, [(len(title) - len(hit.title), len(title), Style.BOLD)])
    output.line(origin(hit), indent=3)
    if hit.missing:
        output.line(f"lacks: {', '.join(hit.missing)}", indent=3)
    # The best ones, in reading order.
    shown = sorted(hit.passages[:_PASSAGES], key=lambda passage: passage.n)
    for passage in shown:
        _print_passage(output, passage)
    if more := len(hit.passages) - len(shown):
        output.line(f"and {more} more {'passage' if more == 1 else 'passages'}", indent=3)


def _print_passage(output: Output, passage: MatchingPassage) -> None:
    text, marks = excerpt(passage.text, passage.spans)
    label = f"[{passage.n}] "
    moved = [(start + len(label), end + len(label), style) for start, end, style in marks]
    output.line(label + text, moved, indent=3)


def excerpt(text: str, spans: Sequence[Span], size: int = _EXCERPT) -> tuple[str, list[Mark]]:
    """A piece of a passage around its first hit, cut at spaces, and its hits.

    Args:
        text: the passage.
        spans: its hits, in order.
        size: characters to show, about.
    """
    start, end = _cut(text, spans[0] if spans else Span(0, 0, Via.EXACT), size)
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    shift = len(before) - start
    marks = [
        (max(span.start, start) + shift, min(span.end, end) + shift, Style.HIT)
        for span in spans
        if span.start < end and span.end > start
    ]
    return f"{before}{text[start:end]}{after}", marks


def _cut(text: str, hit: Span, size: int) -> tuple[int, int]:
    """Where the excerpt begins and ends: a third of it before the hit, at spaces."""
    if len(text) <= size:
        return 0, len(text)
    start = max(0, min(hit.start - size // 3, len(text) - size))
    if start:
        # Nothing found is -1, and the excerpt begins within a word.
        start = max(start, text.find(" ", start, hit.start) + 1)
    end = max(start + size, hit.end)
    if end < len(text):
        space = text.rfind(" ", hit.end, end + 1)
        end = space if space > start else end
    return start, min(end, len(text))


def print_entry(output: Output, entry: Sequence[Highlight]) -> None:
    """Write a highlight, and below it those it is paired with."""
    for number, highlight in enumerate(entry):
        if number:
            output.line("paired with", indent=3)
        print_highlight(output, highlight)


def print_highlight(output: Output, highlight: Highlight) -> None:
    """Write a quote, where it comes from, and what the reader said of it."""
    output.line(highlight.quote, [(0, len(highlight.quote), Style.BOLD)])
    place = f"{highlight.article} [{highlight.passage}]"
    parts = (highlight.source or "unknown source", highlight.lang, highlight.date, place)
    output.line(" · ".join(part for part in parts if part), indent=3)
    output.line(highlight.title, indent=3)
    if highlight.state != "anchored":
        output.line(f"the text has changed since: {highlight.state}", indent=3)
    if highlight.note:
        output.line(f"note: {highlight.note}", indent=3)
    if highlight.tags:
        output.line(f"tags: {', '.join(highlight.tags)}", indent=3)
