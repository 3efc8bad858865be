"""Finding the stories of an archive: a job after `add` that goes on where it stopped.

Keys are counted once over all articles; from then on an article's scores depend on these
counts and the two texts alone, so that the order of coming does not matter. When the
archive has grown by a quarter, all is counted and linked anew.

What was counted is linked as a whole: first all articles are read, then they are compared
by their days, block by block, so that memory holds some thousand of them, and last the
postings are kept. What comes later is looked up in these.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from itertools import islice, takewhile
from pathlib import Path

import numpy as np

from index.counterparts.anchors import PivotsOf
from index.counterparts.telling import Integers
from index.derived.corpus import Corpus
from index.errors import Cancelled, EngineError
from index.storage.store import StoredArticle
from index.stories import affinity
from index.stories.articletables import articles_of, day_of, place_of
from index.stories.families import Families
from index.stories.intake import Intake
from index.stories.linked import ALL_POSTED
from index.stories.links import Links
from index.stories.nearby import LEAST, WINDOW, Block, Postings, nearest, possible
from index.stories.seen import seen
from index.stories.tellings import Tellings
from index.stories.verdicts import Verdicts
from index.stories.weighing import Reader

#: Articles that are read in one transaction: what they share is read once.
_BATCH = 1_000
#: Of fewer new ones beside one, their forms are looked up; for more all are held.
_FEW = 8

#: Articles of a block, at least and at most: of dated ones as many as are compared with
#: each other, so that few are read in vain. The most take 100 MB.
_LEAST_BLOCK, _MOST_BLOCK = 2_000, 10_000
#: Articles that are held against a block at once.
_HELD = 250
#: New articles that are looked up at once: each finds a hundred others or fewer.
_LOOKED_UP = 50

#: Postings that are sorted at once, 100 MB.
_POSTED = 2_000_000

#: Counts are made anew when the archive has grown so much, or is so small.
_GROWTH, _SMALL = 1.25, 200

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
                done = _Run(self._corpus, links, self._reader, heard, cancelled).link()
                with links.transaction():
                    Families(links, self._verdicts).group()
        finally:
            links.close()
        return done

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


class _Run:
    """What a run does to the links until all are compared.

    Of the whole each article takes two steps, since it is first read and later compared.
    """

    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        reader: Reader,
        heard: Heard,
        cancelled: Callable[[], bool],
    ) -> None:
        self._corpus = corpus
        self._links = links
        self._heard = heard
        self._cancelled = cancelled
        self._intake = Intake(reader, links)
        self._steps = self._articles = 0

    def link(self) -> int:
        """Take in and compare all that is new; returns how many articles that were."""
        links = self._links
        changed = self._corpus.store.keys_changed_after(links.state.through)
        with links.transaction():
            if not links.state.articles:
                self._count()
            self._forget(changed)
        self._articles = len(changed)
        if not links.state.is_whole:
            self._link_whole()
        elif len(changed) * _FEW > links.state.articles:
            self._intake.hold()
        self._link_rest()
        return self._articles

    def _count(self) -> None:
        store = self._corpus.store
        state = self._links.state._replace(articles=store.count(), whole=store.last_change())
        self._links.keys.save_statistics(self._intake.count(state.articles, self._go_on))
        self._links.save_state(state)

    def _forget(self, changed: Collection[int]) -> None:
        """Take out what has changed or gone; those that were near are grouped again."""
        links = self._links
        removed = self._corpus.store.keys_removed_after(links.state.through)
        if gone := links.known({*changed, *removed}):
            links.ungroup(gone | links.twins(gone))
            links.ungroup(links.forget(gone))

    def _link_whole(self) -> None:
        """Read, compare and post what was counted, as far as that is not done."""
        links, state = self._links, self._links.state
        self._intake.hold()
        waiting = len(links.columns.places(state.compared))
        self._articles, self._steps = self._articles + waiting, waiting
        for batch in self._changed(lambda stored: stored.change <= state.whole):
            with links.transaction():
                self._read(batch)
            self._step(len(batch))
        places, start = links.columns.places(state.compared), 0
        while start < len(places):
            end = _block_end(places, start)
            with links.transaction():
                self._compare(places, start, end)
                links.save_state(links.state._replace(compared=int(places[end - 1])))
            self._step(end - start)
            start = end
        while not links.state.is_whole:
            self._go_on()
            with links.transaction():
                self._post()

    def _link_rest(self) -> None:
        """Take in what came since, and find what is near to it by the postings."""
        for batch in self._changed(lambda _: True):
            with self._links.transaction():
                self._read(batch)
                for at in range(0, len(batch), _LOOKED_UP):
                    self._look_up([stored.key for stored in batch[at : at + _LOOKED_UP]])
            self._step(2 * len(batch))

    def _changed(self, wanted: Callable[[StoredArticle], bool]) -> Iterator[list[StoredArticle]]:
        """What is not read, batch by batch, as long as it is wanted."""
        changes = self._corpus.store.changes_after(self._links.state.through)
        articles = takewhile(wanted, changes)
        while batch := list(islice(articles, _BATCH)):
            self._go_on()
            yield batch

    def _read(self, batch: Collection[StoredArticle]) -> None:
        links = self._links
        for some in seen(self._corpus, batch):
            links.columns.add(self._intake.fresh(some))
        through = max(stored.change for stored in batch)
        links.save_state(links.state._replace(through=through))

    def _compare(self, places: Integers, start: int, end: int) -> None:
        """Compare the articles of some places with each other and with what comes after."""
        columns = self._links.columns
        block = Block(columns.tellings(articles_of(places[start:end])))
        columns.add_near(block.within(_HELD))
        last = day_of(int(places[end - 1]))
        stop = int(np.searchsorted(places, place_of(last + WINDOW + 1))) if last else len(places)
        for at in range(end, stop, _HELD):
            self._go_on()
            others = articles_of(places[at : min(at + _HELD, stop)])
            columns.add_near(block.near(columns.tellings(others)))

    def _post(self) -> None:
        """Keep the postings of some more keys."""
        links, least = self._links, self._links.state.posted
        parts = 1 + links.columns.entries() // _POSTED
        most = min(least + (2 << 63) // parts, ALL_POSTED)
        links.keys.post_first(Postings.of(*links.columns.between(least, most)))
        links.save_state(links.state._replace(posted=most))

    def _look_up(self, articles: Collection[int]) -> None:
        """Compare new articles with each other and with all that are there."""
        links = self._links
        some = links.columns.tellings(articles)
        links.columns.add_near(Block(some).within(_HELD))
        near = links.columns.tellings(self._candidates(some))
        links.columns.add_near(Block(near).near(some))
        keyed = some.keyed
        owners = some.articles[keyed.articles()]
        links.keys.post(Postings.of(keyed.keys, owners, keyed.weights))

    def _candidates(self, some: Tellings) -> list[int]:
        """The articles that may be near to new ones, by the postings."""
        links = self._links
        postings = links.keys.postings(np.unique(some.keyed.keys))
        ones, others, sums = postings.near(some.keyed, LEAST * affinity.least_shared(some.shares))
        distinct, places = np.unique(others, return_inverse=True)
        faces = links.columns.faces(distinct.tolist())
        kept = possible(some, ones, faces, places, sums)
        kept = kept[nearest(ones[kept], sums[kept])]
        found: list[int] = np.unique(others[kept]).tolist()
        return found

    def _step(self, steps: int) -> None:
        self._steps += steps
        self._heard(self._steps // 2, self._articles)

    def _go_on(self) -> None:
        if self._cancelled():
            raise Cancelled


def _block_end(places: Integers, start: int) -> int:
    """Where the block that begins at a place ends: articles that are not dated are compared
    with all, so they make blocks of their own."""
    day = day_of(int(places[start]))
    window = int(np.searchsorted(places, place_of(day + WINDOW + 1 if day else 1)))
    if not day:
        return min(window, start + _MOST_BLOCK)
    return min(len(places), start + min(max(window - start, _LEAST_BLOCK), _MOST_BLOCK))
