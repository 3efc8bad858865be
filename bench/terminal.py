"""What the application costs on a terminal: bytes and CPU time, beside a minimal
Textual application, less and newsboat in the same run, and over a slow line.

    python -m bench.terminal [--rounds N] [--only PART]

Wall time is left out on purpose: machines are noisy, bytes and CPU time are not.
Each start is a new process on a new pty of 120x40 with TERM=xterm-256color, with
byte code written; starts are the least of the rounds (what else the machine did can
only add), keys the median. Programs that are not installed are passed over. What is
over its limit is marked with `!`, and makes the exit code 1.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.screen import Screen, Size

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App[None]):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("READY")
Minimal().run()
"""

SIZE = Size(120, 40)

ROOT = Path(__file__).parents[1]

#: A line to the other end of a continent, through a full café.
ROUND_TRIP_MS, BITS_PER_SECOND = 100, 1_000_000

#: Sizes of a window while it is pulled at.
_SIZES = 200

#: A key that is held repeats so often a second, for so many keys.
REPEATS, HELD = 30, 60


#: What the minimal application's start took where the limits were set, in CPU milliseconds:
#: 191 to 228. Limits are for a machine as fast as that one.
SET_WITH = 209


class Cpu(float):
    """CPU milliseconds, of which a slower machine may take more."""


#: The most that may be: CPU milliseconds and times the minimal application's until
#: something stands on the screen; bytes and CPU milliseconds of a key; milliseconds from
#: the last press of a held key to the last byte; megabytes.
LIMITS = {
    "first frame": (Cpu(260), 1.3),
    "content painted": (Cpu(320), 1.6),
    "j in the article": (500, Cpu(15)),
    "j in the list": (500, Cpu(15)),
    "page down": (7000, Cpu(15)),
    "a letter in the search box": (4000, Cpu(15)),
    "idle, a second": (0, Cpu(3)),
    "a novel pasted": (4000, Cpu(200)),
    "one of 200 sizes": (2500, Cpu(15)),
    "held": (400,),
    "memory": (40,),
}


class Sampled(Screen):
    """A screen that notes the CPU time used when something came, before it draws that: to
    draw it here takes as long as the next frame there."""

    cpu = 0.0

    def take(self, data: bytes) -> None:
        self.cpu = self.cpu_milliseconds()
        super().take(data)


@dataclass
class Judged:
    """Whether all that was printed is within its limits, on a machine that is so many times
    slower than the one they were set on."""

    slower: float
    well: bool = True

    def mark(self, name: str, *found: float) -> str:
        """`!` for what is over its limit, else nothing."""
        limits = [
            limit * self.slower if isinstance(limit, Cpu) else limit
            for limit in LIMITS.get(name, ())
        ]
        over = any(value > limit for value, limit in zip(found, limits, strict=False))
        self.well &= not over
        return " !" if over else ""


@dataclass(frozen=True, slots=True)
class Start:
    """CPU milliseconds and bytes until something stands on the screen."""

    cpu: float
    sent: int


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),  # this checkout, whatever is installed
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }


def start(command: Sequence[str], home: Path, marker: str) -> Start:
    with Sampled(command, environment(home), SIZE) as screen:
        screen.wait_for(marker)
        return Start(screen.cpu, len(screen.output))


def keys(home: Path) -> list[tuple[str, float, float]]:
    """Bytes and CPU of single keys in the running application, each a median."""
    rows = []
    with Screen([hexapla(), "--archive", str(home / "archive")], environment(home), SIZE) as screen:
        screen.wait_for("DeepSeek")
        screen.settle(1.5)
        for name, typed, rounds in (
            ("j in the article", "j", 6),
            ("page down", "\x1b[6~", 2),
            ("a letter in the search box", "čipy", 3),
            ("j in the list", "j", 4),
        ):
            if "search" in name:
                screen.type("/chip\r/")  # the first search loads what searching needs
                screen.settle(2.0)
            elif "list" in name:
                screen.type("\r")
                screen.settle(1.0)
            costs = []
            for _ in range(rounds):
                costs += [_key(screen, key) for key in _single(typed)]
                if "search" in name and len(costs) < rounds * len(typed):
                    screen.type("\x15")  # and once more from the beginning
                    screen.settle(1.0)
            rows.append(
                (
                    name,
                    statistics.median(c.sent for c in costs),
                    statistics.median(c.cpu for c in costs),
                )
            )
        rows.append(("idle, a second", *_idle(screen)))
    return rows


