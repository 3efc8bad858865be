"""What a query across languages costs, beside the plain one, in one run.

    python -m bench.crossing [ARTICLES] [--archive FOLDER]

Twenty queries of two or three words of the news, in five languages, in the sample and in
an archive of `bench/corpus.py`; each is asked plain and across in turns, so that both meet
the same noise, and the least of several rounds counts. Processor time, answers included.
`cold` is the first time that a word is asked for. With HEXAPLA_DICTIONARIES, or `none`.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench import corpus
from index import Archive
from index.sample import open_sample

QUERIES = (
    "technical problems during training",
    "US chip export restrictions",
    "odložila vydání modelu",
    "затримка запуску через чипи",
    "Verzögerung",
    "bezpečnostní obavy",
    "peluncuran model ditunda",
    "government security concerns",
    "Chinesische Behörden",
    "vývoj umělé inteligence",
    "компанія повідомила про проблеми",
    "harga saham turun",
    "new artificial intelligence model",
    "Ankündigung der Firma",
    "rozhodnutí vlády",
    "президент заявив",
    "pemerintah mengumumkan larangan",
    "software update delayed",
    "performance of chips",
    "trh s polovodiči",
)

_ROUNDS = 7


def spent(archive: Archive, query: str, *, cross: bool) -> float:
    """The milliseconds of one search."""
    start = process_time()
    archive.search(query, cross=cross)
    return 1000 * (process_time() - start)


def measured(archive: Archive) -> tuple[float, float, float]:
    """The milliseconds of a query on average: plain, across when cold, across."""
    archive.search("x")  # loads what searching needs
    plain, cold, across = [], [], []
    for query in QUERIES:
        archive.search(query, cross=False)
        cold.append(spent(archive, query, cross=True))
        rounds = [
            (spent(archive, query, cross=False), spent(archive, query, cross=True))
            for _ in range(_ROUNDS)
        ]
        plain.append(min(one for one, _ in rounds))
        across.append(min(other for _, other in rounds))
    number = len(QUERIES)
    return sum(plain) / number, sum(cold) / number, sum(across) / number


@contextmanager
def made(number: int) -> Iterator[Archive]:
    """An archive of so many articles, while it is needed."""
    with TemporaryDirectory() as folder:
        texts = Path(folder) / "articles.jsonl"
        with texts.open("w", encoding="utf-8") as file:
            for article in corpus.articles(number):
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
        with Archive.create(Path(folder) / "archive") as archive:
            archive.add([texts])
            yield archive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--archive", type=Path, help="one that is there already")
    chosen = parser.parse_args()
    print("| archive | plain ms | across, cold | across | ratio |\n|---|---|---|---|---|")
    with TemporaryDirectory() as cache, open_sample(Path(cache)) as sample:
        report("the sample", sample)
    if chosen.archive is not None:
        with Archive.open(chosen.archive) as archive:
            report(str(chosen.archive), archive)
    else:
        with made(chosen.articles) as archive:
            report(f"{chosen.articles} articles", archive)


def report(name: str, archive: Archive) -> None:
    """Print a row."""
    plain, cold, across = measured(archive)
    print(
        f"| {name} | {plain:.1f} | {cold:.1f} | {across:.1f} | {across / plain:.2f} |", flush=True
    )


if __name__ == "__main__":
    main()
