"""Every failure to read an index as one error."""

from pathlib import Path
from types import TracebackType

from index.errors import EngineError, HexaplaError


class Reading:
    """Turns whatever goes wrong while an index is read into `EngineError`.

    This is the one place. Checksums make most damage a `Damaged`; but a file can be
    missing, cut, of another size or another program's, and what is then met depends on
    the byte: FileNotFoundError, struct.error, EOFError, UnpicklingError, ValueError,
    AttributeError, MemoryError or one of Whoosh's own errors; hence all of them.

    Args:
        folder: of the index.
    """

    __slots__ = ("_folder",)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Raise an error in place of another one."""
        if isinstance(error, Exception) and not isinstance(error, HexaplaError):
            raise EngineError(
                f"{self._folder}: the index is missing or damaged ({type(error).__name__})"
            ) from error
