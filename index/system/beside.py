"""Work that needs much memory once, done by a process that ends with it.

What such work needs would stay with a reader's session for hours, and there may be twenty
of them on a host.
"""

import subprocess
import sys

#: Seconds that it may take: half a minute's work on a host that is busy.
_PATIENCE = 120.0


def run_beside(module: str, *words: str) -> None:
    """Run a module of this package in an interpreter of its own and wait for it.

    Raises:
        OSError, subprocess.SubprocessError: it cannot be started, or failed.
    """
    isolated = ["-I"] if sys.flags.isolated else []
    subprocess.run(
        [sys.executable, *isolated, "-m", module, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=_PATIENCE,
    )
