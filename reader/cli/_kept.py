"""The notebook's highlights, each with how it stands in the archive at hand."""

from dataclasses import replace

from index import Archive
from index.errors import ArchiveError, NotFound
from reader import anchor
from reader.cli._command import Context
from reader.highlight import Highlight


def kept(context: Context) -> tuple[Highlight, ...]:
    """All highlights in the order they were made; none where there is no notebook.

    Reading makes no notebook, so that it works where nothing can be written. The state
    of those made in this archive is that in the articles as they are now.

    Raises:
        ArchiveError: there is none where one was named, or that one cannot be read.
        NotebookUnreadable: the notebook cannot be read.
    """
    highlights: tuple[Highlight, ...] = ()
    if context.files.notebook.exists():
        with context.notebook() as notebook:
            highlights = notebook.highlights()
    if not highlights and not context.files.named:
        return ()
    try:
        with context.archive() as archive:
            return tuple(_with_state(highlight, archive) for highlight in highlights)
    except ArchiveError as error:
        if context.files.named:
            raise
        # A notebook outlives its archives.
        context.output.message(str(error))
        return highlights


def _with_state(highlight: Highlight, archive: Archive) -> Highlight:
    if not highlight.archive:  # imported without a place in any archive
        return replace(highlight, state="orphan")
    if highlight.archive != archive.uuid:
        return highlight
    try:
        article = archive.get(highlight.article)
    except NotFound:
        return replace(highlight, state="orphan")
    return replace(highlight, state=anchor.resolve(highlight, article).state)
