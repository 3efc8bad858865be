"""What was open when the reader left an archive, so that it is open again next time.

One small JSON file per archive in the reader's own state folder. It is a convenience:
whatever is wrong with it, the reader starts as if it were not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

from index.errors import WriteError
from reader.columns import Position

if TYPE_CHECKING:
    from index.model import Sort

_T = TypeVar("_T")

_VERSION = 1

# A state is a few hundred bytes; a file beyond this is none of ours.
_LARGEST = 1_000_000


class OpenArticle(NamedTuple):
    """An article in a pane, and where the pane stood in it."""

    id: str
    position: Position = Position()


class State(NamedTuple):
    """Where a reader left an archive.

    `active` is the number of the pane with the focus, from 0; `hidden` are the languages
    that are filtered out, so that one that is new in the archive is shown; `sources` are
    those that are kept, empty for all; `theme` is None for the configured one.
    """

    articles: tuple[OpenArticle, ...] = ()
    active: int = 0
    query: str = ""
    hidden: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sort: Sort = "relevance"
    locked: bool = False
    theme: str | None = None


def load(folder: Path, archive_uuid: str) -> State:
    """The state kept for an archive; the default one if there is none to be read."""
    try:
        with _file(folder, archive_uuid).open("rb") as file:
            return _state(json.loads(file.read(_LARGEST)))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        # Missing, unreadable, no JSON, not ours, of another version, nested without end.
        return State()


def save(folder: Path, archive_uuid: str, state: State) -> None:
    """Keep the state for an archive, instead of the one before.

    Args:
        folder: the reader's state folder; it is made if it is missing.
        archive_uuid: the archive; whatever it holds, the file stays in the folder.
        state: what to keep.

    Raises:
        WriteError: it cannot be written; nothing is lost but the convenience.
    """
    from reader.writing import write_file  # noqa: PLC0415 - a start only reads

    opened = [{"id": each.id, "position": each.position._asdict()} for each in state.articles]
    data = {"version": _VERSION, **state._asdict(), "articles": opened}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from error
    # What somebody reads is nobody else's business.
    text = json.dumps(data, indent=2) + "\n"
    write_file(_file(folder, archive_uuid), text.encode(), overwrite=True, mode=0o600)


def _file(folder: Path, archive_uuid: str) -> Path:
    # An archive comes from anywhere: its uuid must not lead out of the folder.
    return folder / (quote(archive_uuid, safe="", errors="replace") + ".json")


def _state(found: Any) -> State:
    """Read a state field by field, trusting nothing: any doubt raises."""
    if found["version"] != _VERSION:
        raise ValueError("another version")
    articles = tuple(_open_article(each) for each in _typed(found["articles"], list))
    sort: Sort = "date" if found["sort"] == "date" else "relevance"
    return State(
        articles=articles,
        active=min(_counted(found["active"]), max(len(articles) - 1, 0)),
        query=_typed(found["query"], str),
        hidden=tuple(_typed(each, str) for each in _typed(found["hidden"], list)),
        sources=tuple(_typed(each, str) for each in _typed(found["sources"], list)),
        sort=sort,
        locked=_typed(found["locked"], bool),
        theme=None if found["theme"] is None else _typed(found["theme"], str),
    )


def _open_article(found: Any) -> OpenArticle:
    position = found["position"]
    return OpenArticle(
        _typed(found["id"], str),
        Position(max(_counted(position["passage"]), 1), _counted(position["offset"])),
    )


def _typed(value: Any, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise TypeError(f"not of type {kind.__name__}")
    return value


def _counted(value: Any) -> int:
    # `True` is an int to Python, and a negative number would count from the end.
    if type(value) is not int or value < 0:
        raise ValueError("not a count")
    return value
