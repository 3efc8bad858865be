"""Reading files and folders into a store."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from index.errors import InputError
from index.ingest.given import Given, Stated
from index.ingest.reading import files
from index.ingest.reports import AddReport, Progress
from index.ingest.taking import Taking, Task
from index.storage.origins import STDIN
from index.storage.store import Store


def add(
    store: Store,
    paths: Iterable[Path | str],
    stated: Stated,
    progress: Callable[[Progress], None] | None,
) -> AddReport:
    """Take all that can be read; see `Archive.add`."""
    taking = Taking(store, again=True)
    taking.take(_told(_tasks(paths, stated, taking), progress))
    return AddReport(
        added=taking.ids("added"),
        changed=taking.ids("changed"),
        unchanged=taking.ids("unchanged"),
        renamed=taking.renamed(),
        errors=tuple(taking.errors),
    )


def _told(tasks: Iterable[Task], progress: Callable[[Progress], None] | None) -> Iterator[Task]:
    for begun, task in enumerate(tasks, start=1):
        if progress is not None:
            progress(Progress(begun, str(task.file)))
        yield task


def _tasks(paths: Iterable[Path | str], stated: Stated, taking: Taking) -> Iterator[Task]:
    """Each file that was named or lies in a folder that was."""
    for path in paths:
        if path == STDIN:
            yield Task(STDIN, Given(STDIN, is_folder=False), stated)
            continue
        given = Given(os.path.abspath(path), Path(path).is_dir(), stated)
        try:
            for file in files(Path(path)):
                yield _task(file, given, taking)
        except InputError as error:
            taking.errors.append(error)


def _task(file: Path, given: Given, taking: Taking) -> Task:
    absolute = os.path.abspath(file)
    # What is stated now holds, before what was stated for this place another time.
    before = taking.given.stated(absolute)
    now = given.stated
    stated = Stated(
        before.source if now.source is None else now.source,
        before.lang if now.lang is None else now.lang,
    )
    seen = None
    with suppress(OSError):  # reading it says what is wrong
        seen = taking.seen(absolute, stated)
    return Task(file, given, stated, seen)
