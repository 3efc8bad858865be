"""Finding the stories of an archive: a job after `add` that goes on where it stopped.

Keys are counted once over all articles; from then on an article's scores depend on these
counts and the two texts alone, so that the order of coming does not matter. When the
archive has grown by a quarter, all is counted and linked anew.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from index import affinity
from index.affinity import Postings, Statistics, Vector, WordKeys, key_of
from index.corpus import Corpus
from index.dates import date_range
from index.errors import Cancelled, EngineError
from index.grouping import Link, groups, link
from index.links import Links, State, Told
from index.model import Article
from index.readings import Reading
from index.store import StoredArticle
from index.verdicts import Verdicts

#: The least average score by which articles make a story, and by which stories on other
#: events are related. Both were found on parallel pages, and on reports of one event.
STORY, RELATED = 0.58, 0.3

#: Words of a text that is short: one that stands under several titles is a form that is
#: filled in, where a long one is one report in several papers.
_SHORT = 60

#: Days between two dated articles that can still be on one event.
WINDOW = 10

#: The score of what cannot be one story.
_NEVER = -1.0

#: Articles in one transaction.
_BATCH = 200
#: Counts are made anew when the archive has grown so much, or is so small.
_GROWTH, _SMALL = 1.25, 200
#: From so many new articles on all counts are loaded at once.
_MANY = 50
#: Forms whose keys are remembered, 100 MB.
_REMEMBERED = 400_000

#: What words of a language mean, as English lemmas; those that nobody knows are left out.
PivotsOf = Callable[[str, Collection[str]], Mapping[str, tuple[str, ...]]]

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
        self._pivots_of = pivots_of
        self._keys: dict[tuple[str, int], WordKeys] = {}

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
        with links.transaction():
            if not state.articles:
                state = State(self._corpus.store.count(), 0, 0)
                links.save_statistics(self._counted(cancelled))
                links.save_state(state)
            self._forget(links, changed)
        many = len(changed) > _MANY
        taking = _Taking(links, links.statistics() if many else None)
        articles = self._corpus.store.changes_after(state.through)
        done = 0
        while batch := list(islice(articles, _BATCH)):
            if cancelled():
                raise Cancelled
            with links.transaction():
                taking.take([self._read(stored) for stored in batch])
                links.save_state(links.state._replace(through=batch[-1].change))
            done += len(batch)
            heard(done, len(changed))
        return done

    def _forget(self, links: Links, changed: Collection[int]) -> None:
        """Take out what has changed or gone; those that were near are grouped again."""
        gone = links.known(changed)
        if links.count() - len(gone) + len(changed) != self._corpus.store.count():
            gone |= links.articles() - set(self._corpus.store.keys_changed_after(0))
        if gone:
            links.ungroup(gone)
            links.ungroup(links.forget(gone))

    def _counted(self, cancelled: Callable[[], bool]) -> Statistics:
        frequency: Counter[int] = Counter()
        language: dict[int, str] = {}
        crossing: set[int] = set()
        count = 0
        for stored in self._corpus.store.changes_after(0):
            if count % _BATCH == 0 and cancelled():
                raise Cancelled
            count += 1
            lang = stored.article.lang
            keys = {key for word, _, _ in self._words(stored) for key in word.keys}
            frequency.update(keys)
            crossing.update(key for key in keys if language.setdefault(key, lang) != lang)
        several = {key: times for key, times in frequency.items() if times > 1}
        return Statistics(count, several, frozenset(crossing))

    def _read(self, stored: StoredArticle) -> "_Read":
        words = list(self._words(stored))
        heading = sorted(str(word.keys) for word, _, titled in words if titled)
        rest = sorted(f"{word.keys} {times}" for word, times, titled in words if not titled)
        short = sum(times for _, times, _ in words) <= _SHORT
        return _Read(
            stored, words, key_of(" ".join(heading)), key_of(" ".join(rest)) if short else None
        )

    def _words(self, stored: StoredArticle) -> Iterator[tuple[WordKeys, int, bool]]:
        """The distinct words of an article, see `affinity.vector`."""
        passages = self._corpus.offsets(stored.key, stored.article)
        title = _title(stored.article)
        times = Counter(chain.from_iterable(passage.forms for passage in passages))
        titled = {form for passage in passages if passage.n == title for form in passage.forms}
        known = self._known(stored.article.lang, times)
        return ((known[form], count, form in titled) for form, count in sorted(times.items()))

    def _known(self, lang: str, forms: Collection[int]) -> dict[int, WordKeys]:
        if len(self._keys) > _REMEMBERED:
            self._keys.clear()
        missing = [form for form in forms if (lang, form) not in self._keys]
        vocabulary = self._corpus.vocabulary
        texts = vocabulary.forms(missing)
        readings = {
            reading.text: reading
            for reading in vocabulary.readings(texts.values())
            if reading.lang == lang
        }
        read = {
            form: readings.get(text) or Reading(text, lang, 0, ())
            for form in missing
            for text in (texts.get(form, ""),)
        }
        words = {word for one in read.values() for word in (*one.bases, *one.parts)}
        meant = self._pivots_of(lang, words)
        for form, reading in read.items():
            self._keys[lang, form] = affinity.word_keys(
                reading, lambda _, word: meant.get(word, ())
            )
        return {form: self._keys[lang, form] for form in forms}

    def _group(self, links: Links) -> None:
        state = links.state
        if state.verdicts != self._verdicts.last:
            links.ungroup(self._verdicts.articles)
            links.save_state(state._replace(verdicts=self._verdicts.last))
        waiting = self._connected(links, links.ungrouped())
        scores = links.edges(waiting)
        inner = {pair: score for pair, score in scores.items() if {*pair} <= waiting}
        names = links.revisions(waiting)
        order = sorted(waiting, key=lambda article: (names[article], article))
        allowed = {
            pair: score
            for pair, score in inner.items()
            if score > 0 and self._verdicts.alone.isdisjoint(pair)
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


class _Read(NamedTuple):
    """An article with its words; see `index.links.Told` for the hashes."""

    stored: StoredArticle
    words: Sequence[tuple[WordKeys, int, bool]]
    heading: int
    body: int | None


class _Taking:
    """Takes articles in: finds what is near to each and keeps it."""

    def __init__(self, links: Links, statistics: Statistics | None) -> None:
        self._links = links
        self._statistics = statistics
        self._postings = Postings(links.postings)
        self._told: dict[int, Told] = {}

    def take(self, batch: Iterable[_Read]) -> None:
        """Take in some articles, within a transaction."""
        fresh: list[tuple[Told, Vector]] = []
        scores: dict[Link, float] = {}
        for read in batch:
            vector = affinity.vector(read.words, self._counts(read.words))
            told = _told(read, vector)
            scores |= self._near(told, vector)
            self._postings.add(told.article, vector.weights)
            self._told[told.article] = told
            fresh.append((told, vector))
        self._links.add(fresh, scores)

    def _counts(self, words: Iterable[tuple[WordKeys, int, bool]]) -> Statistics:
        if self._statistics is not None:
            return self._statistics
        return self._links.statistics_of({key for word, _, _ in words for key in word.keys})

    def _near(self, told: Told, vector: Vector) -> dict[Link, float]:
        products = self._postings.near(vector.weights)
        self._told |= self._links.told(products.keys() - self._told.keys())
        found = {}
        for article, product in products.items():
            other = self._told[article]
            if not _within_days(told.day, other.day):
                continue
            if _are_one_form(told, other):
                found[link(told.article, article)] = _NEVER
                continue
            same = told.lang == other.lang
            score = affinity.score(
                told.face, other.face, product, same_language=same, least=RELATED
            )
            if score >= RELATED:
                found[link(told.article, article)] = score
        return found


def _are_one_form(one: Told, other: Told) -> bool:
    """Whether two articles are one short text under two titles."""
    return (
        one.lang == other.lang
        and one.body is not None
        and one.body == other.body
        and one.heading != other.heading
    )


def _told(read: _Read, vector: Vector) -> Told:
    article = read.stored.article
    first, last = date_range(article.date or "")
    # A month or a year says too little.
    day = first if first is not None and first == last else None
    key = read.stored.key
    return Told(key, article.revision, article.lang, day, read.heading, read.body, vector.face)


def _within_days(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW


def _title(article: Article) -> int:
    """The number of the passage that says what the article is about: its title or lead."""
    content = [passage for passage in article.passages if passage.is_content]
    titles = [passage.n for passage in content if passage.kind == "title"]
    return next(iter(titles or (passage.n for passage in content)), 0)
