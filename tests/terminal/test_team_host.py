"""docs/team-host.md, followed to the letter on a host of its own: accounts, sync, sshd."""

import getpass
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.terminal.interpreter import copied
from tests.terminal.screen import Screen
from tests.terminal.test_ssh import free_port, wait_for_port

_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_PAGE = (Path(__file__).parents[2] / "docs" / "team-host.md").read_text("utf-8")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        _SSHD is None or shutil.which("ssh") is None, reason="OpenSSH is not installed"
    ),
]

ONE = "One\n\nThe launch of the chip was delayed until autumn, the paper says.\n"


@dataclass(frozen=True, slots=True)
class Team:
    """A host as the page makes it; `owner` and `readers` are accounts, maybe the same, who
    can run `python`."""

    folder: Path
    owner: str
    readers: str
    python: str
    client: tuple[str, ...]

    @property
    def home(self) -> Path:
        """Where the readers' sessions live."""
        return self.folder / "home"

    def said(self, text: str) -> str:
        """A piece of the page with the names of this host."""
        for old, new in (
            ("/opt/hexapla/bin/python", self.python),
            ("/opt/hexapla/bin/hexapla", f"{self.python} -I -m reader"),
            ("/srv/news", str(self.folder / "news")),
            ("/etc/hexapla/config.toml", str(self.folder / "config.toml")),
            ("/etc/ssh/authorized_keys.d/%u", str(self.folder / "keys")),
            ('"hexapla"', f'"{self.owner}"'),
            ("User readers", f"User {self.readers}"),
        ):
            text = text.replace(old, new)
        return text

    def service(self, command: str) -> str:
        """What a command of the page prints when the service's account runs it."""
        words = self.said(command).split()
        if self.owner != self.readers:
            words = ["runuser", "-u", self.owner, "--", *words]
        done = subprocess.run(
            words, cwd="/", capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ssh(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command there without a terminal."""
        return subprocess.run(
            [*self.client, "host", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=180,  # a first search on a busy machine
        )


def block(beginning: str) -> str:
    """The fenced block of the page that begins so."""
    found = re.search(rf"```\w*\n({re.escape(beginning)}.*?)```", _PAGE, re.DOTALL)
    assert found is not None, beginning
    return found[1]


@pytest.fixture(scope="module")
def accounts() -> Iterator[tuple[str, str]]:
    """Two accounts made for these tests, or twice one's own where none can be made."""
    if os.geteuid() != 0 or not shutil.which("useradd") or not shutil.which("runuser"):
        yield (getpass.getuser(),) * 2
        return
    names = (f"hexapla-o{os.getpid()}", f"hexapla-r{os.getpid()}")
    try:
        for name in names:
            # `*` is no password and, unlike the usual `!`, no lock. Each test has a home of
            # its own, which the server tells.
            make = ("useradd", "--home-dir", "/", "--shell", "/bin/sh", "--password", "*", name)
            subprocess.run(make, check=True, capture_output=True, timeout=60)
        yield names
    finally:
        for name in names:
            subprocess.run(["userdel", name], check=False, capture_output=True, timeout=60)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that all may read. Pytest's own are for one account, and closed again by
    every other run that starts meanwhile."""
    with TemporaryDirectory(prefix="hexapla-host-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def python(accounts: tuple[str, str]) -> Iterator[str]:
    """An interpreter that these accounts can run: this one, or a copy."""
    if accounts[0] == getpass.getuser():
        yield sys.executable
        return
    with open_folder() as folder:
        yield copied(folder / "python")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Instead of pytest's."""
    with open_folder() as folder:
        yield folder


@pytest.fixture
def team(accounts: tuple[str, str], python: str, tmp_path: Path) -> Iterator[Team]:
    """The host, its server running."""
    owner, readers = accounts
    for name in ("server", "anna"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(key, check=True, timeout=60)
    port = free_port()
    client = ["ssh", "-F", "none", "-p", str(port), "-l", readers, "-q"]
    for option in (
        *("HostName=127.0.0.1", f"IdentityFile={tmp_path}/anna", "IdentitiesOnly=yes"),
        *("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"),
        "SendEnv=LANG LC_* PYTHON* HEXAPLA_* XDG_*",
    ):
        client += ["-o", option]
    team = Team(tmp_path, owner, readers, python, tuple(client))
    _prepare(team)
    log = tmp_path / "sshd.log"
    words = [str(_SSHD), "-D", "-f", str(tmp_path / "sshd_config"), "-p", str(port)]
    server = subprocess.Popen([*words, "-E", str(log)])
    try:
        wait_for_port(port, server, log)
        yield team
    finally:
        server.terminate()
        server.wait(10)


def _prepare(team: Team) -> None:
    """Folders with their owners, and the files of the page."""
    incoming = team.folder / "news" / "incoming"
    incoming.mkdir(parents=True)
    team.home.mkdir(mode=0o700)
    (incoming / "one.txt").write_text(ONE, "utf-8")
    if team.owner != team.readers:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        for path in (incoming.parent, incoming, incoming / "one.txt"):
            os.chown(path, pwd.getpwnam(team.owner).pw_uid, -1)
        os.chown(team.home, pwd.getpwnam(team.readers).pw_uid, -1)
    # Without this machine's dictionaries, which take a minute of each new reader's.
    config = f'dictionaries = "none"\n{team.said(block("trusted_owners"))}'
    (team.folder / "config.toml").write_text(config, "utf-8")
    forced = team.said(block("command=")).partition(" ssh-ed25519 ")[0]
    key = (team.folder / "anna.pub").read_text("utf-8")
    (team.folder / "keys").write_text(f"{forced} {key}", "utf-8")
    (team.folder / "sshd_config").write_text(
        f"HostKey {team.folder}/server\nListenAddress 127.0.0.1\nStrictModes no\nUsePAM no\n"
        f"PidFile none\nPrintMotd no\nPermitRootLogin prohibit-password\n"
        f'SetEnv HOME="{team.home}"\n' + team.said(block("AcceptEnv")),
        "utf-8",
    )


def command(beginning: str) -> str:
    """The command of the page that holds these words, without what runs it."""
    line = next(line for line in _PAGE.splitlines() if beginning in line)
    return line[line.index("/opt/hexapla/bin/hexapla") :].partition(" >")[0]


def test_the_page_makes_a_host_for_a_team(team: Team) -> None:
    assert "1 added" in team.service(command("add /srv/news/incoming"))
    found = team.ssh("search", "launch", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["total"] == 1

    # A reader reads, keeps, and fetches what was kept.
    with Screen([*team.client, "-t", "host"], _terminal()) as screen:
        screen.wait_for("passage 1 of")
        screen.type("m")
        screen.wait_for("highlighted")
        # Meanwhile the service syncs; the open session says so.
        new = team.folder / "news" / "incoming" / "two.txt"
        new.write_text(ONE.replace("One", "Two"), "utf-8")
        assert "1 added" in team.service(command("ExecStart"))
        assert "1 added" not in team.service(command("*/15"))
        screen.wait_for("1 new article")
        screen.wait_for("Two")
        screen.type("q")
        assert screen.wait_exit() == 0
    exported = team.ssh("export", "--format", "markdown")
    assert (exported.returncode, exported.stderr) == (0, "")
    assert "> One" in exported.stdout
    for name in re.findall(r"`(\.local/\S*anna/?\S*?)`", _PAGE):
        # These two are made when a reader first puts something there.
        assert (team.home / name).exists() or name.endswith(("exports/", "glossary.tsv")), name


def test_readers_can_do_nothing_else(team: Team) -> None:
    team.service(command("add /srv/news/incoming"))
    archive = team.folder / "news" / "archive"
    before = {path: path.stat().st_mtime_ns for path in archive.rglob("*")}
    for words in (
        ("id",),
        ("sync",),
        ("remove", "--source", ""),
        ("add", "/etc/passwd"),
        ("search", "x", "--queries", "/etc/passwd"),
        ("hexapla", "--archive", "/", "list"),
    ):
        refused = team.ssh(*words)
        assert (refused.returncode, refused.stdout) == (2, ""), words
        assert "not here" in refused.stderr
    assert {path: path.stat().st_mtime_ns for path in archive.rglob("*")} == before
    if team.owner != team.readers:
        assert all(path.owner() == team.owner for path in archive.rglob("*"))


def test_without_the_trusted_owner_readers_are_told(team: Team) -> None:
    if team.owner == team.readers:
        pytest.skip("two accounts are needed, which only root can make")
    team.service(command("add /srv/news/incoming"))
    (team.folder / "config.toml").write_text("", "utf-8")
    found = team.ssh("search", "launch", "--json")
    assert json.loads(found.stdout)["total"] == 1
    assert f"belongs to {team.owner}, who is not trusted" in found.stderr


def _terminal() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
