"""What adding tells its caller, while it runs and at the end."""

from dataclasses import dataclass

from index.errors import InputError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an `add` has come: files begun so far, and the newest of them."""

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
