"""Finding the stories of an archive: a job after `add` that goes on where it stopped.

Keys are counted once over all articles; from then on an article's scores depend on these
counts and the two texts alone, so that the order of coming does not matter. When the
archive has grown by a quarter, all is counted and linked anew.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from index.counterparts.telling import Integers
from index.derived.corpus import Corpus
from index.errors import Cancelled, EngineError
from index.language.dates import date_range
from index.stories import affinity
from index.stories.affinity import Vector
from index.stories.grouping import Link, groups, link
from index.stories.linked import Fresh, Named, State, Told
from index.stories.links import Links
from index.stories.nearby import Segment, Segments
from index.stories.seen import Seen, seen
from index.stories.verdicts import Verdicts
from index.stories.weighing import PivotsOf, Reader, Statistics, Weighed, Words, key_of

#: The least average score by which articles make a story, and by which stories on other
#: events are related. Both were found on parallel pages, and on reports of one event.
STORY, RELATED = 0.42, 0.2

#: Words of a text that is short: one that stands under several titles is a form that is
#: filled in, where a long one is one report in several papers.
_SHORT = 60

#: What is a form is near to what has such a title, whatever both say else.
_SAME_TITLE = 0.9

#: Days between two dated articles that can still be on one event.
WINDOW = 10

#: Articles of so many days count as so much nearer: most events are told at once.
_SAME_DAYS, _NEARER = 2, 1.2

#: The score of what cannot be one story.
_NEVER = -1.0

#: Articles in one transaction: what they share is read once.
_BATCH = 1_000
#: Counts are made anew when the archive has grown so much, or is so small.
_GROWTH, _SMALL = 1.25, 200
#: Of fewer new ones beside one, their keys are looked up; for more all are held.
_FEW = 8

#: Told how many of how many articles are linked.
Heard = Callable[[int, int], None]


class Linking:
    """One run of the job.

    Args:
        corpus: the archive, with a current index.
        path: of the file with the links.
        verdicts: what a person decided.
        pivots_of: what words of a language mean in English.
    """

    def __init__(self, corpus: Corpus, path: Path, verdicts: Verdicts, pivots_of: PivotsOf) -> None:
        self._corpus = corpus
        self._path = path
        self._verdicts = verdicts
        self._reader = Reader(corpus.vocabulary, pivots_of)

    def run(self, heard: Heard, cancelled: Callable[[], bool]) -> int:
        """Link all that is new; returns how many articles that were.

        Raises:
            Cancelled: `cancelled()` was true; what is done stays.
            WriteError: the file cannot be written.
        """
        links = self._opened()
        try:
            with links.reported():
                count = self._take_in(links, heard, cancelled)
                with links.transaction():
                    self._group(links)
        finally:
            links.close()
        return count

    def _opened(self) -> Links:
        """The links there are, or new ones when there are none to go on from."""
        store = self._corpus.store
        count, last = store.count(), store.last_change()
        try:
            links = Links.open(self._path, write=True)
            state = links.state
        except (EngineError, sqlite3.Error):
            return Links.create(self._path)
        grown = count < _SMALL or count > state.articles * _GROWTH
        if state.articles and state.through < last and grown:
            links.close()
            return Links.create(self._path)
        return links

    def _take_in(self, links: Links, heard: Heard, cancelled: Callable[[], bool]) -> int:
        state = links.state
        changed = self._corpus.store.keys_changed_after(state.through)
        tables = _Tables(self._reader, links)
        with links.transaction():
            if not state.articles:
                state = State(self._corpus.store.count(), 0, 0, posted=False)
                links.keys.save_statistics(tables.count(state.articles, cancelled))
                links.save_state(state)
            self._forget(links, changed)
            if whole := not state.posted or len(changed) * _FEW > state.articles:
                links.save_state(links.state._replace(posted=False))
                tables.hold()
        taking = _Taking(links, tables, whole=whole)
        articles = self._corpus.store.changes_after(state.through)
        done = 0
        while batch := list(islice(articles, _BATCH)):
            if cancelled():
                raise Cancelled
            with links.transaction():
                taking.take([seen(self._corpus, stored) for stored in batch])
                links.save_state(links.state._replace(through=batch[-1].change))
            done += len(batch)
            heard(done, len(changed))
        with links.transaction():
            taking.finish()
        return done

    def _forget(self, links: Links, changed: Collection[int]) -> None:
        """Take out what has changed or gone; those that were near are grouped again."""
        gone = links.known(changed)
        if links.count() - len(gone) + len(changed) != self._corpus.store.count():
            gone |= links.articles() - set(self._corpus.store.keys_changed_after(0))
        if gone:
            links.ungroup(gone | links.twins(gone))
            links.ungroup(links.forget(gone))

    def _group(self, links: Links) -> None:
        state = links.state
        if state.verdicts != self._verdicts.last:
            links.ungroup(self._verdicts.articles)
            links.save_state(state._replace(verdicts=self._verdicts.last))
        links.ungroup(links.twins(links.ungrouped()))
        waiting = self._connected(links, links.ungrouped())
        scores = links.edges(waiting)
        inner = {pair: score for pair, score in scores.items() if {*pair} <= waiting}
        names = links.revisions(waiting)
        order = sorted(waiting, key=lambda article: (names[article], article))
        strangers = _strangers(links, inner)
        allowed = {
            pair: score
            for pair, score in inner.items()
            if score > 0 and pair not in strangers and self._verdicts.alone.isdisjoint(pair)
        }
        never = {pair for pair, score in inner.items() if score < 0} - self._verdicts.together
        for members in groups(
            order,
            allowed,
            STORY,
            together=[pair for pair in self._verdicts.together if {*pair} <= waiting],
            apart=never | {pair for pair in self._verdicts.apart if {*pair} <= waiting},
        ):
            links.group(members)

    def _connected(self, links: Links, articles: set[int]) -> set[int]:
        """All that could be in one story with these: what leads there by near pairs."""
        joined: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in self._verdicts.together:
            joined[one].add(other)
            joined[other].add(one)
        found: set[int] = set()
        fresh = links.known(articles)
        while fresh:
            found |= fresh
            near = {one for pair in links.edges(fresh, STORY) for one in pair}
            mates = {other for one in fresh for other in joined[one]}
            fresh = links.known(near | mates) - found
        return found


class _Tables:
    """The words of each language, weighed.

    Args:
        reader: of the archive's forms.
        links: with what was counted, unless `count` does so.
    """

    def __init__(self, reader: Reader, links: Links) -> None:
        self._reader = reader
        self._links = links
        self._words: dict[str, Words] = {}
        self._weighed: dict[str, Weighed] = {}
        self._statistics: Statistics | None = None

    def count(self, articles: int, cancelled: Callable[[], bool]) -> Statistics:
        """Read all forms and count their keys."""

        def heard() -> None:
            if cancelled():
                raise Cancelled

        for lang in self._reader.languages():
            self._words[lang] = self._reader.words(lang, heard=heard)
        self._statistics = Statistics.of(articles, self._words.values())
        return self._statistics

    def hold(self) -> None:
        """Have the words of whole languages from now on."""
        if self._statistics is None:
            self._statistics = self._links.keys.statistics(self._links.state.articles)

    def texts(self, forms: Collection[int]) -> Mapping[int, str]:
        """Forms by their numbers."""
        return self._reader.texts(forms)

    def of(self, lang: str, forms: Collection[int]) -> Weighed:
        """The words of a language, at least these forms."""
        if self._statistics is None:
            words = self._reader.words(lang, forms)
            keys = np.unique(words.keys).tolist()
            counted = self._links.keys.statistics(self._links.state.articles, keys)
            return Weighed.of(words, counted)
        if lang not in self._weighed:
            if lang not in self._words:
                self._words[lang] = self._reader.words(lang)
            self._weighed[lang] = Weighed.of(self._words.pop(lang), self._statistics)
        return self._weighed[lang]


class _Taking:
    """Takes articles in: finds what is near to each and keeps it.

    Args:
        links: where they are kept.
        tables: what their forms mean.
        whole: hold the vectors of all articles: for many new ones.
    """

    def __init__(self, links: Links, tables: _Tables, *, whole: bool) -> None:
        self._links = links
        self._tables = tables
        self._held = Segments([Segment.of_vectors(links.vectors())]) if whole else None

    def take(self, batch: Sequence[Seen]) -> None:
        """Take in some articles, within a transaction."""
        fresh = [one for some in _by_language(batch).values() for one in self._fresh(some)]
        segment = Segment.of_vectors((told.article, keyed) for told, keyed, _ in fresh)
        segments = self._held or Segments([self._links.keys.segment(segment.keys)])
        segments.add(segment)
        self._links.add(fresh, self._scores(fresh, segments))
        if self._held is None:
            self._links.keys.post(segment)

    def finish(self) -> None:
        """Keep the postings, within a transaction, if that is still to be done."""
        if self._held is not None:
            self._links.keys.post_all(self._held.merged())
            self._links.save_state(self._links.state._replace(posted=True))

    def _fresh(self, some: Sequence[Seen]) -> list[Fresh]:
        """Articles of one language."""
        lang = some[0].stored.article.lang
        forms = np.unique(np.concatenate([one.forms for one in some]))
        words = self._tables.of(lang, forms.tolist())
        made = [(one, *_vector(words, one)) for one in some]
        numbers = {number for _, _, vector in made for number in _named(words, vector)}
        texts = self._tables.texts(sorted(numbers))
        return [
            Fresh(told, vector.keyed, _explaining(words, vector, texts)) for _, told, vector in made
        ]

    def _scores(self, fresh: Sequence[Fresh], segments: Segments) -> dict[Link, float]:
        least = RELATED / _NEARER / affinity.LONG
        near = {
            told.article: segments.near(
                keyed, told.article, affinity.least_product(told.face, least)
            )
            for told, keyed, _ in fresh
        }
        tellings = {one.told.article: one.told for one in fresh}
        vectors = {one.told.article: one.keyed for one in fresh}
        others = {article for some in near.values() for article, _ in some} - tellings.keys()
        tellings |= self._links.told(others)
        vectors |= self._links.vectors(others)
        scores = {
            link(one, other): _score(
                tellings[one], tellings[other], vectors[one].common(vectors[other])
            )
            for one, some in near.items()
            for other, _ in some
        }
        return {pair: score for pair, score in scores.items() if score >= RELATED or score < 0}


def _by_language(batch: Iterable[Seen]) -> dict[str, list[Seen]]:
    found: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in batch:
        found[one.stored.article.lang].append(one)
    return found


def _vector(words: Weighed, seen: Seen) -> tuple[Told, Vector]:
    rows, there = words.rows(seen.forms)
    times, titled = seen.times[there], np.isin(seen.forms[there], seen.titled)
    vector = affinity.vector(words, rows, times, titled)
    article = seen.stored.article
    first, last = date_range(article.date or "")
    told = Told(
        article=seen.stored.key,
        revision=article.revision,
        lang=article.lang,
        # A month or a year says too little.
        day=first if first is not None and first == last else None,
        heading=_hash(words.words.identities(rows[titled])),
        body=(
            _hash(words.words.identities(rows[~titled]), times[~titled])
            if seen.times.sum() <= _SHORT
            else None
        ),
        face=vector.face,
    )
    return told, vector


def _hash(identities: Integers, *more: Integers) -> int:
    """Of columns, whose rows may stand in any order."""
    order = np.argsort(identities, kind="stable")
    return key_of(b"".join(column[order].tobytes() for column in (identities, *more)).hex())


def _named(words: Weighed, vector: Vector) -> list[int]:
    """The numbers of the weightiest forms."""
    numbers: list[int] = words.words.numbers[vector.named].tolist()
    return numbers


def _explaining(words: Weighed, vector: Vector, texts: Mapping[int, str]) -> Named:
    sizes, keys = words.words.keys_of(vector.named)
    return Named(tuple(texts[number] for number in _named(words, vector)), sizes, keys)


def _score(one: Told, other: Told, product: float) -> float:
    if not _within_days(one.day, other.day):
        return 0.0
    if _are_one_form(one, other):
        return _NEVER
    score = affinity.score(one.face, other.face, product, same_language=one.lang == other.lang)
    if one.day is None or other.day is None or abs(one.day - other.day) > _SAME_DAYS:
        return score
    return min(1.0, round(score * _NEARER, 5))


def _strangers(links: Links, near: Collection[Link]) -> set[Link]:
    """The pairs of which one is a form, and whose titles do not say the same."""
    forms = links.forms({article for pair in near for article in pair})
    pairs = [pair for pair in near if not forms.isdisjoint(pair)]
    told = links.told({article for pair in pairs for article in pair})
    return {
        (one, other)
        for one, other in pairs
        if affinity.headlines(told[one].face, told[other].face) < _SAME_TITLE
    }


def _are_one_form(one: Told, other: Told) -> bool:
    """Whether two articles are one short text under two titles."""
    return (
        one.lang == other.lang
        and one.body is not None
        and one.body == other.body
        and one.heading != other.heading
    )


def _within_days(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW
