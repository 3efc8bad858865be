"""What the application costs on a terminal: bytes and CPU time, beside a minimal
Textual application in the same run.

    python -m bench.terminal [--rounds N]

Wall time is left out on purpose: machines are noisy, bytes and CPU time are not.
Each start is a new process on a new pty of 120x40 with TERM=xterm-256color, with
byte code written; starts are the least of the rounds (what else the machine did can
only add), keys the median.
"""

import argparse
import os
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


@dataclass(frozen=True, slots=True)
class Start:
    """CPU milliseconds and bytes until something stands on the screen."""

    cpu: float
    sent: int


def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH",)}
    return {
        **kept,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }


def start(command: Sequence[str], home: Path, marker: str) -> Start:
    with Screen(command, environment(home), SIZE) as screen:
        screen.wait_for(marker)
        return Start(screen.cpu_milliseconds(), len(screen.output))


def keys(home: Path) -> list[tuple[str, float, float]]:
    """Bytes and CPU of single keys in the running application, each a median."""
    rows = []
    with Screen([hexapla(), "--archive", str(home / "archive")], environment(home), SIZE) as screen:
        screen.wait_for("DeepSeek")
        screen.settle(1.5)
        for name, typed, rounds in (
            ("j in the article", "j", 6),
            ("page down", "\x1b[6~", 2),
            ("a letter in the search box", "čipy", 1),
        ):
            if "search" in name:
                screen.type("/chip\r/")  # the first search loads what searching needs
                screen.settle(2.0)
            costs = [_key(screen, key) for _ in range(rounds) for key in _single(typed)]
            rows.append(
                (
                    name,
                    statistics.median(c.sent for c in costs),
                    statistics.median(c.cpu for c in costs),
                )
            )
        rows.append(("idle, a second", *_idle(screen)))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        subprocess.run(
            [hexapla(), "--archive", str(home / "archive"), "add", "seeds"],
            env=environment(home),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        command = [hexapla(), "--archive", str(home / "archive")]
        with Screen(command, environment(home), SIZE) as screen:  # a reader's second start
            screen.wait_for("DeepSeek")
            screen.settle(1.5)
            screen.type("q")
            screen.wait_exit()
        minimal, own = [], []
        for _ in range(rounds):  # in turn, so that both see the same noise
            minimal.append(start([sys.executable, "-c", MINIMAL], home, "READY"))
            own.append(start(command, home, "DeepSeek"))
        small, ours = least(minimal), least(own)
        print(f"{'start-up at 120x40':<32}{'CPU ms':>10}{'bytes':>10}{'x minimal':>11}")
        print(f"{'minimal Textual app':<32}{small.cpu:>10.0f}{small.sent:>10}{1:>11.2f}")
        ratio = ours.cpu / small.cpu
        print(f"{'hexapla, content painted':<32}{ours.cpu:>10.0f}{ours.sent:>10}{ratio:>11.2f}")
        print(f"\n{'a key':<32}{'CPU ms':>10}{'bytes':>10}")
        for name, sent, cpu in keys(home):
            print(f"{name:<32}{cpu:>10.1f}{sent:>10.0f}")
        print(f"\nmemory (PSS) before a search: {memory(home):.0f} MB")


if __name__ == "__main__":
    main()
