"""The bundled sample: five articles on one event, in four languages.

An ordinary archive, made once in the cache from the seeds that travel with the
program. Where nothing can be written it is made for the process alone.
"""

import hashlib
import shutil
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.derived.manifest import VERSION
from index.errors import ArchiveLocked, HexaplaError, WriteError
from index.storage.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from index.stories.stories import Stories

#: Names the sample in notebooks, wherever it is made.
SAMPLE_UUID = str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:hexapla:sample"))


def seeds() -> Path:
    """The folder of the seeds: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "seeds"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "seeds"


class _Sample(Archive):
    """The sample comes linked: it is so as soon as somebody asks for a story of it."""

    def is_linked(self) -> bool:
        """It is, whenever that matters."""
        return True

    def _told(self) -> "Stories":
        if not self._links.exists():
            with suppress(WriteError, ArchiveLocked):
                self.link()
        return super()._told()


def open_sample(
    cache: Path,
    *,
    dictionaries: Path | str | None = None,
    glossary: Path | str | None = None,
    shared_glossary: Path | str | None = None,
    wait_for_lexicon: bool = True,
) -> Archive:
    """Open the sample, making it first where it is not there yet.

    Args:
        cache: the folder for what can be made again; it need not exist.
        dictionaries, glossary, shared_glossary, wait_for_lexicon: as for `Archive.open`.

    Raises:
        ArchiveUnreadable: the seeds did not come along.
    """
    opened = partial(
        _Sample.open,
        cache=cache,
        dictionaries=dictionaries,
        glossary=glossary,
        shared_glossary=shared_glossary,
        wait_for_lexicon=wait_for_lexicon,
    )
    folder = cache / f"sample-{_digest()}"
    with suppress(HexaplaError):
        return opened(folder)
    try:
        _make(folder)
        return opened(folder)
    except HexaplaError:
        return _temporary(opened)


def _digest() -> str:
    """Of the seeds and of what shapes an archive: a new program makes a new sample."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {VERSION}".encode())
    for file in sorted(seeds().iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _make(folder: Path) -> None:
    """Make the sample beside its place and put it there; another process may be first."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix="sample-new-"))
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror}") from error
    try:
        _fill(fresh)
        with suppress(OSError):  # there is one by now
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(folder: Path) -> None:
    folder.chmod(0o755)
    with Archive.create(folder, uuid=SAMPLE_UUID) as archive:
        archive.add([seeds()], index=False)


def _temporary(opened: Callable[[Path], Archive]) -> Archive:
    """A sample that goes when it is closed."""
    keep = tempfile.TemporaryDirectory(prefix="hexapla-sample-")
    folder = Path(keep.name) / "sample"
    folder.mkdir()
    _fill(folder)
    archive = opened(folder)
    archive.on_close(keep.cleanup)
    return archive
