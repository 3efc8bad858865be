"""The reference engine: answers every request by going through all documents.

Slow and plain, so that what it answers can be checked against the docstrings of
`index.engines`. It also stands in where an archive's index cannot be used, made in
memory from documents.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from index import ranking
from index.engines import (
    Alternative,
    Clause,
    Document,
    EngineType,
    FieldTokens,
    Filter,
    Group,
    NearGroup,
    PhraseGroup,
    Ranking,
    Request,
    never,
)
from index.errors import Cancelled, EngineError, WriteError
from index.model import Occur
from index.ranking import FIELDS, LanguageStatistics, Match

_FILE = "documents.jsonl"
#: Grows when the file's shape changes.
_VERSION = 1

#: The positions of each form of a field.
_Places = Mapping[str, Sequence[int]]
#: Frequencies of an alternative in a document's fields; None where it has none.
_Found = tuple[float | None, float | None]


class ScanEngine:
    """An `Engine` over documents in memory, kept in a file where there is a folder.

    Args:
        documents: what it holds; read once.
        folder: where commits are kept; None keeps them in memory only.
    """

    def __init__(self, documents: Iterable[Document] = (), folder: Path | None = None) -> None:
        self._folder = folder
        self.committed = {document.key: document for document in documents}
        self._entries: tuple[_Entry, ...] = ()
        self._show()

    def search(self, request: Request, cancelled: Callable[[], bool] = never) -> Ranking:
        """See `Engine.search`."""
        if cancelled():
            raise Cancelled("the search was stopped")
        search = _Search(self._entries, request, cancelled)
        return ranking.rank(search.matches(), request.sort, request.limit, cancelled)

    def writer(self) -> "ScanWriter":
        """See `Engine.writer`."""
        return ScanWriter(self)

    def scattered(self) -> bool:
        """See `Engine.scattered`."""
        return False

    def refresh(self) -> None:
        """See `Engine.refresh`."""
        if self._folder is not None:
            self.committed = {document.key: document for document in _read(self._folder)}
        self._show()

    def close(self) -> None:
        """See `Engine.close`."""
        self._entries = ()

    def keep(self, documents: dict[int, Document]) -> None:
        """Make these the committed documents; seen after the next `refresh`.

        Raises:
            WriteError: the folder cannot be written.
        """
        if self._folder is not None:
            _write(self._folder, documents.values())
        self.committed = documents

    def _show(self) -> None:
        self._entries = tuple(_Entry(document) for document in self.committed.values())


class ScanWriter:
    """A `Writer` that collects changes and hands them over at once."""

    def __init__(self, engine: ScanEngine) -> None:
        self._engine = engine
        self._documents = dict(engine.committed)

    def add(self, document: Document) -> None:
        """See `Writer.add`."""
        self._documents[document.key] = document

    def remove(self, keys: Iterable[int]) -> None:
        """See `Writer.remove`."""
        for key in keys:
            self._documents.pop(key, None)

    def commit(self, *, thorough: bool = False) -> None:
        """See `Writer.commit`."""
        self._engine.keep(self._documents)

    def cancel(self) -> None:
        """See `Writer.cancel`."""
        self._documents = {}


class ScanType:
    """How to get a `ScanEngine` that keeps its documents in a folder."""

    def create(self, folder: Path) -> ScanEngine:
        """See `EngineType.create`."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _write_error(folder, error) from error
        _write(folder, ())
        return ScanEngine(folder=folder)

    def open(self, folder: Path, trusted: frozenset[int] = frozenset()) -> ScanEngine:
        """See `EngineType.open`; nothing it reads is run, so that anybody's may be opened."""
        return ScanEngine(_read(folder), folder)


ENGINE: Final[EngineType] = ScanType()


class _Entry:
    """A document with its forms looked up: `places` and `lengths` go with `FIELDS`."""

    __slots__ = ("document", "lengths", "places")

    def __init__(self, document: Document) -> None:
        fields = (document.title, document.body)
        self.document = document
        self.places = (_places(fields[0]), _places(fields[1]))
        self.lengths = (len(fields[0].forms), len(fields[1].forms))


class _Search:
    """One request over all documents."""

    def __init__(
        self, entries: Sequence[_Entry], request: Request, cancelled: Callable[[], bool]
    ) -> None:
        self._entries = entries
        self._request = request
        self._cancelled = cancelled
        self._statistics = _statistics(entries)
        #: For each clause what every document scores, None where it does not match.
        self._scores = [self._clause_scores(clause) for clause in request.clauses]

    def matches(self) -> list[Match]:
        """The documents that match, in no order."""
        found = (self._match(at, entry) for at, entry in enumerate(self._entries))
        return [match for match in found if match is not None]

    def _match(self, at: int, entry: _Entry) -> Match | None:
        document = entry.document
        if not _passes(document, self._request.filter):
            return None
        score, matched, missing = 0.0, False, []
        asked = False
        for index, clause in enumerate(self._request.clauses):
            points = self._scores[index][at]
            if clause.occur is Occur.MUST_NOT:
                if points is not None:
                    return None
                continue
            asked = True
            if points is not None:
                score += points
                matched = True
            elif clause.occur is Occur.MUST:
                return None
            else:
                missing.append(index)
        if asked and not matched:
            return None
        return Match(
            document.key, document.lang, document.source, document.day, score, tuple(missing)
        )

    def _clause_scores(self, clause: Clause) -> list[float | None]:
        scores: list[float | None] = [None] * len(self._entries)
        for alternative in clause.any_of:
            found = [self._find(alternative, clause, entry) for entry in self._entries]
            rarities = self._rarities(found)
            for at, frequencies in enumerate(found):
                if frequencies == (None, None):
                    continue
                entry = self._entries[at]
                points = ranking.word_score(
                    self._statistics[entry.document.lang],
                    rarities[entry.document.lang],
                    (frequencies[0] or 0.0, frequencies[1] or 0.0),
                    entry.lengths,
                )
                scores[at] = (scores[at] or 0.0) + points
        return scores

    def _find(self, alternative: Alternative, clause: Clause, entry: _Entry) -> _Found:
        if self._cancelled():
            raise Cancelled("the search was stopped")
        title, body = (
            _frequency(alternative, places) if clause.field in (None, name) else None
            for name, places in zip(FIELDS, entry.places, strict=True)
        )
        return title, body

    def _rarities(self, found: Sequence[_Found]) -> dict[str, float]:
        holding = defaultdict[str, int](int)
        for frequencies, entry in zip(found, self._entries, strict=True):
            holding[entry.document.lang] += frequencies != (None, None)
        return {
            lang: ranking.inverse_document_frequency(self._statistics[lang].documents, number)
            for lang, number in holding.items()
        }


