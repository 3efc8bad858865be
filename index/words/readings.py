"""A form as a word of one language, and the keys by which a query finds it."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from index.language import analyzers, romanisation
from index.language.folding import folds
from index.language.romanisation import frame_keys, skeleton
from index.model import Via

#: A stem that sounds so long is a key by its sound even if the form is a known word.
LONG_SOUND = 5

#: A German s before a vowel is what others write z: Selenskyj is Zelensky.
_VOICED = frozenset({"sa", "se", "si", "so", "su"})

#: Readings whose keys are made together: their sounds are one text of some 100 kB.
_AT_ONCE = 5_000


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
        sounds = [(base, sound) for base in self.near if (sound := skeleton(base))]
        if (stem := self.near_stem) and len(sound := skeleton(stem)) >= LONG_SOUND:
            sounds.append((stem, sound))
        return tuple(sounds)

    @property
    def names(self) -> tuple[str, ...]:
        """What a name is compared by in other scripts: of a form that is none, nothing."""
        if not self.is_name:
            return ()
        stem = self.near_stem
        return (*self.near, stem) if stem else self.near

    @property
    def near(self) -> tuple[str, ...]:
        """The lemmas that begin like the form, or it itself; German names as others spell
        them, too."""
        begin = self.text[:2]
        near = tuple([lemma for lemma in self.lemmas if lemma[:2] == begin]) or (self.text,)
        if self.lang == "de" and begin in _VOICED and self.is_name:
            near += tuple([f"z{base[1:]}" for base in near])
        return near

    @property
    def near_stem(self) -> str:
        """The stem if it begins like the form, else `""`."""
        stem = self.stem
        return stem if stem[:2] == self.text[:2] else ""


#: Places of readings, each with a key.
Keys = Sequence[tuple[int, str]]


def keyed(readings: Sequence[Reading]) -> Iterator[tuple[Via, Keys]]:
    """The keys of readings but those that are what they are made from, by the reading's
    place, tier by tier and some readings at a time; each once.

    `Via.FORM` a lemma, `Via.STEM` the stem, `Via.PART` what it is composed of, `Via.FOLD`
    a fold of the form or a lemma of it, `Via.SCRIPT` a skeleton of a lemma (of the form,
    if it has none) or the stem, and of names a frame of these.
    """
    for begin in range(0, len(readings), _AT_ONCE):
        some = readings[begin : begin + _AT_ONCE]
        stem_in = {lang: analyzers.load(lang).stem for lang in {it.lang for it in some}}
        stems = [stem_in[it.lang](it.text) for it in some]
        placed = list(enumerate(some, begin))
        yield (
            Via.FORM,
            [(at, key) for at, it in placed for key in it.lemmas if key and key != it.text],
        )
        yield Via.FOLD, [(at, key) for at, it in placed for key in _spellings(it)]
        sounding = enumerate(_sounding(some, stems), begin)
        yield Via.SCRIPT, [(at, key) for at, keys in sounding for key in keys]
        stemmed = zip(placed, stems, strict=True)
        yield Via.STEM, [(at, stem) for (at, it), stem in stemmed if stem and stem != it.text]
        yield Via.PART, [(at, part) for at, it in placed for part in it.parts if part]


def _spellings(reading: Reading) -> Collection[str]:
    bases = reading.bases
    if "".join(bases).isascii():
        return ()
    return {key for base in bases for key in _folds(base)}


def _sounding(readings: Sequence[Reading], stems: Sequence[str]) -> Iterator[set[str]]:
    """The keys of `Via.SCRIPT` of each reading: see `Reading.sounds` and `Reading.names`.

    Sounds are made for all of them at once, which takes a third of the time.
    """
    nears = [
        (*reading.near, stem if stem[:2] == reading.text[:2] else "")
        for reading, stem in zip(readings, stems, strict=True)
    ]
    skeletons = romanisation.skeletons(chain.from_iterable(nears))
    names = chain.from_iterable(
        near for reading, near in zip(readings, nears, strict=True) if reading.is_name
    )
    frames = frame_keys({name: skeletons[name] for name in names})
    for reading, near in zip(readings, nears, strict=True):
        keys = {skeletons[base] for base in near[:-1]}
        if len(sound := skeletons[near[-1]]) >= LONG_SOUND:
            keys.add(sound)
        keys.difference_update(reading.bases, ("",))
        if reading.is_name:
            keys.update(*[frames[name] for name in near])
        yield keys


# The forms of a lemma come close to each other; 3 MB.
@lru_cache(maxsize=1 << 14)
def _folds(base: str) -> tuple[str, ...]:
    return () if base.isascii() else tuple(key for key in folds(base) if key and key != base)


@lru_cache(maxsize=1 << 12)  # 1 MB: a reading is asked for it several times in a row
def _stem(lang: str, form: str) -> str:
    return analyzers.load(lang).stem(form)
