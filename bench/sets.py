"""The sets that the measurements in `quality.py` are made on, as archives; and a table."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from index import Archive
from index.language.tokens import normalize, tokenize
from index.model import Hit, Via

Record = dict[str, Any]
#: A passage: its group, its place, and how many there are.
Key = tuple[str, int, int]

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
#: The most frequent words of a language that are no content words.
FUNCTION_WORDS = 150
#: Unspaced scripts.
RUN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{2,}|[\u0e00-\u0e7f]{4,}")

#: Languages that are compared; passages of a language.
CROSSED = ("en", "cs", "de", "id", "uk")
CANDIDATES = 1000


def passages_in(record: Record) -> list[str]:
    return record.get("passages") or [record["text"]]


def passages_of(path: Path) -> dict[str, list[Record]]:
    """By language, its passages, those first that most languages have; of a page only
    where it has as many passages in each."""
    found = defaultdict[str, list[Record]](list)
    for record in records(path):
        for at, text in enumerate(record["passages"]):
            key = (record["group"], at, len(record["passages"]))
            found[record["lang"]].append({"lang": record["lang"], "passages": [text], "key": key})
    known = Counter(one["key"] for lang in CROSSED for one in found[lang])
    for some in found.values():
        Random(3).shuffle(some)
        some.sort(key=lambda one: -known[one["key"]])
    return found


def content_words(some: Sequence[Record]) -> Callable[[Record], list[str]]:
    """What gives the content words of one passage of a record."""
    if "words" in some[0]:
        return lambda record: sorted(
            {form for form, _, part in record["words"] if part in CONTENT and len(form) > 2}
        )
    counted = Counter(token.form for record in some for token in tokenize(text_of(record)))
    common = {word for word, _ in counted.most_common(FUNCTION_WORDS)}

    def rare(record: Record) -> list[str]:
        passage = max(record["passages"], key=len)
        if runs := RUN.findall(passage):
            return sorted({run[: tokenize(run)[:4][-1].end] for run in runs})
        found = {token.form for token in tokenize(passage)}
        return sorted(
            word for word in found - common if len(word) > 3 and not re.search(r"\d", word)
        )

    return rare


def marks(hits: Iterable[Hit]) -> Counter[tuple[str, Via]]:
    """The words that hits mark, with how they were found."""
    return Counter(
        (normalize(passage.text[span.start : span.end]), span.via)
        for hit in hits
        for passage in hit.passages
        for span in passage.spans
    )


def records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def text_of(record: Record) -> str:
    return record["text"] if "text" in record else "\n".join(record["passages"])


def articles(some: Iterable[Record], *, stated: bool = True) -> list[Record]:
    """What `archive_of` takes, numbered in order."""
    return [
        {"id": f"article-{at:05}", "passages": passages_in(record)}
        | ({"lang": record["lang"]} if stated else {})
        for at, record in enumerate(some)
    ]


class archive_of:
    """An archive of these articles while it is needed."""

    def __init__(self, some: Iterable[Record]) -> None:
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name)
        with (path / "articles.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in some)
        self._archive = Archive.create(path / "archive")
        report = self._archive.add([path / "articles.jsonl"])
        if report.errors:
            raise SystemExit(str(report.errors[0]))

    def __enter__(self) -> Archive:
        return self._archive

    def __exit__(self, *_: object) -> None:
        self._archive.close()
        self._folder.cleanup()


def share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def ratio(counts: Sequence[int]) -> float:
    """Of wrong and right ones, the share that is right."""
    return share(counts[1], sum(counts))


def heading(*cells: str) -> None:
    print()
    row(*cells)


def row(first: str, *cells: object) -> None:
    shown = (f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells)
    print(f"{first:20}", *(f"{cell:>10}" for cell in shown), flush=True)
