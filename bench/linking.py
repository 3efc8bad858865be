"""What linking costs: CPU time of one process, articles of `bench/corpus.py`.

    python bench/linking.py ARTICLES [ARTICLES ...]

For each size an archive is made and linked, then articles are added one by one. Half of
the articles tell, four by four, of made-up events, so that there is something to find.
With the dictionaries of HEXAPLA_DICTIONARIES, or `none`.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import corpus
import numpy as np

from index import Archive

#: Articles on one event, and how many names and numbers they share.
_TOLD, _NAMES, _NUMBERS = 4, 8, 4
_ONE_BY_ONE = 5


def main(sizes: Iterable[int]) -> None:
    print(f"{'articles':>9}{'ms each':>9}{'ms one':>8}{'kB each':>9}{'MB':>6}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size)


def measure(folder: Path, size: int) -> None:
    """Print a row of the table."""
    with Archive.create(folder / "archive") as archive:
        add(archive, folder, range(size))
        bulk = linked(archive)
        kept = (folder / "archive" / "stories.sqlite").stat().st_size
        one = []
        for number in range(size, size + _ONE_BY_ONE):
            add(archive, folder, [number])
            one.append(linked(archive))
        memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9}{bulk / size * 1e3:>9.2f}{min(one) * 1e3:>8.0f}"
        f"{kept / size / 1e3:>9.1f}{memory:>6.0f}",
        flush=True,
    )


def linked(archive: Archive) -> float:
    """Seconds of CPU that linking takes."""
    start = time.process_time()
    archive.link()
    return time.process_time() - start


def add(archive: Archive, folder: Path, numbers: Iterable[int]) -> None:
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(article(n), ensure_ascii=False)}\n" for n in numbers)
    archive.add([folder / "articles.jsonl"])


def article(number: int) -> dict[str, object]:
    """An article of the corpus, which may tell of an event."""
    told = corpus.article(number)
    event = number // _TOLD
    if event % 2:
        return told
    chance = np.random.default_rng([13, event])
    syllables = corpus.vocabulary("en").syllables
    names = [
        "".join(syllables[it] for it in chance.integers(0, len(syllables), 3)).capitalize()
        for _ in range(_NAMES)
    ]
    facts = [*names, *map(str, chance.integers(100, 90_000, _NUMBERS))]
    passages = [f"{passage} {' '.join(facts)}." for passage in told["passages"]]  # type: ignore[attr-defined]  # a JSON value
    title = f"{told['title']} {names[0]} {names[1]}"
    return told | {"passages": passages, "title": title}


if __name__ == "__main__":
    main(map(int, sys.argv[1:]))
