"""`sources.toml`: what a person states about the files of a folder.

One table for each file, by its name, with any of `id`, `lang`, `source`, `title`,
`date` and `url`; other keys are for people. What stands there wins over what a file
says of itself and over what is detected.
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import InputError
from index.ingest.cleaning import clean_line
from index.ingest.metadata import language_code, toml_date

FILE_NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated about one file; None where nothing is."""

    id: str | None = None
    lang: str | None = None
    source: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(slots=True)
class SourcesFiles:
    """The `sources.toml` of the folders met so far, each read once.

    Share one among the files of a run, so that what is wrong with a `sources.toml` is
    reported once. One thread.
    """

    _folders: dict[str, dict[str, Stated]] = field(default_factory=dict)

    def about(self, path: Path) -> tuple[Stated, tuple[InputError, ...]]:
        """What is stated about a file, and what is wrong with its folder's statements.

        The errors come with the first file of a folder only. Never raises.
        """
        folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH120 - the name without its links resolved
        errors: list[InputError] = []
        if folder not in self._folders:
            self._folders[folder] = _statements(path.parent / FILE_NAME, errors)
        return self._folders[folder].get(path.name, Stated()), tuple(errors)


def _statements(path: Path, errors: list[InputError]) -> dict[str, Stated]:
    where = clean_line(str(path))
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        errors.append(InputError(where, (error.strerror or "cannot be read").lower()))
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        errors.append(InputError(where, f"not TOML: {clean_line(str(error))}"))
        return {}
    return {
        name: _stated(table, f"{where}, {clean_line(name)}", errors)
        for name, table in tables.items()
    }


def _stated(table: object, where: str, errors: list[InputError]) -> Stated:
    if not isinstance(table, dict):
        errors.append(InputError(where, "not a table"))
        return Stated()
    return Stated(
        id=_string(table, "id", where, errors),
        lang=_lang(table, where, errors),
        source=_string(table, "source", where, errors),
        title=_string(table, "title", where, errors),
        date=_date(table, where, errors),
        url=_string(table, "url", where, errors),
    )


def _string(table: dict[str, object], key: str, where: str, errors: list[InputError]) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        errors.append(InputError(where, f"{key!r} is not a string"))
        return None
    return clean_line(value) or None


def _lang(table: dict[str, object], where: str, errors: list[InputError]) -> str | None:
    text = _string(table, "lang", where, errors)
    try:
        return language_code(text) if text else None
    except ValueError as error:
        errors.append(InputError(where, str(error)))
        return None


def _date(table: dict[str, object], where: str, errors: list[InputError]) -> str | None:
    value = table.get("date")
    try:
        return None if value is None else toml_date(value)
    except ValueError as error:
        errors.append(InputError(where, str(error)))
        return None
