"""Processes that work beside another one."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.system.beside import command, run_beside

#: Says that it runs, and would do so for minutes.
_LONG = "import time\nprint('here', flush=True)\ntime.sleep(300)\n"

#: Begins that beside itself, as `reader.chores` does, and waits for it.
_SESSION = """
import subprocess, sys
from index.system.beside import command
subprocess.Popen(command("long"), stdin=subprocess.PIPE).wait()
"""


def test_work_beside_is_done_or_said_to_have_failed() -> None:
    run_beside("platform")
    with pytest.raises(subprocess.CalledProcessError):
        run_beside("no_such_module")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_session_began_ends_with_it_however_it_ends(tmp_path: Path, number: int) -> None:
    (tmp_path / "long.py").write_text(_LONG)
    path = os.pathsep.join((str(tmp_path), *sys.path))
    session = subprocess.Popen(
        [sys.executable, "-c", _SESSION],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
    )
    assert session.stdout is not None
    with session.stdout as said:
        assert said.readline() == b"here\n"
        session.send_signal(number)
        session.wait()
        # It is at its end when nobody holds the other end of this pipe any more.
        ready, _, _ = select.select([said], [], [], 30)
        assert ready
        assert said.read() == b""


@pytest.mark.slow
def test_work_goes_on_while_the_other_end_is_open(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text(_LONG)
    path = os.pathsep.join((str(tmp_path), *sys.path))
    with subprocess.Popen(
        command("long"),
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as work:
        assert work.stdout is not None
        assert work.stdin is not None
        assert work.stdout.readline() == b"here\n"
        time.sleep(0.5)
        assert work.poll() is None
        work.stdin.close()
        assert work.wait(30) == -signal.SIGTERM
