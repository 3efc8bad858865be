"""What an archive knows of words: the part of `Archive` that has the lexicon."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.model import Gloss
from index.storage.store import Store

if TYPE_CHECKING:
    from index.derived.corpus import Corpus
    from index.errors import InputError
    from index.language.lexicon.concepts import Concept
    from index.language.lexicon.dictd import Database
    from index.language.lexicon.layers import Layers
    from index.language.lexicon.sources import Sources

_Answer = TypeVar("_Answer")


class Wording:
    """The lexicon of an archive; `index.archive.Archive` is one.

    Threads and lifetime: the archive's.
    """

    _path: Path
    _store: Store
    _given_sources: "Callable[[], Sources] | None" = None
    _made_sources: "Sources | None" = None
    _waits_for_lexicon = True
    _layers: "Layers | None" = None
    _layers_of: frozenset[str] = frozenset()
    #: The last change of the archive when its languages were asked for.
    _layers_at = -1

    def lexicon(self) -> "Layers":
        """What is known of words in the languages of this archive; opened when first
        asked, closed with the archive."""
        last = self._store.last_change()
        if self._layers is None or (
            last != self._layers_at
            and not self._store.languages_after(self._layers_at) <= self._layers_of
        ):
            self._forget_lexicon()
            self._layers_of = self._store.languages_after(0)
            self._layers = self._sources.lexicon(self._layers_of, wait=self._waits_for_lexicon)
        self._layers_at = last
        return self._layers

    def make_lexicon(self, *, progress: Callable[[int, int], None] | None = None) -> int:
        """Make what the lexicon lacks and keep it in the cache; returns how many layers.

        Takes 20 s for Debian's dictionaries together, 2 s without any, nothing when all
        is there; 100 MB of memory while the largest is made. Can be stopped at any
        time: nothing half made is ever seen.

        Args:
            progress: told how many of how many layers are done.
        """
        return self.lexicon().make(progress)

    def dictionaries(self) -> "tuple[Database, ...]":
        """The installed dictionaries of two languages that the lexicon is made from."""
        return self._sources.databases()

    def lexicon_errors(self) -> "tuple[InputError, ...]":
        """What cannot be taken of the dictionaries and glossaries, as far as it was met."""
        return (*self._sources.errors(), *self.lexicon().damage())

    def gloss(self, word: str, lang: str, into: str) -> Gloss:
        """What a word of a text means in another language; offline, as searches know it.

        Args:
            word: as it stands in the text.
            lang: the text's language.
            into: the reader's; the text's own asks for synonyms.
        """
        from index.search.gloss import gloss  # noqa: PLC0415 - few ask

        lexicon = self.lexicon()
        return self._answered(lambda corpus: gloss(word, lang, into, corpus.vocabulary, lexicon))

    def add_to_glossary(self, words: Mapping[str, Sequence[str]], path: Path | None = None) -> Path:
        """Add a row to a glossary, for the searches that follow; returns its file.

        Args:
            words: by language code, of two languages at least, the best first.
            path: a tab-separated glossary that need not exist; None takes the reader's
                own, or the archive's where `Archive.open` was told none.

        Raises:
            ValueError: not words of two languages.
            InputError: the file is no glossary.
            WriteError: it cannot be written.
        """
        return self.extend_glossary([words], path)

    def extend_glossary(
        self, rows: Sequence[Mapping[str, Sequence[str]]], path: Path | None = None
    ) -> Path:
        """Add rows to a glossary, all or none; the rest is as for `add_to_glossary`."""
        from index.language.lexicon import glossary  # noqa: PLC0415 - see `lexicon`

        target = path or self._sources.glossaries[0]
        glossary.extend(target, rows)
        self._forget_lexicon()
        return target

    def glossaries(self) -> "dict[Path, list[Concept]]":
        """The rows of each glossary that is there, the strongest first.

        What cannot be read of them is among `lexicon_errors`.
        """
        from index.language.lexicon import glossary  # noqa: PLC0415 - see `lexicon`

        there = (path for path in self._sources.glossaries if path.is_file())
        return {path: glossary.read(path)[0] for path in there}

    def termbase(self) -> str:
        """All glossaries as one TBX file (ISO 30042)."""
        return self._sources.termbase()

    @property
    def _sources(self) -> "Sources":
        if self._made_sources is None:
            given = self._given_sources
            self._made_sources = sources_of(self._path) if given is None else given()
        return self._made_sources

    def _forget_lexicon(self) -> None:
        """Give back its files; what it is made from may have changed."""
        if self._layers is not None:
            self._layers.close()
        self._layers = None

    def _answered(self, ask: "Callable[[Corpus], _Answer]") -> _Answer:
        raise NotImplementedError


def sources_of(
    folder: Path,
    dictionaries: Path | str | None = None,
    glossary: Path | str | None = None,
    cache: Path | str | None = None,
    shared_glossary: Path | str | None = None,
    *,
    learned: bool = True,
) -> "Sources":
    """What the lexicon of an archive is made from; see `Archive.open`."""
    from index.language.lexicon.glossary import SHARED  # noqa: PLC0415 - see `lexicon`
    from index.language.lexicon.learned import FILE as LEARNED  # noqa: PLC0415
    from index.language.lexicon.sources import Sources  # noqa: PLC0415

    own = tuple(Path(each) for each in (glossary, shared_glossary) if each is not None)
    taught = folder / LEARNED if learned else None
    return Sources.of(dictionaries, cache, (*own, folder / SHARED), learned=taught)
