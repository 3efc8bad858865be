"""Twenty readers of one archive while another process adds to it and syncs.

    python -m bench.sessions [--sessions N] [--articles N]

Each session is the application on a pty of its own with a notebook of its own, all of one
account that has made its dictionaries, as `docs/team-host.md` has it. They
search, open and page in turn; meanwhile files come into the followed folder and
`hexapla sync` takes them in, without a pause. CPU time and bytes are those of a key until
nothing is sent any more; what the application does by itself meanwhile (noticing what is
new) is in them. Run as root the readers are another account, which may not write, and
run a copy of this interpreter where they may read it. Memory is the proportional set size
of the sessions and of what they started; the exit code is 1 when it is over its limit,
when a session failed or lists what is old, or when a key in the middle is over its own.
"""

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import article
from reader.i18n import ship_names
from tests.terminal.interpreter import copied
from tests.terminal.screen import Screen, Size

SIZE = Size(120, 40)
ROOT = Path(__file__).parent.parent

#: The account of the readers where root runs this.
NOBODY = 65534

#: Articles in a file of the followed folder, and in one that comes later.
IN_A_FILE, NEW = 100, 3

#: Megabytes that twenty sessions together may hold.
MOST = 800

#: What each session types: each key is measured. Then the most that it may cost in the
#: middle, CPU milliseconds and bytes; Enter has no limit.
KEYS = (
    ("a letter in the search box", "kalo", (15, 4000)),
    ("Enter: the whole answer", "\r", ()),
    ("Enter: open the best", "\r", ()),
    ("j in the article", "jjj", (15, 500)),
    ("page down", ("\x1b[6~", "\x1b[6~"), (15, 7000)),
)


@dataclass
class Measured:
    """What one kind of key cost."""

    cpu: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)


class Syncing(threading.Thread):
    """New files and `hexapla sync`, one after the other, until `stop`."""

    def __init__(self, python: str, archive: Path, folder: Path, first: int) -> None:
        super().__init__(daemon=True)
        self._python = python
        self.errors: list[str] = []
        self.runs = 0
        self.articles = first
        self._archive = archive
        self._folder = folder
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(1.0):
            new = [article(self.articles + n) for n in range(NEW)]
            write(self._folder / f"later-{self.runs}.jsonl", new)
            done = hexapla(self._python, self._archive, "sync")
            self.runs += 1
            self.articles += NEW
            if done.returncode:
                self.errors.append(done.stderr)

    def stop(self) -> None:
        """End after the sync that runs now."""
        self._ended.set()
        self.join()


def write(path: Path, made: Sequence[dict[str, object]]) -> None:
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made)
    path.write_text(lines, encoding="utf-8")


def hexapla(
    python: str, archive: Path, *words: str, become: Sequence[str] = (), home: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*become, python, "-m", "reader", "--archive", str(archive), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home or Path.home())},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def readers(home: Path) -> tuple[str, ...]:
    """What makes a command the readers', who may not write the archive where root runs
    this; `home` becomes theirs."""
    home.mkdir()
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return ()
    os.chown(home, NOBODY, NOBODY)
    return ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")


def session(python: str, archive: Path, home: Path, become: Sequence[str], name: str) -> Screen:
    """The application for one reader."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }
    words = ("--archive", str(archive), "--user", name)
    return Screen((*become, python, "-m", "reader", *words), environment, SIZE)


#: Parts of a process's memory, by what Linux calls them: all of it, what it made itself,
#: and files (libraries, the index), which are shared with the others.
PARTS = {"Pss": "all", "Pss_Anon": "its own", "Pss_File": "files"}


def pss(screen: Screen) -> dict[str, float]:
    """Proportional set size in megabytes, of a session and of all that it started: what is
    shared is divided among its holders."""
    found = dict.fromkeys(PARTS, 0.0)
    for pid in descent(screen.pid):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
            sizes = dict(line.split()[:2] for line in lines if line.endswith("kB"))
            for name in PARTS:
                found[name] += int(sizes[f"{name}:"]) / 1024
    return found


def descent(pid: int) -> Iterator[int]:
    """A process and those that it started, as far as they live."""
    yield pid
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from descent(int(child))


def memory(when: str, screens: Sequence[Screen]) -> bool:
    """A row: a session's memory in the middle and at most, its parts, and that of all;
    whether that is within its limit."""
    found = [pss(screen) for screen in screens]
    middle = [statistics.median(one[part] for one in found) for part in PARTS]
    total = [one["Pss"] for one in found]
    columns = "".join(f"{size:>10.1f}" for size in (*middle, max(total), sum(total)))
    is_well = sum(total) <= MOST
    print(f"{when:<28}{columns}{'' if is_well else ' !'}")
    return is_well


def drain(screens: Sequence[Screen], seconds: float) -> None:
    """Read what all send for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for screen in screens:
            screen.settle(0.01, 0.05)


