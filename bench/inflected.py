"""How well the forms of a word are found.

Inflection: an article is one sentence, so that a hit says which sentence was found and
its spans which word. A query is a form, what is sought the sentences with another form
of its lemma. Recall asks which of them are hits, whatever the `via`. Precision asks of
the spans that say exact or form whether the word marked has a lemma of the query's;
`forms` is the same over distinct words without the query itself, which no analysis can
get wrong, and `all` with the spans that say something else. Words that the set does not
annotate (auxiliaries, function words) are left out. English is of `english.py`, not of the
set: words that are hard, each form as often as the other.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path
from random import Random

import english
from sets import CONTENT, Record, archive_of, articles, heading, marks, ratio, records, row, share

from index import Archive
from index.language.tokens import normalize, tokenize
from index.model import Via

#: Pairs of forms for each lemma, and for each language.
PAIRS_OF_LEMMA, PAIRS = 3, 2000


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
