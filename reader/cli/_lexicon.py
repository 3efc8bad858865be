"""The lexicon, made where the first search needs it, which can take half a minute."""

from index import Archive
from reader.cli._output import Output


def make_lexicon(archive: Archive, output: Output) -> None:
    """Make what is not in the cache yet, and say how far that is; nothing when all is."""
    archive.make_lexicon(
        progress=lambda done, of: output.progress(f"making the lexicon, once: {done} of {of}")
    )
    output.progress(None)