def press(screen: Screen, key: str, measured: Measured) -> None:
    before = screen.cpu_milliseconds()
    screen.type(key)
    # What Enter wants comes from the archive's thread, when it has the processor.
    measured.sent.append(screen.settle(1.0 if key == "\r" else 0.4, 5.0))
    measured.cpu.append(screen.cpu_milliseconds() - before)


def table(found: dict[str, Measured]) -> bool:
    """A row for each kind of key; whether all are within their limits in the middle."""
    is_well = True
    limits = {name: limit for name, _, limit in KEYS}
    print(f"{'a key':<28}{'CPU ms p50':>12}{'p95':>8}{'bytes p50':>12}{'p95':>8}")
    for name, each in found.items():
        cpu, sent = quantiles(each.cpu), quantiles(each.sent)
        over = any(
            value > limit for value, limit in zip((cpu[0], sent[0]), limits[name], strict=False)
        )
        is_well &= not over
        row = f"{name:<28}{cpu[0]:>12.1f}{cpu[1]:>8.1f}{sent[0]:>12.0f}{sent[1]:>8.0f}"
        print(f"{row}{' !' if over else ''}")
    return is_well


def quantiles(values: Sequence[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.quantiles(values, n=20)[-1]


def idle(screens: Sequence[Screen], seconds: float) -> tuple[float, float]:
    """Bytes a second and share of a CPU in percent, for each session."""
    drain(screens, 6.0)
    sent = sum(len(screen.output) for screen in screens)
    cpu = sum(screen.cpu_milliseconds() for screen in screens)
    time.sleep(seconds)
    drain(screens, 0.5)
    sent = sum(len(screen.output) for screen in screens) - sent
    cpu = sum(screen.cpu_milliseconds() for screen in screens) - cpu
    return sent / seconds / len(screens), cpu / seconds / 10 / len(screens)


def stale(screens: Sequence[Screen], total: int) -> int:
    """How many do not list all articles after a while."""
    for screen in screens:
        screen.type("/\x15\r")  # ask for everything
    wanted = f"{total} articles"
    for _ in range(20):
        drain(screens, 1.0)
        if not (left := [screen for screen in screens if wanted not in screen.text]):
            return 0
    print(left[0].text)
    return len(left)


def measure(number: int, made: int, folder: Path) -> int:
    """Run it; the number of things that are wrong."""
    archive, news = folder / "archive", folder / "news"
    news.mkdir()
    for at in range(0, made, IN_A_FILE):
        write(news / f"{at:06}.jsonl", [article(n) for n in range(at, min(at + IN_A_FILE, made))])
    # As an installed one is: readers may not write here.
    for package in ("index", "reader"):
        compileall.compile_dir(ROOT / package, quiet=2)
    list(ship_names())
    python = copied(folder / "python") if os.geteuid() == 0 else sys.executable
    added = hexapla(python, archive, "add", str(news))
    print(added.stdout, end="")
    syncing = Syncing(python, archive, news, made)
    home = folder / "home"
    become = readers(home)
    hexapla(python, archive, "dictionaries", "--make", become=become, home=home)
    screens = [session(python, archive, home, become, f"reader-{n}") for n in range(number)]
    try:
        for screen in screens:
            screen.wait_for("passage 1 of", timeout=240)
        drain(screens, 3.0)
        heads = "".join(f"{head:>10}" for head in (*PARTS.values(), "most", "together"))
        print(f"{'memory of a session, MB':<28}{heads}")
        is_well = memory("an article open", screens)
        syncing.start()
        found = {name: Measured() for name, _, _ in KEYS}
        for screen in screens:
            screen.type("/")
        drain(screens, 6.0)
        for name, keys, _ in KEYS:
            for screen in screens:
                for key in keys:
                    press(screen, key, found[name])
                drain(screens, 0.1)
        syncing.stop()
        is_well &= memory("after a search", screens)
        print()
        is_well &= table(found)
        print(f"syncs meanwhile: {syncing.runs}, failed: {len(syncing.errors)}")
        sent, share = idle(screens, 20.0)
        print(f"idle: {sent:.1f} bytes/s, {share:.2f} % of a CPU each")
        left = stale(screens, syncing.articles)
        dead = sum(not screen.alive for screen in screens)
        wrong = sum("hexapla:" in screen.text for screen in screens)
        print(f"sessions with an old list: {left}, ended: {dead}, with an error: {wrong}")
        return left + dead + wrong + len(syncing.errors) + (not is_well)
    finally:
        for screen in screens:
            screen.__exit__()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--articles", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        return measure(arguments.sessions, arguments.articles, Path(folder))


if __name__ == "__main__":
    sys.exit(bool(main()))
