"""Adding files to an archive, which the first time is made for it."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index import AddReport, Archive, Progress
from index.errors import ArchiveMissing, HexaplaError
from reader.cli._command import Context
from reader.cli._output import Output
from reader.config import is_there


def add_paths(
    context: Context,
    paths: Sequence[Path | str],
    *,
    source: str | None = None,
    lang: str | None = None,
) -> AddReport:
    """Add files and folders, and tell of each that was not taken on standard error.

    An archive that is not there is made, and unmade if nothing came into it.

    Raises:
        ArchiveError: there is something else at its place, or another writer.
        WriteError: it cannot be written.
    """
    with _archive_to_fill(context.files.archive) as archive:
        report = archive.add(
            paths, source=source, lang=lang, progress=show_progress(context.output)
        )
    tell(context.output, report)
    return report


def tidy(context: Context) -> None:
    """Have done what adding put off, now that its outcome is told: nothing hangs on it, and
    whoever interrupts it or writes meanwhile only leaves it to the next time."""
    context.output.flush()
    with suppress(HexaplaError, KeyboardInterrupt), Archive.open(context.files.archive) as archive:
        archive.tidy()


def show_progress(output: Output) -> Callable[[Progress], None]:
    """What shows how far the work has come."""
    return lambda progress: output.progress(f"{progress.files} {progress.path}")


def tell(output: Output, report: AddReport) -> None:
    """Wipe the progress, and say what was renamed and what was not taken."""
    output.progress(None)
    for given, got in report.renamed:
        output.message(f"the id {given} is taken; the article is {got}")
    for error in report.errors:
        output.message(str(error))


@contextmanager
def _archive_to_fill(path: Path) -> Iterator[Archive]:
    try:
        archive = Archive.open(path) if is_there(path) else None
    except ArchiveMissing:  # a folder without an archive
        archive = None
    if archive is None:
        with _new_archive(path) as archive:
            yield archive
    else:
        with archive:
            yield archive


@contextmanager
def _new_archive(path: Path) -> Iterator[Archive]:
    was_there = path.is_dir()
    # What is not ours is never removed, whatever `create` thinks of it.
    ours = not path.exists() or (was_there and not any(path.iterdir()))
    kept = False
    try:
        with Archive.create(path) as archive:
            yield archive
            kept = archive.count() > 0
    finally:
        if ours and not kept:
            _remove(path, folder_too=not was_there)


def _remove(path: Path, *, folder_too: bool) -> None:
    if folder_too:
        shutil.rmtree(path, ignore_errors=True)
        return
    for entry in path.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
