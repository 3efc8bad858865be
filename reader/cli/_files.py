"""Documents to standard output, to a file, or to a folder of files."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from reader.cli._command import Context
from reader.cli._errors import UsageError
from reader.nearest import nearest
from reader.writing import FileTaken, write_file, write_files


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


def put_files(
    folder: Path, files: Sequence[tuple[str, bytes]], context: Context, *, overwrite: bool
) -> None:
    """Write files into a folder, and say how many.

    Raises:
        FileTaken: one of them is there already; none was written.
        WriteError: the folder or the disk refuses.
    """
    try:
        write_files(folder, files, overwrite=overwrite)
    except FileTaken as error:
        raise FileTaken(f"{error} (--force overwrites)") from error
    context.output.message(f"{len(files)} {'file' if len(files) == 1 else 'files'} in {folder}")
