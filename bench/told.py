"""How well stories and the passages that say the same are found.

Stories: all articles of a set are linked, and two of one group should be of one story.
Pairs of articles are counted, for each half of the groups (by a checksum of their names)
by itself: what was tuned was tuned on the first. Articles of one language with the same
title and text cannot be told apart, so that groups with such are taken for one.

Counterparts: `P@1` is how many passages have their own translation as the first
counterpart, `none` how many have none though it is there, `of none` how many rightly have
none where the other article does not hold it. What stands twice in a language is left
out; the other article is told backwards, so that it is no help to stand in order.

- udhr and pages: two articles with all passages of the set that are in both languages, at
  most 1,000; for `of none` two of which each has one half. Many a passage of the pages has
  another page's words, or not its own place in the other language.
- news: two articles with the sixty sentences of `news.tsv` and up to 940 others each, of
  the inflection set (for English: pages), which have no counterpart. They were written by
  the authors of the lexicon.
- within: each page, or article of the Declaration, with its own translation.
"""

import csv
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from sets import (
    CANDIDATES,
    CROSSED,
    Key,
    Record,
    archive_of,
    articles,
    heading,
    passages_of,
    records,
    row,
    share,
    text_of,
)

from index import Archive
from index.model import Pair

SETS = ("parallel-udhr", "parallel-pages")
NEWS = Path(__file__).with_name("news.tsv")


def stories(folder: Path) -> None:
    heading("stories", "precision", "recall", "F1", "pairs")
    for name in ("parallel-udhr", "parallel-pages"):
        some = list(records(folder / f"{name}.jsonl"))
        own = [
            one | {"title": record["title"]}
            for one, record in zip(articles(some), some, strict=True)
        ]
        same = alike(some)
        groups = {one["id"]: same[record["group"]] for one, record in zip(own, some, strict=True)}
        with archive_of(own) as archive:
            archive.link()
            found = [story.articles for story in archive.stories()]
        for half, label in enumerate(("tuned on", "held out")):
            row(f"{name[9:]} {label}", *pairwise_score(found, groups, half))


def alike(some: Iterable[Record]) -> dict[str, str]:
    """The name of each group, one for those that cannot be told apart."""
    first: dict[tuple[str, ...], str] = {}
    same: dict[str, str] = {}
    for record in some:
        text = (record["lang"], record["title"], *record["passages"])
        other = first.setdefault(text, record["group"])
        same.setdefault(record["group"], same.get(other, other))
    return same


def pairwise_score(
    found: Iterable[Sequence[str]], groups: dict[str, str], half: int
) -> tuple[float, float, float, int]:
    """Precision, recall and F1 over pairs of articles; one of two groups counts for half."""
    chosen = {group for group in groups.values() if zlib.crc32(group.encode()) % 2 == half}
    right, wrong = 0, 0.0
    for articles_ in found:
        for group, size in Counter(groups[one] for one in articles_).items():
            if group in chosen:
                right += size * (size - 1) // 2
                wrong += size * (len(articles_) - size) / 2
    sizes = Counter(group for group in groups.values() if group in chosen)
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    precision, recall = share(right, right + wrong), share(right, pairs)
    return precision, recall, 2 * precision * recall / (precision + recall), pairs


def counterparts(folder: Path) -> None:
    heading("counterparts", "P@1", "none", "of none", "passages")
    for name in SETS:
        passages = passages_of(folder / f"{name}.jsonl")
        for one, other in combinations(CROSSED, 2):
            left, right = translations(passages[one], passages[other])
            row(f"{name[9:]} {one} {other}", *among_each_other(left, right))
    for one, other in combinations(CROSSED, 2):
        row(f"news {one} {other}", *among_others(*(news(folder, lang) for lang in (one, other))))
    for name in SETS:
        told = list(pages(folder / f"{name}.jsonl"))
        sizes = {one["id"]: len(one["passages"]) for one in told}
        with archive_of(told) as archive:
            for one, other in combinations(CROSSED, 2):
                row(f"within {name[9:]} {one} {other}", *within(archive, sizes, one, other))


class Told(NamedTuple):
    """Passages in one language."""

    lang: str
    texts: list[str]

    def some(self, places: slice) -> "Told":
        return Told(self.lang, self.texts[places])


