"""How well articles are found by their words, by words of other languages and by names.

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

Names: a Latin spelling, and an article of one sentence that holds the name in Cyrillic,
inflected, among all the sentences of the inflection set. `strangers` are the words,
for each name, that are marked by their sound and do not even begin like it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

from names import NAMES
from sets import (
    CANDIDATES,
    CROSSED,
    Record,
    archive_of,
    articles,
    content_words,
    heading,
    marks,
    passages_in,
    passages_of,
    records,
    row,
    share,
)

from index import Archive
from index.language.tokens import tokenize
from index.model import Hit, Via

#: Queries for each language.
QUERIES = 300
#: Sources of articles too short to tell their language by: in code points.
REASONABLE = 200


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
