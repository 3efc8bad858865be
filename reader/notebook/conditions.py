"""What a query says of the reader's own doing (`is:` and `tag:`), as articles. No Textual.

A state is a function here that gives the articles of an archive in which the notebook has
it; a name without one is a state that no article is in.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.search.query import Kept
    from reader.notebook.notebook import Notebook

#: The values of `is:` (see `index.search.query.Kept`).
STATES: Mapping[str, "Callable[[Notebook, str], Collection[str]]"] = {
    "highlighted": lambda notebook, archive: notebook.highlighted(archive),
    "read": lambda notebook, archive: notebook.articles.marked(archive, "read"),
    "starred": lambda notebook, archive: notebook.articles.marked(archive, "starred"),
}


def kept_in(
    archive: str,
    is_there: Callable[[], bool],
    notebook: "Callable[[], AbstractContextManager[Notebook]]",
) -> "Callable[[Kept], Collection[str]]":
    """What `Archive.search` asks of a notebook.

    The notebook is opened for each answer, in the thread that asks, and none is made.

    Args:
        archive: the archive's uuid.
        is_there: whether there is a notebook.
        notebook: opens it.
    """

    def articles(kept: "Kept") -> Collection[str]:
        if not is_there():
            return ()
        with notebook() as opened:
            return _articles(opened, archive, kept)

    return articles


def _articles(notebook: "Notebook", archive: str, kept: "Kept") -> Collection[str]:
    if kept.field == "tag":
        wanted = _folded(kept.value)
        # A tag and those below it, as in `reader.notebook.choosing`.
        return {
            article
            for article, tag in notebook.tagged(archive) | notebook.articles.all_tags(archive)
            if _folded(tag) == wanted or _folded(tag).startswith((f"{wanted}/", f"{wanted}-"))
        }
    state = STATES.get(kept.value)
    return () if state is None else state(notebook, archive)


def _folded(tag: str) -> str:
    from index.language.folding import fold  # noqa: PLC0415 - not for the first frame

    return fold(" ".join(tag.split()).casefold())