def bursts(home: Path) -> list[tuple[str, float, float]]:
    """Bytes and CPU of what comes at once: a megabyte pasted into the search box, and each
    size of a window that is pulled at."""
    rows = []
    with Screen([hexapla(), "--archive", str(home / "archive")], environment(home), SIZE) as screen:
        screen.wait_for("DeepSeek")
        screen.settle(1.5)
        before, sent = screen.cpu_milliseconds(), len(screen.output)
        for number in range(_SIZES):
            screen.resize(Size(60 + number % 80, 15 + number % 30))
            screen.settle(0.005, timeout=0.01)
        screen.settle()
        spent = screen.cpu_milliseconds() - before
        rows.append(("one of 200 sizes", (len(screen.output) - sent) / _SIZES, spent / _SIZES))
        screen.resize(SIZE)
        screen.type("/")
        screen.settle()
        before, sent = screen.cpu_milliseconds(), len(screen.output)
        screen.type("\x1b[200~" + "chip " * 200_000 + "\x1b[201~")
        screen.wait_for(lambda text: "chip chip chip" in text.split("\n")[0])
        spent = screen.cpu_milliseconds() - before
        rows.append(("a novel pasted", len(screen.output) - sent, spent))
    return rows


def _single(typed: str) -> list[str]:
    return [typed] if typed.startswith("\x1b") else list(typed)


def _key(screen: Screen, key: str) -> Start:
    before = screen.cpu_milliseconds()
    screen.type(key)
    sent = screen.settle(0.4)
    return Start(screen.cpu_milliseconds() - before, sent)


def _idle(screen: Screen) -> tuple[float, float]:
    screen.settle(1.0)
    before, sent = screen.cpu_milliseconds(), len(screen.output)
    seconds = 5
    time.sleep(seconds)
    screen.settle(0.1)
    return (len(screen.output) - sent) / seconds, (screen.cpu_milliseconds() - before) / seconds


