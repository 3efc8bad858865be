"""A form as a word of one language, and the keys by which a query finds it."""

from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from index.language import analyzers
from index.language.folding import folds
from index.language.romanisation import frames, skeleton
from index.model import Via

#: A stem that sounds so long is a key by its sound even if the form is a known word.
_LONG_SOUND = 5


class Reading(NamedTuple):
    """A form as a word of one language.

    Attributes:
        text: the form.
        lang: its language.
        articles: how many articles of this language hold it.
        lemmas, parts, is_name: see `index.language.analyzers.Analysis`.
    """

    text: str
    lang: str
    articles: int
    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
    is_name: bool = True

    @property
    def bases(self) -> tuple[str, ...]:
        """What its keys are made from: the form and its lemmas."""
        return (self.text, *self.lemmas)

    @property
    def stem(self) -> str:
        """The stem, `""` when there is none."""
        return _stem(self.lang, self.text)

    @property
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """What its sound is compared by, with the skeletons: its lemmas, or it itself
        when it has none, and its stem.

        Only lemmas and stems that begin like the form, since of others its sound says
        nothing: `byla` is být, but what sounds like být is not byla; `mengorbankan`
        sounds not like its stem `orban`. And only stems that sound long.
        """
        near = self._near_lemmas or (self.text,)
        sounds = [(base, _skeleton(base)) for base in near]
        stem = self.stem
        if len(sound := _skeleton(stem)) >= _LONG_SOUND and stem[:2] == self.text[:2]:
            sounds.append((stem, sound))
        return tuple((base, sound) for base, sound in sounds if sound)

    @property
    def names(self) -> tuple[str, ...]:
        """What a name is compared by in other scripts: of a form that is none, nothing."""
        if not self.is_name:
            return ()
        names = self._near_lemmas or (self.text,)
        stem = self.stem
        return (*names, stem) if stem[:2] == self.text[:2] else names

    @property
    def _near_lemmas(self) -> tuple[str, ...]:
        return tuple(lemma for lemma in self.lemmas if lemma[:2] == self.text[:2])


def keys(reading: Reading) -> set[tuple[Via, str]]:
    """The keys of a reading but those that are what they are made from, by tier.

    `Via.FORM` a lemma, `Via.STEM` the stem, `Via.PART` what it is composed of, `Via.FOLD`
    a fold of the form or a lemma of it, `Via.SCRIPT` a skeleton of a lemma (of the form,
    if it has none) or the stem, and of names a frame of these.
    """
    found = {
        Via.FORM: {*reading.lemmas} - {reading.text},
        Via.STEM: {reading.stem} - {reading.text},
        Via.PART: {*reading.parts},
        Via.FOLD: {*chain.from_iterable(map(_folds, reading.bases))},
        Via.SCRIPT: {sound for _, sound in reading.sounds}.difference(reading.bases),
    }
    found[Via.SCRIPT].update(frame.key for name in reading.names for frame in frames(name))
    return {(tier, key) for tier, some in found.items() for key in some if key}


# The forms of a lemma come close to each other; 3 MB each.
@lru_cache(maxsize=1 << 14)
def _folds(base: str) -> tuple[str, ...]:
    return tuple(key for key in folds(base) if key != base)


_skeleton = lru_cache(maxsize=1 << 14)(skeleton)


@lru_cache(maxsize=1 << 12)  # 1 MB: a reading is asked for it several times in a row
def _stem(lang: str, form: str) -> str:
    return analyzers.load(lang).stem(form)
