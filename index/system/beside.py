"""Work of processes of their own, which end with the one that began them.

What such work needs would stay with a reader's session for hours, and there may be twenty
of them on a host. And when a session is killed, what it began must not go on for minutes
and keep the archive's lock: the standard input of such a process is a pipe that nothing
is written to, and that ends when the other end is closed, in whatever way that comes.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

#: Seconds that it may take: half a minute's work on a host that is busy.
_PATIENCE = 120.0

#: Seconds to end in, once the one that began it has ended.
_GRACE = 5.0


def command(module: str, *words: str) -> list[str]:
    """The command line that runs a module in an interpreter of its own.

    The caller gives it a pipe as its standard input and keeps the other end open for as
    long as it is to run.
    """
    isolated = ["-I"] if sys.flags.isolated else []
    return [sys.executable, *isolated, "-m", __name__, module, *words]


def run_beside(module: str, *words: str) -> None:
    """Run a module in an interpreter of its own and wait for it.

    Raises:
        OSError, subprocess.SubprocessError: it cannot be started, or failed.
    """
    import subprocess  # noqa: PLC0415 - what runs beside begins nothing, mostly

    listening, open_end = os.pipe()
    try:
        subprocess.run(
            command(module, *words),
            stdin=listening,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=_PATIENCE,
        )
    finally:
        os.close(listening)
        os.close(open_end)


def _end_with_parent() -> None:
    """Wait until standard input ends; then end as by SIGTERM, or else at once."""
    with suppress(OSError):  # a socket whose other end was closed by force
        while os.read(0, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(128 + signal.SIGTERM)


def _main(module: str, words: Sequence[str]) -> None:
    import runpy  # noqa: PLC0415 - only here

    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2:])
