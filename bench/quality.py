"""How well words, languages and names are found, through the public `Archive` alone.

    python bench/quality.py EVAL [PART ...]

EVAL is a folder with `inflection-dev.jsonl` (sentences with the lemma and part of
speech of their content words), `parallel-udhr.jsonl` and `parallel-pages.jsonl` (short
articles, the same in several languages). Everything is drawn with a fixed seed. A PART
is inflection, detection, known, names, crossing, stories or counterparts.

Inflection: an article is one sentence, so that a hit says which sentence was found and
its spans which word. A query is a form, what is sought the sentences with another form
of its lemma. Recall asks which of them are hits, whatever the `via`. Precision asks of
the spans that say exact or form whether the word marked has a lemma of the query's;
`forms` is the same over distinct words without the query itself, which no analysis can
get wrong, and `all` with the spans that say something else. Words that the set does not
annotate (auxiliaries, function words) are left out. English is of `english.py`, not of the
set: words that are hard, each form as often as the other.

Known items: two or three content words of one article, as they stand there; the article
should be the first, or among the first ten, in its language. Sets without parts of
speech give words that are not among the most frequent of their language; scripts
without spaces give runs of up to four characters with their marks. Pages repeat each
other word for word: `own` is hit@1 of those queries whose words stand together in no
passage of another article, which are `of` so many.

Crossing: two or three content words of a passage, asked in an archive of the passages
of one other language; the passage that says the same should be the first, or among the
first ten. `found` is anywhere, `hits` how many there are for each query, which is what
there is of noise. With the dictionaries of HEXAPLA_DICTIONARIES, or `none`. Pages repeat
each other, so that often several passages say the same.

Stories: all articles of a set are linked, and two of one group should be of one story.
Pairs of articles are counted, for each half of the groups (by a checksum of their names)
by itself: what was tuned was tuned on the first. Articles of one language with the same
title and text cannot be told apart, so that groups with such are taken for one.

Counterparts: one article for each language that holds all passages of the set (at most
1,000), compared with that of another language: `P@1` is how many passages have their own
translation as the first counterpart (what stands there twice is left out), `none` how
many have none, and `of none` how many have none when the other
article holds translations of other passages only.

Names: a Latin spelling, and an article of one sentence that holds the name in Cyrillic,
inflected, among all the sentences of the inflection set. `strangers` are the words,
for each name, that are marked by their sound and do not even begin like it.
"""

import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import english
from names import NAMES

from index import Archive
from index.language.tokens import normalize, tokenize
from index.model import Hit, Via

Record = dict[str, Any]
#: A passage: its group, its place, and how many there are.
Key = tuple[str, int, int]

#: Pairs of forms for each lemma, and for each language; queries for each language.
PAIRS_OF_LEMMA, PAIRS, QUERIES = 3, 2000, 300
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
#: The most frequent words of a language that are no content words.
FUNCTION_WORDS = 150
#: Sources of articles too short to tell their language by: in code points.
REASONABLE = 200
#: Unspaced scripts.
RUN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{2,}|[\u0e00-\u0e7f]{4,}")


def main(folder: Path, parts: Sequence[str]) -> None:
    for name, part in PARTS.items():
        if not parts or name in parts:
            part(folder)


def inflection(folder: Path) -> None:
    sentences = [*records(folder / "inflection-dev.jsonl"), *english.sentences()]
    by_lang = defaultdict[str, list[Record]](list)
    for at, sentence in enumerate(sentences):
        by_lang[sentence["lang"]].append(sentence | {"article": f"article-{at:05}"})
    heading("inflection", "recall", "exact+form", "forms", "all", "pairs")
    with archive_of(articles(sentences)) as archive:
        for lang, some in sorted(by_lang.items()):
            row(lang, *inflection_of(archive, lang, Lexicon(some)))


class Lexicon:
    """The content words of some sentences: forms with their lemmas, both ways."""

    def __init__(self, sentences: Iterable[Record]) -> None:
        self.lemmas = defaultdict[str, set[str]](set)
        self.forms = defaultdict[str, set[str]](set)
        #: The articles in which a form stands for a lemma.
        self.places = defaultdict[tuple[str, str], set[str]](set)
        for sentence in sentences:
            for form, lemma, part in sentence["words"]:
                if part in CONTENT and len(tokenize(form)) == 1:
                    self.lemmas[normalize(form)].add(lemma.lower())
                    self.forms[lemma.lower()].add(normalize(form))
                    self.places[lemma.lower(), normalize(form)].add(sentence["article"])

    def pairs(self) -> list[tuple[str, str, str]]:
        """A form, another one of its lemma, and the lemma."""
        chance, drawn = Random(7), list[tuple[str, str, str]]()
        for lemma in sorted(self.forms):
            pairs = permutations(sorted(self.forms[lemma]), 2)
            some = [(one, other, lemma) for one, other in pairs]
            drawn += chance.sample(some, min(PAIRS_OF_LEMMA, len(some)))
        return chance.sample(drawn, min(PAIRS, len(drawn)))

    def related(self, one: str, other: str) -> bool:
        return not self.lemmas[one].isdisjoint(self.lemmas[other])


