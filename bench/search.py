"""What building and asking an index costs, beside other engines, in one run.

    python bench/search.py [ARTICLES] [--stock] [--keep FOLDER]

Each engine builds in a process of its own; queries are asked in turns, so that all
engines meet the same noise. CPU counts, the least of three rounds for each query, since
what else runs only adds to it; wall time of all rounds stands beside it. Stock Whoosh is
left out above 10,000 articles unless `--stock` asks for it: its build takes hours.
"""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from bench import corpus
from bench.rivals import Article, Asked, Rival, rivals

_ROUNDS = 3
_QUERIES = 15
_STOCK_UP_TO = 10_000


def queries() -> dict[str, list[Asked]]:
    """Queries by kind, the same for everybody; words by the rank of their frequency."""
    chance = np.random.default_rng(5)

    def word(lang: str, least: int, most: int) -> str:
        words = corpus.vocabulary(lang).words
        return words[int(chance.integers(least, min(most, len(words))))].lower()

    def follower(lang: str, rank: int) -> tuple[str, str]:
        known = corpus.vocabulary(lang)
        return known.words[rank].lower(), known.words[known.companions[rank]].lower()

    kinds = defaultdict[str, list[Asked]](list)
    for at in range(_QUERIES):
        lang = corpus.LANGUAGES[at % len(corpus.LANGUAGES)]
        three = (word(lang, 5, 60), word(lang, 60, 400), word(lang, 400, 3000))
        kinds["rare word"].append(Asked("any", (word(lang, 8_000, 50_000),)))
        kinds["common word"].append(Asked("any", (word(lang, 0, 30),)))
        kinds["any of three"].append(Asked("any", three))
        kinds["all of three"].append(Asked("all", three))
        kinds["phrase"].append(Asked("phrase", follower(lang, int(chance.integers(20, 2000)))))
        kinds["phrase of stop words"].append(
            Asked("phrase", (word(lang, 0, 12), word(lang, 0, 12)))
        )
        kinds["prefix"].append(Asked("prefix", (word(lang, 2_000, 9_000)[:3],)))
        kinds["one edit away"].append(Asked("fuzzy", (word(lang, 2_000, 9_000),)))
        kinds["any, one language, facets"].append(Asked("any", three, lang, facets=True))
        kinds["common word, by date"].append(Asked("any", (word(lang, 0, 30),), by_date=True))
        for size in (15, 100):
            forms = tuple(word(lang, 100, 20_000) for _ in range(size))
            kinds[f"{size} forms of one word"].append(Asked("group", forms))
    return kinds


def build(rival: Rival, texts: Path, folder: Path) -> dict[str, float]:
    """Build in this process, which does nothing else."""
    articles = list(_articles(texts))
    before, start, wall = getrusage(RUSAGE_SELF).ru_maxrss, process_time(), perf_counter()
    rival.build(articles, folder)
    return {
        "cpu": process_time() - start,
        "wall": perf_counter() - wall,
        "memory": (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1000,
        "size": sum(path.stat().st_size for path in folder.rglob("*")) / 1e6,
    }


def opened(rival: Rival, folder: Path) -> dict[str, float]:
    """Open and ask once, in this process, which has done nothing before."""
    import whoosh.index  # noqa: F401, PLC0415  # what everybody imports is not counted

    before, start = getrusage(RUSAGE_SELF).ru_maxrss, process_time()
    rival.open(folder)
    figures = {"open": 1000 * (process_time() - start)}
    rival.ask(Asked("any", ("on",)))
    figures["memory"] = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1000
    return figures


def ask_all(competing: list[Rival]) -> Iterator[tuple[str, str, list[float], list[float]]]:
    """CPU and wall milliseconds by kind and engine: CPU of each query the least of all rounds,
    wall of each round."""
    for kind, asked in queries().items():
        cpu = defaultdict[str, dict[Asked, float]](dict)
        wall = defaultdict[str, list[float]](list)
        for _ in range(_ROUNDS):
            for query in asked:
                for rival in competing:
                    spent = _spent(lambda rival=rival, query=query: rival.ask(query))
                    if spent is not None:
                        before = cpu[rival.name].get(query, spent[0])
                        cpu[rival.name][query] = min(before, spent[0])
                        wall[rival.name].append(spent[1])
        for name in cpu:
            yield kind, name, list(cpu[name].values()), wall[name]


def _spent(ask: Callable[[], list[int] | None]) -> tuple[float, float] | None:
    children = getrusage(RUSAGE_CHILDREN)
    start, wall = process_time(), perf_counter()
    if ask() is None:
        return None
    cpu, wall = process_time() - start, perf_counter() - wall
    later = getrusage(RUSAGE_CHILDREN)
    cpu += later.ru_utime + later.ru_stime - children.ru_utime - children.ru_stime
    return 1000 * cpu, 1000 * wall


def _articles(texts: Path) -> Iterator[Article]:
    with texts.open(encoding="utf-8") as lines:
        for key, line in enumerate(lines, start=1):
            yield Article.of(key, json.loads(line))


def _in_child(work: str, rival: Rival, *paths: Path) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.search", "--child", work, rival.name, *map(str, paths)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def _child(work: str, name: str, *paths: str) -> None:
    rival = next(it for it in rivals() if it.name == name)
    does = {"build": build, "open": opened}[work]
    print(json.dumps(does(rival, *map(Path, paths))))


def _report(number: int, folder: Path, *, stock: bool) -> None:
    texts = folder / f"{number}.jsonl"
    if not texts.exists():
        corpus.written(texts, corpus.articles(number))
    text = sum(len(f"{it.title} {it.body}".encode()) for it in _articles(texts)) / 1e6
    print(f"{number} articles, {text:.0f} MB of text\n")
    competing = []
    for rival in rivals():
        reason = rival.missing()
        if rival.name == "stock Whoosh" and number > _STOCK_UP_TO and not stock:
            reason = "left out at this size"
        if reason:
            print(f"{rival.name}: {reason}")
        else:
            competing.append(rival)
    print("\n| engine | build CPU s | wall s | memory MB | size / text | open ms | MB then |")
    print("|---|---|---|---|---|---|---|")
    for rival in competing:
        place = folder / f"{number}-{rival.name}"
        made = {} if place.exists() else _in_child("build", rival, texts, place)
        then = _in_child("open", rival, place)
        size = sum(path.stat().st_size for path in place.rglob("*")) / 1e6 / text
        print(
            f"| {rival.name} | {made.get('cpu', 0):.1f} | {made.get('wall', 0):.1f} |"
            f" {made.get('memory', 0):.0f} | {size:.2f} | {then['open']:.0f} |"
            f" {then['memory']:.0f} |",
            flush=True,
        )
        rival.open(place)
    print("\nCPU ms p50 / p95 (wall p50 / p95)\n")
    print(f"| query | {' | '.join(it.name for it in competing)} |")
    print("|---" * (len(competing) + 1) + "|")
    cells = defaultdict[str, dict[str, str]](dict)
    for kind, name, cpu, wall in ask_all(competing):
        low, high, slow, slower = *np.percentile(cpu, (50, 95)), *np.percentile(wall, (50, 95))
        cells[kind][name] = f"{low:.2f} / {high:.2f} ({slow:.2f} / {slower:.2f})"
    for kind, by_name in cells.items():
        print(f"| {kind} | {' | '.join(by_name.get(it.name, '-') for it in competing)} |")


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        _child(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder for texts and indexes, used again")
    chosen = parser.parse_args()
    with TemporaryDirectory() as passing:
        folder = chosen.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        _report(chosen.articles, folder, stock=chosen.stock)


if __name__ == "__main__":
    main()
