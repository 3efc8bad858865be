"""The one tree of errors that `index` raises.

    HexaplaError
    ├── ArchiveError            the archive as a whole
    │   ├── ArchiveMissing      nothing at that path
    │   ├── ArchiveUnreadable   there, but not to be read: permissions, damage, a newer version
    │   └── ArchiveLocked       another writer holds it
    ├── InputError              one file, record or record field cannot be taken
    ├── WriteError              a folder or a disk refuses what must be written
    ├── NotFound                no article or passage by that name
    ├── EngineError             an index is missing, damaged or of another version
    └── Cancelled               the caller asked to stop

Every message is one line that names the thing it is about.
"""


class HexaplaError(Exception):
    """Base of every error this project raises on purpose."""


class ArchiveError(HexaplaError):
    """Something is wrong with an archive as a whole."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the path."""


class ArchiveUnreadable(ArchiveError):
    """There is an archive, but it cannot be read."""


class ArchiveLocked(ArchiveError):
    """Another writer holds the archive."""


class InputError(HexaplaError):
    """A file, a record or one of its fields cannot be taken.

    Args:
        where: what it is about: a path, or a path with a line (`news.jsonl:7`).
        why: the reason, without a final full stop.
    """

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class WriteError(HexaplaError):
    """What had to be written could not be."""


class NotFound(HexaplaError):
    """No article, passage or quote by that name."""


class EngineError(HexaplaError):
    """An index is missing, damaged or of another version; it can be rebuilt."""


class Cancelled(HexaplaError):
    """The caller's `cancelled()` turned true; nothing was changed."""