def inflection_of(
    archive: Archive, lang: str, lexicon: Lexicon
) -> tuple[float, float, float, float, int]:
    pairs = lexicon.pairs()
    spans, words, loose = [0, 0], [0, 0], [0, 0]
    hits = {
        query: archive.search(f'"{query}"', languages=[lang], limit=10**6).hits
        for query in sorted({one for one, _, _ in pairs})
    }
    for query, found in hits.items():
        for (form, via), number in marks(found).items():
            if form not in lexicon.lemmas:
                continue
            right = lexicon.related(query, form)
            loose[right] += form != query
            if via in {Via.EXACT, Via.FORM}:
                spans[right] += number
                words[right] += form != query
    ids = {query: {hit.id for hit in found} for query, found in hits.items()}
    recalls = [
        share(len(ids[query] & (places := lexicon.places[lemma, other])), len(places))
        for query, other, lemma in pairs
    ]
    precise, new, any_ = map(ratio, (spans, words, loose))
    return sum(recalls) / len(pairs), precise, new, any_, len(pairs)


def marks(hits: Iterable[Hit]) -> Counter[tuple[str, Via]]:
    """The words that hits mark, with how they were found."""
    return Counter(
        (normalize(passage.text[span.start : span.end]), span.via)
        for hit in hits
        for passage in hit.passages
        for span in passage.spans
    )


def detection(folder: Path) -> None:
    heading("detection", "udhr", "", "pages", "", "wrong")
    right, asked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    wrong = defaultdict[str, Counter[str]](Counter)
    for name in ("udhr", "pages"):
        some = list(records(folder / f"parallel-{name}.jsonl"))
        long = [record for record in some if len(" ".join(record["passages"])) >= REASONABLE]
        with archive_of(articles(long, stated=False)) as archive:
            for at, record in enumerate(long):
                lang, detected = record["lang"], archive.get(f"article-{at:05}").lang
                asked[name, lang] += 1
                right[name, lang] += lang == detected
                wrong[lang][detected] += lang != detected
    for lang in sorted(wrong):
        figures = [
            figure
            for name in ("udhr", "pages")
            for figure in (share(right[name, lang], asked[name, lang]), asked[name, lang])
        ]
        row(lang, *figures, dict(+wrong[lang]) or "")


def known(folder: Path) -> None:
    heading("known items", "hit@1", "hit@10", "queries", "own", "of")
    for name in ("inflection-dev", "parallel-udhr", "parallel-pages"):
        by_lang = defaultdict[str, list[Record]](list)
        for record in records(folder / f"{name}.jsonl"):
            by_lang[record["lang"]].append(record)
        every = [record for some in by_lang.values() for record in some]
        with archive_of(articles(every)) as archive:
            for lang, some in sorted(by_lang.items()):
                first = next(at for at, record in enumerate(every) if record["lang"] == lang)
                row(f"{name} {lang}", *known_of(archive, lang, some, first))


def known_of(
    archive: Archive, lang: str, some: list[Record], first: int
) -> tuple[float, float, int, float, int]:
    chance, content = Random(7), content_words(some)
    asked, ones, tens, own, own_ones = 0, 0, 0, 0, 0
    forms = [[forms_of(text) for text in passages_in(record)] for record in some]
    places = chance.sample(range(len(some)), min(QUERIES, len(some)))
    for at in places:
        words = content(some[at])
        if len(words) < 2:
            continue
        query = " ".join(chance.sample(words, min(len(words), chance.choice((2, 3)))))
        hits = archive.search(query, languages=[lang], limit=10, passages=False).hits
        ids = [hit.id for hit in hits]
        is_first = ids[:1] == [f"article-{first + at:05}"]
        asked += 1
        ones += is_first
        tens += f"article-{first + at:05}" in ids
        others = (each for other, found in enumerate(forms) if other != at for each in found)
        if not any(forms_of(query) <= each for each in others):
            own += 1
            own_ones += is_first
    return share(ones, asked), share(tens, asked), asked, share(own_ones, own), own


def forms_of(text: str) -> set[str]:
    return {token.form for token in tokenize(text)}


def passages_in(record: Record) -> list[str]:
    return record.get("passages") or [record["text"]]


#: Languages asked in and of the articles; passages of a language.
CROSSED = ("en", "cs", "de", "id", "uk")
CANDIDATES = 1000


