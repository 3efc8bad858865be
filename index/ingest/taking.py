"""Files into a store, some hundred articles in a transaction: what `add` and `sync` share."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.errors import InputError
from index.ingest import Draft
from index.ingest.given import Given, GivenPaths, Stated
from index.ingest.intake import Intake, Outcome
from index.ingest.reading import read
from index.ingest.stated import SourcesFiles
from index.storage.origins import STDIN
from index.storage.store import Store

#: Drafts in one transaction: few enough to keep readers waiting for milliseconds
#: only, enough to make the disk's part of each small.
_BATCH = 200

#: A file that was written this short a time before it was looked at may be written again
#: without its time changing: file systems count by up to two seconds (FAT).
_SETTLED = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read.

    `given` is what was named to add: the file, or the folder it lies in; `seen` is what
    to know the file by when it was read whole, None where nothing should be kept.
    """

    file: Path | str
    given: Given
    stated: Stated
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class _Whole:
    """The end of a file all of which was taken; the names of its records."""

    path: str
    records: frozenset[str]


class Taking:
    """One run of `add` or `sync` over an open store, whose lock the caller holds.

    Args:
        store: to write into.
        again: whether to take what was removed before.
    """

    def __init__(self, store: Store, *, again: bool) -> None:
        self.intake = Intake(store)
        self.given = GivenPaths(store.connection, self.intake.origins)
        self.errors: list[InputError] = []
        self.outcomes: list[Outcome] = []
        self._store = store
        self._again = again
        self._statements = SourcesFiles()

    def take(self, tasks: Iterable[Task]) -> None:
        """Read files and keep what is in them; what cannot be read is in `errors`."""
        steps = self._steps(tasks)
        while batch := list(islice(steps, _BATCH)):
            with self._store.transaction():
                for task, step in batch:
                    self._keep(task, step)

    def seen(self, path: str, stated: Stated) -> str | None:
        """What to know a file by: another text when it may be read as something else.

        None when it was written just now. Errors in the folder's `sources.toml` are in
        `errors`, once.

        Raises:
            OSError: there is no such file, or it cannot be reached.
        """
        status = os.stat(path)  # noqa: PTH116 - ten thousand times a run
        about, errors = self._statements.about(Path(path))
        self.errors.extend(errors)
        if time.time_ns() - status.st_mtime_ns < _SETTLED:
            return None
        words = hashlib.sha256(repr((about, stated)).encode(errors="surrogatepass"))
        # The time of the last change of state moves even where a writer puts the other back.
        times = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        return f"{times} {words.hexdigest()[:16]}"

    def _steps(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Draft | _Whole]]:
        for task in tasks:
            records: list[str] = []
            errors = len(self.errors)
            try:
                for draft in self._read(task):
                    if isinstance(draft, InputError):
                        self.errors.append(draft)
                    else:
                        records.append(draft.record)
                        yield task, draft
            except InputError as error:
                self.errors.append(error)
            if len(self.errors) == errors and task.file != STDIN:
                yield task, _Whole(os.path.abspath(task.file), frozenset(records))

    def _read(self, task: Task) -> Iterator[Draft | InputError]:
        return read(
            task.file,
            source=task.stated.source,
            lang=task.stated.lang,
            stated=self._statements,
        )

    def _keep(self, task: Task, step: Draft | _Whole) -> None:
        if isinstance(step, _Whole):
            self.intake.sightings.read_whole(step.path, task.seen, step.records)
            return
        self.given.note(task.given)
        root = task.given.path if task.given.is_folder else None
        outcome = self.intake.put(step, root, again=self._again)
        if outcome.what != "dismissed":
            self.outcomes.append(outcome)

    def ids(self, what: str) -> tuple[str, ...]:
        """The ids of the articles that this became of, in the order of reading."""
        return tuple(outcome.id for outcome in self.outcomes if outcome.what == what)

    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Ids that were given, each with the one the article got."""
        return tuple(
            (outcome.given, outcome.id) for outcome in self.outcomes if outcome.given is not None
        )
