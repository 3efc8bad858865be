"""Documents to standard output, to a file, or to a folder of files."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from index.errors import WriteError
from reader.cli._command import Context
from reader.cli._errors import UsageError
from reader.nearest import nearest
from reader.writing import FileTaken, write_file


def known_format(wanted: str, formats: Sequence[str]) -> None:
    """Raise `UsageError` for a format that there is not, naming the nearest."""
    if wanted not in formats:
        hint = nearest(wanted, formats) or f"; there are: {', '.join(formats)}"
        raise UsageError(f"--format {wanted}: no such format{hint}")


def put(document: bytes, arguments: Namespace, context: Context) -> None:
    """Write a document where `--output` and `--force` say."""
    if arguments.output is None:
        context.output.raw(document.decode("utf-8"))
    else:
        write_file(Path(arguments.output), document, overwrite=arguments.force)


def write_files(
    folder: Path, files: Sequence[tuple[str, bytes]], context: Context, *, overwrite: bool
) -> None:
    """Write files into a folder, which is made if need be.

    Raises:
        FileTaken: one of them is there already; none was written.
        WriteError: the folder or the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror or error}") from error
    for name, _document in files:
        if not overwrite and (folder / name).exists():
            raise FileTaken(f"{folder / name}: there is a file already (--force overwrites)")
    for name, document in files:
        write_file(folder / name, document, overwrite=overwrite)
    context.output.message(f"{len(files)} {'file' if len(files) == 1 else 'files'} in {folder}")
