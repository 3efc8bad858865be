"""Every failure to read an index as one error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import EngineError, HexaplaError


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn whatever goes wrong while an index is read into `EngineError`.

    This is the one place. Checksums make most damage a `Damaged`; but a file can be
    missing, cut, of another size or another program's, and what is then met depends on
    the byte: FileNotFoundError, struct.error, EOFError, UnpicklingError, ValueError,
    AttributeError, MemoryError or one of Whoosh's own errors; hence all of them.
    """
    try:
        yield
    except HexaplaError:
        raise
    except Exception as error:
        raise EngineError(
            f"{folder}: the index is missing or damaged ({type(error).__name__})"
        ) from error
