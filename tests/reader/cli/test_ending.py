"""How a run ends before its time: signals, and a reader that has enough."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE

_ROOT = Path(__file__).parents[3]


def _start(folder: Path, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "reader", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_conversation_is_interrupted(tmp_path: Path, number: signal.Signals, code: int) -> None:
    process = _start(tmp_path, "search", "--queries", "-")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("čip\n".encode())
    process.stdin.flush()
    # The answer to a line comes before the next is sent.
    assert process.stdout.readline().startswith(b'{"schema": 1, "query": "')
    process.send_signal(number)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stderr) == (code, b"")


def test_an_interrupted_first_add_leaves_no_archive(tmp_path: Path, account: Path) -> None:
    process = _start(tmp_path, "add", "-")
    archive = account / ".local/share/hexapla/archive"
    until = time.monotonic() + PATIENCE
    while not (archive / "articles.sqlite").exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 143
    assert not archive.exists()


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -W error -m reader show seed-002; echo $? >&2"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{{ {command}; }} | head -1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == "0\n"
