"""What an archive teaches of words: its stories' counterparts, as bitexts of lemmas.

Reads what linking left through the archive's own results. What is learned is kept in a
file of the archive (`index.language.lexicon.learned`) that can be deleted at any time.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Protocol

from index.language.lexicon import Lexicon
from index.language.lexicon.learned import Bitext, Lesson, learn
from index.language.tokens import tokenize
from index.model import Article, Pair, Story, Via
from index.words.readings import Reading

#: Articles of a story that are compared with each other: more say the same once more.
_OF_A_STORY = 6

#: Counterparts of two languages that teach what there is to be learned.
_MOST = 20_000

#: Shorter words are particles.
_SHORTEST = 3

_Languages = tuple[str, str]

#: What gives the readings of some forms.
_Read = Callable[[Collection[str]], Iterable[Reading]]


class Told(Protocol):
    """What is asked of an archive; see `index.archive.Archive`."""

    def stories(self) -> tuple[Story, ...]:
        """Its stories."""
        ...

    def get(self, article_id: str) -> Article:
        """An article."""
        ...

    def counterparts(self, left: str, right: str) -> tuple[Pair, ...]:
        """The passages of two articles that say the same."""
        ...


def lessons(
    archive: Told, read: _Read, lexicon: Lexicon, progress: Callable[[int, int], None]
) -> Mapping[_Languages, Sequence[Lesson]]:
    """What the stories of an archive teach, by the codes of two languages in order.

    Args:
        archive: whose stories are linked.
        read: what its vocabulary says of forms.
        lexicon: what is known already.
        progress: told how many of how many stories are read.
    """
    found = {}
    for (left, right), passages in _bitexts(archive, read, progress).items():
        known = partial(_known, lexicon, read, left, right)
        if learned := _new(lexicon, left, right, learn(passages, known)):
            found[left, right] = learned
    return found


def _new(lexicon: Lexicon, left: str, right: str, learned: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """What fills a gap: of two words that have other meanings in the other layers, one
    mostly accompanies the other."""
    return tuple(
        one
        for one in learned
        if not _meanings(lexicon, left, right, one.left)
        or not _meanings(lexicon, right, left, one.right)
    )


def _meanings(lexicon: Lexicon, lang: str, target: str, word: str) -> set[str]:
    """What a word is by all other layers."""
    some = lexicon.translations(lang, (word, *lexicon.near(lang, [word])), [target])
    return {one.text for one in some if one.via is not Via.LEARNED}


def _known(
    lexicon: Lexicon, read: _Read, left: str, right: str, words: Collection[str]
) -> Mapping[str, Collection[str]]:
    """The same of several words, as lemmas of the archive, too."""
    meanings = {word: _meanings(lexicon, left, right, word) for word in words}
    lemmas = _lemmas(read, right, set[str]().union(*meanings.values()))
    return {
        word: some | {lemma for one in some for lemma in lemmas.get(one, ())}
        for word, some in meanings.items()
    }


def _bitexts(
    archive: Told, read: _Read, progress: Callable[[int, int], None]
) -> Mapping[_Languages, list[Bitext]]:
    found: defaultdict[_Languages, list[Bitext]] = defaultdict(list)
    stories = archive.stories()
    for done, story in enumerate(stories):
        progress(done, len(stories))
        articles = [archive.get(one) for one in story.articles[:_OF_A_STORY]]
        for one, other in combinations(sorted(articles, key=lambda it: it.lang), 2):
            languages = one.lang, other.lang
            if one.lang != other.lang and len(found[languages]) < _MOST:
                found[languages] += _counterparts(archive, read, one, other)
    return found


def _counterparts(archive: Told, read: _Read, left: Article, right: Article) -> Iterator[Bitext]:
    pairs = archive.counterparts(left.id, right.id)
    one = _words(read, left, {pair.left for pair in pairs})
    other = _words(read, right, {pair.right for pair in pairs})
    return ((one[pair.left], other[pair.right]) for pair in pairs)


def _words(read: _Read, article: Article, numbers: Collection[int]) -> dict[int, frozenset[str]]:
    """The lemmas in some passages of an article, the first of each word."""
    forms = {
        number: {
            token.form
            for token in tokenize(article.passages[number - 1].text)
            if len(token.form) >= _SHORTEST and token.form.isalpha()
        }
        for number in numbers
    }
    lemmas = _lemmas(read, article.lang, set[str]().union(*forms.values()))
    return {
        number: frozenset(lemmas.get(form, (form,))[0] for form in some)
        for number, some in forms.items()
    }


def _lemmas(read: _Read, lang: str, forms: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Of the forms that have any."""
    return {one.text: one.lemmas for one in read(forms) if one.lang == lang and one.lemmas}
