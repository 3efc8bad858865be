"""Articles made ready to be compared, and kept so while they are read."""

from collections import OrderedDict

from index.counterparts import align, anchors
from index.counterparts.anchors import Anchors, PivotsOf
from index.counterparts.telling import Telling, telling
from index.derived.corpus import Corpus
from index.model import Article, Pair

#: Articles that are kept ready, 0.1 to 0.5 MB each: four panes and what was open before.
_KEPT = 16


class Comparing:
    """Finds the counterparts of an archive's articles.

    Threads: the archive's. Lifetime: any; it keeps the last articles it was asked about.
    """

    def __init__(self, pivots_of: PivotsOf) -> None:
        self._pivots_of = pivots_of
        self._kept: OrderedDict[tuple[str, str], Telling] = OrderedDict()

    def pairs(self, corpus: Corpus, left: Article, right: Article) -> tuple[Pair, ...]:
        """See `Archive.counterparts`."""
        return align.pairs(self.telling(corpus, left), self.telling(corpus, right))

    def telling(self, corpus: Corpus, article: Article) -> Telling:
        """An article as arrays."""
        key = article.id, article.revision
        found = self._kept.pop(key, None)
        if found is None:
            found = telling(article, lambda forms: self._read(corpus, article.lang, forms))
        self._kept[key] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def _read(self, corpus: Corpus, lang: str, forms: frozenset[str]) -> dict[str, Anchors]:
        known = {
            reading.text: reading
            for reading in corpus.vocabulary.readings(sorted(forms))
            if reading.lang == lang
        }
        return anchors.read(forms, lang, known, self._pivots_of)
