"""What linking costs, and what it finds: CPU time of one process, articles of `bench/corpus.py`.

    python bench/linking.py ARTICLES [ARTICLES ...]
    python bench/linking.py --in FOLDER ARTICLES

For each size an archive is made and linked; then one article is added and linked, a few
times, and last fifty at once. With `--in` the archive is kept in a folder for another
time, and a copy of it is linked. With the dictionaries of HEXAPLA_DICTIONARIES, or `none`.

Half of the articles tell of made-up events, of two to thirty articles each in all
languages: within three days, with some of the event's names (as each script writes them)
and numbers in every passage. They come in an order drawn by lot, so that those that are
added later mostly tell of events that are there. Pairs of articles are counted.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import corpus
import numpy as np

from index import Archive

#: In every block of articles there are events of so many articles each.
_BLOCK, _SIZES = 100, (2, 3, 5, 10, 30)
_LAST = tuple(accumulate(_SIZES))

#: What an event is known by, and how much of it each passage and the title name.
_NAMES, _NUMBERS, _IN_PASSAGE, _IN_TITLE = 10, 6, 10, 3
_DAYS, _SPAN = 2000, 3

_ONE_BY_ONE, _AT_ONCE = 5, 50
_LATE = _ONE_BY_ONE + _AT_ONCE


def main(sizes: Iterable[int], kept: Path | None) -> None:
    print(
        f"{'articles':>9}{'ms each':>9}{'ms one':>8}{'ms of 50':>9}{'kB each':>9}{'MB':>6}"
        f"{'precision':>11}{'recall':>8}"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=kept) as folder:
            measure(Path(folder), size, kept)


def measure(folder: Path, size: int, kept_in: Path | None) -> None:
    """Print a row of the table."""
    order = np.random.default_rng(17).permutation(size + _LATE).tolist()
    with opened(folder, kept_in, order[:size]) as archive:
        bulk = linked(archive)
        kept = (archive.path / "stories.sqlite").stat().st_size
        memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        one = []
        for number in order[size : size + _ONE_BY_ONE]:
            add(archive, folder, [number])
            one.append(linked(archive))
        add(archive, folder, order[size + _ONE_BY_ONE :])
        fifty = linked(archive)
        precision, recall = found(archive, order)
    print(
        f"{size:>9}{bulk / size * 1e3:>9.2f}{min(one) * 1e3:>8.0f}{fifty * 1e3:>9.0f}"
        f"{kept / size / 1e3:>9.1f}{memory:>6.0f}{precision:>11.3f}{recall:>8.3f}",
        flush=True,
    )


def opened(folder: Path, kept_in: Path | None, numbers: Sequence[int]) -> Archive:
    """The archive of these articles: a copy of the one that is kept, if any is."""
    path = folder / "archive"
    kept = path if kept_in is None else kept_in / f"archive-{len(numbers)}"
    if not kept.exists():
        Archive.create(kept).close()
        with Archive.open(kept) as archive:
            add(archive, folder, numbers)
            archive.tidy()
    if kept != path:
        shutil.copytree(kept, path)
    archive = Archive.open(path)
    archive.lexicon().pivots_of("de", ["Haus"])  # it is made once an account
    return archive


def linked(archive: Archive) -> float:
    """Seconds of CPU that linking takes."""
    start = time.process_time()
    archive.link()
    return time.process_time() - start


def add(archive: Archive, folder: Path, numbers: Iterable[int]) -> None:
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(article(n), ensure_ascii=False)}\n" for n in numbers)
    archive.add([folder / "articles.jsonl"])


def found(archive: Archive, numbers: Iterable[int]) -> tuple[float, float]:
    """Precision and recall of pairs of articles in one story."""
    events: dict[int, set[str]] = {}
    for number in numbers:
        if (event := event_of(number)) is not None:
            events.setdefault(event, set()).add(f"article-{number}")
    wanted = {pair for some in events.values() for pair in combinations(sorted(some), 2)}
    told = {pair for story in archive.stories() for pair in combinations(sorted(story.articles), 2)}
    right = len(wanted & told)
    return right / max(1, len(told)), right / max(1, len(wanted))


def event_of(number: int) -> int | None:
    """What an article tells of."""
    block, place = divmod(number, _BLOCK)
    within = next((at for at, last in enumerate(_LAST) if place < last), None)
    return None if within is None else block * len(_SIZES) + within


def article(number: int) -> dict[str, object]:
    """An article of the corpus, which may tell of an event."""
    told = corpus.article(number)
    event = event_of(number)
    if event is None:
        return told
    chance, own = np.random.default_rng([13, event]), np.random.default_rng([19, number])
    syllables = corpus.vocabulary(str(told["lang"])).syllables
    names = ["".join(syllables[it] for it in chance.integers(0, 15, 4)) for _ in range(_NAMES)]
    facts = [*map(str.capitalize, names), *map(str, chance.integers(1000, 90_000, _NUMBERS))]
    day = np.datetime64("2020-01-01") + int(chance.integers(_DAYS)) + int(own.integers(_SPAN))
    passages = [
        f"{passage} {' '.join(own.choice(facts, _IN_PASSAGE, replace=False))}."
        for passage in told["passages"]  # type: ignore[attr-defined]  # a JSON value
    ]
    words = str(told["title"]).split()[:_IN_TITLE]
    title = " ".join([*own.choice(facts[:4], _IN_TITLE, replace=False), *words])
    return told | {"passages": passages, "title": title, "date": str(day)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--in", dest="kept", type=Path)
    parser.add_argument("sizes", nargs="+", type=int)
    told = parser.parse_args()
    main(told.sizes, told.kept)