def among_each_other(left: Told, right: Told) -> tuple[float, float, float, int]:
    number = len(left.texts)
    half = number // 2
    lonely = compared(left.some(slice(half)), right.some(slice(half, None)))
    right_ones, none = scores(compared(left, right), number)
    return right_ones, none, share(half - len(lonely), half), number


def among_others(left: Told, right: Told) -> tuple[float, float, float, int]:
    found = compared(left, right)
    number = len(sentences(left.lang))
    lonely = len(left.texts) - number
    given = sum(at >= number for at in found)
    own = {at: place for at, place in found.items() if at < number}
    return *scores(own, number), share(lonely - given, lonely), number


def translations(left: list[Record], right: list[Record]) -> tuple[Told, Told]:
    """The passages that both languages have, in one order."""
    sides = [{one["key"]: one for one in some} for some in (left, right)]
    both = different([key for key in sides[0] if key in sides[1]], *sides)[:CANDIDATES]
    ours, theirs = (Told(left[0]["lang"], []), Told(right[0]["lang"], []))
    for told, side in zip((ours, theirs), sides, strict=True):
        told.texts.extend(text_of(side[key]) for key in both)
    return ours, theirs


def different(keys: Iterable[Key], *sides: dict[Key, Record]) -> list[Key]:
    """Those whose passages stand once: of the others nobody can say which is meant."""
    seen: set[tuple[int, str]] = set()
    found = []
    for key in keys:
        texts = {(at, text_of(side[key]).casefold()) for at, side in enumerate(sides)}
        if seen.isdisjoint(texts):
            found.append(key)
        seen |= texts
    return found


def sentences(lang: str) -> list[str]:
    with NEWS.open(encoding="utf-8") as lines:
        return [row[lang] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def news(folder: Path, lang: str) -> Told:
    """The sentences of `news.tsv`, and others that have no translation in the other one."""
    of_treebank = [
        record["text"]
        for record in records(folder / "inflection-dev.jsonl")
        if record["lang"] == lang
    ]
    pages = [
        text_of(record)
        for record in records(folder / "parallel-pages.jsonl")
        if record["lang"] == lang
    ]
    return Told(lang, (sentences(lang) + (of_treebank or pages))[:CANDIDATES])


def compared(left: Told, right: Told) -> dict[int, int]:
    """Of each passage that has a counterpart the place of the first."""
    told = [
        {"id": f"told-{at}", "lang": some.lang, "passages": some.texts}
        for at, some in enumerate((left, right.some(slice(None, None, -1))))
    ]
    with archive_of(told) as archive:
        return first_of(archive.counterparts("told-0", "told-1"), len(right.texts))


def first_of(pairs: Iterable[Pair], number: int) -> dict[int, int]:
    """The same, where the right article has so many passages and stands backwards."""
    first: dict[int, int] = {}
    for pair in pairs:  # of each passage the best first
        first.setdefault(pair.left - 1, number - pair.right)
    return first


def scores(found: dict[int, int], number: int) -> tuple[float, float]:
    """`P@1` and `none`."""
    right = sum(at == place for at, place in found.items())
    return share(right, number), share(number - len(found), number)


def pages(path: Path) -> Iterator[Record]:
    """Those of several passages, each forwards and backwards."""
    for record in records(path):
        some = record["passages"]
        if record["lang"] in CROSSED and len(set(some)) == len(some) > 1:
            for way, passages in (("forth", some), ("back", some[::-1])):
                name = f"{record['group']} {record['lang']} {way}"
                yield {"id": name, "lang": record["lang"], "passages": passages}


def within(
    archive: Archive, sizes: dict[str, int], one: str, other: str
) -> tuple[float, float, str, int]:
    right, none, number = 0, 0, 0
    for name, size in sizes.items():
        partner = f"{name.split()[0]} {other} back"
        if name.endswith(f" {one} forth") and sizes.get(partner) == size:
            found = first_of(archive.counterparts(name, partner), size)
            right += sum(at == place for at, place in found.items())
            none += size - len(found)
            number += size
    return share(right, number), share(none, number), "", number
