"""What adding and syncing tell their caller, while they run and at the end."""

from dataclasses import dataclass

from index.errors import InputError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come: files begun so far, and the newest of them."""

    files: int
    path: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of what was given to `add`: ids by outcome, and what was not taken.

    `renamed` pairs an id that was given with the id the article got, because another
    origin has the given one.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    errors: tuple[InputError, ...]


@dataclass(frozen=True, slots=True)
class SyncReport(AddReport):
    """The same of a `sync`, with the ids of what is gone and of what is back.

    Gone is an article that was still there at the last look and is at none of its origins
    now; back is one that was gone. Errors name roots that cannot be reached too.
    """

    gone: tuple[str, ...]
    back: tuple[str, ...]
