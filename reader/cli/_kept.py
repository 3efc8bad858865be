"""The notebook's highlights, each with how it stands in the archive at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from index import Archive, Story
from index.errors import ArchiveError
from reader.cli._command import Context
from reader.cli._lexicon import make_lexicon
from reader.notebook import knowing
from reader.notebook.choosing import choose, words_of
from reader.notebook.highlight import Highlight


@dataclass(frozen=True, slots=True)
class Kept:
    """What a query chose from the notebook.

    Attributes:
        chosen: the highlights, in the order they were made.
        of: how many there are to choose from.
        stories: by the archive's uuid and an article's id, those of what was chosen, where
            they were asked for.
    """

    chosen: tuple[Highlight, ...] = ()
    of: int = 0
    stories: Mapping[tuple[str, str], Story] = field(default_factory=dict)


def kept(context: Context, query: str, *, stories: bool = False) -> Kept:
    """What a query chooses from the notebook; nothing where there is none.

    Reading makes no notebook, so that it works where nothing can be written. The state
    of those made in this archive is that in the articles as they are now, and words are
    looked for in all the forms and languages that it has.

    Args:
        context: where notebook and archive are.
        query: as `reader.notebook.choosing.choose` reads it.
        stories: whether those of the articles are wanted too.

    Raises:
        ArchiveError: there is none where one was named, or that one cannot be read.
        NotebookUnreadable: the notebook cannot be read.
    """
    highlights: tuple[Highlight, ...] = ()
    if context.files.notebook.exists():
        with context.notebook() as notebook:
            highlights = notebook.highlights()
    if not highlights and not context.files.named:
        return Kept()
    try:
        with context.archive() as archive:
            return _asked(archive, highlights, query, context, stories=stories)
    except ArchiveError as error:
        if context.files.named:
            raise
        # A notebook outlives its archives.
        context.output.message(str(error))
        return Kept(choose(highlights, query), len(highlights))


def _asked(
    archive: Archive,
    highlights: tuple[Highlight, ...],
    query: str,
    context: Context,
    *,
    stories: bool,
) -> Kept:
    placed = knowing.placed(archive, highlights)
    standing = [replace(each, state=placed[each.id].state) for each in highlights]
    if not standing:
        return Kept()
    if words_of(query):
        make_lexicon(archive, context.output)
    chosen = choose(standing, query, knowing.known(archive, query, standing))
    return Kept(chosen, len(standing), knowing.stories(archive, chosen) if stories else {})
