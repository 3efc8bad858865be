"""An archive of a million articles, made by repetition, and what it costs to ask it.

    python -m bench.million FOLDER --of ARCHIVE [--times 10]
    python -m bench.million FOLDER

To make one, an archive that is whole is copied and its articles, with what is derived of
them, repeated under other keys and ids: rows within SQLite, segments through the merge and
the codec that write all of them. What comes out is what `add` would have left, in some more
segments; the vocabulary is that of the archive it began as, with its counts multiplied.

Then everything is asked through `Archive`: each query of `bench.search` once warm, the
least CPU of three rounds; wall time of all of them; and what was asked first.
"""

import argparse
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from whoosh.index import TOC

from bench.rivals import Asked
from bench.search import queries
from index import Archive
from index.derived import manifest
from index.engines.whoosh.codec import ColumnarSegment
from index.engines.whoosh.merge import Source, merged
from index.engines.whoosh.schema import INDEX_NAME, SCHEMA
from index.engines.whoosh.storage import IndexStorage

_ROUNDS = 3

#: Lines of a kind that are asked for at every letter.
_TYPED = 5

#: Words that the core lexicon translates.
_CROSSING = "government minister election court police army bank price company worker school"

#: Statements that repeat the rows of an archive, `:n` times its greatest key further on.
_ARTICLES = (
    """INSERT INTO article SELECT key + :n * :keys, id || '-' || :n, NULL, change + :n * :keys,
    title, title_derived, lang, source, date, date_from, url, revision, gone
    FROM article WHERE key <= :keys""",
    """INSERT INTO revision SELECT article + :n * :keys, hash, recorded, passages
    FROM revision WHERE article <= :keys""",
    """INSERT INTO origin SELECT article + :n * :keys, root, path, record || '-' || :n, digest, gone
    FROM origin WHERE article <= :keys""",
)
_TOKENS = (
    """INSERT INTO tokens SELECT article + :n * :keys, revision, lang, packed
    FROM tokens WHERE article <= :keys""",
)
_COUNTS = tuple(
    f"UPDATE {table} SET articles = articles * :times" for table in ("form", "reading", "language")
)


def make(source: Path, folder: Path, times: int) -> None:
    """Repeat an archive's articles; its index must be up to date."""
    shutil.copytree(source, folder)
    derived = folder / "index"
    with Archive.open(folder) as archive:
        archive.prepare()
        keys = archive.standing().article
        assert archive.standing().change == keys, "an archive that was only ever added to"
    for n in range(1, times):
        _run(folder / "articles.sqlite", _ARTICLES, n=n, keys=keys)
        _run(derived / "vocabulary.sqlite", _TOKENS, n=n, keys=keys)
    _run(derived / "vocabulary.sqlite", _COUNTS, times=times)
    _repeat(derived / "postings", times, keys)
    found = manifest.read(derived)
    manifest.write(derived, manifest.Manifest(found.version, found.engine, keys * times))


def _run(path: Path, statements: tuple[str, ...], **values: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()


def _repeat(folder: Path, times: int, keys: int) -> None:
    storage = IndexStorage(folder)
    table = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
    segments: list[ColumnarSegment] = list(table.segments)
    for segment in table.segments:
        for n in range(1, times):
            content = merged([Source(segment.columns(folder), segment.living())])
            content.documents.keys[:] += np.uint64(n * keys)
            segments.append(ColumnarSegment.written(storage, content))
    TOC(SCHEMA, segments, table.generation + 1).write(storage, INDEX_NAME)


def asked() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Kinds of queries, their texts, and what else `Archive.search` is told."""
    for kind, some in queries().items():
        for one in some:
            if len(one.words) > 15:
                continue  # no reader types that; see `bench.search`
            languages = [one.lang] if one.lang else []
            yield (
                kind,
                _text(one),
                {
                    "languages": languages,
                    "sort": "date" if one.by_date else "relevance",
                },
            )
    for word in _CROSSING.split():
        yield "a word in all languages", word, {}
    for kind in ("rare word", "any of three", "phrase"):
        for one in queries()[kind][:_TYPED]:
            for end in range(2, len(line := _text(one)) + 1):
                yield "as it is typed", line[:end], {"typing": True}
            yield "Enter, once it is typed", line, {}


def _text(one: Asked) -> str:
    how: dict[str, Callable[[str], str]] = {
        "all": "+{}".format,
        "prefix": "{}*".format,
        "fuzzy": "{}~".format,
    }
    if one.how == "phrase":
        return f'"{" ".join(one.words)}"'
    return (" OR " if one.how == "group" else " ").join(map(how.get(one.how, str), one.words))


def spent(do: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall milliseconds."""
    start, wall = process_time(), perf_counter()
    do()
    return 1000 * (process_time() - start), 1000 * (perf_counter() - wall)


def report(folder: Path) -> None:
    """Print what everything costs."""
    print("| | CPU ms | wall ms | MB then |\n|---|---|---|---|")
    archive: list[Archive] = []
    row("open", lambda: archive.append(Archive.open(folder)))
    it = archive[0]
    row("the newest 500", lambda: it.articles(limit=500))
    row("how many, languages, sources", lambda: (it.count(), it.languages(), it.sources()))
    row("standing", it.standing)
    row("the first search", it.warm)
    row("the second search", lambda: it.search("on"))
    print("\n| p50 / p95 | CPU ms, the least | CPU ms, asked first | wall ms |\n|---|---|---|---|")
    kinds = defaultdict[str, list[list[tuple[float, float]]]](list)
    for kind, text, options in asked():
        search = partial(it.search, text, **options)
        kinds[kind].append([spent(search) for _ in range(_ROUNDS)])
    for kind, found in kinds.items():
        least = [min(cpu for cpu, _ in rounds) for rounds in found]
        first = [rounds[0][0] for rounds in found]
        wall = [each for rounds in found for _, each in rounds]
        cells = (np.percentile(each, (50, 95)) for each in (least, first, wall))
        print(f"| {kind} |", *(f"{low:.0f} / {high:.0f} |" for low, high in cells), flush=True)
    print()
    row("in the end", lambda: None)


def row(name: str, do: Callable[[], object]) -> None:
    cpu, wall = spent(do)
    print(f"| {name} | {cpu:.0f} | {wall:.0f} | {_memory():.0f} |", flush=True)


def _memory() -> float:
    """Megabytes of this process's own, without files that are mapped."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--of", type=Path, help="an archive that was only ever added to")
    parser.add_argument("--times", type=int, default=10)
    chosen = parser.parse_args()
    if chosen.of:
        make(chosen.of, chosen.folder, chosen.times)
    else:
        report(chosen.folder)


if __name__ == "__main__":
    main()
