"""Words that are composed of others in one piece, as German and Dutch write them.

A form is cut in two where what follows is a word of the dictionary and what precedes
is one too, as it stands or but for the sound that links them. Both are cut again.
After P. Koehn and K. Knight, "Empirical Methods for Compound Splitting" (EACL 2003),
without frequencies: a dictionary gives the words, and of several cuts the one with the
longest shorter part wins, which is seldom a cut through a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

#: Shorter words are found by chance in too many longer ones.
_SHORTEST_PART = 4

#: A word of the dictionary that is shorter is taken for one piece: cuts through such
#: words (Mini|ster) are more than the compounds among them.
_SHORTEST_KNOWN = 9

#: A first part must be so long before a lost sound is thought of (Hers|e|teller).
_SHORTEST_LOSER = 5

#: Longer forms are no words; the cuts of cuts would take too long.
_LONGEST = 60

#: Parts of parts of parts: as deep as people compose.
_DEPTH = 3


@dataclass(frozen=True)
class Compounds:
    """How a language composes.

    Attributes:
        dictionary: its code in simplemma.
        links: what may stand between two words, and belongs to neither.
        dropped: what the first word may lose (German `Sprach|e`).
        endings: suffixes that are words too; what ends so is not cut before them.
        prefixes: prepositions and prefixes that are words too; likewise.
        nouns_capitalised: only words that the dictionary has with a capital are
            parts: others are too many, and too short.
    """

    dictionary: str
    links: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    endings: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    nouns_capitalised: bool = False

    def parts(self, form: str) -> tuple[str, ...]:
        """The lemmas of the parts, in order; empty for a form that has none."""
        return tuple(self._parts(form, _DEPTH)) if len(form) <= _LONGEST else ()

    def _parts(self, form: str, depth: int) -> Iterator[str]:
        if not depth or (len(form) < _SHORTEST_KNOWN and self._lemma(form) is not None):
            return
        for lemma in self._best_cut(form):
            yield lemma
            yield from self._parts(lemma.lower(), depth - 1)

    def _best_cut(self, form: str) -> tuple[str, ...]:
        """The lemmas of the two pieces, or none."""
        best: tuple[str, ...] = ()
        longest = 0
        for at in range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1):
            shorter = min(at, len(form) - at)
            if shorter <= longest or not self._can_be_cut(form, at):
                continue
            second = self._lemma(form[at:])
            first = None if second is None else self._first(form[:at])
            if first is not None and second is not None:
                best, longest = (first, second), shorter
        return best

    def _can_be_cut(self, form: str, at: int) -> bool:
        rest = form[at:]
        linked = (link + rest for link in self.links)
        if form[:at] in self.prefixes or not self.endings.isdisjoint((rest, *linked)):
            return False
        # Bunde|s|tag, not Bunde|stag: what is too short for a part is a word all the same.
        return len(rest) > _SHORTEST_PART or not any(
            rest.startswith(link) and self._lemma(rest.removeprefix(link)) is not None
            for link in self.links
        )

    def _first(self, piece: str) -> str | None:
        words = [piece]
        words += [piece.removesuffix(link) for link in self.links if piece.endswith(link)]
        if len(piece) >= _SHORTEST_LOSER:
            words += [piece + lost for lost in self.dropped]
        for word in words:
            if len(word) >= _SHORTEST_PART and (lemma := self._lemma(word)) is not None:
                return lemma
        return None

    def _lemma(self, piece: str) -> str | None:
        return _words(self.dictionary).get(piece.capitalize() if self.nouns_capitalised else piece)


@cache
def _words(dictionary: str) -> Mapping[str, str]:
    from index.language.analyzers._lookup import factory  # noqa: PLC0415 - loads simplemma

    return factory().get_dictionary(dictionary)
