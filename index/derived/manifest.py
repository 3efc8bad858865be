"""What an index folder says of itself: light to read, so that nothing else need be loaded
to know whether there is anything to do.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import EngineError, WriteError
from index.system.trust import for_owner_only

#: Of the folder's layout and of everything in `index.language` that shapes tokens and
#: keys: an index of another version is built anew.
VERSION = 6

_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The version, the engine, and the last change of the store that is in."""

    version: int
    engine: str
    through: int


def read(folder: Path) -> Manifest:
    """The manifest of an index folder.

    Raises:
        EngineError: there is none, or it is damaged.
    """
    path = folder / _NAME
    try:
        return Manifest(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise EngineError(f"{folder}: no index there") from error
    except (OSError, ValueError, TypeError) as error:
        raise EngineError(f"{path}: damaged") from error


def write(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest at once: readers see the old one or the new one.

    Raises:
        WriteError: it cannot be written; the old one stays.
    """
    path = folder / _NAME
    fresh = path.with_suffix(".new")
    try:
        # `Path.open` takes no opener.
        with open(fresh, "w", encoding="utf-8", opener=for_owner_only) as file:
            json.dump(asdict(manifest), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        entries = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entries)
        finally:
            os.close(entries)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror}") from error


def stamp(folder: Path) -> tuple[int, int] | None:
    """What tells one manifest from the next without reading it."""
    try:
        status = (folder / _NAME).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def is_current(folder: Path, last_change: int) -> bool:
    """Whether an index of this version holds every change."""
    try:
        found = read(folder)
    except EngineError:
        return False
    return found.version == VERSION and found.through >= last_change
