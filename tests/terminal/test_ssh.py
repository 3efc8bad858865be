"""Over a real OpenSSH server: what is drawn, what a cut line leaves, what a pipe gets."""

import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.terminal.screen import PATIENCE, Screen

#: A server is seldom on the PATH of those who may not administrate.
_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        _SSHD is None or shutil.which("ssh") is None, reason="OpenSSH is not installed"
    ),
    pytest.mark.skipif(
        not Path("/proc/self/environ").exists(), reason="processes are found by Linux's /proc"
    ),
]

#: Where OpenSSH separates privileges; only root's server needs it.
_SEPARATION = Path("/run/sshd")


@dataclass(frozen=True, slots=True)
class Host:
    """A server on this machine, whose sessions live in `home`."""

    home: Path
    client: tuple[str, ...]

    def __call__(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command there without a terminal."""
        return subprocess.run(
            [*self.client, "host", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )

    def screen(self, **environment: str) -> Screen:
        """The application there, on a terminal here."""
        basics = {"PATH": os.environ["PATH"], "TERM": "xterm-256color"}
        return Screen([*self.client, "-t", "host", "hexapla"], {**basics, **environment})

    def process(self) -> int:
        """The number of the application's process.

        Raises:
            AssertionError: there is not exactly one.
        """
        (pid,) = self.processes()
        return pid

    def processes(self) -> list[int]:
        """The numbers of all processes that run the command in `home`."""
        mark = f"\0HOME={self.home}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                here = mark in b"\0" + (folder / "environ").read_bytes()
            except OSError:  # ended meanwhile, or somebody else's
                continue
            if here and any(word.endswith(b"/hexapla") for word in words[:2]):
                found.append(int(folder.name))
        return found

    def saved(self) -> list[Path]:
        """The files with the state of the screen."""
        return list((self.home / ".local/state/hexapla").glob("*.json"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def wait_for_port(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert server.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.05)


@pytest.fixture
def host(home: Path, tmp_path: Path) -> Iterator[Host]:
    """A server with its own keys and settings, only on the loopback interface."""
    with served(home, tmp_path) as one:
        yield one


@pytest.fixture
def kiosk(home: Path, tmp_path: Path) -> Iterator[Host]:
    """A server that lets everything in and offers nothing but the reader, as
    docs/team-host.md says."""
    reader = f"{sys.executable} -I -m reader --dictionaries none --kiosk --user anna"
    forced = f'command="{reader}",restrict,pty '
    with served(home, tmp_path, forced, accepts="*") as one:
        yield one


@contextmanager
def served(
    home: Path, tmp_path: Path, restriction: str = "", accepts: str = "LANG LC_*"
) -> Iterator[Host]:
    """A running server.

    Args:
        home: of its sessions.
        tmp_path: for its keys and settings.
        restriction: what stands before the reader's key.
        accepts: the variables that a client may set.
    """
    if os.geteuid() == 0:
        _SEPARATION.mkdir(mode=0o755, exist_ok=True)  # as the service does when it starts
    for name in ("server", "reader"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(key, check=True, timeout=PATIENCE)
    allowed = tmp_path / "authorized_keys"
    allowed.write_text(restriction + (tmp_path / "reader.pub").read_text("utf-8"), "utf-8")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    settings = tmp_path / "sshd_config"
    settings.write_text(
        f"HostKey {tmp_path}/server\n"
        f"AuthorizedKeysFile {allowed}\n"
        "ListenAddress 127.0.0.1\n"
        "PermitRootLogin prohibit-password\n"
        "PasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\n"
        "StrictModes no\n"  # the folder above is anybody's
        "UsePAM no\n"
        "PidFile none\n"
        "PrintMotd no\n"
        "PrintLastLog no\n"
        f"AcceptEnv {accepts}\n"
        f'SetEnv HOME="{home}" PATH="{path}" HEXAPLA_DICTIONARIES=none\n',
        "utf-8",
    )
    port, log = free_port(), tmp_path / "sshd.log"
    # `-D` stays in the foreground, `-E` logs into a file; sshd wants its own full path.
    words = [str(_SSHD), "-D", "-f", str(settings), "-p", str(port), "-E", str(log)]
    server = subprocess.Popen(words)
    client = ["ssh", "-F", "none", "-p", str(port), "-l", getpass.getuser(), "-q"]
    for option in (
        "HostName=127.0.0.1",
        f"IdentityFile={tmp_path}/reader",
        "IdentitiesOnly=yes",
        "StrictHostKeyChecking=no",
        "UserKnownHostsFile=/dev/null",
        "SendEnv=LANG LC_* TEXTUAL_* PYTHON* XDG_* HEXAPLA_* EDITOR",
    ):
        client += ["-o", option]
    try:
        wait_for_port(port, server, log)
        yield Host(home, tuple(client))
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color"])
@pytest.mark.parametrize("lang", ["C", "uk_UA.UTF-8"])
def test_letters_of_every_script_are_drawn(host: Host, term: str, lang: str) -> None:
    with host.screen(TERM=term, LANG=lang) as screen:
        screen.wait_for("DeepSeek відклала запуск")
        screen.type("q")
        assert screen.wait_exit() == 0


def test_without_a_terminal_there_is_one_line_of_advice(host: Host) -> None:
    done = host("hexapla")
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "ssh -t" in line
    assert host.processes() == []


def test_a_client_that_dies_leaves_the_state_and_no_process(host: Host) -> None:
    with host.screen() as screen:
        screen.wait_for("ARTICLES")
        screen.type("/čip\r")
        screen.wait_for("o beside")
        screen.type("\r")
        screen.wait_for("passage 8 of")
        assert host.processes()
        screen.signal(signal.SIGKILL)
        died = time.monotonic()
        while host.processes():
            assert time.monotonic() < died + 2, "the application outlives its line"
            time.sleep(0.02)
    assert host.saved()
    with host.screen() as screen:
        # The same article, passage and question.
        screen.wait_for(lambda text: "passage 8 of" in text and " / čip " in text)
        screen.wait_for("RESULTS")
        screen.type("q")
        assert screen.wait_exit() == 0


def test_a_signal_to_the_application_gives_the_terminal_back(host: Host) -> None:
    with host.screen() as screen:
        screen.wait_for("ARTICLES")
        screen.settle()
        before = len(screen.output)
        os.kill(host.process(), signal.SIGTERM)
        assert screen.wait_exit() == 143
        farewell = bytes(screen.output[before:])
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
        assert sequence in farewell
    assert host.saved()


def test_a_waiting_cursor_sends_nothing(host: Host) -> None:
    # The lexicon is made before, not beside: when it is there, a search is asked again.
    assert host("hexapla", "search", "postponements").returncode == 0
    with host.screen() as screen:
        screen.wait_for("ARTICLES")
        screen.type("/čip")
        screen.wait_for("RESULTS")
        screen.settle(quiet=6.0, timeout=40)
        assert screen.settle(quiet=2.0, timeout=2.0) == 0


def test_commands_give_data_and_nothing_else(host: Host) -> None:
    found = host("hexapla", "search", "čip", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    assert {hit["lang"] for hit in json.loads(found.stdout)["hits"]} >= {"cs", "uk"}
    article = json.loads(found.stdout)["hits"][0]["id"]
    assert host("hexapla", "highlight", article, "--passage", "1").returncode == 0
    exported = host("hexapla", "export", "--format", "markdown")
    assert (exported.returncode, exported.stderr) == (0, "")
    assert "\x1b" not in exported.stdout
    assert "> " in exported.stdout


#: What a client may try to have loaded, written or run.
INJECTED = {
    "TEXTUAL_DRIVER": "os:abort",
    "TEXTUAL_LOG": "{home}/textual.log",
    "PYTHONPATH": "{home}/modules",
    "PYTHONSTARTUP": "{home}/modules/index.py",
    "PYTHONINSPECT": "1",
    "XDG_DATA_HOME": "{home}/elsewhere",
    "HEXAPLA_ARCHIVE": "{home}/elsewhere",
    "HEXAPLA_DEBUG": "1",
    "EDITOR": "touch {home}/edited",
    "LC_MESSAGES": "../../etc",
}


def test_a_kiosk_opens_the_application_for_its_own_reader(kiosk: Host) -> None:
    with kiosk.screen() as screen:
        screen.wait_for("ARTICLES")
        screen.type("\r")
        screen.wait_for("passage 1 of")
        screen.type("m")
        screen.wait_for("highlighted")
        screen.type("q")
        assert screen.wait_exit() == 0
    own = kiosk.home / ".local/share/hexapla/users/anna/notebook.sqlite"
    assert own.exists()
    assert not own.parents[2].joinpath("notebook.sqlite").exists()
    assert (own.parents[4] / "state/hexapla/users/anna").exists()


def test_a_kiosk_gives_data_and_no_way_around_it(kiosk: Host) -> None:
    found = kiosk("search", "čip", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["total"] == 5
    assert kiosk("hexapla", "show", "seed-004").returncode == 0
    for words in (
        ("id",),
        ("sh", "-c", "id"),
        ("add", "/etc/passwd"),
        ("reindex",),
        ("search; id",),
        ("export", "--output", "stolen"),
        ("export", "--template=/etc/passwd"),
        ("hexapla", "--archive", "/", "search", "x"),
        ("search", "--user", "petr", "x"),
        ("search", "'unbalanced"),
    ):
        refused = kiosk(*words)
        assert (refused.returncode, refused.stdout) == (2, ""), words
        assert len(refused.stderr.splitlines()) == 1, refused.stderr
    assert not list(kiosk.home.rglob("stolen*"))


def test_a_kiosk_takes_nothing_from_the_client_s_environment(kiosk: Host) -> None:
    modules = kiosk.home / "modules"
    modules.mkdir()
    (modules / "index.py").write_text(f"open('{kiosk.home}/loaded', 'w')", "utf-8")
    hostile = {name: value.format(home=kiosk.home) for name, value in INJECTED.items()}
    with kiosk.screen(**hostile) as screen:
        screen.wait_for("ARTICLES")
        # Suspend, the note's editor, a screenshot by the palette.
        screen.type("\r")
        screen.wait_for("passage 1 of")
        screen.type("m\x1a")
        screen.type("E")
        screen.type("\x10screenshot")
        screen.settle()
        screen.type("\x1b")
        screen.settle()
        screen.type("q")
        assert screen.wait_exit() == 0
    there = {path.name for path in kiosk.home.iterdir()}
    assert there.isdisjoint({"loaded", "textual.log", "elsewhere", "edited"})


def test_a_kiosk_writes_into_the_reader_s_own_folder_only(kiosk: Host) -> None:
    with kiosk.screen() as screen:
        screen.wait_for("ARTICLES")
        screen.type("\r")
        screen.wait_for("passage 1 of")
        screen.type("m")
        screen.wait_for("highlighted")
        for name in ("/tmp/hexapla-kiosk-out.md", "../out.md", "~", ".bashrc"):
            screen.type("e")
            screen.wait_for("Export 1 highlight")
            screen.type(f"\x15{name}\r")
            screen.settle()
            screen.type("\x1b")
            screen.settle()
        screen.type("e")
        screen.wait_for("Export 1 highlight")
        screen.type("\r")
        screen.wait_for("written to")
        screen.type("q")
        assert screen.wait_exit() == 0
    own = kiosk.home / ".local/share/hexapla/users/anna/exports"
    assert sorted(path.name for path in own.iterdir()) == ["hexapla-highlights.md", "~"]
    assert not Path("/tmp/hexapla-kiosk-out.md").exists()
    assert not list(kiosk.home.glob("*.md"))
