"""Looking again where articles came from: what is new, changed, gone or back."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from index.errors import InputError
from index.ingest.cleaning import clean_line
from index.ingest.given import Given
from index.ingest.reading import walk
from index.ingest.reports import Progress, SyncReport
from index.ingest.taking import Taking, Task
from index.storage.store import Store
from index.system.database import reported

_NOT_THERE = (FileNotFoundError, NotADirectoryError)


def sync(store: Store, progress: Callable[[Progress], None] | None) -> SyncReport:
    """Follow what was named to add; see `Archive.sync`."""
    with reported(store.path):
        return _sync(store, progress)


def _sync(store: Store, progress: Callable[[Progress], None] | None) -> SyncReport:
    taking = Taking(store, again=False)
    sightings = taking.intake.sightings
    gone_before = sightings.gone_articles()
    look = _Look(taking, progress)
    taking.take(look.tasks())
    known = sightings.known()
    with store.transaction():
        for path in sorted(path for path, is_there in known.items() if is_there):
            if look.misses(path):
                sightings.gone(path)
        for given in look.lost(known):
            taking.given.forget(given)
    gone = sightings.gone_articles()
    unchanged = (*taking.ids("unchanged"), *sightings.articles_of(look.unchanged))
    return SyncReport(
        added=taking.ids("added"),
        changed=taking.ids("changed"),
        unchanged=tuple(dict.fromkeys(unchanged)),
        gone=tuple(sorted(gone - gone_before)),
        back=tuple(sorted(gone_before - gone)),
        renamed=taking.renamed(),
        errors=(*look.unreachable.values(), *taking.errors),
    )


class _Look:
    """One look at all that was named: what to read again, and what is not there.

    Attributes:
        unchanged: the files that need not be read again.
        unreachable: roots that cannot be looked into, the outermost only: nothing below
            them is known to be gone.
    """

    def __init__(self, taking: Taking, progress: Callable[[Progress], None] | None) -> None:
        self.unchanged: set[str] = set()
        self.unreachable: dict[str, InputError] = {}
        self._taking = taking
        self._progress = progress
        self._seen = taking.intake.sightings.seen()
        self._visited: set[str] = set()
        self._missing: set[str] = set()
        self._walked: set[str] = set()
        self._barred: set[str] = set()

    def tasks(self) -> Iterator[Task]:
        """What to read: the files that may have changed."""
        for given in self._taking.given.folders():
            yield from self._folder(given)
        for given in self._taking.given.files():
            if given.path not in self._visited:
                yield from self._file(given)

    def misses(self, path: str) -> bool:
        """Whether a file that articles came from was looked for and is not there."""
        if path in self._visited or _above(path, self._barred):
            return False
        if path not in self._missing and not _above(path, self._walked):
            return False
        try:
            os.lstat(path)
        except _NOT_THERE:
            return True
        except OSError:
            return False
        return False  # there, but nothing to read any more: a link to a folder read elsewhere

    def lost(self, known: dict[str, bool]) -> list[Given]:
        """What was named, cannot be reached and has no articles: there is no use in looking."""
        every = (*self._taking.given.folders(), *self._taking.given.files())
        lost = [
            given
            for given in every
            if _above(given.path, self.unreachable)
            and not any(_above(path, (given.path,)) for path in known)
        ]
        for given in lost:
            self.unreachable.pop(given.path, None)
        return lost

    def _folder(self, given: Given) -> Iterator[Task]:
        try:
            for path in walk(Path(given.path)):
                yield from self._visit(str(path), given)
        except OSError as error:
            if isinstance(error, _NOT_THERE) and self._reaches_root(given.path):
                self._walked.add(given.path)  # one folder of those below a root
            else:
                self._cannot_reach(given.path, error)
        else:
            self._walked.add(given.path)

    def _file(self, given: Given) -> Iterator[Task]:
        try:
            Path(given.path).stat()
        except _NOT_THERE:
            if self._reaches_root(given.path):
                self._missing.add(given.path)
        except OSError as error:
            self._taking.errors.append(_error(given.path, error))
        else:
            yield from self._visit(given.path, given)

    def _visit(self, path: str, given: Given) -> Iterator[Task]:
        """A file that is there: read it if it may have changed."""
        if path in self._visited:
            return
        self._visited.add(path)
        if self._progress is not None:
            self._progress(Progress(len(self._visited), path))
        stated = self._taking.given.stated(path)
        try:
            seen = self._taking.seen(path, stated)
        except OSError as error:
            self._taking.errors.append(_error(path, error))
            return
        if seen is not None and self._seen.get(path) == seen:
            self.unchanged.add(path)
            return
        if os.path.isdir(path):  # noqa: PTH112 - a folder that cannot be listed
            self._barred.add(path)
        yield Task(path, given, stated, seen)

    def _reaches_root(self, path: str) -> bool:
        """Whether the root of a path can be listed, and is not the path itself."""
        root = self._taking.intake.origins.location(path)
        if root is None or root == path or _above(root, self.unreachable):
            return False
        try:
            os.scandir(root).close()
        except OSError as error:
            self._cannot_reach(root, error)
            return False
        return True

    def _cannot_reach(self, path: str, error: OSError) -> None:
        if not _above(path, self.unreachable):
            self.unreachable[path] = _error(path, error)


def _above(path: str, places: set[str] | dict[str, InputError] | tuple[str, ...]) -> bool:
    """Whether one of the places is a path or a folder above it."""
    return any(each in places for each in (path, *map(str, PurePath(path).parents)))


def _error(path: str, error: OSError) -> InputError:
    return InputError(clean_line(path), (error.strerror or "cannot be reached").lower())