def _statistics(entries: Iterable[_Entry]) -> dict[str, LanguageStatistics]:
    totals: dict[str, LanguageStatistics] = {}
    for entry in entries:
        before = totals.get(entry.document.lang, LanguageStatistics(0, 0, 0))
        totals[entry.document.lang] = LanguageStatistics(
            before.documents + 1,
            before.title_tokens + entry.lengths[0],
            before.body_tokens + entry.lengths[1],
        )
    return totals


def _places(tokens: FieldTokens) -> dict[str, list[int]]:
    places = defaultdict[str, list[int]](list)
    for form, position in zip(tokens.forms, tokens.positions, strict=True):
        places[form].append(position)
    return dict(places)


def _weights(group: Group, places: _Places) -> dict[str, float]:
    """The forms of a group that a field has, each with its greatest weight."""
    weights: dict[str, float] = {}
    for form in group.forms:
        if form.prefix:
            texts = [text for text in places if text.startswith(form.text)]
        else:
            texts = [form.text] if form.text in places else []
        for text in texts:
            weights[text] = max(form.weight, weights.get(text, form.weight))
    return weights


def _begins(alternative: Alternative, places: _Places) -> list[int]:
    """The positions of a field where an alternative begins, ascending."""
    if isinstance(alternative, NearGroup):
        parts = [_begins(part, places) for part in alternative.parts]
        return ranking.near_begins(parts, alternative.distance)
    if isinstance(alternative, PhraseGroup):
        words = [_begins(group, places) for group in alternative.groups]
        return ranking.phrase_begins(words, alternative.slop)
    return sorted(position for text in _weights(alternative, places) for position in places[text])


def _frequency(alternative: Alternative, places: _Places) -> float | None:
    """How often a field has an alternative; None when it does not match."""
    if not isinstance(alternative, Group):
        weight = alternative.weight if isinstance(alternative, PhraseGroup) else 1.0
        return weight * len(_begins(alternative, places)) or None
    weights = _weights(alternative, places)
    if not weights:
        return None
    frequency = 0.0
    for text in sorted(weights):
        frequency += weights[text] * len(places[text])
    return frequency


def _passes(document: Document, wanted: Filter) -> bool:
    dated = wanted.since is None and wanted.until is None
    if document.day:
        since = document.day if wanted.since is None else wanted.since
        until = document.day if wanted.until is None else wanted.until
        dated = since <= document.day <= until
    return (
        dated
        and (not wanted.languages or document.lang in wanted.languages)
        and (not wanted.sources or document.source in wanted.sources)
        and document.lang not in wanted.without_languages
        and document.source not in wanted.without_sources
        and not any(since <= document.day <= until for since, until in wanted.without_days)
        and (wanted.within is None or document.key in wanted.within)
        and document.key not in wanted.without
    )


def _write(folder: Path, documents: Iterable[Document]) -> None:
    """Replace the file: a line that says what it is, then a document a line."""
    lines = [json.dumps(_record(document), separators=(",", ":")) for document in documents]
    head = json.dumps({"version": _VERSION, "documents": len(lines)})
    unfinished = folder / f"{_FILE}.new"
    try:
        with unfinished.open("w", encoding="ascii") as file:
            file.writelines(f"{line}\n" for line in (head, *lines))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder / _FILE)
        # The new name is durable only when the folder is.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _write_error(folder, error) from error


def _read(folder: Path) -> list[Document]:
    try:
        with (folder / _FILE).open(encoding="ascii") as file:
            head = json.loads(file.readline())
            documents = [_document(json.loads(line)) for line in file]
        whole = head == {"version": _VERSION, "documents": len(documents)}
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise EngineError(f"{folder}: no readable index ({type(error).__name__})") from error
    if not whole:
        raise EngineError(f"{folder}: the index is cut short or of another version")
    return documents


def _record(document: Document) -> dict[str, Any]:
    return {
        "key": document.key,
        "lang": document.lang,
        "source": document.source,
        "day": document.day,
        "title": [list(document.title.forms), list(document.title.positions)],
        "body": [list(document.body.forms), list(document.body.positions)],
    }


def _document(record: dict[str, Any]) -> Document:
    return Document(
        key=int(record["key"]),
        lang=str(record["lang"]),
        source=str(record["source"]),
        day=int(record["day"]),
        title=_tokens(record["title"]),
        body=_tokens(record["body"]),
    )


def _tokens(columns: list[list[Any]]) -> FieldTokens:
    forms, positions = columns
    if len(forms) != len(positions):
        raise ValueError("forms and positions differ in number")
    return FieldTokens(
        tuple(str(form) for form in forms), tuple(int(position) for position in positions)
    )


def _write_error(folder: Path, error: OSError) -> WriteError:
    return WriteError(f"{folder}: cannot write the index ({error.strerror or error})")
