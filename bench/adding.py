"""What `hexapla add` costs beside SQLite FTS5's build of the same articles.

    python -m bench.adding [ARTICLES] [--rounds 2] [--into ARCHIVE]

Each round adds the articles to a new archive by the command, in a process of its own, and
has FTS5 build an index of them before and after it, since what else runs on the machine
comes and goes. CPU counts: of all that the process does until it ends, its start, the
merges behind its last word and the processes that it begins included.

With `--into`, fifty articles are then added to a copy of an archive, eight times over: such
whose forms it knows, and such with new ones. First in one process, as an application that
is open does it, without its first time; then by the command.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np

from bench import corpus
from bench.corpus import written
from index import Archive

_FEW = 50
_TIMES = 9


def spent(*command: str) -> float:
    """CPU seconds of a process and all that it started."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def built_by_fts5(texts: Path, folder: Path) -> float:
    """CPU seconds of FTS5's build, measured in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.search", "--child", "build", "SQLite FTS5", texts, folder],
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(json.loads(ran.stdout)["cpu"])


def compare(number: int, rounds: int, folder: Path) -> None:
    """Print what adding takes beside FTS5's builds."""
    texts = written(folder / "texts.jsonl", corpus.articles(number))
    print(f"{number} articles\n\n| FTS5 before, s | hexapla add, s | FTS5 after, s | times |")
    print("|---|---|---|---|")
    for at in range(rounds):
        before = built_by_fts5(texts, folder / f"{at}-before")
        added = spent("-m", "reader", "--archive", str(folder / f"{at}"), "add", str(texts))
        after = built_by_fts5(texts, folder / f"{at}-after")
        times = 2 * added / (before + after)
        print(f"| {before:.1f} | {added:.1f} | {after:.1f} | {times:.1f} |", flush=True)


def few(*, new: bool) -> Iterator[list[dict[str, Any]]]:
    """Fifty articles again and again, with other ids; `new` ones have forms of their own."""
    articles = list(corpus.articles(_FEW))
    for at in range(_TIMES):
        ending = "".join(chr(97 + int(digit)) for digit in f"{os.getpid()}{at}") if new else ""
        yield [
            article
            | {
                "id": f"{article['id']}-{new}-{os.getpid()}-{at}",
                "passages": [text.replace("o ", f"o{ending} ", 3) for text in article["passages"]],
            }
            for article in articles
        ]


def add_few(archive: Path, folder: Path) -> None:
    """Print what fifty articles more cost an archive; it is changed."""
    print(f"\n| {_FEW} articles into {archive.name}, CPU ms | median | least | greatest |")
    print("|---|---|---|---|")
    for name, new in (("forms known", False), ("with new forms", True)):
        waiting = [
            written(folder / f"{new}-{at}.jsonl", some) for at, some in enumerate(few(new=new))
        ]
        with Archive.open(archive) as opened:
            opened.warm()
            _row(f"one process, {name}", [_added(opened, path) for path in waiting][1:])
    waiting = [written(folder / f"{at}.jsonl", some) for at, some in enumerate(few(new=False))]
    taken = [
        1000 * spent("-m", "reader", "--archive", str(archive), "add", str(path))
        for path in waiting[:3]
    ]
    _row("the command", taken)


def _added(archive: Archive, path: Path) -> float:
    start = process_time()
    report = archive.add([path])
    assert len(report.added) == _FEW
    return 1000 * (process_time() - start)


def _row(name: str, taken: list[float]) -> None:
    print(f"| {name} | {np.median(taken):.0f} | {min(taken):.0f} | {max(taken):.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--into", type=Path, help="an archive; a copy of it is added to")
    chosen = parser.parse_args()
    with TemporaryDirectory() as passing:
        folder = Path(passing)
        if chosen.articles:
            compare(chosen.articles, chosen.rounds, folder)
        if chosen.into:
            add_few(Path(shutil.copytree(chosen.into, folder / chosen.into.name)), folder)


if __name__ == "__main__":
    main()
