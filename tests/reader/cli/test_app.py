"""Opening the application by the real command, on a terminal."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from reader.terminal.abilities import RESTORE
from tests.terminal.screen import PATIENCE

_ROOT = Path(__file__).parents[3]

#: The application is there when it asks for the alternate screen.
_OPENED = b"\x1b[?1049h"

_ARTICLE = "A title\n\nHuawei chips are late. The model cannot be trained on them yet.\n"


def _drive(
    folder: Path,
    *words: str,
    send: bytes | signal.Signals = b"q",
    term: str = "xterm-256color",
    path: Path = _ROOT,
    shown: bytes = _OPENED,
) -> tuple[bytes, int]:
    """Run the command on a terminal of its own; send keys or a signal once it has `shown`."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{path}{os.pathsep}{_ROOT}", "TERM": term},
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    )
    os.close(child)
    try:
        return _talk(parent, process, send, shown)
    finally:
        process.kill()
        process.wait()
        os.close(parent)


def _talk(
    parent: int, process: "subprocess.Popen[bytes]", send: bytes | signal.Signals, shown: bytes
) -> tuple[bytes, int]:
    written, quiet, sent = b"", 0.0, False
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select.select([parent], [], [], 0.1)[0]:
            try:
                written += os.read(parent, 65536)
            except OSError:  # Linux says so when the other end is closed
                return written, process.wait(timeout=PATIENCE)
            quiet = 0.0
            continue
        quiet += 0.1
        # Half a second of silence: everything is painted.
        if shown in written and quiet > 0.5 and not sent:
            sent = True
            if isinstance(send, bytes):
                os.write(parent, send)
            else:
                process.send_signal(send)
        if process.poll() is not None:
            return written, process.returncode
    raise AssertionError(f"still running: {written[-500:]!r}")


def test_alone_it_opens_the_sample(tmp_path: Path, account: Path) -> None:
    written, code = _drive(tmp_path, shown=b"DeepSeek")
    assert code == 0
    assert b"DeepSeek" in written
    assert not (account / ".local/share/hexapla/archive").exists()


def test_languages_have_their_names_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "cs_CZ.UTF-8")
    written, code = _drive(tmp_path, shown="Němčina".encode())
    assert code == 0
    assert "Němčina".encode() in written


def test_a_crash_is_a_defect_and_leaves_the_terminal_sane(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import index\n"
        "class Broken:\n"
        "    @staticmethod\n"
        "    def open(path): raise ZeroDivisionError('on purpose')\n"
        "index.Archive = Broken\n",
        encoding="utf-8",
    )
    (tmp_path / "config").mkdir()
    written, code = _drive(tmp_path, "--archive", "config", path=tmp_path)
    assert code == 70
    assert b"this is a defect, please report" in written
    assert b"\x1b[?1049l" in written or _OPENED not in written


@pytest.mark.slow
def test_a_path_is_added_and_opened(tmp_path: Path, account: Path) -> None:
    # Called like a command: with ./ it is a folder.
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "a.txt").write_text(_ARTICLE, encoding="utf-8")
    written, code = _drive(tmp_path, "./search", shown=b"Huawei chips are late")
    assert code == 0
    assert b"Huawei chips are late" in written
    assert (account / ".local/share/hexapla/archive/articles.sqlite").is_file()


def test_a_path_of_which_nothing_can_be_taken_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01" * 500)
    written, code = _drive(tmp_path, "a.txt")
    assert code == 5
    assert _OPENED not in written
    assert b"a.txt" in written


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_without_a_screen_is_refused(tmp_path: Path, term: str) -> None:
    written, code = _drive(tmp_path, term=term)
    assert code == 2
    assert written.count(b"\n") == 1
    assert b"TERM" in written


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_sane(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    written, got = _drive(tmp_path, send=number)
    assert got == code
    after = written.rpartition(_OPENED)[2]
    for sequence in ("\x1b[?1049l", "\x1b[?1000l", "\x1b[?2004l", "\x1b[?25h"):
        assert sequence in RESTORE
        assert sequence.encode() in after