def crossing(folder: Path) -> None:
    heading("crossing", "hit@1", "hit@10", "found", "hits", "queries")
    for name in ("parallel-udhr", "parallel-pages"):
        passages = passages_of(folder / f"{name}.jsonl")
        for target in CROSSED:
            own = passages[target][:CANDIDATES]
            with archive_of(articles(own)) as archive:
                for lang in CROSSED:
                    if lang != target:
                        row(f"{name[9:]} {lang} {target}", *crossed(archive, passages[lang], own))


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


def crossed(
    archive: Archive, asked: list[Record], own: list[Record]
) -> tuple[float, float, float, float, int]:
    ids = {one["key"]: f"article-{at:05}" for at, one in enumerate(own)}
    chance, content = Random(7), content_words(asked)
    number, ones, tens, anywhere, total = 0, 0, 0, 0, 0
    for one in asked:
        words = content(one) if one["key"] in ids else []
        if len(words) < 2 or number >= QUERIES:
            continue
        query = " ".join(chance.sample(words, min(len(words), chance.choice((2, 3)))))
        hits = archive.search(query, limit=CANDIDATES, passages=False).hits
        found = [hit.id for hit in hits]
        number += 1
        ones += found[:1] == [ids[one["key"]]]
        tens += ids[one["key"]] in found[:10]
        anywhere += ids[one["key"]] in found
        total += len(found)
    shares = (share(each, number) for each in (ones, tens, anywhere, total))
    return (*shares, number)  # type: ignore[return-value]  # mypy does not count a generator


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


def names(folder: Path) -> None:
    heading("names", "hit@10", "found", "strangers", "queries")
    sentences = list(records(folder / "inflection-dev.jsonl"))
    own = [
        {"lang": lang, "passages": [sentence], "id": f"name-{lang}-{at}"}
        for at, (_, *said) in enumerate(NAMES)
        for lang, sentence in zip(("uk", "ru"), said, strict=True)
    ]
    with archive_of([*articles(sentences), *own]) as archive:
        for lang in ("uk", "ru"):
            tens, anywhere, strangers, missed = 0, 0, 0, []
            for at, (name, *said) in enumerate(NAMES):
                hits = archive.search(name, limit=10**6).hits
                ids = [hit.id for hit in hits]
                wanted = f"name-{lang}-{at}"
                tens += wanted in ids[:10]
                anywhere += wanted in ids
                strangers += len(strange(sounding(hits), " ".join(said)))
                if wanted not in ids[:10]:
                    missed.append(name)
            asked = len(NAMES)
            row(lang, *(share(it, asked) for it in (tens, anywhere, strangers)), asked, missed)


def sounding(hits: Iterable[Hit]) -> set[str]:
    """The words that hits mark by their sound."""
    return {word for word, via in marks(hits) if via is Via.SCRIPT}


def strange(words: Iterable[str], said: str) -> list[str]:
    beginnings = {token.form[:3] for token in tokenize(said)}
    return [word for word in words if word[:3] not in beginnings]


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
    for name in ("parallel-udhr", "parallel-pages"):
        passages = passages_of(folder / f"{name}.jsonl")
        for one, other in combinations(CROSSED, 2):
            row(f"{name[9:]} {one} {other}", *paired(passages[one], passages[other]))


def paired(left: list[Record], right: list[Record]) -> tuple[float, float, float, int]:
    ours, theirs = ({one["key"]: one for one in some} for some in (left, right))
    common = [key for key in ours if key in theirs]
    both = different(common, ours, theirs)[:CANDIDATES]
    half = len(both) // 2
    whole = [ours[key] for key in both], [theirs[key] for key in both]
    strangers = [ours[key] for key in both[:half]], [theirs[key] for key in both[half:]]
    first = first_counterparts(*whole)
    lonely = first_counterparts(*strangers)
    right_ones = sum(at == found for at, found in first.items())
    return (
        share(right_ones, len(both)),
        share(len(both) - len(first), len(both)),
        share(half - len(lonely), half),
        len(both),
    )


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


def first_counterparts(left: list[Record], right: list[Record]) -> dict[int, int]:
    """The place of the first counterpart of each passage that has one.

    The right article is told backwards, so that it is no help to stand in order.
    """
    told = [
        {
            "id": f"told-{at}",
            "lang": some[0]["lang"],
            "passages": [text_of(one) for one in some],
        }
        for at, some in enumerate((left, right[::-1]))
    ]
    with archive_of(told) as archive:
        found = archive.counterparts("told-0", "told-1")
    return {pair.left: len(right) + 1 - pair.right for pair in reversed(found)}


PARTS: dict[str, Callable[[Path], None]] = {
    "inflection": inflection,
    "detection": detection,
    "known": known,
    "names": names,
    "crossing": crossing,
    "stories": stories,
    "counterparts": counterparts,
}


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
