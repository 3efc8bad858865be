"""A query's conditions with their words expanded: as the engine asks, and as texts are marked."""

from collections.abc import Callable, Iterator, Mapping

from index.engines import PASSAGE_GAP, Alternative, Group, NearGroup, PhraseGroup, WeightedForm
from index.language.tokens import normalize
from index.model import Via
from index.search.expand import Expanded
from index.search.passages import SoughtNear, SoughtPhrase, SoughtWord
from index.search.query import Alternative as Typed
from index.search.query import Near, Phrase, Word
from index.search.translated import FoundPhrase


def asked(typed: Typed, expanded: Mapping[Word, Expanded]) -> tuple[Alternative, ...]:
    """What the engine is asked for an alternative.

    A phrase is asked for twice, as it is and as any forms of its words: both count, so that
    an article that has the very words stands above one that has others as often as it likes.
    """
    if isinstance(typed, Word):
        return expanded[typed].alternatives()
    whole = _group(typed, expanded)
    if not isinstance(typed, Phrase) or all(len(expanded[w].group.forms) == 1 for w in typed.words):
        return (whole,)
    if any(w.exact or w.prefix or w.typing or w.slips for w in typed.words):
        return (whole,)
    forms = [normalize(word.text) for word in typed.words]
    known = zip(forms, typed.words, strict=True)
    if any(expanded[word].via_of.get(form) is not Via.EXACT for form, word in known):
        return (whole,)
    exact = PhraseGroup(tuple(Group((WeightedForm(form),)) for form in forms), _slop(typed))
    return exact, whole


def sought(
    typed: Typed,
    expanded: Mapping[Word, Expanded],
    numbers: Mapping[str, int],
    resolve: Callable[[Word], SoughtWord],
) -> Iterator[SoughtPhrase | SoughtNear]:
    """What of an alternative is marked in texts; a word also by its translations of several."""
    if isinstance(typed, Near):
        yield SoughtNear(tuple(_phrase(part, resolve) for part in typed.parts), _distance(typed))
        return
    yield _phrase(typed, resolve)
    if isinstance(typed, Word):
        yield from (_translation(phrase, numbers) for phrase in expanded[typed].phrases)


def _translation(phrase: FoundPhrase, numbers: Mapping[str, int]) -> SoughtPhrase:
    return SoughtPhrase(
        tuple(
            SoughtWord({numbers[form]: phrase.via for form in forms if form in numbers})
            for forms in phrase.words
        )
    )


def _phrase(typed: Word | Phrase, resolve: Callable[[Word], SoughtWord]) -> SoughtPhrase:
    if isinstance(typed, Word):
        return SoughtPhrase((resolve(typed),))
    return SoughtPhrase(tuple(map(resolve, typed.words)), _slop(typed))


def _group(typed: Typed, expanded: Mapping[Word, Expanded]) -> Alternative:
    if isinstance(typed, Near):
        return NearGroup(tuple(_part(part, expanded) for part in typed.parts), _distance(typed))
    return _part(typed, expanded)


def _part(typed: Word | Phrase, expanded: Mapping[Word, Expanded]) -> Group | PhraseGroup:
    if isinstance(typed, Word):
        return expanded[typed].group
    return PhraseGroup(tuple(expanded[word].group for word in typed.words), _slop(typed))


def _slop(phrase: Phrase) -> int:
    return _within_a_passage(phrase.slop, len(phrase.words))


def _distance(near: Near) -> int:
    """By how many words the last part may begin behind the first."""
    words = len(near.words)
    return words - 1 + _within_a_passage(near.between, words)


def _within_a_passage(between: int, words: int) -> int:
    """As many words between some words that they cannot be of two passages."""
    return max(0, min(between, PASSAGE_GAP - 1 - words))
