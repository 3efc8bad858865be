"""One writer at a time: an advisory lock that the kernel lets go when a process dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveLocked, WriteError

#: Seconds between two tries.
_PAUSE = 0.05


@contextmanager
def exclusive(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a file, which is made when it is not there and stays.

    Args:
        path: the lock file.
        wait: seconds to wait for another holder.

    Raises:
        ArchiveLocked: another process (or this one, elsewhere) still holds it.
        WriteError: the file cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror}") from error
    try:
        _acquire(descriptor, path, wait)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait: float) -> None:
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= end:
                raise ArchiveLocked(f"{path.parent}: another process is writing") from error
            time.sleep(_PAUSE)
        else:
            return
