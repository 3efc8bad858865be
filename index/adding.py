"""Reading files and folders into a store."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.errors import InputError
from index.ingest import Draft
from index.ingest.reading import files, read
from index.ingest.stated import SourcesFiles
from index.intake import Intake, Outcome
from index.origins import STDIN
from index.reports import AddReport, Progress
from index.store import Store

#: Drafts in one transaction: few enough to keep readers waiting for milliseconds
#: only, enough to make the disk's part of each small.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for an article that does not say it itself (`lang` always holds)."""

    source: str | None = None
    lang: str | None = None


def add(
    store: Store,
    paths: Iterable[Path | str],
    defaults: Defaults,
    progress: Callable[[Progress], None] | None,
) -> AddReport:
    """Take all that can be read; see `Archive.add`."""
    errors: list[InputError] = []
    outcomes: list[Outcome] = []
    intake = Intake(store)
    drafts = _drafts(paths, defaults, progress or _unheard, errors)
    while batch := list(islice(drafts, _BATCH)):
        with store.transaction():
            outcomes += [intake.put(draft, root) for draft, root in batch]
    return AddReport(
        added=tuple(outcome.id for outcome in outcomes if outcome.what == "added"),
        changed=tuple(outcome.id for outcome in outcomes if outcome.what == "changed"),
        unchanged=tuple(outcome.id for outcome in outcomes if outcome.what == "unchanged"),
        renamed=tuple(
            (outcome.given, outcome.id) for outcome in outcomes if outcome.given is not None
        ),
        errors=tuple(errors),
    )


def _drafts(
    paths: Iterable[Path | str],
    defaults: Defaults,
    progress: Callable[[Progress], None],
    errors: list[InputError],
) -> Iterator[tuple[Draft, str | None]]:
    """Each article that can be read, with the folder that was given for it."""
    stated = SourcesFiles()
    for begun, (file, root) in enumerate(_files(paths, errors), start=1):
        progress(Progress(begun, str(file)))
        try:
            for draft in read(file, source=defaults.source, lang=defaults.lang, stated=stated):
                if isinstance(draft, InputError):
                    errors.append(draft)
                else:
                    yield draft, root
        except InputError as error:
            errors.append(error)


def _files(
    paths: Iterable[Path | str], errors: list[InputError]
) -> Iterator[tuple[Path | str, str | None]]:
    for path in paths:
        if path == STDIN:
            yield STDIN, None
            continue
        folder = os.path.abspath(path) if Path(path).is_dir() else None
        try:
            for file in files(Path(path)):
                yield file, folder
        except InputError as error:
            errors.append(error)


def _unheard(_: Progress) -> None:
    """Nobody asked how far it has come."""