def memory(home: Path) -> float:
    """Proportional set size in megabytes, content painted, nothing searched yet."""
    with Screen([hexapla(), "--archive", str(home / "archive")], environment(home), SIZE) as screen:
        screen.wait_for("DeepSeek")
        screen.settle(1.5)
        lines = Path(f"/proc/{screen.pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def hexapla() -> str:
    return str(Path(sys.executable).with_name("hexapla"))


def least(starts: Sequence[Start]) -> Start:
    return Start(min(s.cpu for s in starts), min(s.sent for s in starts))


def prepared(home: Path) -> list[str]:
    """The command on an archive of the seeds that was opened once before."""
    archive = str(home / "archive")
    subprocess.run(
        [hexapla(), "--archive", archive, "add", "seeds"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    command = [hexapla(), "--archive", archive]
    with Screen(command, environment(home), SIZE) as screen:  # a reader's second start
        screen.wait_for("DeepSeek")
        screen.settle(1.5)
        screen.type("q")
        screen.wait_exit()
    return command


def minimal(home: Path) -> Start:
    return start([sys.executable, "-c", MINIMAL], home, "READY")


def start_up(home: Path, command: Sequence[str], rounds: int, judged: Judged) -> None:
    own: dict[str, list[Start]] = {"first frame": [], "content painted": []}
    others = []
    for _ in range(rounds):  # in turn, so that all see the same noise
        others.append(minimal(home))
        own["first frame"].append(start(command, home, "search the archive"))
        own["content painted"].append(start(command, home, "DeepSeek"))
    small = least(others)
    print(f"{'start-up at 120x40':<32}{'CPU ms':>10}{'bytes':>10}{'x minimal':>11}")
    print(f"{'minimal Textual app':<32}{small.cpu:>10.0f}{small.sent:>10}{1:>11.2f}")
    for name, starts in own.items():
        ours = least(starts)
        ratio = ours.cpu / small.cpu
        row = f"{'hexapla, ' + name:<32}{ours.cpu:>10.0f}{ours.sent:>10}{ratio:>11.2f}"
        print(row + judged.mark(name, ours.cpu, ratio))


def rivals(home: Path) -> None:
    """The same keys in programs that are no Textual applications."""
    text = home / "long.txt"
    text.write_text("\n".join(f"{line} " + "слово " * 15 for line in range(2000)), "utf-8")
    feed = home / "feed.xml"
    items = "".join(
        f"<item><title>Item {n}</title><description>{'слово ' * 2000}</description></item>"
        for n in range(200)
    )
    feed.write_text(f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>")
    (home / "urls").write_text(f"file://{feed}\n")
    newsboat = ["newsboat", "-u", str(home / "urls"), "-c", str(home / "cache.db"), "-r"]
    programs = {
        "less": (["less", str(text)], "слово", "", {"line": "j", "page": " "}),
        "newsboat": (newsboat, "1 unread", "\r", {"line": "j", "page": "\x1b[6~"}),
    }
    for name, (command, marker, opens, typed) in programs.items():
        if shutil.which(name) is None:
            print(f"{name:<32}{'not installed':>20}")
            continue
        with Screen(command, environment(home), SIZE) as screen:
            screen.wait_for(marker if name == "less" else "F")
            screen.settle(2.0)
            print(
                f"{name + ', start':<32}{screen.cpu_milliseconds():>10.1f}{len(screen.output):>10}"
            )
            screen.type(opens)
            screen.settle(1.0)
            for what, key in typed.items():
                costs = [_key(screen, key) for _ in range(5)]
                cpu = statistics.median(cost.cpu for cost in costs)
                sent = statistics.median(cost.sent for cost in costs)
                print(f"{name + ', ' + what:<32}{cpu:>10.1f}{sent:>10.0f}")


def held(home: Path, key: str, *flags: str) -> tuple[float, float]:
    """Milliseconds from the last of many presses over a slow line to the last byte, and
    bytes a key."""
    line = [sys.executable, "-m", "bench.slowline", str(ROUND_TRIP_MS), str(BITS_PER_SECOND)]
    over_ssh = {**environment(home), "SSH_TTY": "/dev/pts/0"}
    command = [*line, hexapla(), "--archive", str(home / "long"), *flags]
    with Screen(command, over_ssh, SIZE) as screen:
        screen.wait_for("passage ", timeout=60)
        # A message that stands for some seconds would end after the last press, as bytes of
        # its own: that the line was found to be slow.
        screen.settle(2.0)
        screen.wait_for(lambda text: "slow line" not in text)
        screen.type("\rgg")  # where the last one began too
        screen.settle(1.0)
        before, began = len(screen.output), time.monotonic()
        for number in range(1, HELD + 1):
            screen.type(key)
            while (left := began + number / REPEATS - time.monotonic()) > 0:
                screen.settle(left, timeout=left)
        last, quiet = time.monotonic(), 1.0
        screen.settle(quiet)
        settled = time.monotonic() - last - quiet
        return max(0.0, settled) * 1000, (len(screen.output) - before) / HELD


def slow_line(home: Path, judged: Judged) -> None:
    words = "\n\n".join("слово про чипи та інше речення тут " * 20 for _ in range(500))
    record = {"id": "long", "lang": "uk", "title": "Довга", "text": words}
    lines = home / "long.jsonl"
    lines.write_text(json.dumps(record) + "\n", "utf-8")
    subprocess.run(
        [hexapla(), "--archive", str(home / "long"), "add", str(lines)],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    title = f"held, {ROUND_TRIP_MS} ms, {BITS_PER_SECOND / 1e6:.0f} Mbit/s"
    print(f"\n{title:<32}{'settles ms':>10}{'B/key':>10}")
    for name, key in (("j", "j"), ("page down", "\x1b[6~")):
        for flags in ((), ("--low-bandwidth",)):
            settled, sent = held(home, key, *flags)
            row = f"{' '.join((name, *flags)):<32}{settled:>10.0f}{sent:>10.0f}"
            print(row + judged.mark("held", settled))


def single_keys(home: Path, judged: Judged) -> None:
    print(f"\n{'a key':<32}{'CPU ms':>10}{'bytes':>10}")
    for name, sent, cpu in (*keys(home), *bursts(home)):
        print(f"{'hexapla, ' + name:<32}{cpu:>10.1f}{sent:>10.0f}{judged.mark(name, sent, cpu)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parts = ("start", "keys", "rivals", "line", "memory")
    parser.add_argument("--only", choices=parts)
    arguments = parser.parse_args()
    wanted = (arguments.only,) if arguments.only else parts
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        command = prepared(home)
        judged = Judged(least([minimal(home) for _ in range(3)]).cpu / SET_WITH)
        print(f"limits of CPU are {judged.slower:.2f} times those of the budget on this machine")
        if "start" in wanted:
            start_up(home, command, arguments.rounds, judged)
        if "keys" in wanted:
            single_keys(home, judged)
        if "rivals" in wanted:
            rivals(home)
        if "line" in wanted:
            slow_line(home, judged)
        if "memory" in wanted:
            used = memory(home)
            row = f"\nmemory (PSS) before a search: {used:.0f} MB"
            print(row + judged.mark("memory", used))
    return not judged.well


if __name__ == "__main__":
    sys.exit(main())
