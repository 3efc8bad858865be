"""Files and folders as drafts of articles: the way in for `index.archive`."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from index import ingest
from index.errors import InputError
from index.ingest import Draft, Format, Record
from index.ingest.arrangement import Arrangement, arrange, arrange_as_given
from index.ingest.cleaning import clean_line
from index.ingest.dateline import stated_day
from index.ingest.decoding import encoding_of
from index.ingest.metadata import iso_date, language_code
from index.ingest.stated import FILE_NAME, SourcesFiles, Stated
from index.language.detection import detect
from index.model import DateOrigin

_STDIN = "-"
_DATE_IN_NAME = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)


def files(path: Path) -> Iterator[Path]:
    """The files to read at a path: a file itself, or a folder's, sorted by name.

    Folders are walked to the bottom, once each however they are linked; hidden
    entries, `sources.toml` and files of no known format are passed over. A folder
    below that cannot be listed is yielded itself: reading it says why.

    Raises:
        InputError: there is nothing at the path, it cannot be reached, or it is a
            folder without articles.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
        found = walk(path) if is_folder else iter([path])
        first = next(found, None)
    except OSError as error:
        raise InputError(_name(path), _reason(error)) from None
    if first is None:
        raise InputError(
            f"no articles in {_name(path)}", f"looked for {' '.join(sorted(_by_suffix()))}"
        )
    yield first
    yield from found


def walk(folder: Path) -> Iterator[Path]:
    """The files to read in a folder, as `files` gives them; there may be none.

    Raises:
        OSError: the folder cannot be listed.
    """
    return _walk(folder, set())


def read(
    path: Path | str,
    *,
    source: str | None,
    lang: str | None,
    stated: SourcesFiles | None = None,
) -> Iterator[Draft | InputError]:
    """The articles of a file, and what of it cannot be taken.

    Args:
        path: a file, or `-` for standard input (JSON Lines when it begins with `{`,
            else text).
        source: the outlet of articles that do not name theirs.
        lang: the language of all of them, whatever they say; a BCP 47 tag.
        stated: shared by all reads of a run, so that a broken `sources.toml` is
            reported once.

    Raises:
        InputError: the file cannot be opened or is not text, or `lang` is no tag.
    """
    given = Stated(source=clean_line(source or "") or None, lang=_checked(lang))
    file = None if path == _STDIN else Path(path)
    about = Stated()
    if file is not None:
        about, errors = (stated or SourcesFiles()).about(file)
        yield from errors
    origin = _origin(file)
    count = 0
    try:
        with origin.open() as stream:
            read_records = _format(file, stream).read
            for record in read_records(stream, origin.where):
                count += 1
                yield (
                    record
                    if isinstance(record, InputError)
                    else _draft(record, origin, about, given)
                )
    except OSError as error:
        raise InputError(origin.where, _reason(error)) from None
    if not count:
        yield InputError(origin.where, "no text")


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where records are read from: `path` for the store, `where` for messages."""

    path: str
    where: str
    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


def _origin(path: Path | None) -> _Origin:
    """The origin of a file, of standard input for None."""
    if path is None:
        return _Origin(_STDIN, "standard input", "", lambda: nullcontext(sys.stdin.buffer))
    # Not resolved: a link's name is the one the reader knows.
    absolute = os.path.abspath(path)
    try:
        absolute.encode()
    except UnicodeEncodeError:
        raise InputError(_name(path), "the file's name is not UTF-8") from None
    return _Origin(absolute, _name(path), path.name, lambda: path.open("rb"))


def _walk(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Path]:
    """The files to read in a folder and below it; raises for the folder itself only."""
    state = folder.stat()
    if (state.st_dev, state.st_ino) in walked:
        return
    walked.add((state.st_dev, state.st_ino))
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    for path in (folder / name for name in names):
        if path.is_dir():
            try:
                yield from _walk(path, walked)
            except OSError:
                yield path
        elif path.is_file() and path.name != FILE_NAME and path.suffix.lower() in _by_suffix():
            yield path


@cache
def _by_suffix() -> dict[str, Format]:
    loaded = map(ingest.load, ingest.names())
    return {suffix: format_ for format_ in loaded for suffix in format_.suffixes}


def _format(path: Path | None, stream: BinaryIO) -> Format:
    """How to read a file: by its suffix, as text when that is unknown."""
    if path is not None:
        return _by_suffix().get(path.suffix.lower()) or ingest.load("text")
    return ingest.load("jsonl" if _begins_with_brace(stream) else "text")


def _begins_with_brace(stream: BinaryIO) -> bool:
    peek = getattr(stream, "peek", None)
    beginning: bytes = peek(1024) if peek is not None else b""
    text = beginning.decode(encoding_of(beginning), errors="ignore")
    return text.lstrip().startswith("{")


def _draft(record: Record, origin: _Origin, about: Stated, given: Stated) -> Draft | InputError:
    """A record made into an article: the person's word first, then the input's."""
    # One statement about a file of many articles cannot be the id or title of each.
    alone = record.record == ""
    title = (about.title if alone else None) or record.title
    arranged = _arranged(record, title)
    if arranged is None:
        return InputError(record.where, "no text")
    lang = given.lang or about.lang or record.lang or _detected(arranged)
    date, date_from = _dated(record, origin, about)
    if date is None and (day := stated_day(arranged.passages, lang)) is not None:
        date, date_from = day.isoformat(), "text"
    return Draft(
        path=origin.path,
        record=record.record,
        id=(about.id if alone else None) or record.id,
        title=arranged.title,
        title_derived=arranged.derived,
        lang=lang,
        source=about.source or record.source or given.source,
        date=date,
        date_from=date_from,
        url=(about.url if alone else None) or record.url,
        passages=arranged.passages,
    )


def _arranged(record: Record, title: str | None) -> Arrangement | None:
    if record.passages:
        return arrange_as_given(record.passages, title)
    return arrange(record.blocks, title) if record.blocks else None


def _dated(record: Record, origin: _Origin, about: Stated) -> tuple[str | None, DateOrigin | None]:
    if about.date is not None:
        return about.date, "markup"
    if record.date is not None:
        return record.date, record.date_from
    found = _DATE_IN_NAME.match(origin.name)
    try:
        return (iso_date(found[0]), "file") if found else (None, None)
    except ValueError:
        # Digits that look like a date and are none.
        return None, None


def _detected(arranged: Arrangement) -> str:
    body = "\n".join(passage.text for passage in arranged.passages if passage.kind == "body")
    return detect(body)


def _checked(lang: str | None) -> str | None:
    try:
        return None if lang is None else language_code(lang)
    except ValueError as error:
        raise InputError("language", str(error)) from None


def _name(path: Path) -> str:
    """The path as messages show it."""
    return clean_line(str(path))


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be read").lower()
